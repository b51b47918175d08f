"""Reports of one story in an order of their own, so that nothing depends on the order they came in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from briefing.model import BlockKind, Report, Sentence

STORY = frozenset({BlockKind.BODY, BlockKind.HEADING, BlockKind.HEADLINE})
"""Blocks that tell the story; bylines, captions and furniture are of the outlet."""


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Return the reports earliest first; of one day those without an hour first; undated ones last; ties by id."""
    return sorted(reports, key=_when)


def _when(report: Report) -> tuple[date, datetime, str]:
    hour = report.time.astimezone(UTC) if report.time else datetime.min.replace(tzinfo=UTC)
    return report.day or date.max, hour, report.article


def story_sentences(report: Report) -> list[Sentence]:
    """Return the sentences that tell the story, headline included, in text order."""
    document = report.analysis.document
    return [s for s in document.sentences if report.analysis.article.blocks[s.block].kind in STORY]
