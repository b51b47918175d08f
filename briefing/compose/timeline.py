"""The dated events: each date and sentence once, the important ones first to be printed in full."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.compose.pieces import clause, covered, without_dateline
from briefing.compose.printed import Printed, normal
from briefing.model import Analysis, Event, Line, Piece, Role, Span, TimelineEntry

SHORT = 14
"""Words: an event of so few may be told again in the timeline, where it takes little room."""

LONG = 28
"""Words: an event of more of them is told again only where there is much room."""

Found = tuple[TimelineEntry, Span, float]


def timeline(analysis: Analysis, printed: Printed, evidence: Sequence[Span], limit: int) -> tuple[Event, ...]:
    """Return the most important dated events, at most `limit`, earliest first, each clause once.

    One that the page tells elsewhere ranks lower: where there is no room only its date and mark are printed.
    """
    best = sorted(_found(analysis, evidence), key=lambda f: (-f[2], f[0].date, f[1]))[:limit]
    events: list[Event] = []
    for number, (entry, span, weight) in enumerate(sorted(best, key=lambda f: (f[0].date, f[1])), 1):
        told = printed.has(span)
        words = len(span.of(analysis.text).split())
        rank = 46 + weight - (6 + 10 * (words > SHORT) + 12 * (words > LONG)) * told
        line = Line(f"{'retold' if told else 'event'}-{number}", (Piece(span),), (entry.sentence,), rank)
        events.append(Event(entry.date, line, told))
    return tuple(events)


def _found(analysis: Analysis, evidence: Sequence[Span]) -> list[Found]:
    """Return the events with their weight; what reads the same is taken once, under its first date."""
    document, seen = analysis.document, set()
    points = {k.sentence: n for n, k in enumerate(analysis.key_points)}
    found: list[Found] = []
    for entry in analysis.timeline:
        sentence = document.sentences[entry.sentence]
        span = clause(document, sentence, entry.mention)
        if span == sentence.span:
            span = without_dateline(sentence, analysis)
        words = normal(span.of(analysis.text))
        if words in seen:
            continue
        seen.add(words)
        weight = max(0.0, 18.0 - 2 * points[sentence.index]) if sentence.index in points else 0.0
        weight += 8.0 * (analysis.roles[sentence.index].role is Role.MAIN_EVENT)
        weight += 6.0 * (covered(sentence.span, evidence) > 0)
        found.append((entry, span, weight))
    return found
