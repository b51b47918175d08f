"""Dates known to the day, the month or the year, and steps between them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.analyse.dates.tense import Tense
from briefing.model import Precision

DAY, WEEK, MONTH, YEAR = 1, 7, 30, 365
"""Units as the lexicon names them, in days."""

LONG = 300
"""Days after which a writer would have given the year."""

SOON = 45
"""Days within which a date without a year is taken, against the tense, where the other such day is `LONG` away."""

NEAR = 30
"""Days by which a coming date may be further off than the past one where something hints at the future."""

AWAITED = 120
"""Days ahead within which a date is taken for a coming one where nothing shows it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date cut to its precision: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def value(self) -> str:
        """Return ISO 8601: 2017-04-04, 2017-04 or 2017."""
        return "-".join([f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n is not None)])

    @property
    def precision(self) -> Precision:
        """Return how exactly the date is known."""
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def valid(self) -> bool:
        """Tell whether the calendar has such a date."""
        if not date.min.year <= self.year <= date.max.year or not 1 <= (self.month or 1) <= 12:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year, self.month or 1)[1]

    def known_to(self, unit: int) -> bool:
        """Tell whether the date is known at least to the day, month or year."""
        return unit >= YEAR or (self.month is not None and (unit >= MONTH or self.day is not None))

    def first_day(self) -> date:
        """Return its first day; ValueError where there is no such date."""
        return date(self.year, self.month or 1, self.day or 1)

    def cut(self, unit: int) -> Calendar:
        """Return the month or the year (by unit) this date lies in."""
        return Calendar(self.year, self.month if unit == MONTH else None)


def of_day(day: date) -> Calendar:
    """Return a day."""
    return Calendar(day.year, day.month, day.day)


def shifted(start: date, count: int, unit: int) -> Calendar | None:
    """Return the day, month or year `count` units after `start`, weeks giving a day; None beyond the calendar."""
    if unit == YEAR:
        found = Calendar(start.year + count)
    elif unit == MONTH:
        months = start.year * 12 + start.month - 1 + count
        found = Calendar(months // 12, months % 12 + 1)
    else:
        try:
            return of_day(start + timedelta(days=count * unit))
        except OverflowError:
            return None
    return found if found.valid else None


def nearest(month: int, day: int | None, published: date, tense: Tense) -> Calendar | None:
    """Return the month or day of a year near `published`; None where no near year has it (29 February).

    The tense tells a past from a coming date, but a past date that lies nearly a year back gives way to one just
    ahead, and the reverse. Where it does not show, the nearer is taken, the past one unless the other comes soon.
    """
    years = [Calendar(published.year + shift, month, day) for shift in (0, -1, 1, -2, 2, -3, 3, -4, 4)]
    here = published if day is not None else published.replace(day=1)
    valid = [((found.first_day() - here).days, found) for found in years if found.valid]
    past = max((row for row in valid if row[0] <= 0), key=lambda row: row[0], default=None)
    coming = min((row for row in valid if row[0] >= 0), key=lambda row: row[0], default=None)
    if past is None or coming is None:
        return (past or coming or (None, None))[1]
    return coming[1] if _comes(-past[0], coming[0], tense) else past[1]


def _comes(behind: int, before: int, tense: Tense) -> bool:
    """Tell whether the coming one of two dates is meant, so many days behind and before today."""
    match tense:
        case Tense.PAST:
            return behind > LONG and before <= SOON
        case Tense.FUTURE:
            return before <= LONG or behind > SOON
        case Tense.HINTED:
            return before <= behind + NEAR
        case _:
            return before < behind and before <= AWAITED


def weekday(number: int, published: date, relative: int | None, ahead: bool) -> date | None:
    """Return the day of the week meant on `published`; None beyond the calendar.

    'next' and 'last' mean that day of the next and the last week; a bare name the nearest one, today included,
    behind or `ahead`.
    """
    shift = (number - published.weekday()) % WEEK
    if relative == 1:
        shift = number - published.weekday() + WEEK
    elif relative == -1:
        shift = number - published.weekday() - WEEK
        shift = shift + WEEK if shift < -WEEK - 2 else shift
    elif relative == 0:
        shift = number - published.weekday()
    elif not ahead and shift:
        shift -= WEEK
    try:
        return published + timedelta(days=shift)
    except OverflowError:
        return None


def named(rule: str, year: int) -> Calendar | None:
    """Return a named day in a year from its rule: 'MM-DD' or 'MM-weekday-n'."""
    numbers = [int(part) for part in rule.split("-")]
    if len(numbers) == 2:
        found = Calendar(year, numbers[0], numbers[1])
        return found if found.valid else None
    month, number, nth = numbers
    first = date(year, month, 1)
    return of_day(first + timedelta(days=(number - first.weekday()) % WEEK + WEEK * (nth - 1)))
