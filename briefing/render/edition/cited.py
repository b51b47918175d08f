"""Which lines a front page has, and which sentences they cite."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.compose.edition import lines_of_edition
from briefing.model import Edition
from briefing.render.edition.filling import article_of


def cited_sentences(edition: Edition) -> list[tuple[int, int]]:
    """Return (article, sentence) of all that is cited, in order."""
    return sorted(set(_cited(edition)))


def _cited(edition: Edition) -> Iterator[tuple[int, int]]:
    for line in lines_of_edition(edition):
        yield from ((article_of(line), index) for index in line.cites)
