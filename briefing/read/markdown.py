"""Markdown -> Draft: through python-markdown to a tree, and from there to clean text."""

from __future__ import annotations

from briefing.read.draft import Draft, join_parts
from briefing.read.sidecar import parse_date

FRONT_MATTER = "---\n"
"""How a file with front matter begins."""

EXTENSIONS = ("tables", "fenced_code", "sane_lists")
"""Extensions of python-markdown that change what the text is."""


def draft_markdown(text: str, name: str) -> Draft:
    """Return the draft of a Markdown text; offsets point into the cleaned text, one blank line between paragraphs.

    Front matter may say title, outlet (or source, publisher), author, date (or published) and section.
    """
    import lxml.html
    from markdown import Markdown

    from briefing.read.markup import paragraphs

    front = ("meta",) if text.startswith(FRONT_MATTER) else ()
    reader = Markdown(extensions=[*front, *EXTENSIONS], output_format="html")
    tree = lxml.html.fragment_fromstring(reader.convert(text) or "<p></p>", create_parent="div")
    clean, parts = join_parts(paragraphs(tree))
    meta = {key: " ".join(lines).strip().strip("\"'") for key, lines in getattr(reader, "Meta", {}).items()}
    return Draft(
        clean,
        parts,
        meta.get("title") or None,
        meta.get("outlet") or meta.get("publisher") or meta.get("source") or None,
        parse_date(meta.get("date") or meta.get("published") or ""),
        tuple(a for a in (meta.get("author") or "").split(", ") if a),
        tuple(filter(None, (meta.get("section"), meta.get("category")))),
    )
