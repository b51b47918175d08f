"""ninjs 1.x, 2.x and 3.x -> Items: the IPTC's News in JSON, one object, a list of them, or a composite of several.

Version 1 has one field a rendition (`headline`, `body_text`, `body_xhtml`), 2 has lists (`headlines`, `bodies` with
`contenttype`), 3 has the lists of 2 with names in camel case (`contentType`, `pubStatus`). Names are compared without
case, so that one reader serves all three.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from briefing.errors import ReadError
from briefing.model import Problem, Release
from briefing.read.draft import Draft, Paragraph, join_parts
from briefing.read.encoding import decode
from briefing.read.headline import headed
from briefing.read.jsontext import Object, parse_json, text_at
from briefing.read.markup import paragraphs
from briefing.read.nitf import BY, nitf_paragraphs
from briefing.read.raw import Item, Raw
from briefing.read.release import make_release, moment
from briefing.read.text import draft_text
from briefing.read.xmltree import parse_html, parse_xml

BODY = "body_"
"""How the fields of version 1 begin that hold the story, one for each rendition."""

BETTER = ("text/html", "application/xhtml+xml", "application/nitf+xml", "application/xml", "text/plain")
"""Media types of renditions, the better first: mark-up tells paragraphs and headings apart."""

SUFFIXES = {
    "text": "text/plain",
    "html": "text/html",
    "html5": "text/html",
    "xhtml": "application/xhtml+xml",
    "nitf": "application/nitf+xml",
}
"""Media types of version 1, whose fields say them in their names."""

TEXTUAL = frozenset({None, "text", "composite", "component"})
"""Types of items that hold words; 'picture', 'audio', 'video', 'graphic', 'event' and 'planning' do not."""


def read_json(raw: Raw) -> Iterator[Item]:
    """Yield the articles of a ninjs file; ReadError where it is no JSON or holds none.

    Of a composite the parts that are texts are yielded where it has no story itself. Pictures and the like are passed
    over where there are articles beside them.
    """
    decoded = decode(raw.read(), raw.name, raw.charset)
    found = parse_json(decoded.text, raw.name)
    items = [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]
    articles = [one for item in items for one in _articles(_folded(item))]
    for article in articles:
        yield Item(partial(draft_ninjs, article, decoded.problems), _uri(article))
    if not articles:
        raise ReadError(f"{raw.name} is JSON but holds no ninjs article (an object with 'uri' and a body)")


def is_ninjs(found: Object) -> bool:
    """Tell whether an object is ninjs: it has a URI, and a body, a status or a type by the standard."""
    keys = {key.lower() for key in found}
    return "uri" in keys and (bool(keys & {"bodies", "pubstatus", "type"}) or any(k.startswith(BODY) for k in keys))


def draft_ninjs(item: Object, problems: tuple[Problem, ...], name: str) -> Draft:
    """Return the draft of one ninjs object; ReadError where a field is not what it should be, or there is no story."""
    item = _folded(item)
    release = _release(item, name)
    headline = _main(item, "headline", name) or _main(item, "title", name)
    words = _story(item, name)
    if not words and not release.withdraws:
        raise ReadError(f"{name} has no body; have it sent again")
    text, parts = join_parts(headed(words, headline))
    published = release.sent or moment(text_at(item, "contentcreated", name))
    return Draft(
        text,
        parts,
        headline,
        _outlet(item, name),
        published.date() if published else None,
        tuple(_authors(item, name)),
        tuple(str(one.get("name")) for one in _objects(item, "genre", "genres") if one.get("name")),
        problems,
        release,
        _address(item),
    )


def _folded(item: Object) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in item.items()}


def _articles(item: Object) -> Iterator[Object]:
    """Yield the item where it is an article; else, where it is a composite of texts, those."""
    kind = item.get("type")
    if not is_ninjs(item) or not isinstance(kind, str | None) or kind not in TEXTUAL:
        return
    inner = [_folded(one) for one in _objects(item, "associations")]
    texts = [one for one in inner if is_ninjs(one) and one.get("type") == "text" and _renditions(one)]
    if texts and not _renditions(item):
        yield from texts
    else:
        yield item


def _uri(item: Object) -> str | None:
    uri = item.get("uri")
    return uri if isinstance(uri, str) else None


def _objects(item: Object, *keys: str) -> list[dict[str, Any]]:
    """Return the objects under the keys: a list of them, or (in version 1) an object of objects."""
    found: list[dict[str, Any]] = []
    for key in keys:
        value = item.get(key)
        values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        found += [_folded(one) for one in values if isinstance(one, dict)]
    return found


def _main(item: Object, key: str, name: str) -> str | None:
    """Return the text under a key of version 1, else the main one of the list that later versions have."""
    several = [one for one in _objects(item, f"{key}s") if isinstance(one.get("value"), str)]
    several.sort(key=lambda one: one.get("role") not in (None, "main"))
    words = text_at(item, key, name) or next((one["value"] for one in several if one["value"].strip()), None)
    if words and "<" in words and (tree := parse_html(words)) is not None:
        words = "".join(tree.itertext())
    return " ".join(words.split()) if words else None


def _renditions(item: Object) -> list[tuple[str, str]]:
    """Return media type and words of each rendition, the better first."""
    found = [
        (SUFFIXES.get(key.removeprefix(BODY), "text/html" if "<p" in value else "text/plain"), value)
        for key, value in item.items()
        if key.startswith(BODY) and isinstance(value, str)
    ]
    for body in _objects(item, "bodies"):
        if isinstance(value := body.get("value"), str):
            kind = body.get("contenttype") or ("text/html" if "<p" in value else "text/plain")
            found.append((str(kind).split(";")[0].strip().lower(), value))
    known = [one for one in found if one[0] in BETTER and one[1].strip()]
    return sorted(known, key=lambda one: BETTER.index(one[0]))


def _story(item: Object, name: str) -> list[Paragraph]:
    for kind, value in _renditions(item):
        if words := _paragraphs(kind, value, name):
            return words
    return []


def _paragraphs(kind: str, value: str, name: str) -> list[Paragraph]:
    if kind == "text/plain":
        return [(part.span.of(value), part.kind) for part in draft_text(value).parts]
    if kind in ("application/nitf+xml", "application/xml") and "<nitf" in value:
        return nitf_paragraphs(parse_xml(value.encode("utf-8", "replace"), name).root)
    tree = parse_html(value)
    return [] if tree is None else paragraphs(tree)


def _release(item: Object, name: str) -> Release:
    version, held = item.get("version"), item.get("embargoed")
    return make_release(
        _uri(item),
        str(version) if isinstance(version, int | str) else None,
        status=text_at(item, "pubstatus", name),
        embargoed=None if held is None else str(held),
        notes=[text_at(item, key, name) for key in ("ednote", "editorialnote", "embargoedreason")],
        sent=moment(text_at(item, "versioncreated", name)),
    )


def _outlet(item: Object, name: str) -> str | None:
    """Return who provides the item: the first named source of its information, else who holds the rights."""
    named = (one.get("name") for one in _objects(item, "infosource", "infosources"))
    source = next((one for one in named if isinstance(one, str) and one.strip()), None)
    return source or text_at(item, "copyrightholder", name)


def _authors(item: Object, name: str) -> Iterator[str]:
    for key in ("byline", "by"):
        if words := text_at(item, key, name):
            yield BY.sub("", words.strip())
            return


def _address(item: Object) -> str | None:
    """Return the address of the item where its URI is one, or its link to a page."""
    links = [one.get("href") for one in _objects(item, "renditions") if one.get("contenttype") == "text/html"]
    return next((one for one in (*links, _uri(item)) if isinstance(one, str) and one.startswith("http")), None)
