"""Dated events, earliest first."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import DateMention, Document, SentenceRole, Statement, TimelineEntry


def find_timeline(
    document: Document, dates: Sequence[DateMention], statements: Sequence[Statement], roles: Sequence[SentenceRole]
) -> tuple[TimelineEntry, ...]:
    """Return the dated events, earliest first, ties in text order."""
    return ()
