"""Date expressions -> calendar dates, against the day the article was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from briefing.analyse.dates.calendar import DAY, MONTH, WEEK, YEAR, Calendar, named, nearest, of_day, shifted, weekday
from briefing.analyse.dates.grammar import Expression
from briefing.analyse.dates.lexer import CENTURY, DateWords, Piece
from briefing.analyse.dates.tense import Tense, tense_at
from briefing.analyse.dates.words import is_day_word, is_month, is_weekday, is_year
from briefing.model import DateMention, Document, Span

NAMED_YEAR = (2001, 9, 11)
"""'Sept. 11' beside words such as 'attacks' is that day, whatever the year of the article."""


LOOK_BACK = 4
"""How many of the last dates 'a day earlier' may count from."""


class Undated(Exception):  # noqa: N818
    """The expression is a date, but what it counts from is not known."""


@dataclass
class Resolver:
    """Reads expressions in text order; `dates` are those read so far, which 'a day earlier' counts from.

    `coming` tells whether a weekday is a coming one wherever the article says what happens on it (see
    `coming_weekdays`).
    """

    document: Document
    words: DateWords
    published: date | None
    day_first: bool
    pieces: Sequence[Piece] = ()
    coming: Mapping[int, bool] = field(default_factory=dict)
    dates: list[tuple[DateMention, Calendar]] = field(default_factory=list)

    def read(self, expression: Expression) -> bool:
        """Add the dates an expression means; False where it means none; raises `Undated`."""
        found = READERS[expression.form](self, expression)
        if found is None or not found.valid:
            return False
        if expression.form == "month_day_relative_year" and (year := self._relative_year(expression)):
            relative = expression.parts["relative"]
            self._add(Span(self._start(expression), self._before(relative)), found)
            self._add(Span(relative.start, expression.parts["unit"].end), year)
            return True
        self._add(self.span_of(expression), found)
        return True

    def span_of(self, expression: Expression) -> Span:
        """Return where the expression stands."""
        return Span(self._start(expression), self.pieces[expression.last - 1].end)

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
        return tense_at(self.document, self.span_of(expression), self.words.planning)

    def _add(self, span: Span, found: Calendar) -> None:
        self.dates.append((DateMention(span, found.value, found.precision), found))

    def _start(self, expression: Expression) -> int:
        return self.pieces[expression.first].start

    def _before(self, piece: Piece) -> int:
        """Return where the piece before this one ends."""
        return max((p.end for p in self.pieces if p.end <= piece.start and p.symbol in "MmDO."), default=piece.start)

    def _relative_year(self, expression: Expression) -> Calendar | None:
        return shifted(self.today(), expression.parts["relative"].value, YEAR)


def _with_year(r: Resolver, e: Expression) -> Calendar | None:
    """Read a day or month with its year."""
    day = e.parts.get("day")
    return Calendar(e.parts["year"].value, e.parts["month"].value, day.value if day else None)


def _month_day_relative_year(r: Resolver, e: Expression) -> Calendar | None:
    day = e.parts.get("day")
    if e.parts["unit"].value != YEAR:
        return None
    return Calendar(r.today().year + e.parts["relative"].value, e.parts["month"].value, day.value if day else None)


def _month_day(r: Resolver, e: Expression) -> Calendar | None:
    month, day = e.parts["month"].value, e.parts["day"].value
    span = r.span_of(e)
    if (month, day) == NAMED_YEAR[1:] and r.words.follows(r.document.text, span.end):
        return Calendar(*NAMED_YEAR)
    for number in range(e.last, min(e.last + 6, len(r.pieces))):  # 'from April 6 to May 3, 2016' has one year for both
        if r.pieces[number].symbol == "Y" and r.pieces[number - 1].symbol in "DO,":
            between = "".join(p.symbol for p in r.pieces[e.last : number])
            if between in {"pMD,", "cMD,", "-MD,", "pMD", "pmD,", "cmD,", "pm.D,", "cD,", "pD,"}:
                return Calendar(r.pieces[number].value, month, day)
    return nearest(month, day, r.today(), r.tense(e))


def _iso(r: Resolver, e: Expression) -> Calendar | None:
    return _with_year(r, e) if _joined(r, e) else None


def _numeric(r: Resolver, e: Expression) -> Calendar | None:
    if not _joined(r, e):
        return None
    first, second, year = (e.parts[name].value for name in ("first", "second", "year"))
    if e.parts["year"].symbol != "Y":
        if e.parts["mark"].symbol != "/" or year >= CENTURY:
            return None
        year = _century(year, r.published)
    day_first = first > 12 or (second <= 12 and r.day_first)
    return Calendar(year, second, first) if day_first else Calendar(year, first, second)


def _joined(r: Resolver, e: Expression) -> bool:
    """Tell whether the pieces stand side by side, without blanks, and nothing is glued to them."""
    inner = r.pieces[e.first : e.last]
    return all(a.end == b.start for a, b in pairwise(inner))


def _century(short: int, published: date | None) -> int:
    """Return the year meant by its last two digits: the latest not more than ten years ahead."""
    latest = (published.year if published else 2020) + 10
    return latest - (latest - short) % CENTURY


def _month(r: Resolver, e: Expression) -> Calendar | None:
    if not is_month(r.document, r.pieces, e):
        return None
    month, relative = e.parts["month"].value, e.parts.get("relative")
    if relative is None:
        return nearest(month, None, r.today(), r.tense(e))
    today = r.today()
    if relative.value == 0:
        return Calendar(today.year, month)
    later = relative.value > 0
    if (today.month < month) if later else (today.month > month):
        return Calendar(today.year, month)
    return Calendar(today.year + relative.value, month)


def _year(r: Resolver, e: Expression) -> Calendar | None:
    if not is_year(r.document, r.pieces, e, r.words):
        return None
    year = e.parts["year"]
    return Calendar(_century(year.value, r.published) if year.symbol == "Z" else year.value)


def _weekday(r: Resolver, e: Expression) -> Calendar | None:
    if not is_weekday(r.document, r.pieces, e):
        return None
    number, relative = e.parts["weekday"].value, e.parts.get("relative")
    ahead = relative is None and _comes_on(r, e)
    if relative is None and _possessive(r.pieces, e):
        ahead = r.coming.get(number, ahead)
    day = weekday(number, r.today(), relative.value if relative else None, ahead)
    return of_day(day) if day else None


def _comes_on(r: Resolver, e: Expression) -> bool:
    return r.tense(e) in (Tense.FUTURE, Tense.HINTED)


def _possessive(pieces: Sequence[Piece], e: Expression) -> bool:
    """Tell whether the weekday belongs to something, as in 'Monday's debate', whose verb is not that of the day."""
    return e.last < len(pieces) and pieces[e.last].symbol == "'"


