"""System libraries of the PDF: what is said where one is missing, and that all places say the same."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.render.pdf.libraries import COMMANDS, load_libraries
from tests.processes import SEEDS, briefing

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / ".ci" / "libraries.py"

WITHOUT_PANGO = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            print("advice for programmers")
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Missing())
"""
"""A `sitecustomize` that makes a machine without Pango."""


def test_where_all_is_there_nothing_happens() -> None:
    load_libraries()


def test_a_missing_library_ends_the_run_once_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_PANGO)
    found = briefing("make", SEEDS, "--format", "md,pdf", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert (found.returncode, found.stdout) == (2, "")
    assert "cannot load library 'libpango-1.0-0'" in found.stderr
    assert found.stderr.count("brew install pango") == 1
    assert not list((tmp_path / "output").iterdir())


def test_without_pdf_the_libraries_are_not_needed(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_PANGO)
    found = briefing("make", SEEDS / "valley-flood.txt", "--format", "md", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert (found.returncode, found.stdout) == (0, "output/valley-flood.md\n")


def test_an_import_error_of_ours_is_no_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ImportError):
        load_libraries()


def test_readme_and_setup_name_the_same_commands() -> None:
    assert runpy.run_path(str(SCRIPT))["COMMANDS"] == COMMANDS
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"| {system} | `{command}` |" in readme for system, command in COMMANDS.items())


def test_the_setup_script_finds_the_libraries_and_says_what_is_missing(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, SCRIPT], capture_output=True, check=False).returncode == 0
    script = tmp_path / "libraries.py"
    script.write_text(SCRIPT.read_text("utf-8").replace("libpango-1.0", "libno-such-thing"), encoding="utf-8")
    empty = {**os.environ, "PATH": str(tmp_path)}  # no apt-get: nothing is installed
    assert shutil.which("apt-get", path=str(tmp_path)) is None
    found = subprocess.run([sys.executable, script], capture_output=True, text=True, env=empty, check=False)
    assert found.returncode == 1
    assert "cannot be loaded: Pango." in found.stderr
    assert all(command in found.stderr for command in COMMANDS.values() if "libpango" not in command)
