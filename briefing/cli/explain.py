"""`briefing explain`: one article, and why the page says what it says."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from briefing.cli import options
from briefing.cli.output import complain
from briefing.cli.sources import COUNT, open_sources
from briefing.errors import ConfigError, Failure

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from briefing.model import Article
    from briefing.render.explain import Explanation

PLAIN_WIDTH = 100
"""Columns where the output is no terminal."""

EPILOG = """\b
Examples:
  briefing explain story.txt
  briefing explain story.txt --sentence 4
  briefing explain story.txt --speaker "Mara Iveston"
  briefing explain story.txt --dispute 1
"""


@click.command(epilog=EPILOG)
@click.argument("article", type=options.ARTICLE)
@click.option("-s", "--sentence", type=int, metavar="N", help="Only sentence N, with every part of its score.")
@click.option("--speaker", metavar="NAME", help="Only this actor: mentions, statements, and how each was resolved.")
@click.option("--dispute", type=int, metavar="N", help="Only dispute N, with its sides and their evidence.")
@options.hinted
@options.unreleased
def explain(
    article: str, sentence: int | None, speaker: str | None, dispute: int | None,
    title: str | None, outlet: str | None, published: date | None, unreleased: bool,
) -> int:  # fmt: skip
    """Show why a sentence, a speaker or a dispute was chosen.

    Prints the article with numbered sentences, statements in their speaker's colour, and the reasons. Plain where the
    output is not a terminal or NO_COLOR is set.
    """
    if sum(choice is not None for choice in (sentence, speaker, dispute)) > 1:
        raise ConfigError("give only one of --sentence, --speaker and --dispute")
    single = f"{article}: holds {COUNT} articles; explain takes one"
    sources = open_sources([article], title, outlet, published, single=single, unreleased=unreleased)
    found = next(sources.articles)
    if isinstance(found, Failure):
        complain(str(found))
        return 1
    explanation = _explanation(found)
    console = _console()
    with console.capture() as captured:
        for part in _chosen(explanation, sentence, speaker, dispute):
            console.print(part)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
    return 0


def _explanation(article: Article) -> Explanation:
    from briefing.analyse import analyse, load_models
    from briefing.render.explain import Explanation
    from briefing.workers import prepare

    return Explanation(analyse(article, prepare(load_models)))


def _chosen(
    explanation: Explanation, sentence: int | None, speaker: str | None, dispute: int | None
) -> list[RenderableType]:
    if sentence is not None:
        return explanation.sentence(sentence)
    if speaker is not None:
        return explanation.speaker(speaker)
    if dispute is not None:
        return explanation.dispute(dispute)
    return explanation.article()


def _console() -> Console:
    """Return a console that is plain where the output is not a terminal or the user wants no colour."""
    from rich.console import Console

    plain = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    return Console(
        color_system=None if plain else "auto", width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False
    )
