"""OPML, the lists of subscriptions that feed readers export -> the feeds as sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefing.config import NewsSource, SourceKind, is_web_address
from briefing.errors import ReadError
from briefing.read.xmltree import parse_xml

LARGEST = 10_000_000
"""Bytes a list may have."""


def expand_sources(sources: Sequence[NewsSource]) -> list[NewsSource]:
    """Return the sources in their order, each place once, each OPML list replaced by its feeds.

    The feeds have their list's limits and permissions. A feed at the address of another source is left out, and a name
    that is taken gets a number. A list that cannot be read stays as it is, to fail in its turn.
    """
    found: list[NewsSource] = []
    own: dict[str, NewsSource] = {}
    for source in sources:
        own.setdefault(source.place, source)
    places, names = set(own), {s.name for s in sources}
    for source in own.values():
        try:
            feeds = parse_opml(source) if source.kind is SourceKind.OPML else []
        except ReadError:
            feeds = []
        if not feeds:
            found.append(source)
        for feed in feeds:
            if feed.place not in places:
                places.add(feed.place)
                found.append(replace(feed, name=_free(feed.name, names)))
    return found


def parse_opml(source: NewsSource) -> list[NewsSource]:
    """Return the feeds of an OPML list in their order, however deep their outlines are nested.

    Raises ReadError, naming the file, where it cannot be read, is no OPML, or lists no feed.
    """
    path = source.path or Path()
    root = parse_xml(_bytes(path), str(path)).root
    if root.tag != "opml":
        raise ReadError(f"{path} is no OPML list; export your subscriptions from your feed reader as OPML")
    feeds = []
    for outline in root.iter("outline"):
        said = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        address = said.get("xmlurl", "")
        if address.lower().startswith("feed://"):
            address = f"http://{address[7:]}"
        if is_web_address(address):
            name = " ".join((said.get("text") or said.get("title") or address).split())
            feeds.append(replace(source, name=name, kind=SourceKind.FEED, address=address, path=None))
    if not feeds:
        raise ReadError(f"{path} lists no feed; its outlines need an xmlUrl")
    return feeds


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"{path} is larger than {LARGEST / 1e6:g} MB; give a shorter list")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _free(name: str, taken: set[str]) -> str:
    n, free = 1, name
    while free in taken:
        n += 1
        free = f"{name} ({n})"
    taken.add(free)
    return free
