"""NewsML-G2 2.x -> Items: `newsItem` alone or in a `newsMessage`, with XHTML, NITF, HTML or plain text in it.

Element names are those of the IPTC's schema (namespace nar/2006-10-01), which are looked for in any namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.model import Change, Problem, Release
from briefing.read.draft import Draft, Paragraph, join_parts
from briefing.read.headline import headed
from briefing.read.markup import paragraphs
from briefing.read.nitf import draft_nitf, nitf_paragraphs
from briefing.read.raw import Item, Raw
from briefing.read.release import make_release, moment
from briefing.read.text import draft_text
from briefing.read.xmltree import (
    complete_elements,
    every,
    first,
    local,
    parse_html,
    parse_xml,
    plain_tree,
    words_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIGNALS = {
    "correction": Change.CORRECTION,
    "corrective": Change.CORRECTION,
    "update": Change.UPDATE,
    "writethru": Change.UPDATE,
    "kill": Change.KILL,
    "takedown": Change.KILL,
    "withdrawal": Change.KILL,
}
"""What a signal's code says, whatever scheme it stands in (`sig:correction`)."""

TEXTUAL = frozenset({"", "text", "composite"})
"""Classes of items that hold words; 'picture', 'audio', 'video', 'graphic' and others do not."""

FEEDS = frozenset({"rss", "feed", "RDF"})
"""Roots of news feeds, which are no articles but lead to some."""


def read_xml(raw: Raw) -> Iterator[Item]:
    """Yield the articles of an XML file: NewsML-G2 or NITF.

    Items that hold pictures, sound or lists of other items are passed over where there are articles beside them. Of a
    file that breaks off, the items before the break come first. Raises ReadError where there is no article.
    """
    data = raw.read()
    try:
        parsed = parse_xml(data, raw.name, raw.charset)
    except ReadError:
        for item in complete_elements(data, raw.name, "newsItem"):
            if _class(item) in TEXTUAL:
                yield Item(partial(_draft, item, (), None), item.get("guid"))
        raise
    yield from _items(parsed.root, parsed.problems, raw.name)


def _items(root: Element, problems: tuple[Problem, ...], name: str) -> Iterator[Item]:
    kind = local(root)
    if kind == "nitf":
        yield Item(partial(draft_nitf, root, problems))
        return
    if kind not in ("newsItem", "newsMessage", "packageItem"):
        raise ReadError(f"{name} {_not_an_item(kind)}")
    sent = moment(words_of(first(root, "header/sent")))
    items = [root] if kind == "newsItem" else every(root, "itemSet/newsItem")
    articles = [item for item in items if _class(item) in TEXTUAL]
    for item in articles:
        yield Item(partial(_draft, item, problems, sent), item.get("guid"))
    if not articles:
        raise ReadError(f"{name} holds no article but {_others(root, items)}; name the files of the articles")


def _not_an_item(kind: str) -> str:
    if kind in FEEDS:
        return "is a feed, which only leads to articles; name the articles' addresses"
    return f"is XML, but neither NewsML-G2 nor NITF (its root is {kind!r}); save the article as .html or .txt"


def _others(root: Element, items: list[Element]) -> str:
    """Return what a file without articles holds instead."""
    kinds = sorted({_class(item) for item in items})
    refs = len(list(root.iter("{*}itemRef")))
    return f"{' and '.join(kinds)} items" if kinds else f"a package that refers to {refs} items"


def _draft(item: Element, problems: tuple[Problem, ...], sent: datetime | None, name: str) -> Draft:
    meta, about = first(item, "itemMeta"), first(item, "contentMeta")
    release = _release(item, sent)
    headline = _words(about, "headline") or _words(meta, "title")
    words = _content_or_nothing(item, name) if release.withdraws else _content(item, name)
    text, parts = join_parts(headed(words, headline))
    published = release.sent or moment(_words(about, "contentModified")) or moment(_words(about, "contentCreated"))
    return Draft(
        text,
        parts,
        headline,
        _outlet(meta, about),
        published.date() if published else None,
        tuple(_named_things(about, "creator")),
        tuple(_named_things(about, "genre")),
        problems,
        release,
        _address(meta),
    )


