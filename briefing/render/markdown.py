"""Briefing -> Markdown: readable raw, and as HTML through python-markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from briefing.model import Briefing
from briefing.render.proof import check_text
from briefing.render.words import Words, escape_markdown, marks

if TYPE_CHECKING:
    from markdown import Markdown

    from briefing.render.press import Press

MARK = r"\[((?:[A-Z]+:)?s\d+|[A-Z]+)\]"
"""A sentence's mark as it stands in the Markdown, with its article's letter among several, or the letter alone.

Source words in brackets never look so, theirs are escaped.
"""

BEFORE_MARKS = re.compile(r'(?<!</a>) (?=<a class="mark")')
"""The blank before the first mark of a line: made one that does not break, so that the mark hangs on to its word."""

BLANK_LINES = re.compile(r"\n{3,}")
"""What a section that is left out leaves behind in a filled template."""


def render_markdown(briefing: Briefing, press: Press) -> bytes:
    """Return the briefing as Markdown, in UTF-8."""
    return filled(briefing, press).encode()


def filled(briefing: Briefing, press: Press) -> str:
    """Return the filled Markdown template, checked: rendered, it prints every piece verbatim and in order."""
    words = Words((briefing.article,))
    text = press.templates.render(
        "briefing.md",
        briefing=briefing,
        words=words.markdown,
        marks=lambda cites: " ".join(f"[{mark}]" for mark in marks(cites)),
        escaped=escape_markdown,
        ours=words.ours,
    )
    text = BLANK_LINES.sub("\n\n", text).strip() + "\n"
    check_text(to_html(text), words.articles, words.printed)
    return text


def to_html(markdown: str) -> str:
    """Return Markdown as HTML: each part below a heading of level 2 is a section, each mark a link to its sentence."""
    return BEFORE_MARKS.sub("&nbsp;", _converter().convert(markdown))


def _converter() -> Markdown:
    from markdown import Markdown
    from markdown.extensions import Extension
    from markdown.extensions.toc import slugify
    from markdown.inlinepatterns import InlineProcessor
    from markdown.treeprocessors import Treeprocessor

    class Marks(InlineProcessor):
        def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
            link = Element("a", {"class": "mark", "href": f"#{m[1].replace(':', '-')}"})
            link.text = m[1]
            return link, m.start(0), m.end(0)

    class Sections(Treeprocessor):
        def run(self, root: Element) -> None:
            at: Element = root
            for child in list(root):
                root.remove(child)
                if child.tag == "h2":
                    at = SubElement(root, "section", {"id": slugify("".join(child.itertext()), "-")})
                at.append(child)

    class Page(Extension):
        def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - python-markdown's
            md.inlinePatterns.register(Marks(MARK, md), "mark", 175)
            md.treeprocessors.register(Sections(md), "sections", 5)

    return Markdown(extensions=[Page()], output_format="html")
