"""What the readers of the formats hand on, and what is known about an article from outside its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import BlockKind, Problem, Release, Span

Paragraph = tuple[str, BlockKind | None]
"""A paragraph's words, and what its mark-up says it is; None where only its words can tell."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says about an article; it wins over the sidecar, which wins over the source and its text."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a draft; `kind` is what its mark-up says it is, None where only its words can tell."""

    span: Span
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gives it, before its words are looked at.

    `parts` are in order, trimmed, disjoint, and cover every non-blank character of `text`. `sections` are the
    names its outlet files it under ('Opinion'); `problems` are those met on the way. `release`, `address` and `links`
    are the article's.
    """

    text: str
    parts: tuple[Part, ...]
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    release: Release | None = None
    address: str | None = None
    links: tuple[str, ...] = ()


def join_parts(parts: Sequence[Paragraph]) -> tuple[str, tuple[Part, ...]]:
    """Return the text with one blank line between paragraphs, and the paragraphs as parts of it."""
    placed, at = [], 0
    for words, kind in parts:
        placed.append(Part(Span(at, at + len(words)), kind))
        at += len(words) + 2
    return "\n\n".join(words for words, _ in parts), tuple(placed)
