"""Background: history, earlier events and standing context, set apart from today's news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import BlockKind, DateMention, Document, Precision, Role, SentenceRole, Span, Statement

NEWS = 2
"""Sentences at the story's front that tell the news, whatever they look like."""
OLD = 6
"""Days before publication beyond which an event is no longer this week's news."""
FRESH = 2
"""Days before publication within which it is today's."""
COMMENT = frozenset({Role.EVALUATION, Role.EXPECTATION, Role.ANECDOTAL_EVENT})
"""Roles that stay what they are when they mention an old date in somebody's words."""

LAST_DAY = {Precision.DAY: "", Precision.MONTH: "-28", Precision.YEAR: "-12-31"}
"""What makes a date of each precision a day, late in its time so that nothing counts as older than it is."""


def find_background(
    document: Document, roles: Sequence[SentenceRole], statements: Sequence[Statement], dates: Sequence[DateMention]
) -> tuple[int, ...]:
    """Return the indices of the background sentences, in text order.

    They are historical events; earlier events and standing context that nobody is quoted for; and what happened more
    than `OLD` days before the article appeared (or before its latest date, where it has none). The story's first
    sentences, bylines, captions and headlines never are.
    """
    ages = _ages(document, dates)
    said = {s.index for statement in statements for span in statement.content for s in document.sentences_of(span)}
    blocks = document.article.blocks
    story = [s for s in document.sentences if blocks[s.block].kind is BlockKind.BODY and s.tokens[1] > s.tokens[0]]
    return tuple(
        s.index
        for s in story[NEWS:]
        if _is_background(roles[s.index].role, s.index in said, ages.get(s.index, _UNDATED))
    )


@dataclass(frozen=True, slots=True)
class _Ages:
    """Whether a sentence mentions a day long past, and whether it mentions one just past or to come."""

    old: bool
    fresh: bool


_UNDATED = _Ages(False, False)


def _is_background(role: Role, said: bool, ages: _Ages) -> bool:
    if role is Role.NOT_NEWS:
        return False
    if role is Role.HISTORICAL_EVENT:
        return ages.old or not ages.fresh
    if ages.old:
        return not (said and role in COMMENT)
    return role in {Role.PREVIOUS_EVENT, Role.CURRENT_CONTEXT} and not said and not ages.fresh


def _ages(document: Document, dates: Sequence[DateMention]) -> dict[int, _Ages]:
    """Return the ages of the dated sentences."""
    days = [(mention.span, _day(mention)) for mention in dates]
    today = document.article.published or max((day for _, day in days if day), default=None)
    found: dict[int, list[int]] = {}
    for span, day in days:
        index = _sentence(document, span)
        if day is not None and today is not None and index is not None:
            found.setdefault(index, []).append((today - day).days)
    return {i: _Ages(any(a > OLD for a in ages), any(a <= FRESH for a in ages)) for i, ages in found.items()}


def _sentence(document: Document, span: Span) -> int | None:
    sentence = document.sentence_at(span.start)
    return None if sentence is None else sentence.index


def _day(mention: DateMention) -> date | None:
    """Return the last day the date can mean, or None where it is no calendar date."""
    try:
        return date.fromisoformat(mention.value + LAST_DAY[mention.precision])
    except ValueError:
        return None
