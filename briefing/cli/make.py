"""`briefing make`: articles in, pages out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import options
from briefing.cli.output import reporting
from briefing.cli.sources import only_one, open_sources
from briefing.config import Config, load_config
from briefing.errors import ConfigError, Failure

if TYPE_CHECKING:
    from briefing.model import Article

EPILOG = """\b
Examples:
  briefing make story.txt
  briefing make stories/ --format md,pdf,html --out briefs --jobs 2
  briefing make https://example.org/story.html --paper letter
  pbpaste | briefing make - --published 2026-04-06 --out - | less
"""


@click.command(epilog=EPILOG)
@options.articles
@options.out
@options.format_
@options.paper
@options.templates
@options.hinted
@options.settings
def make(
    articles: tuple[str, ...],
    title: str | None,
    outlet: str | None,
    published: date | None,
    config: Path | None,
    **given: Any,
) -> int:
    """Brief articles on one page each.

    ARTICLE is a file (plain text, Markdown, HTML), a folder of them, an http(s) address, or - for standard input. What
    was written is listed on standard output in the order of the input.
    """
    wanted = load_config(config, given)
    sources = open_sources(articles, title, outlet, published)
    if wanted.to_stdout:
        return _to_stdout(sources, given["format"] or ("md",), wanted)
    return _to_folder(sources, wanted)


def _to_folder(sources: Iterator[Article | Failure], wanted: Config) -> int:
    from briefing.deliver.files import Names, open_folder, write_file
    from briefing.run import make_briefings

    folder, names = open_folder(wanted.out), Names()
    made = make_briefings(
        sources, wanted.format, wanted.templates, wanted.paper, jobs=wanted.jobs, time_limit=wanted.time_limit
    )
    with reporting(wanted.quiet) as report:
        for outcome in made:
            if isinstance(outcome, Failure):
                report.lost(outcome)
                continue
            stem = names.claim(outcome.id)
            report.wrote(*(write_file(folder, f"{stem}.{ending}", content) for ending, content in outcome.files))
    return report.exit_code


def _to_stdout(sources: Iterator[Article | Failure], formats: tuple[str, ...], wanted: Config) -> int:
    from briefing.run import make_briefings

    if len(formats) > 1:
        raise ConfigError(f"--out - takes one format, not {len(formats)}; choose it with --format")
    if formats == ("pdf",) and sys.stdout.isatty():
        raise ConfigError("a PDF does not belong on a terminal; redirect standard output or give --out DIR")
    with reporting(quiet=True) as report:
        only = only_one(sources)
        for outcome in make_briefings(only, formats, wanted.templates, wanted.paper, time_limit=wanted.time_limit):
            if isinstance(outcome, Failure):
                report.lost(outcome)
                continue
            sys.stdout.buffer.write(outcome.files[0][1])
            report.wrote()
    return report.exit_code
