"""XML and HTML fragments -> trees; nothing is fetched, no entity is expanded, no document type is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.errors import ReadError
from briefing.model import Problem
from briefing.read.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,200}\?>")
"""The XML declaration; its encoding no longer holds once the text is decoded."""

DECLARED = re.compile(rb"\A\s{0,9}(?:\xef\xbb\xbf)?<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})")
"""The encoding it names."""

ENTITY = re.compile(r"&(\w{2,31});")
"""A reference to a named character, such as `&eacute;`, whose meaning only the document type would tell."""

OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
"""The names XML itself knows; they stay as they are."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An XML text as a tree, and what was odd about its bytes."""

    root: Element
    problems: tuple[Problem, ...]


def parse_xml(data: bytes, name: str, charset: str | None = None) -> Parsed:
    """Return the tree of an XML text; ReadError, naming `name`, where it is not well-formed."""
    from lxml import etree

    text, problems = _safe_text(data, name, charset)
    try:
        root = etree.fromstring(text, etree.XMLParser(**_options()))
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{name} is not well-formed XML ({error.msg}); have it sent again") from error
    for unknown in root.iter(etree.Entity):
        raise ReadError(f"{name} has {unknown.text} in its words, which stands for nothing known; have it sent again")
    return Parsed(root, problems)


def complete_elements(data: bytes, name: str, tag: str) -> Iterator[Element]:
    """Yield the elements of a local name that are whole, up to where the text stops being XML, in their order."""
    from lxml import etree

    text, _ = _safe_text(data, name, None)
    try:
        for _, element in etree.iterparse(BytesIO(text), events=("end",), tag=f"{{*}}{tag}", **_options()):
            yield element
    except etree.XMLSyntaxError:
        return


def parse_html(fragment: str) -> Element | None:
    """Return the tree of a page or a piece of one, None where there is nothing in it."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    data = fragment.encode("utf-8", "replace")
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None


def page_of(tree: Element) -> str:
    """Return a tree as HTML."""
    from lxml import etree

    return str(etree.tostring(tree, encoding="unicode", method="html"))


def local(element: Element) -> str:
    """Return an element's name without its namespace, '' for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def plain_tree(element: Element, names: Mapping[str, str]) -> Element:
    """Take the namespaces off an element and all below it, and give them the names that `names` has for them."""
    for one in element.iter():
        if isinstance(one.tag, str):
            name = local(one)
            one.tag = names.get(name, name)
    return element


def words_of(element: Element | None) -> str | None:
    """Return the words below an element with single blanks, None where there are none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def first(element: Element, *paths: str) -> Element | None:
    """Return the first element that one of the paths of local names leads to."""
    for path in paths:
        found: Element | None = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
        if found is not None:
            return found
    return None


def every(element: Element, path: str) -> list[Element]:
    """Return the elements that a path of local names leads to, in their order."""
    return list(element.findall("/".join(f"{{*}}{step}" for step in path.split("/"))))


def _safe_text(data: bytes, name: str, charset: str | None) -> tuple[bytes, tuple[Problem, ...]]:
    declared = DECLARED.search(data[:400])
    decoded = decode(data, name, charset or (declared[1].decode("ascii") if declared else None))
    if "<!ENTITY" in decoded.text:
        raise ReadError(f"{name} declares XML entities of its own, which are not expanded; have it sent without")
    text = ENTITY.sub(_character, DECLARATION.sub("", decoded.text, count=1))
    return text.encode(), decoded.problems


def _character(match: re.Match[str]) -> str:
    character = html5.get(f"{match[1]};", "&")
    return match[0] if match[1] in OWN or character[0] in "<&" else character


def _options() -> dict[str, Any]:
    return {
        "encoding": "utf-8",
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
