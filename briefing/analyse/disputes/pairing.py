"""Which two positions oppose each other, and how surely: a few rules, each a way in which news sets sides apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    def differ(self) -> bool:
        """Tell whether one speaks against something, or says no, and the other does not."""
        return self.first.against != self.second.against or self.first.negated != self.second.negated


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opposed positions by their numbers, the earlier first, and how surely they are opposed, in [0, 1]."""

    first: int
    second: int
    score: float


def find_pairs(positions: Sequence[Position], camps: Mapping[str, str]) -> list[Pair]:
    """Return the opposed pairs, surest first, ties in text order."""
    found = []
    for i, a in enumerate(positions):
        for j in range(i + 1, min(len(positions), i + 1 + REACH)):
            b = positions[j]
            if a.party != b.party and not a.evidence.overlap(b.evidence):
                telling = min(len(a.bag), len(b.bag)) >= TELLING
                alike = cosine(a.bag, b.bag) if telling else 0.0
                score = opposition(Meeting(a, b, abs(b.sentence - a.sentence), alike), camps)
                if score >= LEAST:
                    found.append(Pair(i, j, score))
    return sorted(found, key=lambda p: (-p.score, p.first, p.second))


def opposition(meeting: Meeting, camps: Mapping[str, str]) -> float:
    """Return how surely two positions oppose each other: the surest rule, and a little for likeness and nearness."""
    base = max(*(rule(meeting) for rule in RULES), _of_opposed_camps(meeting, camps))
    if not base:
        return 0.0
    return min(1.0, base + 0.2 * meeting.alike + (0.05 if meeting.distance <= 1 else 0.0))


def _denied(meeting: Meeting) -> float:
    """Rate an accusation and a denial that names it as such or comes from the accused: 'refuted these allegations'."""
    for claim, reply in meeting.turns():
        if not claim.accuses or not reply.gainsays:
            continue
        told = meeting.first is claim or meeting.alike >= 0.1  # 'these allegations' are those told before
        if reply.denies and reply.claim and told and meeting.distance <= CLOSE:
            return 0.8
        if meeting.distance == 0 and meeting.first is claim:
            return 0.65
        if reply.party in claim.about and (meeting.alike >= 0.15 or meeting.distance <= CLOSE):
            return 0.65
    return 0.0


def _answered(meeting: Meeting) -> float:
    """Rate a claim and a reply that calls it wrong, or its speaker: 'said the ministry was exaggerating'."""
    for claim, reply in meeting.turns():
        if claim.gainsays or not reply.against:
            continue
        untrue = reply.denies or reply.disbelieves
        if claim.party in reply.about and (meeting.alike >= 0.05 or meeting.distance <= 1):
            return 0.55 if untrue else 0.45
        if not untrue or claim.negated or meeting.first is not claim:
            continue
        if meeting.distance <= 1 and (reply.disbelieves or (reply.claim and len(reply.bag) < TELLING)):
            return 0.5
        if meeting.distance <= CLOSE and reply.claim and meeting.alike >= 0.03:
            return 0.5
    return 0.0


def _contrasted(meeting: Meeting) -> float:
    """Rate two statements with a marker of contrast between: 'Iveston praised the deal, while the union called it'."""
    if not meeting.second.contrast or meeting.distance > 1:
        return 0.0
    if meeting.distance == 0:
        return 0.6
    return 0.5 if meeting.alike >= (0.05 if meeting.differ() else 0.15) else 0.0


def _for_and_against(meeting: Meeting) -> float:
    """Rate support and opposition, or a claim and a denial, in like words."""
    if meeting.first.against == meeting.second.against:
        return 0.0
    stances = {meeting.first.statement.stance, meeting.second.statement.stance}
    if meeting.distance <= 1 and meeting.alike >= 0.15:
        return 0.5
    return 0.5 if stances & SUPPORT and meeting.alike >= 0.25 else 0.0


def _of_opposed_camps(meeting: Meeting, camps: Mapping[str, str]) -> float:
    """Rate speakers of camps that stand against each other, close by or in like words."""
    opposed = {word for camp in meeting.first.camps for word in camps[camp].split()}
    if opposed.isdisjoint(meeting.second.camps) or not meeting.differ():
        return 0.0
    return 0.5 if meeting.distance <= CLOSE or meeting.alike >= 0.1 else 0.0


RULES: tuple[Callable[[Meeting], float], ...] = (_denied, _answered, _contrasted, _for_and_against)
