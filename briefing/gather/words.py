"""Words as they are compared across articles: without case, kind of quotation mark, blanks or points of omission."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.analyse.stems import Stems
from briefing.lexicon import Lexicon
from briefing.model import Span

WORD = re.compile(r"\w+(?:['’]\w+)*")
"""Letters and digits in a row, an apostrophe inside included: "didn't"; one class and one group, linear."""

SHORTEST = 3
"""Letters from which a word can tell what is spoken of."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `plain` is how it is compared."""

    span: Span
    text: str
    plain: str


def words_of(text: str, span: Span) -> list[Word]:
    """Return the words of a stretch in their order."""
    found = []
    for match in WORD.finditer(text, span.start, span.end):
        plain = match[0].replace("’", "'").casefold()
        found.append(Word(Span(match.start(), match.end()), match[0], plain))
    return found


def plain_words(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return what is compared of several stretches, in their order."""
    return tuple(w.plain for span in spans for w in words_of(text, span))


class Subjects:
    """What words are about: the stems of those that are neither function words nor too common to tell."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stems = Stems()
        self._empty = lexicon.words("function_words") | lexicon.words("empty_words")

    def of(self, words: Iterable[Word]) -> list[str]:
        """Return the stems in the order of the words, numbers as they are; a stem may come twice."""
        return [
            w.plain if w.plain.isdigit() else self._stems.word(w.plain.removesuffix("'s"))
            for w in words
            if w.plain not in self._empty and (len(w.plain) >= SHORTEST or w.plain.isdigit())
        ]
