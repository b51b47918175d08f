"""Readers of what is counted from the day of publication or from a date named before."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.dates.calendar import DAY, MONTH, WEEK, YEAR, Calendar, of_day, shifted, weekday
from briefing.analyse.dates.context import Context
from briefing.analyse.dates.grammar import Expression
from briefing.analyse.dates.lexer import Piece
from briefing.analyse.dates.tense import Tense
from briefing.analyse.dates.words import is_day_word, is_weekday, token_of
from briefing.model import Span

FOR = "for"
"""The preposition by which a thing is meant for a coming day: 'a vote for Friday'."""

IN = 2
"""The value of the preposition 'in' among the date words."""


def read_weekday(context: Context, expression: Expression) -> Calendar | None:
    """Read a weekday: the next or last one as said, else the nearest behind or, where the tense tells so, ahead."""
    if not is_weekday(context.document, context.pieces, expression, context.words):
        return None
    number, relative = expression.parts["weekday"].value, expression.parts.get("relative")
    ahead = relative is None and _comes_on(context, expression, number)
    day = weekday(number, context.today(), relative.value if relative else None, ahead)
    return of_day(day) if day else None


def _comes_on(context: Context, expression: Expression, number: int) -> bool:
    """Tell whether a coming day is meant; where the sentence hardly tells, as the rest of the article tells."""
    tense = context.tense(expression)
    ahead = tense in (Tense.FUTURE, Tense.HINTED)
    meant = tense is not Tense.FUTURE and _is_meant_for(context, expression)
    unsure = meant or tense is Tense.HINTED or _possessive(context.pieces, expression)
    return context.coming.get(number, ahead or meant) if unsure else ahead


def _is_meant_for(context: Context, expression: Expression) -> bool:
    """Tell whether something is meant for the day: 'a vote for Friday', not 'Friday's vote'."""
    before = context.pieces[expression.first - 1] if expression.first else None
    if before is None or _possessive(context.pieces, expression):
        return False
    return context.document.text[before.start : before.end].lower() == FOR


def _possessive(pieces: Sequence[Piece], expression: Expression) -> bool:
    """Tell whether the weekday belongs to something, as in 'Monday's debate', whose verb is not that of the day."""
    return expression.last < len(pieces) and pieces[expression.last].symbol == "'"


def coming_weekdays(
    context: Context, blocks: Sequence[Sequence[Piece]], found: Sequence[Sequence[Expression]]
) -> dict[int, bool]:
    """Return weekday -> whether it is a coming one, for those said to be so, or not so, throughout the article."""
    seen: dict[int, set[bool]] = {}
    hinted: set[int] = set()
    for context.pieces, row in zip(blocks, found, strict=True):
        for expression in row:
            if set(expression.parts) != {"weekday"} or _possessive(context.pieces, expression):
                continue
            number = expression.parts["weekday"].value
            tense = context.tense(expression)
            if tense is not Tense.FUTURE and (tense is Tense.HINTED or _is_meant_for(context, expression)):
                hinted.add(number)
            else:
                seen.setdefault(number, set()).add(tense is Tense.FUTURE)
    return dict.fromkeys(hinted, True) | {number: True in ways for number, ways in seen.items() if len(ways) == 1}


def read_day_word(context: Context, expression: Expression) -> Calendar | None:
    """Read 'yesterday', 'today', 'tonight' or 'tomorrow'."""
    if not is_day_word(context.document, expression.parts["day"]):
        return None
    return shifted(context.today(), expression.parts["day"].value, DAY)


def read_part_of_day(context: Context, expression: Expression) -> Calendar | None:
    """Read 'last night' or 'this morning'."""
    return shifted(context.today(), expression.parts["relative"].value, DAY)


def read_relative_unit(context: Context, expression: Expression) -> Calendar | None:
    """Read 'last year' or 'earlier this month'; None for weeks, which have no precision of ours."""
    unit, relative = expression.parts["unit"], expression.parts["relative"].value
    before = context.pieces[expression.first - 1].symbol if expression.first else ""
    led = before == "t" and context.pieces[expression.first].symbol == "R"
    if unit.value not in (MONTH, YEAR) or unit.plural or (led and relative):
        return None  # 'the last year' may be a duration
    return shifted(context.today(), relative, unit.value)


