"""Draft -> Article: blocks, title, outlet, publication date, genre, and what could not be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from briefing.model import Article, BlockKind, Genre, Problem
from briefing.read.blocks import SortedBlocks, sort_blocks
from briefing.read.draft import Draft, Hints
from briefing.read.headline import title_of
from briefing.read.release import remarks
from briefing.read.wording import Wording, comparable

LABEL = re.compile(r"([^:|–—]{3,30}?)\s*(?:[:|–—]|\s-\s)")
"""What stands before a colon, bar or dash at the front of a headline: 'Opinion: A ferry is not a favour'."""

EARLIEST_YEAR = 1900
"""Articles are not older; an earlier year is a filler such as '0001-11-30'."""

YEARS_AHEAD = 1
"""A publication date may lie this many calendar years ahead of today's; a later one is a mistake."""

ENDS = 3
"""Paragraphs at the top and at the end of an article where signs of opinion are looked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an article from outside its source: the user's hints, and the sidecar's."""

    option: Hints = field(default_factory=Hints)
    sidecar: Hints = field(default_factory=Hints)


def make_article(draft: Draft, known: Known, wording: Wording, *, id: str, source: str) -> Article:
    """Return the article a draft holds.

    Options win over the sidecar, the sidecar over the source's own metadata, that over byline, and that over dateline.
    """
    title = known.option.title or known.sidecar.title or draft.title
    found = sort_blocks(draft, title, wording)
    headline, signed = _headline(draft.text, found, wording)
    outlets = [known.option.outlet, known.sidecar.outlet, draft.outlet, signed]
    outlets += [b.outlet for b in found.bylines] + [d.agency for d in found.datelines]
    published, published_from, doubts = _published(draft, known, found)
    return Article(
        id,
        source,
        draft.text,
        found.blocks,
        title or headline,
        next((o for o in outlets if o), None),
        published,
        published_from,
        draft.authors or tuple(dict.fromkeys(a for b in found.bylines for a in b.authors)),
        _genre(draft, found, title or headline, wording),
        (*draft.problems, *doubts, *remarks(draft.release)),
        draft.release,
        draft.address,
        draft.links,
    )


def _headline(text: str, found: SortedBlocks, wording: Wording) -> tuple[str | None, str | None]:
    """Return the title and the outlet the article's own headline gives."""
    first = next((b.span.of(text) for b in found.blocks if b.kind is BlockKind.HEADLINE), None)
    return title_of(" ".join(first.split()), wording) if first else (None, None)


def _published(draft: Draft, known: Known, found: SortedBlocks) -> tuple[date | None, str | None, list[Problem]]:
    """Return the first believable publication date in order of trust, where it comes from, and what was dropped."""
    problems: list[Problem] = []
    for where, value in _dates(draft, known, found):
        if _believable(value):
            return value, where, problems
        message = f"the {where} gives {value.isoformat()} as publication date, which cannot be; not used"
        problems.append(Problem("read", message))
    return None, None, [*problems, *_undated(found)]


def _dates(draft: Draft, known: Known, found: SortedBlocks) -> Iterator[tuple[str, date]]:
    dated = [
        ("option", known.option.published),
        ("sidecar", known.sidecar.published),
        ("metadata", draft.published),
        *(("byline", b.published) for b in found.bylines),
        *(("dateline", d.published) for d in found.datelines),
    ]
    return ((where, value) for where, value in dated if value is not None)


def _believable(value: date) -> bool:
    return EARLIEST_YEAR <= value.year <= date.today().year + YEARS_AHEAD


def _undated(found: SortedBlocks) -> Iterator[Problem]:
    """Yield why dates that the text holds could not serve."""
    for byline in found.bylines:
        if byline.ambiguous:
            message = (
                f"the byline's date {byline.ambiguous} can be read day first or month first; give the date yourself"
            )
            yield Problem("read", message)
    for dateline in found.datelines:
        if dateline.month:
            yield Problem("read", "the dateline gives day and month but no year; give the date yourself", dateline.span)


def _genre(draft: Draft, found: SortedBlocks, title: str | None, wording: Wording) -> Genre:
    """Return the genre; opinion only where headline, section, address, outlet, or a line at either end says so."""
    if found.is_transcript:
        return Genre.TRANSCRIPT
    label = LABEL.match(title) if title else None
    folders = (draft.address or "").partition("?")[0].split("/")[3:-1]
    section = (draft.outlet or "").rpartition(" - ")[2]
    labels = {comparable(words) for words in (label and label[1], section, *draft.sections, *folders) if words}
    if labels & wording.opinion_titles:
        return Genre.OPINION
    ends = [*found.blocks[:ENDS], *found.blocks[ENDS:][-ENDS:]]
    lines = (comparable(b.span.of(draft.text)) for b in ends)
    return Genre.OPINION if any(wording.opinion.match(line) for line in lines) else Genre.NEWS
