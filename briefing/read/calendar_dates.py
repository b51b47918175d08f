"""Complete calendar dates as bylines write them, day first or month first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.model import Span

MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})\b")
"""'October 3, 2007', 'Oct. 3 2007'."""

DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s{1,3}(?:of\s)?([A-Za-z]{3,9})\.?,?\s{1,3}(\d{4})\b")
"""'3 October 2007', '3rd of Oct. 2007'."""

YEAR_FIRST = re.compile(r"\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
"""'2007-10-03', '2007/10/3'; a time may follow."""

NUMBERS = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
"""'3.10.2007' is day first; '10/31/2007' and '31/10/2007' tell by the number above 12."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date and where it stands; `value` is None where it cannot be told which number is the month."""

    span: Span
    value: date | None


def find_dates(text: str, months: Mapping[str, int]) -> list[WrittenDate]:
    """Return the complete dates of a short text in order; numbers that are no date ('31 June 2007') are left out."""
    found = sorted(_all(text, months), key=lambda d: (d.span.start, -len(d.span)))
    kept: list[WrittenDate] = []
    for one in found:
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _all(text: str, months: Mapping[str, int]) -> Iterator[WrittenDate]:
    for m in MONTH_FIRST.finditer(text):
        yield from _dated(m, int(m[3]), months.get(m[1].lower()), int(m[2]))
    for m in DAY_FIRST.finditer(text):
        yield from _dated(m, int(m[3]), months.get(m[2].lower()), int(m[1]))
    for m in YEAR_FIRST.finditer(text):
        yield from _dated(m, int(m[1]), int(m[3]), int(m[4]))
    for m in NUMBERS.finditer(text):
        a, b, year = int(m[1]), int(m[3]), int(m[4])
        if m[2] == "." or a > 12 or a == b:
            yield from _dated(m, year, b, a)
        elif b > 12:
            yield from _dated(m, year, a, b)
        else:
            yield WrittenDate(Span(*m.span()), None)


def _dated(match: re.Match[str], year: int, month: int | None, day: int) -> Iterator[WrittenDate]:
    if month is None:
        return
    try:
        value = date(year, month, day)
    except ValueError:
        return
    yield WrittenDate(Span(*match.span()), value)
