"""Spans tidied for reading: edges without blanks, stops and marks that do not belong to the words."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.model import Document, Span

EDGE = frozenset(" \t\r\n\u00a0,;:.…—–-\"“”‘’'`«»()[]")
"""What does not belong to the edge of a span; a stop or bracket stays where the words need it (see `_belongs`)."""
NEAR = 60
"""Characters within which the other bracket of a pair is looked for."""


def tight(text: str, span: Span) -> Span | None:
    """Return the span without blanks, marks and stops at its edges, or None where nothing else is in it.

    A stop or bracket the last word needs ('U.S.', 'Rep. Iveston (R-Ohio)') is part of it, also where the span left it
    out.
    """
    a, b = span.start, span.end
    while b < len(text) and text[b] in ".)]" and _belongs(text, a, b):
        b += 1
    while a < b and text[a] in EDGE and not _opens(text, a, b):
        a += 1
    while b > a and text[b - 1] in EDGE and not _belongs(text, a, b - 1):
        b -= 1
    return Span(a, b) if a < b else None


def within_paragraph(document: Document, spans: Iterable[Span], beside: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of some spans stands in the paragraph of those they belong to, in text order.

    Where nothing does they are taken as they are if one paragraph holds them all, else they are not to be trusted:
    none. So no span returned crosses a paragraph's end.
    """
    parts: dict[int, list[Span]] = {}
    for span in spans:
        for block in {s.block: None for s in document.sentences_of(span)}:
            paragraph = document.article.blocks[block].span
            part = Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
            parts.setdefault(block, []).append(part)
    here = {s.block for span in beside for s in document.sentences_of(span)}
    kept = [part for block, found in parts.items() if block in here or len(parts) == 1 for part in found]
    return tuple(sorted(kept))


def words_of(document: Document, spans: Iterable[Span]) -> frozenset[str]:
    """Return the words of some spans in lower case."""
    return frozenset(t.text.lower() for span in spans for t in document.tokens_of(span))


def _opens(text: str, first: int, end: int) -> bool:
    """Tell whether the bracket at `first` opens words that others follow: '(laughs) There is no book'."""
    closer = {"(": ")", "[": "]"}.get(text[first])
    closing = text.find(closer, first, min(end, first + NEAR)) if closer else -1
    return closing >= 0 and any(c.isalnum() for c in text[closing:end])


def _belongs(text: str, start: int, last: int) -> bool:
    """Tell whether the stop or bracket at `last` belongs to the words before it: 'U.S.', 'Rep. Iveston (R-Ohio)'."""
    if text[last] == ".":
        return last - 2 >= start and text[last - 2] == "."
    opener = {")": "(", "]": "["}.get(text[last])
    return opener is not None and text.rfind(opener, max(start, last - NEAR), last) >= 0
