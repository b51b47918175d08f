"""Dated events, earliest first."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.annotate import PARSED
from briefing.model import BlockKind, DateMention, Document, SentenceRole, Statement, TimelineEntry

EVENTLESS = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
"""Blocks that name an event the body tells again."""


def find_timeline(
    document: Document, dates: Sequence[DateMention], statements: Sequence[Statement], roles: Sequence[SentenceRole]
) -> tuple[TimelineEntry, ...]:
    """Return the dated events, earliest first, ties in text order."""
    found: dict[tuple[str, int], TimelineEntry] = {}
    for mention in dates:
        sentence = document.sentence_at(mention.span.start)
        if sentence is None:
            continue
        kind = document.article.blocks[sentence.block].kind
        if kind not in PARSED or kind in EVENTLESS:
            continue
        found.setdefault((mention.value, sentence.index), TimelineEntry(mention.value, mention.span, sentence.index))
    return tuple(sorted(found.values(), key=lambda entry: (entry.date, entry.mention)))
