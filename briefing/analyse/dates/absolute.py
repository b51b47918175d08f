"""Readers of what the calendar names: days, months and years, with the year near publication where none is given."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from briefing.analyse.dates.calendar import Calendar, named, nearest
from briefing.analyse.dates.context import Context
from briefing.analyse.dates.grammar import Expression
from briefing.analyse.dates.lexer import CENTURY
from briefing.analyse.dates.tense import Tense
from briefing.analyse.dates.words import is_month, is_year

WEEKDAY_OF = re.compile(r"(?:t[Rx]?|R)WP?o$")
"""Symbols of 'the last Friday of' before a month."""

ANY_WEEKDAY_IN = re.compile(r"aWP?p$")
"""Symbols of 'a Tuesday night in' before a month."""

ATTACKS = (2001, 9, 11)
"""'Sept. 11' beside words such as 'attacks' is that day, whatever the year of the article."""

UNDATED_ARTICLE = date(2020, 1, 1)
"""What a two-digit year is counted from in an article without a day."""


def read_with_year(context: Context, expression: Expression) -> Calendar | None:
    """Read a day or month with its year."""
    day, year = expression.parts.get("day"), expression.parts.get("year") or expression.parts["same_year"]
    return Calendar(year.value, expression.parts["month"].value, day.value if day else None)


def read_month_day(context: Context, expression: Expression) -> Calendar | None:
    """Read a day without its year: the one near publication that the tense tells."""
    month, day = expression.parts["month"].value, expression.parts["day"].value
    span = context.span_of(expression)
    if (month, day) == ATTACKS[1:] and context.words.beside(context.document.text, span):
        return Calendar(*ATTACKS)
    today, before = context.today(), context.pieces[expression.first - 1] if expression.first else None
    if before is not None and before.symbol == "R" and before.value:  # 'last September 11', 'next May 3'
        passed = (month, day) < (today.month, today.day)
        return Calendar(today.year + before.value * (passed == (before.value > 0)), month, day)
    return nearest(month, day, today, context.tense(expression))


def read_iso(context: Context, expression: Expression) -> Calendar | None:
    """Read a date written as year, month and day; None where blanks part the numbers."""
    return read_with_year(context, expression) if _joined(context, expression) else None


def read_numeric(context: Context, expression: Expression) -> Calendar | None:
    """Read a date in numbers, month or day first as the article writes them; None where blanks part them."""
    if not _joined(context, expression):
        return None
    first, second, year = (expression.parts[name].value for name in ("first", "second", "year"))
    if expression.parts["year"].symbol != "Y":
        if expression.parts["mark"].symbol != "/" or year >= CENTURY:
            return None
        year = _century(year, context.published)
    day_first = first > 12 or (second <= 12 and context.day_first)
    return Calendar(year, second, first) if day_first else Calendar(year, first, second)


def _joined(context: Context, expression: Expression) -> bool:
    """Tell whether the pieces stand side by side, without blanks, and nothing is glued to them."""
    inner = context.pieces[expression.first : expression.last]
    return all(a.end == b.start for a, b in pairwise(inner))


def _century(short: int, published: date | None) -> int:
    """Return the year meant by its last two digits: the latest not more than ten years after publication."""
    latest = (published or UNDATED_ARTICLE).year + 10
    return latest - (latest - short) % CENTURY


def read_month(context: Context, expression: Expression) -> Calendar | None:
    """Read a month without its year; None where the word is no month."""
    if not is_month(context.document, context.pieces, expression) or _one_of_many(context, expression):
        return None
    month, relative = expression.parts["month"].value, expression.parts.get("relative")
    if relative is None:
        return nearest(month, None, context.today(), context.tense(expression))
    today = context.today()
    if relative.value == 0:
        return Calendar(today.year, month)
    later = relative.value > 0
    if (today.month < month) if later else (today.month > month):
        return Calendar(today.year, month)
    return Calendar(today.year + relative.value, month)


def _one_of_many(context: Context, expression: Expression) -> bool:
    """Tell whether the month is that of any year: 'the last Friday of September', 'they carry, on a Tuesday in May'."""
    symbols = "".join(p.symbol for p in context.pieces[max(0, expression.first - 4) : expression.first])
    if WEEKDAY_OF.search(symbols):
        return True
    return bool(ANY_WEEKDAY_IN.search(symbols)) and context.tense(expression) is not Tense.PAST


def read_year(context: Context, expression: Expression) -> Calendar | None:
    """Read a year; None where the number is none."""
    if not is_year(context.document, context.pieces, expression, context.words):
        return None
    year = expression.parts["year"]
    return Calendar(_century(year.value, context.published) if year.symbol == "Z" else year.value)


def read_named_day(context: Context, expression: Expression) -> Calendar | None:
    """Read a day with a name of its own, such as New Year's Eve."""
    rule = expression.parts["name"].name
    if year := expression.parts.get("year"):
        return named(rule, year.value)
    today = context.today()
    month = int(rule.split("-")[0])
    near = nearest(month, 15, today, context.tense(expression))
    relative = expression.parts.get("relative")
    return named(rule, today.year if near is None or (relative and relative.value == 0) else near.year)
