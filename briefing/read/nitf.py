"""NITF 3.x -> Draft: the News Industry Text Format of the IPTC (DTD and schema 3.1 to 3.6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.model import BlockKind, Change, Problem, Release
from briefing.read.draft import Draft, Paragraph, join_parts
from briefing.read.headline import headed
from briefing.read.markup import paragraphs
from briefing.read.release import make_release, moment
from briefing.read.xmltree import every, first, plain_tree, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HTML_NAMES = {
    "bq": "blockquote",
    "block": "div",
    "content": "div",
    "hl2": "h2",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "figcaption",
    "media-metadata": "template",
    "media-object": "object",
    "media-reference": "template",
    "nitf-table": "table",
    "nitf-table-metadata": "template",
    "custom-table": "template",
    "note": "aside",
    "body.content": "div",
    "block.head": "div",
    "datasource": "figcaption",
    "abstract": "template",
    "copyrite": "span",
}
"""HTML's names for NITF's elements; all others have the same in both, or run within a paragraph."""

BY = re.compile(r"\Aby\s+", re.IGNORECASE)
"""The word in front of the authors."""

SECTIONS = (("head/pubdata", "position.section"), ("head/tobject", "tobject.type"))
"""Where an item is filed."""


def draft_nitf(root: Element, problems: tuple[Problem, ...], name: str) -> Draft:
    """Return the draft of an `nitf` element: headline, byline, dateline, story, tagline, in this order.

    The abstract is left out, since it says what the story says. Raises ReadError, naming `name`, where there is no
    story, unless the item is withdrawn: that has to be known even without its words.
    """
    title = words_of(first(root, "body/body.head/hedline/hl1", "head/title"))
    release = _release(root)
    story = nitf_paragraphs(root)
    if not story and not release.withdraws:
        raise ReadError(f"{name} has no body.content; have it sent again")
    text, parts = join_parts(headed(story, title))
    issued = _attribute(root, "head/pubdata", "date.publication") or _attribute(root, "head/docdata/date.issue", "norm")
    published = moment(issued) or moment(_attribute(root, "body/body.head/dateline/story.date", "norm"))
    outlet = _attribute(root, "head/pubdata", "name") or words_of(first(root, "body/body.head/distributor"))
    return Draft(
        text,
        parts,
        title,
        outlet or _attribute(root, "head/docdata/doc.copyright", "holder"),
        published.date() if published else None,
        tuple(_authors(root)),
        tuple(filter(None, (_attribute(root, *where) for where in SECTIONS))),
        problems,
        release,
        _attribute(root, "head/pubdata", "ex-ref"),
    )


def nitf_paragraphs(root: Element) -> list[Paragraph]:
    """Return the paragraphs of an `nitf` element without its headline; its elements are renamed on the way."""
    head, content = first(root, "body/body.head"), first(root, "body/body.content")
    tag = words_of(first(root, "body/body.end/tagline"))
    found: list[Paragraph] = []
    if head is not None:
        found += [(words, BlockKind.HEADLINE) for e in every(head, "hedline/hl1")[:1] if (words := words_of(e))]
        found += [(words, BlockKind.HEADING) for e in every(head, "hedline/hl2") if (words := words_of(e))]
        for jobtitle in every(head, "byline/byttl"):
            jobtitle.text = f" {jobtitle.text or ''}"  # on a line of its own in print, glued to the name in the file
        lines = [*every(head, "byline"), *every(head, "dateline")]
        found += [(words, BlockKind.BYLINE) for e in lines if (words := words_of(e))]
    story = [] if content is None else paragraphs(plain_tree(content, HTML_NAMES))
    return [*found, *story, *([(tag, BlockKind.BOILERPLATE)] if tag else [])] if story else []


def _release(root: Element) -> Release:
    """Return what `docdata` says of the item: `doc-id` names it, `du-key` counts its versions."""
    docdata = first(root, "head/docdata")
    if docdata is None:
        return Release()
    status = docdata.get("management-status")
    correction = first(docdata, "correction")
    released = _attribute(docdata, "date.release", "norm")
    return make_release(
        _attribute(docdata, "doc-id", "id-string") or _attribute(docdata, "du-key", "key"),
        _attribute(docdata, "du-key", "version"),
        status=status,
        signal=None if correction is None else Change.CORRECTION,
        embargoed=released or ("" if status == "embargoed" else None),
        notes=[_attribute(docdata, "ed-msg", "info"), _attribute(docdata, "correction", "info")],
        sent=moment(_attribute(docdata, "date.issue", "norm")),
    )


def _authors(root: Element) -> list[str]:
    """Return the persons of the byline, else its words without 'By'."""
    byline = first(root, "body/body.head/byline")
    if byline is None:
        return []
    if persons := [words for person in every(byline, "person") if (words := words_of(person))]:
        return persons
    whole = BY.sub("", (byline.text or "").strip())
    return [" ".join(whole.split())] if whole else []


def _attribute(root: Element, path: str, name: str) -> str | None:
    found = first(root, path)
    return (found.get(name) or "").strip() or None if found is not None else None
