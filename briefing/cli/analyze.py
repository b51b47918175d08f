"""`briefing analyze`: articles in, what was found in them out, as JSON."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from briefing.cli import options
from briefing.cli.output import reporting
from briefing.cli.sources import Sources, open_sources
from briefing.config import Config, load_config
from briefing.errors import Failure

SCHEMA = "briefing.analysis/1"

EPILOG = """\b
Examples:
  briefing analyze story.txt --published 2026-04-06
  briefing analyze stories/ --out analyses --jobs 2
  briefing analyze story.txt --out - | jq '.articles[0].disputes'
  briefing analyze --schema > analysis-1.schema.json
"""


def _print_schema(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the published schema and leave."""
    if value:
        click.echo((files("briefing") / "schemas" / "analysis-1.schema.json").read_text(encoding="utf-8"), nl=False)
        ctx.exit()


@click.command(epilog=EPILOG)
@options.articles
@options.out
@options.hinted
@options.unreleased
@options.settings
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema,
    help="Print the JSON Schema of the output and leave.",
)  # fmt: skip
def analyze(
    articles: tuple[str, ...],
    title: str | None,
    outlet: str | None,
    published: date | None,
    unreleased: bool,
    config: Path | None,
    **given: Any,
) -> int:
    """Write what was found in each article as JSON.

    One file NAME.json per article: sentences with their roles, actors, statements, disputes, key points, background,
    dates, timeline, and the problems met. With --out - all articles go to standard output as one document.
    """
    wanted = load_config(config, given)
    sources = open_sources(articles, title, outlet, published, unreleased=unreleased)
    return (_to_stdout if wanted.to_stdout else _to_folder)(sources, wanted)


def _to_folder(sources: Sources, wanted: Config) -> int:
    from briefing.deliver.files import open_folder, write_file
    from briefing.run import analyse_articles

    folder = open_folder(wanted.out)
    found = analyse_articles(sources.articles, jobs=sources.jobs(wanted.jobs), time_limit=wanted.time_limit)
    with closing(found), reporting(wanted.quiet, sources.total) as report:
        for outcome in found:
            if isinstance(outcome, Failure):
                report.lost(outcome)
                continue
            report.wrote(write_file(folder, f"{outcome.id}.json", _document([outcome.article])))
    return report.exit_code


def _to_stdout(sources: Sources, wanted: Config) -> int:
    from briefing.run import analyse_articles

    articles = []
    found = analyse_articles(sources.articles, jobs=sources.jobs(wanted.jobs), time_limit=wanted.time_limit)
    with closing(found), reporting(True, sources.total) as report:
        for outcome in found:
            if isinstance(outcome, Failure):
                report.lost(outcome)
                continue
            articles.append(outcome.article)
            report.wrote()
    sys.stdout.buffer.write(_document(articles))
    return report.exit_code


def _document(articles: list[dict[str, Any]]) -> bytes:
    document = {"schema": SCHEMA, "articles": articles}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
