"""`briefing make`: articles in, pages out."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.cli import options
from briefing.cli.output import reporting
from briefing.cli.sources import COUNT, Sources, open_sources
from briefing.config import Config, load_config
from briefing.errors import ConfigError, Failure

SINGLE = f"--out - takes one article, not {COUNT}; give --out DIR for several"

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
@options.unreleased
@options.settings
def make(
    articles: tuple[str, ...],
    title: str | None,
    outlet: str | None,
    published: date | None,
    unreleased: bool,
    config: Path | None,
    **given: Any,
) -> int:
    """Brief articles on one page each.

    ARTICLE is a file (plain text, Markdown, HTML, NewsML-G2, NITF, ninjs, mail, WARC, JSON lines), a folder of them, a
    maildir, an http(s) address, or - for standard input. What was written is listed on standard output in the order of
    the input.
    """
    wanted = load_config(config, given)
    single = SINGLE if wanted.to_stdout else None
    sources = open_sources(articles, title, outlet, published, single=single, unreleased=unreleased)
    if wanted.to_stdout:
        return _to_stdout(sources, given["format"] or ("md",), wanted)
    return _to_folder(sources, wanted)


def _to_folder(sources: Sources, wanted: Config) -> int:
    from briefing.deliver.files import open_folder, write_file
    from briefing.run import make_briefings

    folder = open_folder(wanted.out)
    jobs = sources.jobs(wanted.jobs)
    made = make_briefings(
        sources.articles, wanted.format, wanted.templates, wanted.paper, jobs=jobs, time_limit=wanted.time_limit
    )
    with closing(made), reporting(wanted.quiet, sources.total) as report:
        for outcome in made:
            if isinstance(outcome, Failure):
                report.lost(outcome)
                continue
            report.wrote(*(write_file(folder, f"{outcome.id}.{ending}", content) for ending, content in outcome.files))
    return report.exit_code


def _to_stdout(sources: Sources, formats: tuple[str, ...], wanted: Config) -> int:
    from briefing.run import make_briefings

    if len(formats) > 1:
        raise ConfigError(f"--out - takes one format, not {len(formats)}; choose it with --format")
    if formats == ("pdf",) and sys.stdout.isatty():
        raise ConfigError("a PDF does not belong on a terminal; redirect standard output or give --out DIR")
    with reporting(True, sources.total) as report:
        for outcome in make_briefings(
            sources.articles, formats, wanted.templates, wanted.paper, time_limit=wanted.time_limit
        ):
            if isinstance(outcome, Failure):
                report.lost(outcome)
                continue
            sys.stdout.buffer.write(outcome.files[0][1])
            report.wrote()
    return report.exit_code
