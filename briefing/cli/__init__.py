"""The command line: parses, calls, prints. Every error the user can act on is caught here, once."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import click

from briefing import __version__
from briefing.cli.analyze import analyze
from briefing.cli.completion import completion
from briefing.cli.daily import daily
from briefing.cli.explain import explain
from briefing.cli.make import make
from briefing.cli.output import complain
from briefing.cli.schedule import schedule
from briefing.cli.status import status
from briefing.cli.store import store
from briefing.cli.templates import templates
from briefing.errors import BriefingError, BusyError

DONE, SOME_FAILED, USAGE, BUSY = 0, 1, 2, 3
INTERRUPTED, TERMINATED, READER_GONE = 130, 143, 141
"""128 and the number of the signal, as shells report it: SIGINT, SIGTERM, SIGPIPE."""

HELP = """\b
Briefing: one news article in, one true page out.

Every line of the page stands word for word in the article and says where. Nothing is generated.

\b
Exit codes:
  0    all done
  1    some articles failed; standard error says which and why
  2    wrong usage or configuration; nothing was written
  3    another run is at work on the store; nothing was done
  130  interrupted; what is on disk is whole
"""

COMMANDS = {
    "make": make,
    "analyze": analyze,
    "explain": explain,
    "daily": daily,
    "schedule": schedule,
    "status": status,
    "store": store,
    "templates": templates,
    "completion": completion,
}


class _Group(click.Group):
    """Lists the commands in the order of their use; knows what to do when nobody reads on."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where the reader of standard output has gone away, leave in silence."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain again while closing standard output: give it somewhere to write to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return READER_GONE
        return code


@click.group(
    cls=_Group,
    commands=COMMANDS,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="briefing")
def command() -> None:
    """Hold the commands; the text of the help stands in `HELP`."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        result = command.main(arguments, prog_name="briefing", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; what is on disk is whole")
        return INTERRUPTED
    except BriefingError as error:
        complain(str(error))
        return BUSY if isinstance(error, BusyError) else USAGE
    return result if isinstance(result, int) else DONE