def read_of_relative_year(context: Context, expression: Expression) -> Calendar | None:
    """Read the day or month that stands before 'of last year'."""
    day = expression.parts.get("day")
    if expression.parts["unit"].value != YEAR:
        return None
    return Calendar(
        context.today().year + expression.parts["relative"].value,
        expression.parts["month"].value,
        day.value if day else None,
    )


def read_part_of_unit(context: Context, expression: Expression) -> Calendar | None:
    """Read 'the end of the year' as the year, 'later in the day' as the day told last."""
    unit = expression.parts["unit"].value
    if unit == DAY:
        return context.latest(DAY)
    return of_day(context.today()).cut(unit) if unit in (MONTH, YEAR) else None


def read_ago(context: Context, expression: Expression) -> Calendar | None:
    """Read 'two years ago' to the year, 'two months ago' to the month, days, one week and 'ago today' to the day."""
    span, tens = context.span_of(expression), expression.parts.get("tens")
    if context.document.text[max(0, span.start - 1) : span.start] == "/" or _alone(context, span):
        return None  # '6 1/2 years ago'; a line '6 years ago' counts from the day the page was fetched
    count, unit = expression.parts["count"].value + (tens.value if tens else 0), expression.parts["unit"].value
    if "today" in expression.parts and unit == YEAR:
        today = context.today()
        return Calendar(today.year - count, today.month, today.day)
    if unit not in (DAY, WEEK, MONTH, YEAR) or (unit == WEEK and count > 1):
        return None  # 'three weeks ago' is no particular day
    return shifted(context.today(), -count, unit)


def _alone(context: Context, span: Span) -> bool:
    """Tell whether the words fill their block."""
    return span.start == context.pieces[0].start and span.end == context.pieces[-1].end


def read_ahead(context: Context, expression: Expression) -> Calendar | None:
    """Read 'in ten days'; None in the past tense, where it is a duration."""
    if expression.parts["unit"].value != DAY or context.pieces[expression.first].value != IN:
        return None
    if context.tense(expression) is Tense.PAST:
        return None
    return shifted(context.today(), expression.parts["count"].value, DAY)


def read_shifted(context: Context, expression: Expression) -> Calendar | None:
    """Read 'a day earlier' or 'the day before' from the date told just before; None where none was."""
    unit, count = expression.parts["unit"].value, max(1, expression.parts["count"].value)
    way = expression.parts["way"]
    if unit not in (DAY, MONTH, YEAR) or (way.symbol == "b") != (expression.parts["count"].symbol == "t"):
        return None
    if way.symbol == "b" and expression.parts["unit"].plural:
        return None  # 'in the years after'
    start = context.beside(expression, unit, sentences=1 if count == 1 else 0)
    return shifted(start.first_day(), way.value * count, unit) if start else None


def read_neighbour(context: Context, expression: Expression) -> Calendar | None:
    """Read 'the previous year', 'the following day' or 'the same day' from the date told just before."""
    unit = expression.parts.get("unit") or expression.parts["unit_first"]
    way = expression.parts.get("way") or expression.parts["way_last"]
    if unit.value not in (DAY, MONTH, YEAR) or unit.plural:
        return None
    if way.symbol == "R" and (unit.value != DAY or way.value != 1):
        return None  # 'the last year' may be a duration
    start = context.beside(expression, unit.value, sentences=1)
    return shifted(start.first_day(), way.value, unit.value) if start else None


def read_neighbour_month(context: Context, expression: Expression) -> Calendar | None:
    """Read 'the following May' from the date told just before: the next one behind it; behind a year, of the next."""
    month, way = expression.parts["month"].value, expression.parts["way"].value
    start = context.beside(expression, YEAR, sentences=1)
    if start is None or way == 0:
        return None
    beyond = start.month is None or (month - start.month) * way <= 0
    return Calendar(start.year + way if beyond else start.year, month)


def read_same_period(context: Context, expression: Expression) -> Calendar | None:
    """Read 'the same month a year ago' from the month told last."""
    found, unit = context.latest(MONTH), expression.parts.get("unit")
    if found.month is None or (unit and unit.value != YEAR):
        return None
    return Calendar(found.year - 1, found.month)


def read_the_day(context: Context, expression: Expression) -> Calendar | None:
    """Read 'the day' a market ended or started as the day told last; 'Start the day' asks the reader to."""
    verb = token_of(context.document, context.pieces[expression.first])
    if verb is not None and verb.tag == "VB" and verb.index == context.document.sentences[verb.sentence].tokens[0]:
        return None
    return context.latest(DAY) if expression.parts["unit"].value == DAY else None
