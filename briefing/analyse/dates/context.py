"""What date expressions are read against: the article, its day, and the dates read before."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefing.analyse.dates.calendar import Calendar, of_day
from briefing.analyse.dates.grammar import Expression
from briefing.analyse.dates.lexer import DateWords, Piece
from briefing.analyse.dates.tense import Tense, tense_at
from briefing.model import DateMention, Document, Span

LOOK_BACK = 4
"""How many of the last dates 'a day earlier' may count from."""


class Undated(Exception):  # noqa: N818
    """The expression is a date, but what it counts from is not known."""


@dataclass
class Context:
    """What an expression is read against; `dates` are those read so far, which 'a day earlier' counts from.

    `pieces` are those of the block being read; `coming` tells whether a weekday is a coming one wherever the article
    says what happens on it (see `relative.coming_weekdays`); `aside` are stretches, in text order, whose dates are not
    the story's (see `asides.find_asides`).
    """

    document: Document
    words: DateWords
    published: date | None
    day_first: bool
    pieces: Sequence[Piece] = ()
    coming: Mapping[int, bool] = field(default_factory=dict)
    aside: Sequence[Span] = ()
    dates: list[tuple[DateMention, Calendar]] = field(default_factory=list)

    def span_of(self, expression: Expression) -> Span:
        """Return where the expression stands."""
        return Span(self.pieces[expression.first].start, self.pieces[expression.last - 1].end)

    def is_aside(self, expression: Expression) -> bool:
        """Tell whether the expression stands where no date is the story's."""
        start = self.pieces[expression.first].start
        i = bisect.bisect_right(self.aside, start, key=lambda span: span.start) - 1
        return i >= 0 and start < self.aside[i].end

    def today(self) -> date:
        """Return the day the article was published; raises `Undated`."""
        if self.published is None:
            raise Undated
        return self.published

    def latest(self, unit: int) -> Calendar:
        """Return the last date read that is known to the unit, else the day of publication; raises `Undated`."""
        known = (found for _, found in reversed(self.dates[-LOOK_BACK:]) if found.known_to(unit))
        return next(known, None) or of_day(self.today())

    def beside(self, expression: Expression, unit: int, sentences: int) -> Calendar | None:
        """Return the last date known to the unit in the same sentence or so many before it, else None."""
        here = self.document.sentence_at(self.span_of(expression).start)
        for mention, found in reversed(self.dates[-LOOK_BACK:]):
            there = self.document.sentence_at(mention.span.start)
            if here is None or there is None or there.index < here.index - sentences:
                return None
            if found.known_to(unit):
                return found
        return None

    def tense(self, expression: Expression) -> Tense:
        """Return whether the sentence speaks of what was or of what is to come."""
        return tense_at(self.document, self.span_of(expression), self.words.tenses)

    def add(self, span: Span, found: Calendar) -> None:
        """Add a date read."""
        self.dates.append((DateMention(span, found.value, found.precision), found))
