"""JSON lines -> Items: one article a line, as an object with the keys of `KEYS`, or as ninjs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from briefing.errors import ReadError
from briefing.model import Problem
from briefing.read.draft import Draft
from briefing.read.encoding import decode
from briefing.read.html import draft_html
from briefing.read.jsontext import Object, parse_json, text_at, texts_at
from briefing.read.ninjs import draft_ninjs, is_ninjs
from briefing.read.raw import Item, Raw, too_large
from briefing.read.release import make_release, moment
from briefing.read.text import draft_text

KEYS = ("text", "html", "title", "outlet", "date", "author", "url", "id")
"""What a line may say; one of the first two must be there. Other keys are left alone."""


def read_lines(raw: Raw) -> Iterator[Item]:
    """Yield the articles of a file of JSON lines, one for each line that is not blank; lines are read one by one.

    The stem of the article's own `id` names its output.
    """
    number = found = 0
    while line := raw.stream.readline(raw.largest + 1):
        number += 1
        if len(line) > raw.largest:
            found += 1
            _skip_line(raw, line)
            yield Item(partial(_refuse, raw.largest), f"line {number}")
        elif line.strip():
            found += 1
            yield _item(line, number)
    if not found:
        raise ReadError(f"{raw.name} is empty; there is nothing to brief")


def _skip_line(raw: Raw, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = raw.stream.readline(raw.largest)


def _refuse(largest: int, name: str) -> Draft:
    raise ReadError(too_large(name, None, largest))


def _item(line: bytes, number: int) -> Item:
    try:
        found, problems = _object(line, "")
    except ReadError:
        return Item(partial(_parse, line), f"line {number}", number=number)  # fails again, with the name to tell
    return Item(partial(_draft, found, problems), f"line {number}", _own_id(found), number)


def _parse(line: bytes, name: str) -> Draft:
    return _draft(*_object(line, name), name)


def _object(line: bytes, name: str) -> tuple[Object, tuple[Problem, ...]]:
    decoded = decode(line, name)
    found = parse_json(decoded.text, name)
    if not isinstance(found, dict):
        raise ReadError(f"{name} is no JSON object; write one article a line, with {', '.join(map(repr, KEYS))}")
    return found, decoded.problems


def _own_id(found: Object) -> str | None:
    own = found.get("id")
    return str(own) if isinstance(own, str | int) and not isinstance(own, bool) and str(own).strip() else None


def _draft(found: Object, problems: tuple[Problem, ...], name: str) -> Draft:
    if is_ninjs(found) and "text" not in found and "html" not in found:
        return draft_ninjs(found, problems, name)
    text, page = text_at(found, "text", name), text_at(found, "html", name)
    address = text_at(found, "url", name)
    if text is None and page is None:
        raise ReadError(f"{name} has neither 'text' nor 'html'; give the article's words under one of them")
    draft = draft_text(_lines(text)) if text else draft_html(page or "", address or name)
    date = text_at(found, "date", name)
    if date is not None and moment(date) is None:
        raise ReadError(f"{name} has {date!r} as 'date'; write it as YYYY-MM-DD")
    sent = moment(date)
    return replace(
        draft,
        title=_blanks(text_at(found, "title", name)) or draft.title,
        outlet=_blanks(text_at(found, "outlet", name)) or draft.outlet,
        published=sent.date() if sent else draft.published,
        authors=texts_at(found, "author", name) or draft.authors,
        problems=problems,
        release=make_release(_own_id(found) or address, sent=sent),
        address=address,
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _blanks(words: str | None) -> str | None:
    return " ".join(words.split()) if words else None
