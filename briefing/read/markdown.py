"""Markdown -> Draft: through python-markdown to a tree, and from there to clean text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.errors import ReadError
from briefing.read.draft import Draft, join_parts
from briefing.read.sidecar import parse_date

FRONT_MATTER = "---\n"
"""How a file with front matter begins."""

EXTENSIONS = ("tables", "fenced_code", "sane_lists")
"""Extensions of python-markdown that change what the text is."""


BLANK_LINE = re.compile(r"\n[ \t]*\n")
"""What ends a paragraph."""

MOST_WORK = 20_000_000
"""Opening brackets times characters of one paragraph: python-markdown looks from each for its partner."""


def draft_markdown(text: str, name: str) -> Draft:
    """Return the draft of a Markdown text; offsets point into the cleaned text, one blank line between paragraphs.

    Front matter may say title, outlet (or source, publisher), author, date (or published) and section.
    Raises ReadError, naming `name`, where the mark-up is not that of an article.
    """
    import lxml.html
    from markdown import Markdown

    from briefing.read.markup import paragraphs

    if any(part.count("[") * len(part) > MOST_WORK for part in BLANK_LINE.split(text)):
        raise ReadError(f"{name} has a paragraph of thousands of brackets; save its words as .txt and try again")
    front = ("meta",) if text.startswith(FRONT_MATTER) else ()
    reader = Markdown(extensions=[*front, *EXTENSIONS], output_format="html")
    try:
        page = reader.convert(text)
    except RecursionError as error:
        raise ReadError(f"{name} is nested too deeply; save its words as .txt and try again") from error
    parser = lxml.html.HTMLParser(huge_tree=True)
    tree = lxml.html.fragment_fromstring(page or "<p></p>", create_parent="div", parser=parser)
    clean, parts = join_parts(paragraphs(tree))
    return _with_front_matter(Draft(clean, parts), getattr(reader, "Meta", {}))


def _with_front_matter(draft: Draft, meta: Mapping[str, Sequence[str]]) -> Draft:
    """Return the draft with what the front matter says about it."""
    said = {key: " ".join(lines).strip().strip("\"'") for key, lines in meta.items()}
    return replace(
        draft,
        title=said.get("title") or None,
        outlet=said.get("outlet") or said.get("publisher") or said.get("source") or None,
        published=parse_date(said.get("date") or said.get("published") or ""),
        authors=tuple(a for a in said.get("author", "").split(", ") if a),
        sections=tuple(filter(None, (said.get("section"), said.get("category")))),
    )
