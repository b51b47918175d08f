"""Bylines, credit lines and date lines: 'By Mara Iveston, Staff Writer', 'Updated 4 May 2019'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from briefing.read.calendar_dates import WrittenDate, find_dates
from briefing.read.wording import Wording, comparable, opens_with

BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
"""The word that opens a byline."""

JOINED = re.compile(r"[^|]*(?:\band\b|&)[^,|]+", re.IGNORECASE)
"""Several names: all up to the one behind the last 'and'; title and outlet come after a comma or bar."""

BETWEEN = re.compile(r",|\band\b|&", re.IGNORECASE)
"""What parts several names."""

FIELD = re.compile(r"[|,:]")
"""What parts the fields of a credit line ('Source: Meridian| 2018-11-04|Editor: L. Marsh')."""

WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
"""A word of letters, with its inner marks ('a.m', 'O'Neill')."""

LONGEST = 16
"""Words a byline may have."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says. `ambiguous` is a date as written whose day and month cannot be told apart."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | None = None
    ambiguous: str | None = None

    @property
    def is_outlet_alone(self) -> bool:
        """Tell whether the line names an outlet and nothing else; names may stand on the line before it."""
        return self == Byline(outlet=self.outlet) and self.outlet is not None


def find_byline(line: str, wording: Wording) -> Byline | None:
    """Return what the line says if it is a byline, credit or date line, else None."""
    words = line.split()
    if len(words) > LONGEST:
        return None
    dates = find_dates(line, wording.months)
    by = BY.match(line)
    if by and (names := _authors(line[by.end() :], dates, by.end(), wording)):
        return Byline(names, _outlet(line, wording), *_first(line, dates))
    if comparable(line) in wording.agencies:
        return Byline(outlet=wording.agencies[comparable(line)])
    if _is_date_line(line, dates, wording):
        return Byline((), _outlet(line, wording), *_first(line, dates))
    return None


def find_names(line: str, wording: Wording) -> Byline | None:
    """Return the authors of a line of names without 'By', as stands before an outlet's name; None where it is none."""
    words = line.split()
    if not 2 <= len(words) <= LONGEST or any(c.isdigit() for c in line) or line[-1] in ".!?:":
        return None
    names = _authors(line, [], 0, wording)
    return Byline(names) if names and all(2 <= len(n.split()) <= 4 for n in names) else None


def _first(line: str, dates: list[WrittenDate]) -> tuple[date | None, str | None]:
    """Return the first date, or the words of one that cannot be told."""
    sure = next((d.value for d in dates if d.value), None)
    return sure, dates[0].span.of(line) if dates and sure is None else None


def _authors(rest: str, dates: list[WrittenDate], offset: int, wording: Wording) -> tuple[str, ...]:
    """Return the names behind 'By', or nothing where the words are no byline."""
    if dates:
        rest = rest[: max(0, dates[0].span.start - offset)]
    words = rest.rstrip(" .|,").split()
    if not words or not words[0][0].isupper() or _is_time(words[0], wording):
        return ()
    if any(w[0].islower() and w.strip(".,") not in wording.byline_links | wording.byline_words for w in words):
        return ()
    several = JOINED.match(rest)
    parts = BETWEEN.split(several.group()) if several else [FIELD.split(rest, maxsplit=1)[0]]
    names = [" ".join(p.split()).rstrip(".") for p in parts]
    return tuple(n.title() if n.isupper() else n for n in names if 0 < len(n.split()) <= 5)


def _is_time(word: str, wording: Wording) -> bool:
    """Tell whether a word behind 'By' is a month or weekday ('By Wednesday, ...')."""
    return word.lower().strip(".,") in {*wording.months, *wording.weekdays}


def _outlet(line: str, wording: Wording) -> str | None:
    """Return the outlet a credit line names behind 'Source:' or a bar."""
    fields = [f.strip() for f in FIELD.split(line)]
    return next((wording.agencies[f.lower()] for f in fields if f.lower() in wording.agencies), None)


def _is_date_line(line: str, dates: list[WrittenDate], wording: Wording) -> bool:
    """Tell whether a line is made of a date, or of the words that stand with one."""
    plain = comparable(line)
    opens = next((p for p in wording.byline_openers if opens_with(plain, p)), None)
    rest = list(line)
    for d in dates:
        rest[d.span.start : d.span.end] = " " * len(d.span)
    words = [w.lower() for w in WORDS.findall("".join(rest))]
    known = wording.byline_words | wording.weekdays | wording.months.keys()
    strange = [w for w in words if w not in known]
    if opens and opens.endswith(":"):
        return bool(dates) or "|" in line
    if opens:
        return not strange and any(c.isdigit() for c in line)
    return bool(dates) and (not strange or _is_place_and_date("".join(rest), strange))


def _is_place_and_date(rest: str, strange: list[str]) -> bool:
    """Tell whether what is left of a date line is a place: 'LOWER TARN, Ruvenia —'."""
    words = WORDS.findall(rest)
    return len(strange) <= 4 and bool(words) and words[0].isupper() and all(w[0].isupper() for w in words)
