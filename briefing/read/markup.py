"""What Markdown and HTML readers share: the text of a tree's blocks, without its tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing.model import BlockKind
from briefing.read.draft import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "ul"}
)
"""Elements that start a paragraph of their own; all others run within one."""

SILENT = frozenset(
    {"button", "head", "iframe", "noscript", "object", "option", "script", "select", "style", "svg", "template"}
)
"""Elements whose words are no part of the text."""

KINDS = {
    "h1": BlockKind.HEADLINE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "figcaption": BlockKind.CAPTION,
}
"""Elements that say what their words are for."""


def paragraphs(root: Element) -> list[Paragraph]:
    """Return the paragraphs below an element in reading order: their words with single blanks, and their kind.

    The first `h1` is the headline; others are headings.
    """
    found: list[Paragraph] = []
    for words, tag in _runs(root):
        kind = KINDS.get(tag)
        if kind is BlockKind.HEADLINE and any(k is BlockKind.HEADLINE for _, k in found):
            kind = BlockKind.HEADING
        found.append((words, kind))
    return found


def _runs(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the words between two block boundaries, with the innermost block they stand in."""
    pieces: list[str] = []
    owner = ""
    for piece, tag, is_edge in _events(root):
        if is_edge:
            if words := " ".join("".join(pieces).split()):
                yield words, owner
            pieces = []
        else:
            pieces.append(piece)
            owner = tag
    if words := " ".join("".join(pieces).split()):
        yield words, owner


def _events(root: Element) -> Iterator[tuple[str, str, bool]]:
    """Yield (words, block's tag, False) for each stretch of text and ('', '', True) at each block's edge.

    Goes through the tree without recursion: hostile pages nest thousands deep.
    """
    stack: list[tuple[Element, str, bool]] = [(root, "", False)]
    while stack:
        element, block, is_end = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        is_block = tag in BLOCKS
        if is_end:
            if is_block:
                yield "", "", True
            if element is not root and element.tail:
                yield element.tail, block, False
            continue
        stack.append((element, block, True))
        if tag is None or tag in SILENT:
            continue
        if is_block or tag == "br":
            yield ("", "", True) if is_block else (" ", block, False)
        inner = tag if is_block else block
        if element.text:
            yield element.text, inner, False
        stack.extend((child, inner, False) for child in reversed(element))
