"""Datelines: 'MOSCOW (Sputnik) —', 'HOUSTON, Aug. 24 (Xinhua) --', 'WASHINGTON —', '(Reuters) -'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from briefing.model import Span
from briefing.read.wording import Wording, comparable

AGENCY = re.compile(r"\(([^()]{2,40})\)|/([A-Z][A-Za-z-]{1,15})/\.?")
"""An agency's signature: '(Xinhua)' or '/TASS/.'"""

DASH = re.compile(r"\s?(?:--|[—–―])\s*|\s[-_]\s+")
"""A dash between place and story, with its blanks."""

COLON = re.compile(r":\s+")
"""The colon some papers set in place of the dash ('NEW DELHI: ')."""

DAY = re.compile(r"([A-Za-z]{3,9})\.?\s(\d{1,2})|(\d{1,2})\s([A-Za-z]{3,9})")
"""'Aug. 24' or '24 Aug'."""

YEAR = re.compile(r"(?:19|20)\d\d")
"""A year, alone between commas."""

SIGNATURE = re.compile(r"[^\W\d_][\w .&']*")
"""What an agency we do not know may be called: words, no hyphen ('R-Texas' is a party and a state)."""

LONGEST = 90
"""Characters a dateline may take."""

PLACE_WORDS, REGION_WORDS = 4, 3
"""Words the name of a place, and of the state or country behind it, may have."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `span` holds it whole, dash and blank included.

    `published` is set only where the dateline has a year; `month` and `day` also without one.
    """

    span: Span
    place: str | None = None
    agency: str | None = None
    month: int | None = None
    day: int | None = None
    published: date | None = None


def find_dateline(text: str, block: Span, wording: Wording) -> Dateline | None:
    """Return the dateline at the front of a block, or None.

    A place in capitals needs a dash behind it. With an agency in brackets the place may be in small letters, and with
    a known agency both place and dash may be missing. A block that is nothing but a dateline has none.
    """
    head = text[block.start : min(block.end, block.start + LONGEST)].replace("\n", " ")
    found = _signed(head, wording) or _bare(head, DASH, wording) or _bare(head, COLON, wording)
    if found is None or block.start + found.span.end >= block.end:
        return None
    return replace(found, span=Span(block.start, block.start + found.span.end))


def _signed(head: str, wording: Wording) -> Dateline | None:
    """Read a dateline with an agency."""
    sign = AGENCY.search(head)
    if sign is None:
        return None
    name = (sign[1] or sign[2]).strip()
    outlet = wording.agencies.get(name.lower()) or wording.agencies.get(name.split()[0].lower())  # 'Reuters Health'
    dash = DASH.match(head, sign.end()) or COLON.match(head, sign.end())
    front = head[: sign.start()].strip()
    if outlet is None and (dash is None or not SIGNATURE.fullmatch(name)):
        return None
    if front.lower() in wording.agencies:
        return None  # '(AP)' behind 'The Associated Press' explains the letters
    after = head[sign.end() :].lstrip()
    if dash is None and not (after[:1].isupper() or after[:1] in "\"“‘'"):
        return None
    end = dash.end() if dash else len(head) - len(after)
    if not front:
        return Dateline(Span(0, end), agency=outlet) if outlet else None
    found = _front(front, wording, capitals=outlet is None)
    return replace(found, span=Span(0, end), agency=outlet or name) if found else None


def _bare(head: str, mark: re.Pattern[str], wording: Wording) -> Dateline | None:
    """Read a dateline without an agency: a place in capitals and a dash (or colon)."""
    dash = mark.search(head)
    if dash is None or head[dash.end() : dash.end() + 1].islower():
        return None
    found = _front(head[: dash.start()].strip(), wording, capitals=True)
    return replace(found, span=Span(0, dash.end())) if found and found.place else None


def _front(front: str, wording: Wording, *, capitals: bool) -> Dateline | None:
    """Read what stands before agency and dash: place, region, day, year between commas; None where a part is odd."""
    parts = [p.strip(" .") for p in front.split(",")]
    year = int(parts.pop()) if len(parts) > 1 and YEAR.fullmatch(parts[-1]) else None
    month, day = _day(parts[-1], wording)
    if month is not None:
        parts.pop()
    if parts and parts[-1].lower() in wording.weekdays:
        parts.pop()
    if any(not _is_region(p) for p in parts[1:]) or len(parts) > 3:
        return None
    if parts and not _is_place(parts[0], wording, capitals):
        return None
    place = front.split(",")[0].strip() if parts else None
    return Dateline(Span(0, 0), place, None, month, day, _date(year, month, day)) if place or month else None


def _day(part: str, wording: Wording) -> tuple[int | None, int | None]:
    m = DAY.fullmatch(part)
    month = wording.months.get((m[1] or m[4]).lower()) if m else None
    return (month, int(m[2] or m[3])) if m and month else (None, None)


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_place(part: str, wording: Wording, capitals: bool) -> bool:
    words = part.replace("/", " ").split()
    name = comparable(part)
    if not 1 <= len(words) <= PLACE_WORDS or name in wording.not_places or name in wording.agencies:
        return False
    if sum(c.isalpha() for c in part) < 3 or not part[0].isalpha() or any(c.isdigit() for c in part):
        return False
    return part.isupper() if capitals else all(w[0].isupper() or w in {"de", "la", "of", "the"} for w in words)


def _is_region(part: str) -> bool:
    words = part.replace("/", " ").split()
    return 1 <= len(words) <= REGION_WORDS and all(w[0].isupper() or w in {"and", "of", "the"} for w in words)
