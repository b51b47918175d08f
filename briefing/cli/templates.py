"""`briefing templates`: the built-in templates, listed or copied to be changed."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.output import complain

EPILOG = """\b
Examples:
  briefing templates
  briefing templates --copy my-templates
  briefing make story.txt --templates my-templates
"""


@click.command(epilog=EPILOG)
@click.option("--list", "listed", is_flag=True, help="List the built-in templates (the default).")
@click.option("--copy", type=click.Path(path_type=Path), metavar="DIR", help="Copy them to DIR, to be changed there.")
def templates(listed: bool, copy: Path | None) -> int:
    """List the built-in templates, or copy them for changing.

    Your folder needs only the files you change; the others are taken from the built-in ones.
    """
    complain("not there yet")
    return 2
