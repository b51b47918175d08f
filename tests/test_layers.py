"""The layers of the house hold, and a wrong import breaks the build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the package to break."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "briefing", tmp_path / "briefing", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_layers_hold() -> None:
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("analyse/extra.py", "import briefing.read"),
        ("analyse/extra.py", "import briefing.compose"),
        ("compose/extra.py", "import briefing.render"),
        ("model.py", "import briefing.errors"),
        ("run.py", "import briefing.cli"),
        ("extra.py", "import briefing.model"),
    ],
)
def test_a_wrong_import_or_a_module_without_a_place_is_found(house: Path, module: str, line: str) -> None:
    with (house / "briefing" / module).open("a") as stream:
        stream.write(f"\n{line}\n")
    assert lint(house).returncode == 1
