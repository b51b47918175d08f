"""Plain text -> Article."""

from __future__ import annotations

from datetime import date

from briefing.model import Article, Block, BlockKind, Span


def read_text(
    text: str,
    *,
    id: str,
    source: str,
    title: str | None = None,
    outlet: str | None = None,
    published: date | None = None,
) -> Article:
    """Return the article a plain text holds; `title`, `outlet` and `published` win over what the text says."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            a = at + len(line) - len(line.lstrip())
            blocks.append(Block(Span(a, a + len(line.strip())), BlockKind.BODY))
        at += len(line) + 1
    return Article(id, source, text, tuple(blocks), title, outlet, published)
