"""What a user has: an environment with what the lock file lists, and none of the packages of development.

Packages slow a program down just by being there: NLTK imports SciPy and scikit-learn where it finds them.
"""

from __future__ import annotations

import os
import venv
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

from tests.quality.corpora import ROOT

SCRIPT = "#!{python}\nimport sys\n\nfrom briefing.cli import main\n\nsys.exit(main())\n"


def install(home: Path) -> Path:
    """Return the `bin` of a new environment at `home` with this checkout; the locked packages are lent from ours."""
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    for requirement in locked((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        for entry in entries(requirement.name):
            if not (site / entry.name).exists():
                (site / entry.name).symlink_to(entry)
    (site / "checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = home / "bin" / "briefing"
    command.write_text(SCRIPT.format(python=command.with_name("python")), encoding="utf-8")
    command.chmod(0o755)
    return command.parent


def locked(text: str) -> list[Requirement]:
    """Return the requirements of a lock file that hold for this interpreter, in its order."""
    lines = (line.rstrip("\\ ") for line in text.splitlines() if line and line[0] not in " #")
    found = map(Requirement, lines)
    return [r for r in found if r.marker is None or r.marker.evaluate()]


def entries(name: str) -> list[Path]:
    """Return what an installed package put directly into its folder, sorted; scripts and caches are left out."""
    package = distribution(name)
    tops = {f.parts[0] for f in package.files or ()} - {os.pardir, "__pycache__"}
    return [Path(str(package.locate_file(top))) for top in sorted(tops)]
