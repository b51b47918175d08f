"""Which position answers which, and how surely: a few rules, each a way in which news sets sides apart.

A rule needs evidence that the two are opposed, not just different: a denial, a word that calls a claim untrue, a
criticism behind a contrast. Its value orders the rules by how often they were right when read over in raw news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.disputes.positions import Position
from briefing.model import Mode

REACH = 60
"""Statements apart beyond which two are not compared: keeps a long article linear."""
CLOSE = 3
"""Sentences apart up to which one statement counts as an answer to the other."""
FAR = 12
"""Sentences apart up to which 'the charge' is the nearest one made against the denier."""
ENOUGH = 2
"""Stems shared from which two statements far apart are about one point."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the reply to it by their numbers, and how surely they are opposed, in [0, 1]."""

    claim: int
    reply: int
    score: float


def find_pairs(positions: Sequence[Position]) -> list[Pair]:
    """Return the opposed pairs, surest first, ties in text order: for each reply the claim it surest answers.

    Of claims that fit a reply equally well it answers the nearest.
    """
    found = []
    for j, reply in enumerate(positions):
        near = range(max(0, j - REACH), min(len(positions), j + REACH + 1))
        rated = [Pair(i, j, _opposition(positions[i], reply, i < j)) for i in near if i != j]
        best = max(rated, key=lambda p: (p.score, -abs(p.claim - j), p.claim < j), default=None)
        if best is not None and best.score:
            found.append(best)
    return sorted(found, key=lambda p: (-p.score, p.claim, p.reply))


def same_side(a: Position, b: Position) -> bool:
    """Tell whether two speakers are one, or one speaks for the other: 'Dale' and 'a lawyer for Dale'."""
    mine, theirs = a.own - a.places, b.own - b.places
    return a.party == b.party or bool(mine & (b.own | b.office)) or bool(theirs & a.office)


def _opposition(claim: Position, reply: Position, before: bool) -> float:
    """Return how surely the reply opposes the claim; 0 where they may be one speaker's."""
    if same_side(claim, reply) or claim.evidence.overlap(reply.evidence):
        return 0.0
    if claim.denial is not None or claim.untrue or not claim.stems:
        return 0.0
    distance = max(0, reply.sentence - claim.last, claim.sentence - reply.last)
    rules = (_denied_back, _called_untrue, _set_against, _insisted) if before else ()
    return max(_denied_told(claim, reply, distance), *(rule(claim, reply, distance) for rule in rules), 0.0)


def targets(claim: Position, reply: Position) -> bool:
    """Tell whether the claim's sentence names the one who replies, or whom they speak for."""
    return bool((claim.names - claim.own) & (reply.own | reply.office))


def _denied_back(claim: Position, reply: Position, distance: int) -> float:
    """Rate an accusation and a denial that points back: 'The company denies it', 'rejected the charge'."""
    if reply.denial is None or reply.denial.claim is not None:
        return 0.0
    if reply.meant and reply.meant.isdisjoint(claim.own | claim.office):
        return 0.0  # 'Bo Dale's account' is Dale's alone
    if claim.accuses and targets(claim, reply) and distance <= FAR:
        return 0.9 if distance <= CLOSE else 0.75
    if claim.accuses and distance <= CLOSE:
        return 0.8 if distance <= 1 else 0.72
    fits = reply.claims != "accusation" or targets(claim, reply)
    return 0.7 if fits and distance <= 1 else 0.0


def _denied_told(claim: Position, reply: Position, distance: int) -> float:
    """Rate a claim and a denial that tells what it denies, where both speak of one point."""
    if reply.denial is None or reply.denial.claim is None or claim.negated:
        return 0.0
    shared = len(reply.stems & (claim.around if distance else claim.stems))
    aimed = claim.accuses and targets(claim, reply)
    if aimed and (shared >= ENOUGH or (shared and distance <= CLOSE)):
        return 0.85
    if shared and distance <= 1:
        return 0.7 if claim.accuses or shared >= ENOUGH else 0.0
    return 0.65 if shared >= ENOUGH and claim.accuses and distance <= CLOSE else 0.0


def _called_untrue(claim: Position, reply: Position, distance: int) -> float:
    """Rate a claim and a reply right behind it that calls it wrong, or its speaker: 'said Dale was exaggerating'."""
    if not reply.untrue or (reply.accuses and not reply.names & claim.own):
        return 0.0
    spoken_of = bool(reply.names & claim.own)
    if distance <= 1:
        return 0.55 if reply.names & (claim.own | claim.office) or reply.stems & claim.stems else 0.0
    return 0.5 if distance <= CLOSE and reply.claims and (spoken_of or reply.stems & claim.stems) else 0.0


def _set_against(claim: Position, reply: Position, distance: int) -> float:
    """Rate two statements of one sentence, a marker of contrast between, where one speaks against the matter."""
    if distance or not reply.contrast:
        return 0.0
    tied = not reply.named or bool(reply.names & claim.own)
    if not tied or reply.against == claim.against:
        return 0.0
    return 0.65 if claim.actors and reply.actors else 0.55


def _insisted(claim: Position, reply: Position, distance: int) -> float:
    """Rate what is insisted on against what was just said not to be so."""
    fits = reply.insists and claim.negated and not reply.negated and distance <= CLOSE
    return 0.6 if fits and claim.actors and reply.actors and claim.statement.mode is Mode.INDIRECT else 0.0
