"""What another process uses: processor time and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# A process counts as its own the memory of the one that starts it, until it is another program: so one starts it that
# has none to speak of.
STARTER = """\
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""


def peak(command: Sequence[str | Path]) -> int:
    """Run a command to its end and return its peak resident memory in kilobytes; CalledProcessError where it fails."""
    run = [sys.executable, "-I", "-S", "-c", STARTER, *map(str, command)]
    return int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def of_children() -> float:
    """Return the processor seconds of all processes started from here that have ended, and of those they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
