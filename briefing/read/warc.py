"""WARC (ISO 28500) -> Items: the web pages of an archive, each read as a page at its address."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from briefing.errors import ReadError
from briefing.read.draft import Draft
from briefing.read.encoding import decode
from briefing.read.html import declared_charset, draft_html
from briefing.read.raw import Item, Raw, too_large

PAGES = frozenset({"text/html", "application/xhtml+xml"})
"""Media types of the records that are read; pictures, style sheets and others are no articles."""

DAMAGED = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, AssertionError, zlib.error)
"""What warcio and the decoders under it raise for bytes that are no sound record; they have no error of their own."""


def read_warc(raw: Raw) -> Iterator[Item]:
    """Yield the pages of an archive in the order of its records; records are read one by one.

    A page is a `response` of status 200, or a `resource`, of type HTML. Raises ReadError where the archive breaks off,
    or holds no page.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = number = 0
    try:
        for record in ArchiveIterator(_Pieces(raw.stream)):
            number += 1
            if _is_page(record):
                pages += 1
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                data = _content(record, raw.largest)
                charset = _charset(_headers(record).get_header("Content-Type") or "")
                yield Item(partial(_draft, data, address, charset, raw.largest), address or f"record {number}")
    except (ArchiveLoadFailed, *DAMAGED) as error:
        what = f"is damaged behind record {number}" if number else "is no web archive"
        raise ReadError(f"{raw.name} {what} ({error or type(error).__name__}); have it sent again") from error
    if not pages:
        raise ReadError(f"{raw.name} holds no web page among its {number} records")


class _Pieces:
    """A stream that gives what it has: to fill a larger piece it would meet damage before the sound part is out."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes; nothing at the end."""
        piece: bytes = self._stream.read1(size)
        return piece


def _headers(record: Any) -> Any:
    """Return the headers that describe the content: the answer's own, or those of a record without one."""
    return record.http_headers or record.rec_headers


def _is_page(record: Any) -> bool:
    media_type = (_headers(record).get_header("Content-Type") or "").split(";")[0].strip().lower()
    if record.rec_type == "response":
        return record.http_headers is not None and record.http_headers.get_statuscode() == "200" and media_type in PAGES
    return record.rec_type == "resource" and media_type in PAGES


def _content(record: Any, largest: int) -> bytes | str:
    """Return the page's bytes, unpacked up to one more than the largest page has, or what is wrong with them."""
    try:
        content: bytes = record.content_stream().read(largest + 1)
    except DAMAGED as error:
        return f"cannot be unpacked ({error or type(error).__name__})"
    is_cut = len(content) <= largest and record.raw_stream.limit > 0 and not record.raw_stream.read(1)
    return "breaks off" if is_cut else content


def _charset(content_type: str) -> str | None:
    _, _, charset = content_type.lower().partition("charset=")
    return charset.split(";")[0].strip("\"' ") or None


def _draft(data: bytes | str, address: str, charset: str | None, largest: int, name: str) -> Draft:
    if isinstance(data, str):
        raise ReadError(f"{name} {data}; have the archive sent again")
    if len(data) > largest:
        raise ReadError(too_large(name, None, largest))
    decoded = decode(data, name, charset or declared_charset(data))
    draft = draft_html(decoded.text, address or name)
    return replace(draft, problems=decoded.problems, address=address or None)
