"""Which two positions oppose each other, and how surely: a few rules, each a way in which news sets sides apart.

The rules' values order them by how often they were right when read over; they are no probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.analyse.disputes.positions import Position
from briefing.analyse.stems import cosine
from briefing.model import Stance

REACH = 40
"""Statements apart beyond which two are not compared: keeps a long article linear."""
CLOSE = 3
"""Sentences apart up to which one statement counts as an answer to the other."""
LEAST = 0.5
"""The confidence from which a pair is a dispute."""
FAINT, SOME, LIKE, VERY_LIKE = 0.05, 0.1, 0.15, 0.25
"""Likeness (cosine of stems) of two contents: the more, the less else is needed to tie them to one point."""
TELLING = 3
"""Stems two contents need before their likeness means anything."""

SUPPORT = frozenset({Stance.SUPPORTS, Stance.PROMISES})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two positions of different speakers, the earlier first, and what lies between them."""

    first: Position
    second: Position
    distance: int
    alike: float

    def turns(self) -> tuple[tuple[Position, Position], tuple[Position, Position]]:
        """Return both ways of reading them as claim and reply."""
        return (self.first, self.second), (self.second, self.first)

    def known(self) -> int:
        """Return how many of the two speakers are known."""
        return sum(p.statement.speaker is not None for p in (self.first, self.second))

    def differ(self) -> bool:
        """Tell whether one speaks against something, or says no, and the other does not."""
        return self.first.against != self.second.against or self.first.negated != self.second.negated


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opposed positions by their numbers, the earlier first, and how surely they are opposed, in [0, 1]."""

    first: int
    second: int
    score: float


def find_pairs(positions: Sequence[Position]) -> list[Pair]:
    """Return the opposed pairs, surest first, ties in text order."""
    found = []
    for i, a in enumerate(positions):
        for j in range(i + 1, min(len(positions), i + 1 + REACH)):
            b = positions[j]
            if a.party != b.party and not a.evidence.overlap(b.evidence):
                telling = min(len(a.bag), len(b.bag)) >= TELLING
                alike = cosine(a.bag, b.bag) if telling else 0.0
                score = opposition(Meeting(a, b, abs(b.sentence - a.sentence), alike))
                if score >= LEAST:
                    found.append(Pair(i, j, score))
    return sorted(found, key=lambda p: (-p.score, p.first, p.second))


def opposition(meeting: Meeting) -> float:
    """Return how surely two positions oppose each other: the surest rule, and a little for likeness and nearness."""
    base = max(rule(meeting) for rule in RULES)
    if meeting.known() == 2:
        base = max(base, *(rule(meeting) for rule in WEAK_RULES))
    if not base or not meeting.known():
        return 0.0
    return min(1.0, base + 0.2 * meeting.alike + (0.05 if meeting.distance <= 1 else 0.0))


def _denied(meeting: Meeting) -> float:
    """Rate an accusation and a denial that names it as such or comes from the accused: 'refuted these allegations'."""
    for claim, reply in meeting.turns():
        if not claim.accuses or not reply.gainsays:
            continue
        told = meeting.first is claim or meeting.alike >= SOME  # 'these allegations' are those told before
        if reply.denies and reply.claim and told and meeting.distance <= CLOSE:
            return 0.8
        if meeting.distance == 0 and meeting.first is claim:
            return 0.65
        if reply.party in claim.about and (meeting.alike >= LIKE or meeting.distance <= CLOSE):
            return 0.65
    return 0.0


def _answered(meeting: Meeting) -> float:
    """Rate a claim and a reply that calls it wrong, or its speaker: 'said the ministry was exaggerating'."""
    for claim, reply in meeting.turns():
        if claim.gainsays or not reply.against:
            continue
        untrue = reply.denies or reply.disbelieves
        if claim.party in reply.about and (meeting.alike >= FAINT or meeting.distance <= 1):
            return 0.55 if untrue else 0.45
        if not untrue or claim.negated or meeting.first is not claim:
            continue
        if meeting.distance <= 1 and (reply.disbelieves or (reply.claim and len(reply.bag) < TELLING)):
            return 0.5
        if meeting.distance <= CLOSE and reply.claim and meeting.alike >= FAINT:
            return 0.5
    return 0.0


def _contrasted(meeting: Meeting) -> float:
    """Rate two statements of one sentence, a marker of contrast between: 'Iveston praised it, while the union'."""
    if not meeting.second.contrast or meeting.distance:
        return 0.0
    pointed = meeting.differ() or meeting.first.accuses or meeting.second.accuses
    return 0.6 if pointed or not meeting.second.named or meeting.alike >= SOME else 0.0


def _turned(meeting: Meeting) -> float:
    """Rate two sentences, the second opening with a marker of contrast: 'But Dale said'."""
    if not meeting.second.contrast or meeting.distance != 1:
        return 0.0
    least = VERY_LIKE if meeting.known() < 2 else FAINT if meeting.differ() else LIKE
    return 0.5 if meeting.alike >= least else 0.0


def _for_and_against(meeting: Meeting) -> float:
    """Rate support and opposition, or a claim and a denial, in like words."""
    if meeting.first.against == meeting.second.against:
        return 0.0
    stances = {meeting.first.statement.stance, meeting.second.statement.stance}
    if meeting.distance <= 1 and meeting.alike >= LIKE:
        return 0.5
    return 0.5 if stances & SUPPORT and meeting.alike >= VERY_LIKE else 0.0


def _of_opposed_camps(meeting: Meeting) -> float:
    """Rate speakers of camps that stand against each other, close by or in like words."""
    if meeting.first.foes.isdisjoint(meeting.second.camps) or not meeting.differ():
        return 0.0
    return 0.5 if meeting.distance <= CLOSE or meeting.alike >= SOME else 0.0


RULES: tuple[Callable[[Meeting], float], ...] = (_denied, _answered, _contrasted, _turned)
WEAK_RULES: tuple[Callable[[Meeting], float], ...] = (_for_and_against, _of_opposed_camps)
"""Rules that tell too little where a speaker is not known: they may be one and the same."""
