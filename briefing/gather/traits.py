"""Article -> what it is told apart by: its words, those of its beginning, its names and numbers; and its shingles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing.analyse.stems import Stems
from briefing.gather.copies import shingles_of
from briefing.gather.credits import Credits
from briefing.gather.reports import STORY
from briefing.lexicon import Lexicon
from briefing.model import Article, BlockKind, Genre

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
"""A word with its inner hyphens and apostrophes ("O'Neill"), or a number with its points ('7.6', '2,100', '9:30')."""

WITHIN = re.compile(r"[^\W\d_][,;]?[ \n]$|[)’'][ \n]$")
"""What stands before a word within a sentence, as its last three characters: letter, comma or bracket, and a blank."""

LEAD = 60
"""Words of the beginning, where news tells what, who, where and when."""

WORDS, FIRST, NAMES, NUMBERS = "w", "f", "n", "#"
"""The fields: each term's key is the letter of its field and the term."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is gathered by. `digest` names it; `agency` is the wire agency it credits.

    `terms` are counts by key (the field's letter, then a stem or number). `shingles` are the hashes of its runs of
    five words, sorted, each once: what its text is known again by.
    """

    digest: str
    published: date | None
    outlet: str | None
    agency: str | None
    opinion: bool
    terms: dict[str, int]
    shingles: npt.NDArray[np.uint32]


class TraitsReader:
    """Reads traits off articles; keeps the stems of words it has met."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stems = Stems()
        self._empty = lexicon.words("address_words")
        self._credits = Credits(lexicon)

    def read(self, article: Article, digest: str) -> Traits:
        """Return an article's traits; `digest` is the name under which stories will hold it."""
        texts = list(_told(article))
        return Traits(
            digest,
            article.published,
            article.outlet,
            self._credits.agency(article),
            article.genre is Genre.OPINION,
            dict(self._terms(texts)),
            shingles_of(texts[1:] if _titled_apart(article) else texts),
        )

    def _terms(self, texts: Iterable[str]) -> Counter[str]:
        terms: Counter[str] = Counter()
        words = [(match, text) for text in texts for match in WORD.finditer(text)]
        names = {_plain(m[0]) for m, text in words if m[0][0].isupper() and _within(text, m.start())}
        for place, (match, _) in enumerate(words):
            plain = _plain(match[0])
            if plain[0].isdigit():
                terms[NUMBERS + plain] += 1
            elif len(plain) > 1 and plain not in self._empty:
                stem = self._stems.word(plain)
                terms[WORDS + stem] += 1
                terms[FIRST + stem] += place < LEAD
                terms[NAMES + stem] += match[0][0].isupper() and plain in names
        return +terms


def _told(article: Article) -> Iterator[str]:
    """Yield the title where it is no part of the text, then the blocks that tell the story."""
    if article.title and _titled_apart(article):
        yield article.title
    for block in article.blocks:
        if block.kind in STORY:
            start = block.dateline.end if block.dateline else block.span.start
            yield article.text[start : block.span.end]


def _titled_apart(article: Article) -> bool:
    return bool(article.title) and all(b.kind is not BlockKind.HEADLINE for b in article.blocks)


def _plain(word: str) -> str:
    return word.replace("’", "'").lower().removesuffix("'s")


def _within(text: str, start: int) -> bool:
    """Tell whether a word stands within a sentence, where a capital is a name's."""
    return WITHIN.search(text, max(0, start - 3), start) is not None
