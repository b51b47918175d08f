"""Check that the system libraries which lay out the PDF can be loaded; as root on Debian install what is missing.

Needs nothing but Python. Leaves with 0 where all load, else with 1 after printing the one command to run.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "HarfBuzz subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")
"""Where macOS keeps libraries that its loader does not search by itself."""

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
APT = ("apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES)
COMMANDS = {
    "Debian, Ubuntu": "sudo apt-get install " + " ".join(PACKAGES),
    "Fedora": "sudo dnf install pango harfbuzz",
    "macOS": "brew install pango",
}


def loads(names: tuple[str, ...]) -> bool:
    """Tell whether a library can be loaded under one of its names."""
    for name in (*names, *(f"{folder}/{name}" for folder in HOMEBREW for name in names)):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def missing() -> list[str]:
    """Return the libraries that cannot be loaded."""
    return [title for title, names in NAMES.items() if not loads(names)]


def install() -> None:
    """Install the Debian packages; a failure shows in what is still missing afterwards."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=quiet, check=False)
    subprocess.run(APT, env=quiet, check=False)


def main() -> int:
    """Check, install where that is allowed, and check again."""
    lacking = missing()
    if lacking and os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        install()
        lacking = missing()
    if not lacking:
        return 0
    print(f"These system libraries are needed for the PDF and cannot be loaded: {', '.join(lacking)}.", file=sys.stderr)
    print("Install them with the command for your system, then call make again:", file=sys.stderr)
    for system, command in COMMANDS.items():
        print(f"  {system + ':':16}{command}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
