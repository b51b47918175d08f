"""Date expressions -> dates: which form is read by what."""

from __future__ import annotations

from collections.abc import Callable

from briefing.analyse.dates import absolute, relative
from briefing.analyse.dates.calendar import Calendar
from briefing.analyse.dates.context import Context
from briefing.analyse.dates.grammar import Expression

Reader = Callable[[Context, Expression], Calendar | None]

READERS: dict[str, Reader] = {
    "month_day_year": absolute.read_with_year,
    "day_month_year": absolute.read_with_year,
    "of_range": absolute.read_with_year,
    "of_relative_year": relative.read_of_relative_year,
    "month_day": absolute.read_month_day,
    "day_month": absolute.read_month_day,
    "iso": absolute.read_iso,
    "year_first": absolute.read_iso,
    "numeric": absolute.read_numeric,
    "month_year": absolute.read_with_year,
    "month": absolute.read_month,
    "year": absolute.read_year,
    "weekday": relative.read_weekday,
    "day_word": relative.read_day_word,
    "part_of_day": relative.read_part_of_day,
    "relative_unit": relative.read_relative_unit,
    "part_of_unit": relative.read_part_of_unit,
    "ago": relative.read_ago,
    "ahead": relative.read_ahead,
    "shifted": relative.read_shifted,
    "neighbour": relative.read_neighbour,
    "neighbour_month": relative.read_neighbour_month,
    "same_period": relative.read_same_period,
    "the_day": relative.read_the_day,
    "named_day": absolute.read_named_day,
}
"""Form of `grammar.FORMS` -> its reader."""


def read(context: Context, expression: Expression) -> bool:
    """Add the dates an expression means to the context; False where it means none; raises `Undated`."""
    if context.is_aside(expression):
        return False
    found = READERS[expression.form](context, expression)
    if found is None or not found.valid:
        return False
    context.add(context.span_of(expression), found)
    return True
