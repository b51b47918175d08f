"""Paragraphs -> blocks: what each is for. In doubt a paragraph is body: a lost statement is worse than furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Block, BlockKind, Span
from briefing.read.byline import Byline, find_byline, find_names
from briefing.read.captions import is_caption
from briefing.read.dateline import Dateline, find_dateline
from briefing.read.draft import Draft
from briefing.read.headline import LEAD, is_headline, same_words
from briefing.read.transcript import find_speakers
from briefing.read.wording import Wording, comparable

CODE = re.compile(r"[.#]?[\w-]+(?:\s[\w-]+)?\s*\{|[\w-]+:\s?[^\s;]+(?:\s[^\s;]+)?;|[\w-]+=\"[^\"]*\"?")
"""A line of a style sheet or a stray attribute: '.image-wrap {', 'width:100%;', 'poster="...'."""

LONGEST_FURNITURE = 150
"""Words a line of furniture may have."""

LONGEST_HEADING = 10
"""Words a heading within the text may have."""

TOP, FOOT = 8, 3
"""Paragraphs from the top and from the end among which a byline is looked for."""

DATELINES = 5
"""Body paragraphs from the top among which a dateline is looked for: a summary or labels may stand before the story."""


SHARE = 0.4
"""Share of body paragraphs that must be turns of speakers before the whole article is a transcript."""


@dataclass(frozen=True, slots=True)
class SortedBlocks:
    """The blocks of an article and what its own lines say about it, in text order."""

    blocks: tuple[Block, ...]
    bylines: tuple[Byline, ...]
    datelines: tuple[Dateline, ...]
    is_transcript: bool


def sort_blocks(draft: Draft, title: str | None, wording: Wording) -> SortedBlocks:
    """Return the draft's paragraphs as blocks, one for one and in order.

    `title` is the title where one is known from outside the text.
    """
    text, spans = draft.text, [part.span for part in draft.parts]
    kinds = [part.kind or _furniture(part.span.of(text), wording) for part in draft.parts]
    bylines = _mark_bylines(text, spans, kinds, wording)
    story = [i for i, kind in enumerate(kinds) if kind is None]
    turns = {story[n]: label for n, label in find_speakers(text, [spans[i] for i in story], wording).items()}
    if story and title is not None and same_words(spans[story[0]].of(text), title):
        turns.pop(story[0], None)  # 'Iveston: We knew nothing' is the title of her interview
    if story and story[0] not in turns:
        _mark_headline(text, spans, kinds, title, wording)
    _mark_notes(text, spans, kinds, [*draft.authors, *(a for b in bylines for a in b.authors)], wording)
    datelines = {i: d for i, d in _datelines(text, spans, kinds, wording).items() if i not in turns}
    _mark_headings(text, spans, kinds, {*datelines, *turns})
    blocks = tuple(
        Block(
            span,
            kinds[i] or BlockKind.BODY,
            dateline=datelines[i].span if i in datelines else None,
            speaker=turns.get(i),
        )
        for i, span in enumerate(spans)
    )
    return SortedBlocks(blocks, bylines, tuple(datelines.values()), bool(turns) and len(turns) >= SHARE * len(story))


def _furniture(line: str, wording: Wording) -> BlockKind | None:
    """Return what a line of page furniture is, None for words of the article."""
    if not any(c.isalnum() for c in line) or CODE.fullmatch(line):
        return BlockKind.BOILERPLATE
    if line[0] in "\"“‘'":
        return None
    if is_caption(line, wording):
        return BlockKind.CAPTION
    if len(line.split()) > LONGEST_FURNITURE:
        return None
    words = comparable(line)
    is_label = words.rstrip(":") in wording.opinion.whole  # 'ANALYSIS/OPINION:'
    return BlockKind.BOILERPLATE if is_label or wording.boilerplate.match(words) else None


def _mark_bylines(
    text: str, spans: Sequence[Span], kinds: list[BlockKind | None], wording: Wording
) -> tuple[Byline, ...]:
    """Mark the bylines near the top and the foot, and return what they say."""
    found: dict[int, Byline] = {}
    for i in sorted({*range(min(TOP, len(spans))), *range(max(0, len(spans) - FOOT), len(spans))}):
        if kinds[i] is None and (byline := find_byline(spans[i].of(text), wording)):
            found[i] = byline
            if byline.is_outlet_alone and i and kinds[i - 1] is None and i - 1 not in found:
                found |= {i - 1: names} if (names := find_names(spans[i - 1].of(text), wording)) else {}
    for i in found:
        kinds[i] = BlockKind.BYLINE
    return tuple(found[i] for i in sorted(found))


def _mark_notes(
    text: str, spans: Sequence[Span], kinds: list[BlockKind | None], authors: Sequence[str], wording: Wording
) -> None:
    """Mark notes about the authors ('Mara Iveston is a novelist.') at the foot."""
    for i in range(max(1, len(spans) - FOOT), len(spans)):
        line = spans[i].of(text)
        author = next((a for a in authors if line.startswith(a + " ")), None)
        if kinds[i] is None and author and line[len(author) :].split(None, 1)[0] in wording.about_authors:
            kinds[i] = BlockKind.BYLINE


def _mark_headline(
    text: str, spans: Sequence[Span], kinds: list[BlockKind | None], title: str | None, wording: Wording
) -> None:
    """Mark the first line of the article, and the deck it runs on into behind a semicolon, where it is the headline."""
    words = [i for i, kind in enumerate(kinds) if kind is None]
    if BlockKind.HEADLINE in kinds:
        return
    if is_headline(text, spans[words[0]], [spans[i] for i in words[1 : LEAD + 1]], title, wording):
        kinds[words[0]] = BlockKind.HEADLINE
        if spans[words[0]].of(text).endswith(";") and len(words) > 2:
            kinds[words[1]] = BlockKind.HEADLINE


def _datelines(
    text: str, spans: Sequence[Span], kinds: Sequence[BlockKind | None], wording: Wording
) -> dict[int, Dateline]:
    """Return the first dateline among the first body paragraphs, by its paragraph's number."""
    body = [i for i, kind in enumerate(kinds) if kind is None]
    for i in body[:DATELINES]:
        if found := find_dateline(text, spans[i], wording):
            return {i: found}
    return {}


def _mark_headings(text: str, spans: Sequence[Span], kinds: list[BlockKind | None], taken: Set[int]) -> None:
    """Mark short lines without a stop that stand before a longer paragraph, behind the story's first.

    `taken` are those known to be turns or to have a dateline.
    """
    body = [i for i, kind in enumerate(kinds) if kind is None]
    for i, following in pairwise(body[1:]):
        if i not in taken and len(spans[following]) > 2 * len(spans[i]) and _is_heading(spans[i].of(text)):
            kinds[i] = BlockKind.HEADING


def _is_heading(line: str) -> bool:
    """Tell whether a line looks like a heading: few words, a capital or number first, no stop but a question mark."""
    if len(line.split()) > LONGEST_HEADING or not (line[0].isupper() or line[0].isdigit()):
        return False
    return line.isupper() or line[-1].isalnum() or line[-1] == "?"