def coming_weekdays(
    resolver: Resolver, blocks: Sequence[Sequence[Piece]], found: Sequence[Sequence[Expression]]
) -> dict[int, bool]:
    """Return weekday -> whether it is a coming one, for those said to be so, or not so, throughout the article."""
    seen: dict[int, set[bool]] = {}
    for resolver.pieces, row in zip(blocks, found, strict=True):
        for e in row:
            if e.form == "weekday" and "relative" not in e.parts and not _possessive(resolver.pieces, e):
                seen.setdefault(e.parts["weekday"].value, set()).add(_comes_on(resolver, e))
    return {number: True in ways for number, ways in seen.items() if len(ways) == 1}


def _day_word(r: Resolver, e: Expression) -> Calendar | None:
    if not is_day_word(r.document, e.parts["day"]):
        return None
    return shifted(r.today(), e.parts["day"].value, DAY)


def _part_of_day(r: Resolver, e: Expression) -> Calendar | None:
    return shifted(r.today(), e.parts["relative"].value, DAY)


def _relative_unit(r: Resolver, e: Expression) -> Calendar | None:
    unit, relative = e.parts["unit"], e.parts["relative"].value
    led = e.first > 0 and r.pieces[e.first - 1].symbol == "t" and r.pieces[e.first].symbol == "R"
    if unit.value not in (MONTH, YEAR) or unit.plural or (led and relative):
        return None  # 'the last year' may be a duration
    return shifted(r.today(), relative, unit.value)


