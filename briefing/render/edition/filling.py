"""What the edition's templates are given beside the edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from briefing.model import Article, Edition, EditionLayout, Line
from briefing.render.figures import figures
from briefing.render.words import Words, letter, marks

TEMPLATES = {EditionLayout.NEWS: "edition", EditionLayout.PRESS: "edition_press"}
"""The templates of each layout, without the endings of their formats."""


@dataclass(frozen=True, slots=True)
class Named:
    """An article by the letter its marks open with, and by name."""

    letter: str
    name: str


def words_of_edition(edition: Edition) -> Words:
    """Return what prints the edition's words."""
    return Words(edition.articles)


def filling(edition: Edition, words: Words) -> dict[str, Any]:
    """Return the values every format's template is given; `named` fills as `marks` are printed."""
    place = Marks(edition)
    return {
        "edition": edition,
        "articles": [Named(letter(n), name_of(a)) for n, a in enumerate(edition.articles)],
        "outlet": outlet_of(edition),
        "ours": words.ours,
        "plain": words.plain,
        "marks": place,
        "named": place.named,
        **figures(words),
    }


def template_of(edition: Edition, kind: str) -> str:
    """Return the name of the template that prints an edition as `md` or `html`."""
    return f"{TEMPLATES[edition.layout]}.{kind}"


class Marks:
    """Says where a line stands, and remembers which articles it named.

    'B:s4' is the fourth sentence of the second article, 'B' its title; 'C' behind it, another article with these words.
    """

    def __init__(self, edition: Edition) -> None:
        self._shared = {s.line: s.articles for s in edition.shared}
        self.named: set[str] = set()

    def __call__(self, line: Line) -> list[str]:
        """Return the marks of a line."""
        at = letter(article_of(line))
        others = [letter(n) for n in self._shared.get(line.id, ())]
        self.named.update((at, *others))
        return [*(marks(line.cites, at) or [at]), *others]


def article_of(line: Line) -> int:
    """Return the number of the article a line is of."""
    return line.pieces[0].article if line.pieces else 0


def outlet_of(edition: Edition) -> Callable[[Line], str]:
    """Return the function that says who published a line."""

    def outlet(line: Line) -> str:
        article = edition.articles[article_of(line)]
        return article.outlet or article.source

    return outlet


def name_of(article: Article) -> str:
    """Return an article's outlet, or where it came from, and its day."""
    day = article.published
    return (article.outlet or article.source) + (f", {day.isoformat()}" if day else "")
