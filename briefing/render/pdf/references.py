"""References from one part of the page to another: none may lead to a line that was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefing.model import Briefing, Line


def printed_sentences(briefing: Briefing, dropped: Collection[str]) -> frozenset[int]:
    """Return the indices of the sentences that some line left on the page cites."""
    return frozenset(i for line in _lines(briefing) if line.id not in dropped for i in line.cites)


def pointless(briefing: Briefing, dropped: Collection[str]) -> frozenset[str]:
    """Return the ids of voices that have no line of their own and only point to sentences that were left out."""
    printed = printed_sentences(briefing, dropped)
    return frozenset(v.id for v in briefing.voices if not v.sayings and not printed & set(v.also))


def _lines(briefing: Briefing) -> Iterator[Line]:
    """Yield every line that prints words of a sentence; evidence is left out with the dispute it belongs to."""
    yield briefing.headline
    if briefing.standfirst:
        yield briefing.standfirst
    yield from (*briefing.points, *briefing.background, *(e.line for e in briefing.timeline))
    yield from (s.line for v in briefing.voices for s in v.sayings)
    for contest in briefing.disputes:
        yield contest.issue
        for party in contest.parties:
            yield from (Line(contest.issue.id, e.pieces, e.cites, e.rank) for e in party.evidence)