def _part_of_unit(r: Resolver, e: Expression) -> Calendar | None:
    unit = e.parts["unit"].value
    if unit == DAY:
        return r.latest(DAY)
    return of_day(r.today()).cut(unit) if unit in (MONTH, YEAR) else None


def _ago(r: Resolver, e: Expression) -> Calendar | None:
    span, tens = r.span_of(e), e.parts.get("tens")
    if r.document.text[max(0, span.start - 1) : span.start] == "/" or _alone(r, span):
        return None  # '6 1/2 years ago'; a line '6 years ago' counts from the day the page was fetched
    count, unit = e.parts["count"].value + (tens.value if tens else 0), e.parts["unit"].value
    if unit not in (DAY, WEEK, MONTH, YEAR) or (unit == WEEK and count > 1):
        return None  # 'three weeks ago' is no particular day
    return shifted(r.today(), -count, unit)


def _alone(r: Resolver, span: Span) -> bool:
    """Tell whether the words fill their block."""
    return span.start == r.pieces[0].start and span.end == r.pieces[-1].end


def _ahead(r: Resolver, e: Expression) -> Calendar | None:
    if e.parts["unit"].value != DAY or r.document.text[r.span_of(e).start :][:2].lower() != "in":
        return None
    return shifted(r.today(), e.parts["count"].value, DAY) if r.tense(e) is not Tense.PAST else None


def _shifted(r: Resolver, e: Expression) -> Calendar | None:
    unit, count = e.parts["unit"].value, max(1, e.parts["count"].value)
    way = e.parts["way"]
    if r.document.text[way.end : way.end + 6].split()[:1] == ["than"]:
        return None  # 'three days later than planned' tells how long, not when
    if unit not in (DAY, MONTH, YEAR) or (way.symbol == "b") != (e.parts["count"].symbol == "t"):
        return None
    if way.symbol == "b" and e.parts["unit"].plural:
        return None  # 'in the years after'
    start = r.beside(e, unit, sentences=1 if count == 1 else 0)
    return shifted(start.first_day(), way.value * count, unit) if start else None


def _neighbour(r: Resolver, e: Expression) -> Calendar | None:
    unit = (e.parts.get("unit") or e.parts["unit_first"]).value
    way = e.parts.get("way") or e.parts["way_last"]
    if unit not in (DAY, MONTH, YEAR) or (way.symbol == "R" and (unit != DAY or way.value != 1)):
        return None  # 'the last year' may be a duration
    start = None if (e.parts.get("unit") or e.parts["unit_first"]).plural else r.beside(e, unit, sentences=1)
    return shifted(start.first_day(), way.value, unit) if start else None


def _same_period(r: Resolver, e: Expression) -> Calendar | None:
    found, unit = r.latest(MONTH), e.parts.get("unit")
    if found.month is None or (unit and unit.value != YEAR):
        return None
    return Calendar(found.year - 1, found.month)


def _the_day(r: Resolver, e: Expression) -> Calendar | None:
    return r.latest(DAY) if e.parts["unit"].value == DAY else None


def _named_day(r: Resolver, e: Expression) -> Calendar | None:
    rule = e.parts["name"].name
    if year := e.parts.get("year"):
        return named(rule, year.value)
    today = r.today()
    month = int(rule.split("-")[0])
    near = nearest(month, 15, today, r.tense(e))
    relative = e.parts.get("relative")
    return named(rule, today.year if near is None or (relative and relative.value == 0) else near.year)


Reader = Callable[[Resolver, Expression], Calendar | None]

READERS: dict[str, Reader] = {
    "month_day_year": _with_year,
    "day_month_year": _with_year,
    "month_day_relative_year": _month_day_relative_year,
    "month_day": _month_day,
    "day_month": _month_day,
    "iso": _iso,
    "year_first": _iso,
    "numeric": _numeric,
    "month_year": _with_year,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "day_word": _day_word,
    "part_of_day": _part_of_day,
    "relative_unit": _relative_unit,
    "part_of_unit": _part_of_unit,
    "ago": _ago,
    "ahead": _ahead,
    "shifted": _shifted,
    "neighbour": _neighbour,
    "same_period": _same_period,
    "the_day": _the_day,
    "named_day": _named_day,
}
"""Form of `grammar.FORMS` -> its reader."""
