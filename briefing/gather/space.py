"""Traits -> one sparse vector an article, such that the dot product of two says how far they tell of one event.

TF-IDF a field (words, those of the beginning, names, numbers), each field of unit length times the root of its
weight: the product is the weighted mean of the fields' cosines. How rare a term is, is counted in the articles at hand
and in a few thousand others together, so that five articles of one story do not make its own words common ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefing.gather.average_link import Vector
from briefing.gather.traits import FIRST, NAMES, NUMBERS, WORDS, Traits
from briefing.lexicon import Lexicon

FIELDS = dict.fromkeys((WORDS, FIRST, NAMES, NUMBERS), 0.25)
"""What each field counts: all the same. No other weights were better on events they had not been chosen on."""

COUNTED = "articles counted"
"""The entry of the list that says how many articles were counted."""


class Spread:
    """In how many news articles a term occurs, counted beforehand."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.table("spread")
        self.articles = int(table[COUNTED])
        self._counts = {term: int(count) for term, count in table.items() if term != COUNTED}

    def of(self, key: str) -> int:
        """Return the count of a key's term, whatever its field; 0 for one that is rare."""
        return self._counts.get(key[1:], 0)


def vectors_of(articles: Sequence[Traits], spread: Spread) -> list[dict[str, float]]:
    """Return the articles' vectors, in their order."""
    here = Counter(key for article in articles for key in article.terms)
    total = 1 + len(articles) + spread.articles
    rarity = {key: math.log(total / (1 + count + spread.of(key))) for key, count in here.items()}
    return [
        by_field({key: (1 + math.log(n)) * rarity[key] for key, n in sorted(article.terms.items())})
        for article in articles
    ]


def local(vectors: Sequence[Vector]) -> list[dict[str, float]]:
    """Return vectors anew as seen among themselves: what all of them have counts nothing, nor what only one has."""
    here = Counter(key for vector in vectors for key in vector)
    rarity = {key: math.log(len(vectors) / count) for key, count in here.items() if 1 < count < len(vectors)}
    return [by_field({key: w * rarity[key] for key, w in vector.items() if key in rarity}) for vector in vectors]


def by_field(vector: Mapping[str, float]) -> dict[str, float]:
    """Return a vector scaled so that each field has the length its weight gives it."""
    squares = dict.fromkeys(FIELDS, 0.0)
    for key, weight in vector.items():
        squares[key[0]] += weight * weight
    scales = _scales(squares.items())
    return {key: weight * scales[key[0]] for key, weight in vector.items() if weight}


def _scales(squares: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {field: math.sqrt(FIELDS[field] / square) if square else 0.0 for field, square in squares}
