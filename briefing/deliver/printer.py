"""A finished PDF -> the queue of a printer, through the `lp` command of CUPS."""

from __future__ import annotations

import os
import re
import subprocess

from briefing.config import Duplex, PrintSettings
from briefing.errors import DeliveryError, PassingDeliveryError

SIDES = {
    Duplex.NONE: "one-sided",
    Duplex.LONG_EDGE: "two-sided-long-edge",
    Duplex.SHORT_EDGE: "two-sided-short-edge",
}
MEDIA = {"a4": "A4", "letter": "Letter"}
"""Options as lp(1) takes them, by our words for them."""

REQUEST = re.compile(r"request id is (\S+)")
"""What `lp` says of a job it has queued, in the C locale."""

PATIENCE = 60
"""Seconds after which `lp` is taken to hang; it hands a page over in a fraction of one."""


def print_sheet(sheet: bytes, title: str, paper: str, settings: PrintSettings) -> str:
    """Queue a PDF for printing and return what can be said of it: that it is queued, not that it is printed.

    `title` names the job in the queue; `paper` is "a4" or "letter". DeliveryError where there is no `lp` or it
    refuses; PassingDeliveryError where the print service cannot be reached.
    """
    try:
        found = _called(lp_command(title, paper, settings), sheet)
    except FileNotFoundError as error:
        raise DeliveryError("cannot print: there is no `lp` command; install CUPS (Debian: cups-client)") from error
    except subprocess.TimeoutExpired as error:
        raise DeliveryError(f"`lp` gave no answer in {PATIENCE} s; see the queue with `lpstat -o`") from error
    except OSError as error:
        raise DeliveryError(f"cannot print: `lp` cannot be started: {error.strerror}") from error
    if found.returncode:
        said = " ".join(found.stderr.decode("utf-8", "replace").split()) or f"exit status {found.returncode}"
        if _is_out_of_reach(settings):
            raise PassingDeliveryError(f"cannot print: the print service is out of reach ({said})")
        raise DeliveryError(f"cannot print: {said}")
    job = REQUEST.search(found.stdout.decode("utf-8", "replace"))
    return f"queued as {job[1] if job else 'a job without a name'} (queued is not yet printed; see `lpstat -o`)"


def _called(command: list[str], document: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command of CUPS in the C locale, so that what it says can be read."""
    return subprocess.run(  # noqa: S603 - no shell; the settings' names are checked and cannot be options
        command, input=document, capture_output=True, timeout=PATIENCE, check=False, env={**os.environ, "LC_ALL": "C"}
    )


def _is_out_of_reach(settings: PrintSettings) -> bool:
    """Tell whether the print service does not answer; `lp` then says that there is no such printer."""
    try:
        return b"not running" in _called(["lpstat", *_server(settings), "-r"]).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False


def lp_command(title: str, paper: str, settings: PrintSettings) -> list[str]:
    """Return the command; the document goes to its standard input."""
    options = (f"sides={SIDES[settings.duplex]}", f"media={MEDIA[paper]}")
    printer = () if settings.printer is None else ("-d", settings.printer)
    chosen = (part for option in options for part in ("-o", option))
    return ["lp", *_server(settings), *printer, "-n", str(settings.copies), "-t", title, *chosen]


def _server(settings: PrintSettings) -> tuple[str, ...]:
    return () if settings.server is None else ("-h", settings.server)
