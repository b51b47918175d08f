"""The wheel: built, installed where nothing of the checkout is, and put to work."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.processes import SEEDS, environment

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    found = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `bin` of a new environment that holds the wheel; what it depends on is lent from ours."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        home / "bin" / "python",
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=home,
    )
    (site,) = home.glob("lib/python*/site-packages")
    ours = Path(sysconfig.get_paths()["purelib"])
    lent = site / "lent"
    lent.mkdir()
    for entry in ours.iterdir():
        if "briefing" not in entry.name and entry.suffix != ".pth":
            (lent / entry.name).symlink_to(entry)
    (site / "lent.pth").write_text(f"{lent}\n")
    return home / "bin"


def test_the_wheel_holds_the_package_and_its_data_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "briefing/py.typed", "briefing/templates/page.html", "briefing/templates/page.css",
        "briefing/schemas/analysis-1.schema.json",
    ):  # fmt: skip
        assert wanted in names
    assert any(n.startswith("briefing/lexicons/en/") for n in names)
    assert {n.split("/")[0].split("-")[0] for n in names} == {"briefing"}


def test_it_briefs_an_article_from_any_folder(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "briefing", "make", SEEDS / "valley-flood.txt", "--format", "md,pdf", cwd=tmp_path)
    assert said.splitlines() == ["output/valley-flood.md", "output/valley-flood.pdf"]
    assert (tmp_path / "output" / "valley-flood.pdf").read_bytes().startswith(b"%PDF-")


def test_it_runs_from_the_wheel_and_not_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = (
        "import briefing; from briefing.render.templates import builtin_templates as t; print(briefing.__file__, t())"
    )
    said = run(installed / "python", "-c", code, cwd=tmp_path)
    assert str(ROOT) not in said.replace(str(installed), "")
    package, templates = said.split()
    assert Path(templates) == Path(package).parent / "templates"
    assert os.path.commonpath([package, installed.parent]) == str(installed.parent)
