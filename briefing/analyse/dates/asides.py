"""Stretches whose dates are not the story's: quoted titles, and lists of links that a page ran into a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from briefing.model import Document, Span

LONGEST_TITLE = 150
"""Characters a title may have."""

WORD = re.compile(r"[^\W\d_]{4,}")
"""A word long enough to be capitalized in a title."""

FEWEST_WORDS = 3
"""Such words that a title has at least; fewer may be a name that somebody spoke."""

GLUED = re.compile(r"\b(?P<surname>[A-Z][\w'’-]{2,20})\b[^\n]{1,60}?\b(?P=surname)(?=[A-Z\d])")
"""A surname, and the full name with the first headline of a list glued on: 'Orrin Mara OrrinFerry sinks'."""

LIST_END = " MORE"
"""How such a list ends."""

LONGEST_LIST = 900
"""Characters it may have."""


def find_asides(document: Document) -> list[Span]:
    """Return the stretches in text order, disjoint."""
    text = document.text
    spans = chain.from_iterable(quotation.spans for quotation in document.quotations)
    titles = [span for span in spans if len(span) <= LONGEST_TITLE and _is_title(span.of(text))]
    found: list[Span] = []
    for span in sorted((*titles, *_links(text))):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _links(text: str) -> Iterator[Span]:
    if LIST_END not in text:
        return
    for name in GLUED.finditer(text):
        end = text.find(LIST_END, name.end(), name.end() + LONGEST_LIST)
        if end >= 0 and "\n" not in text[name.end() : end]:
            yield Span(name.start(), end + len(LIST_END))


def _is_title(words: str) -> bool:
    """Tell whether all longer words are capitalized."""
    longer: list[str] = WORD.findall(words)
    return len(longer) >= FEWEST_WORDS and all(word[0].isupper() for word in longer)
