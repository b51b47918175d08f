"""Text -> paragraphs: blank lines, one paragraph a line, or lines broken at a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.model import Span

LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
"""One line with something in it, perhaps only blanks. Besides a line feed, what ends lines and pages elsewhere ends it:
the article keeps those controls, but no block holds one."""

NARROWEST, WIDEST = 40, 100
"""Columns between which a text may have been broken by hand or by a mail program."""

SLACK = 8
"""Columns a line may stay short of the widest: hands and hyphens break early."""

FULL_SHARE = 0.7
"""Share of the lines within paragraphs that must be full before a text counts as broken at a column."""


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs in order, trimmed, disjoint, covering every non-blank character.

    A blank line always ends a paragraph. A single line break ends one too, unless the text is broken at a column
    (most lines are so full that the next word would not have fitted): there a full line runs on into the next.
    """
    groups = list(_groups(text))
    width = _wrap_width(text, groups)
    return tuple(paragraph for group in groups for paragraph in _paragraphs(text, group, width))


def _groups(text: str) -> Iterator[list[Span]]:
    """Yield runs of trimmed lines with no blank line between them."""
    group: list[Span] = []
    for match in LINE.finditer(text):
        line = match.group()
        words = line.strip()
        if group and (not words or "\n\n" in text[group[-1].end : match.start()]):
            yield group
            group = []
        if words:
            start = match.start() + len(line) - len(line.lstrip())
            group.append(Span(start, start + len(words)))
    if group:
        yield group


def _wrap_width(text: str, groups: Sequence[Sequence[Span]]) -> int | None:
    """Return the column the text is broken at, or None where a line is a paragraph."""
    lines = [line for group in groups for line in group]
    width = max((len(line) for line in lines if " " in line.of(text)), default=0)
    joints = [(a, b) for group in groups for a, b in pairwise(group)]
    if not NARROWEST <= width <= WIDEST or not joints:
        return None
    full = sum(_is_full(text, a, b, width) for a, b in joints)
    return width if full >= max(2, FULL_SHARE * len(joints)) else None


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether a line runs on: the next one's first word would not have fitted, nor is that one indented more."""
    word = text[following.start : min(following.end, following.start + width)].split(None, 1)[0]
    return _indent(text, following) <= _indent(text, line) and len(line) + 1 + len(word) > width - SLACK


def _indent(text: str, line: Span) -> int:
    return line.start - text.rfind("\n", 0, line.start) - 1


def _paragraphs(text: str, group: Sequence[Span], width: int | None) -> Iterator[Span]:
    start = group[0].start
    for line, following in pairwise(group):
        if width is None or not _is_full(text, line, following, width):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, group[-1].end)