def _release(item: Element, sent: datetime | None) -> Release:
    """Return what `itemMeta` says of the version; of several signals the gravest counts."""
    meta, guid, version = first(item, "itemMeta"), item.get("guid"), item.get("version")
    if meta is None:
        return make_release(guid, version, sent=sent)
    signals = [SIGNALS[code] for e in every(meta, "signal") if (code := _code(e)) in SIGNALS]
    held = first(meta, "embargoed")
    return make_release(
        guid,
        version,
        status=_code(first(meta, "pubStatus")),
        signal=max(signals, key=list(Change).index, default=None),
        embargoed=None if held is None else held.text or "",
        notes=[words_of(e) for e in every(meta, "edNote")],
        sent=moment(_words(meta, "versionCreated")) or sent,
    )


def _content(item: Element, name: str) -> list[Paragraph]:
    """Return the paragraphs of the item's best rendition: mark-up before plain text."""
    inline = [*every(item, "contentSet/inlineXML"), *every(item, "contentSet/inlineData")]
    for rendition in sorted(inline, key=lambda e: _media_type(e) == "text/plain"):
        if found := _rendition(rendition):
            return found
    elsewhere = first(item, "contentSet/remoteContent")
    if elsewhere is not None:
        where = elsewhere.get("href") or elsewhere.get("residref") or "another file"
        raise ReadError(f"{name} does not hold its words, only where they are ({where}); name that")
    raise ReadError(f"{name} has no content; have it sent again")


def _content_or_nothing(item: Element, name: str) -> list[Paragraph]:
    try:
        return _content(item, name)
    except ReadError:
        return []


def _rendition(rendition: Element) -> list[Paragraph]:
    inner = next((e for e in rendition if isinstance(e.tag, str)), None)
    if inner is not None:
        if local(inner) == "nitf":
            return nitf_paragraphs(inner)
        return paragraphs(plain_tree(rendition, {}))
    text = "".join(rendition.itertext())
    if _media_type(rendition) == "text/plain":
        plain = draft_text(text)
        return [(part.span.of(text), part.kind) for part in plain.parts]
    tree = parse_html(text)
    return [] if tree is None else paragraphs(tree)


def _media_type(rendition: Element) -> str:
    return (rendition.get("contenttype") or "text/plain").split(";")[0].strip().lower()


def _outlet(meta: Element | None, about: Element | None) -> str | None:
    """Return who provides the item: its provider, else the source of its information, else who is credited."""
    provider = None if meta is None else first(meta, "provider")
    source = None if about is None else first(about, "infoSource")
    named = (_named_thing(e) for e in (provider, source) if e is not None)
    return next((n for n in named if n), None) or _words(about, "creditline")


def _named_thing(element: Element) -> str | None:
    """Return the name of a concept, else its literal, else the last part of its code."""
    code = element.get("qcode") or element.get("uri") or ""
    local_part = code.replace("/", ":").rpartition(":")[2]
    return words_of(first(element, "name")) or element.get("literal") or local_part or None


def _named_things(about: Element | None, path: str) -> Iterator[str]:
    for element in [] if about is None else every(about, path):
        if name := _named_thing(element):
            yield name


def _address(meta: Element | None) -> str | None:
    """Return the web address at which the provider shows the item."""
    links = [] if meta is None else every(meta, "link")
    shown = (e.get("href") or "" for e in links if _code(e, "rel") in ("web", "alternate", "isalternatelinkof"))
    return next((href for href in shown if href.startswith(("http://", "https://"))), None)


def _class(item: Element) -> str:
    found = first(item, "itemMeta/itemClass")
    return _code(found) if found is not None else ""


def _code(element: Element | None, attribute: str = "qcode") -> str:
    """Return the last part of a code or of its address in lower case: 'ninat:text' is 'text'."""
    if element is None:
        return ""
    code = element.get(attribute) or element.get("uri") or ""
    return code.replace("/", ":").rpartition(":")[2].strip().lower()


def _words(element: Element | None, path: str) -> str | None:
    return None if element is None else words_of(first(element, path))
