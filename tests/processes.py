"""The program as its users meet it: the installed command in a process of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

COMMAND = Path(sys.executable).parent / "briefing"
SEEDS = Path(__file__).parent.parent / "seeds"

Finished = subprocess.CompletedProcess[str]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a plain shell, 100 columns wide."""
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    return {**kept, "COLUMNS": "102", "PYTHONWARNINGS": "ignore", **more}


def briefing(*arguments: str | Path, cwd: Path, said: str | None = None, **env: str) -> Finished:
    """Run `briefing` to its end, with `said` on standard input."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)], cwd=cwd, input=said or "", env=environment(**env),
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def on_terminal(*arguments: str | Path, cwd: Path) -> tuple[str, str]:
    """Return standard output, and what a terminal at standard error got."""
    ours, theirs = pty.openpty()
    command = [COMMAND, *map(str, arguments)]
    env = environment(TERM="xterm-256color")
    found = subprocess.run(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # how Linux says that the other end is closed
        while part := os.read(ours, 65536):
            seen += part
    os.close(ours)
    return found.stdout.decode(), seen.decode()
