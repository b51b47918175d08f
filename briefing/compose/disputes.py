"""What is disputed, and who stands against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product

from briefing.compose.pieces import pieces
from briefing.model import Analysis, Contest, Dispute, Line, Opposition, Party, Piece, Side, Span

EVIDENCE = 2
"""Pieces of evidence printed for each side."""

LONGEST_ISSUE, LONGEST_EVIDENCE = 30, 60
"""Words: what is longer is no point to be read at a glance."""


def contests(analysis: Analysis, limit: int) -> tuple[Contest, ...]:
    """Return the disputes that can be printed, best first, at most `limit`.

    One whose point or whose every evidence is as long as a speech cannot.
    """
    found: list[Contest] = []
    for dispute in analysis.disputes:
        contest = _contest(analysis, dispute, len(found) + 1)
        told = any(party.evidence for party in contest.parties)
        if len(found) < limit and told and len(dispute.issue.of(analysis.text).split()) <= LONGEST_ISSUE:
            found.append(contest)
    return tuple(found)


def _contest(analysis: Analysis, dispute: Dispute, number: int) -> Contest:
    id, rank = f"dispute-{number}", 105 - 12 * number
    told = [[_with_cue(analysis, span) for span in side.evidence[:EVIDENCE]] for side in dispute.sides]
    parties = []
    for n, side in enumerate(dispute.sides):
        others = [(span, other) for other, spans in zip(dispute.sides, told, strict=True) for span in spans]
        theirs = [span for span, other in others if other is not side and (other.actors or not side.actors)]
        own = [s for s in told[n] if side.actors or not any(_within(s, span) for span in theirs)]
        parties.append(_party(analysis, side, own, f"{id}-{n + 1}", rank))
    return Contest(_line(analysis, id, dispute.issue, rank), tuple(parties))


def _within(span: Span, other: Span) -> bool:
    """Tell whether a longer stretch says most of this one: then a side that nobody is named for has no words left."""
    return len(other) > len(span) and span.overlap(other) > 0.6 * len(span)


def _party(analysis: Analysis, side: Side, told: Sequence[Span], id: str, rank: float) -> Party:
    names = {a.id: Piece(a.name) for a in analysis.actors}
    short = [span for span in told if len(span.of(analysis.text).split()) <= LONGEST_EVIDENCE]
    lines = (_line(analysis, f"{id}-{n}", span, rank) for n, span in enumerate(short, 1))
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
