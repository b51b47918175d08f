"""What is disputed, and who stands against whom."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

from briefing.compose.pieces import pieces
from briefing.model import Analysis, Contest, Dispute, Line, Opposition, Party, Piece, Side, Span

EVIDENCE = 2
"""Pieces of evidence printed for each side."""


def contests(analysis: Analysis, limit: int) -> tuple[Contest, ...]:
    """Return the disputes that have evidence on some side, best first, at most `limit`."""
    found: list[Contest] = []
    for dispute in analysis.disputes:
        if len(found) < limit and any(side.evidence for side in dispute.sides):
            found.append(_contest(analysis, dispute, len(found) + 1))
    return tuple(found)


def _contest(analysis: Analysis, dispute: Dispute, number: int) -> Contest:
    id, rank = f"dispute-{number}", 105 - 12 * number
    parties = tuple(_party(analysis, side, f"{id}-{n}", rank) for n, side in enumerate(dispute.sides, 1))
    return Contest(_line(analysis, id, dispute.issue, rank), parties)


def _party(analysis: Analysis, side: Side, id: str, rank: float) -> Party:
    names = {a.id: Piece(a.name) for a in analysis.actors}
    spans = [_with_cue(analysis, span) for span in side.evidence[:EVIDENCE]]
    lines = (_line(analysis, f"{id}-{n}", span, rank) for n, span in enumerate(spans, 1))
    evidence = tuple(line for line in lines if line.pieces)
    return Party(tuple(names[a] for a in side.actors if a in names), side.position, evidence)


def _with_cue(analysis: Analysis, evidence: Span) -> Span:
    """Return evidence from the cue right before it on: 'accused Ruvenia of ...' says what 'Ruvenia of ...' does not."""
    for statement in analysis.statements:
        if evidence in statement.content:
            for cue in statement.cue:
                if cue.end <= evidence.start and not analysis.text[cue.end : evidence.start].strip():
                    return Span(cue.start, evidence.end)
    return evidence


def _line(analysis: Analysis, id: str, span: Span, rank: float) -> Line:
    cites = tuple(s.index for s in analysis.document.sentences_of(span))
    return Line(id, pieces([span], analysis.text), cites, rank)


def oppositions(analysis: Analysis) -> tuple[Opposition, ...]:
    """Return the pairs of actors on different sides of a dispute, most frequent first, then in page order."""
    names = {a.id: Piece(a.name) for a in analysis.actors}
    order = {a.id: n for n, a in enumerate(analysis.actors)}
    pairs: Counter[tuple[str, str]] = Counter()
    for dispute in analysis.disputes:
        for one, other in combinations(dispute.sides, 2):
            for a, b in product(one.actors, other.actors):
                if a != b and a in names and b in names:
                    pairs[(a, b) if (b, a) not in pairs else (b, a)] += 1
    ranked = sorted(pairs.items(), key=lambda p: (-p[1], order[p[0][0]], order[p[0][1]]))
    return tuple(Opposition(names[a], names[b], count) for (a, b), count in ranked)
