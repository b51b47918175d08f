"""RSS and Atom -> Feed. feedparser reads the dialects; ids, times and text are made dependable here."""

from __future__ import annotations

import hashlib
import html
import io
from calendar import timegm
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from briefing.config import is_web_address
from briefing.errors import ReadError
from briefing.fetch import Fetched
from briefing.harvest.records import Feed, FeedItem

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
"""Media types that only a feed has."""

ROOTS = (b"<rss", b"<feed", b"<rdf:RDF", b"<RDF")
"""How the outermost element of a feed begins."""

HEAD = 2_000
"""Bytes at the front in which it stands."""


def looks_like_feed(found: Fetched) -> bool:
    """Tell whether an answer is a feed, by its media type or its outermost element."""
    head = found.data[:HEAD]
    return found.media_type in FEED_TYPES or (b"<html" not in head.lower() and any(root in head for root in ROOTS))


def parse_feed(found: Fetched) -> Feed:
    """Return the feed in an answer; ReadError, naming the address, where there is none.

    A feed that is not well-formed is read as far as possible. Relative addresses count from the feed's.
    """
    import feedparser

    if not found.data.strip():
        raise ReadError(f"{found.address} is empty; check the feed's address")
    parsed: Any = feedparser.parse(
        io.BytesIO(found.data),
        response_headers={"content-type": _content_type(found), "content-location": found.address},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries:
        raise ReadError(f"{found.address} is no feed{_alternate(found)}")
    items = _told_apart([_item(entry, found.address) for entry in parsed.entries])
    broken = f"the feed is not well-formed ({parsed.bozo_exception})" if _is_broken(parsed) else None
    return Feed(_plain(parsed.feed.get("title")), tuple(items), broken)


def _content_type(found: Fetched) -> str:
    """Return the type and charset feedparser shall believe: bytes that are UTF-8 are, whatever the server says."""
    try:
        found.data.decode("utf-8")
    except UnicodeDecodeError:
        charset = f"; charset={found.charset}" if found.charset else ""
        return f"{found.media_type or 'application/xml'}{charset}"
    return "application/xml; charset=utf-8"


def _is_broken(parsed: Any) -> bool:
    """Tell whether the XML is broken; feedparser also complains of charsets and types that did no harm."""
    from feedparser import CharacterEncodingOverride, NonXMLContentType

    error = parsed.get("bozo_exception")
    return bool(parsed.bozo) and not isinstance(error, (CharacterEncodingOverride, NonXMLContentType))


def _alternate(found: Fetched) -> str:
    """Return what to do about an answer that is no feed: the feed the page names, where it is a page that does."""
    from lxml import etree
    from lxml import html as pages

    try:
        root = pages.document_fromstring(found.data)
    except (etree.LxmlError, ValueError):
        return "; check the address"
    for link in root.iterfind(".//link[@href]"):
        if link.get("rel", "").lower() == "alternate" and link.get("type", "").lower() in FEED_TYPES:
            return f" but a page; its feed is {urljoin(found.address, link.get('href', ''))}"
    return (
        ' but a page; give the feed\'s own address, or kind = "page"' if root.tag == "html" else "; check the address"
    )


def _item(entry: Any, base: str) -> FeedItem:
    # dict.get: feedparser's own answers 'updated' with 'published'
    updated_words = dict.get(entry, "updated")
    address = next((a for a in (dict.get(entry, "feedburner_origlink"), entry.get("link")) if a), None)
    address = urljoin(base, address.strip()) if address else None
    address = address if address and is_web_address(address) else None
    title, content = _plain(entry.get("title")), _content(entry)
    published_words = dict.get(entry, "published") or ""
    mark = _digest(updated_words) if updated_words else _digest(title or "", content, published_words)
    return FeedItem(
        (entry.get("id") or "").strip() or address or _digest(title or "", content),
        mark,
        address,
        title,
        _moment(dict.get(entry, "published"), dict.get(entry, "published_parsed")),
        _moment(updated_words, dict.get(entry, "updated_parsed")),
        tuple(dict.fromkeys(n for a in entry.get("authors", ()) if (n := _plain(a.get("name"))))),
        content,
    )


def _content(entry: Any) -> str:
    """Return the longest text of an item, as HTML."""
    found = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [_as_html(c.get("value") or "", c.get("type") or "") for c in found]
    return max(texts, key=len, default="").replace("\0", "")


def _as_html(value: str, media_type: str) -> str:
    return f"<p>{html.escape(value, quote=False)}</p>" if media_type == "text/plain" and value else value


def _told_apart(items: Iterable[FeedItem]) -> Iterator[FeedItem]:
    """Yield the items, each id once: of two versions the later, else the first.

    An id that items with different addresses share is none (some feeds write the same guid everywhere): the address
    serves instead.
    """
    listed = list(items)
    places = Counter(id for id, _ in {(item.id, item.address) for item in listed})
    best: dict[str, FeedItem] = {}
    for item in listed:
        one = replace(item, id=item.address) if places[item.id] > 1 and item.address else item
        known = best.get(one.id)
        if known is None or (one.updated and known.updated and one.updated > known.updated):
            best[one.id] = one
    yield from best.values()


def _moment(words: str | None, parsed: Any) -> datetime | None:
    """Return the time a feed writes (RFC 3339 or RFC 5322) with its own zone; what feedparser made of it otherwise."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read((words or "").strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _plain(words: str | None) -> str | None:
    """Return a title or name without mark-up, with single blanks; None where nothing is left."""
    if not words:
        return None
    if "<" in words or "&" in words:
        from lxml import etree
        from lxml import html as pages

        try:
            words = pages.fragment_fromstring(words.replace("\0", ""), create_parent="p").text_content()
        except (etree.LxmlError, ValueError):
            words = html.unescape(words)
    return " ".join(words.split()) or None


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]
