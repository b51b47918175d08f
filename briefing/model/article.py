"""What was read: one article, its text once, cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.model.release import Release
from briefing.model.spans import Problem, Span


class BlockKind(StrEnum):
    """What a block of the article is for. Only `BODY` and `HEADING` blocks hold the story's sentences."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of the article, without surrounding blanks.

    `dateline` is the part at its front such as 'MOSCOW (Sputnik) — ', dash and blank included;
    `speaker` the part such as 'WALLACE: ' of a transcript's turn.
    """

    span: Span
    kind: BlockKind
    dateline: Span | None = None
    speaker: Span | None = None


class Genre(StrEnum):
    """Kinds of article that a briefing must tell apart."""

    NEWS = "news"
    OPINION = "opinion"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text once, and what is known about it.

    `published` is None where neither the source nor its text says. `published_from` tells where the date
    comes from: 'option', 'sidecar', 'metadata', 'byline', 'dateline' or None.
    Blocks are in text order, do not overlap, and cover every non-blank character.
    `release` is None where the format says nothing of versions; `address` is the item's own web address; `links` are
    the http(s) addresses a newsletter leads to, in their order.
    """

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_from: str | None = None
    authors: tuple[str, ...] = ()
    genre: Genre = Genre.NEWS
    problems: tuple[Problem, ...] = ()
    release: Release | None = None
    address: str | None = None
    links: tuple[str, ...] = ()
