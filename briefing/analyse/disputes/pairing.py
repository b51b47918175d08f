"""Which position answers which, and how surely: a few rules, each a way in which news sets sides apart.

A rule needs evidence that the two are opposed, not just different (a denial, a word that calls a claim untrue, a
marker of contrast, a standing opposition of the speakers), and evidence that they are about one point: words that
point back, names, shared words, likeness of their sentences. Its value orders the rules by how often they were right
when read over in raw news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.analyse.disputes.alignment import Alignment
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
ALIKE = 0.15
"""Likeness of two sentences (see `Alignment`) from which they are about one point, where more speaks for it."""
AKIN = 0.25
"""Likeness from which they are about one point without more."""
CLEARLY = 0.4
"""Likeness from which they are about one point wherever they stand."""


HIDDEN = 0.25
"""How much surer an accusation that nobody is named for must be to be answered before one of somebody's."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the reply to it by their numbers, and how surely they are opposed, in [0, 1]."""

    claim: int
    reply: int
    score: float


@dataclass(frozen=True, slots=True)
class Tie:
    """What holds a claim and a reply together.

    `distance` are the sentences between the end of the claim and the reply, `turn` those between the end of what the
    claim's speaker goes on to say and the reply; `shared` the stems both contents hold, `alike` the likeness of their
    sentences, `before` that the claim comes first.
    """

    distance: int
    turn: int
    shared: int
    alike: float
    before: bool


def find_pairs(positions: Sequence[Position], alignment: Alignment) -> list[Pair]:
    """Return the opposed pairs, surest first, ties in text order: for each reply the claim it surest answers.

    A denial that tells what it denies rather answers somebody's claim than one of nobody named. Of claims that fit a
    reply equally well it answers the one most of whose words its sentence takes up, then the
    nearest.
    """
    ends = _turn_ends(positions)

    def fit(pair: Pair) -> tuple[float, float, int, int]:
        claim, reply = positions[pair.claim], positions[pair.reply]
        hidden = HIDDEN if pair.score and not claim.party and reply.denial and reply.denial.claim else 0.0
        return pair.score - hidden, pair.score, _taken_up(claim, reply), -abs(pair.claim - pair.reply)

    found = []
    for j, reply in enumerate(positions):
        near = range(max(0, j - REACH), min(len(positions), j + REACH + 1))
        rated = [Pair(i, j, _opposition(positions[i], reply, i < j, ends[i], alignment)) for i in near if i != j]
        best = max(rated, key=fit, default=None)
        if best is not None and best.score:
            found.append(best)
    return sorted(found, key=lambda p: (-p.score, p.claim, p.reply))


def _turn_ends(positions: Sequence[Position]) -> list[int]:
    """Return for each position the last sentence of what its speaker says without another speaking between."""
    ends = [p.last for p in positions]
    for n in range(len(positions) - 2, -1, -1):
        one, following = positions[n], positions[n + 1]
        if one.party and one.party == following.party and following.sentence <= one.last + CLOSE:
            ends[n] = max(ends[n], ends[n + 1])
    return ends


def _taken_up(claim: Position, reply: Position) -> int:
    """Return how many words of the claim stand in the reply's sentence."""
    return len(claim.stems & reply.around)


def same_side(a: Position, b: Position) -> bool:
    """Tell whether two speakers are one, or one speaks for the other: 'Dale' and 'a lawyer for Dale'."""
    mine, theirs = a.own - a.places, b.own - b.places
    return a.party == b.party or bool(mine & (b.own | b.office)) or bool(theirs & a.office)


def _opposition(claim: Position, reply: Position, before: bool, end: int, alignment: Alignment) -> float:
    """Return how surely the reply opposes the claim; 0 where they may be one speaker's."""
    if not reply.party or same_side(claim, reply) or (claim.party and claim.evidence.overlap(reply.evidence)):
        return 0.0
    if claim.denial is not None or claim.untrue or claim.silent or not (claim.stems or claim.meant):
        return 0.0
    distance = max(0, reply.sentence - claim.last, claim.sentence - reply.last)
    tie = Tie(
        distance,
        max(0, reply.sentence - end) if before else distance,
        len(claim.stems & reply.stems),
        alignment.of((claim.sentence, claim.last), (reply.sentence, reply.last)),
        before,
    )
    rules: tuple[Callable[[Position, Position, Tie], float], ...]
    if not claim.party:
        rules = (_denied_back, _denied_told, _unanswered) if targets(claim, reply) else ()
    elif reply.silent:
        rules = (_unanswered,)
    else:
        rules = (*ANSWERS, *(REPLIES if before else ()))
    return max((rule(claim, reply, tie) for rule in rules), default=0.0)


def targets(claim: Position, reply: Position) -> bool:
    """Tell whether the claim's sentence names the one who replies, or whom they speak for."""
    return bool((claim.names - claim.own) & (reply.own | reply.office))


def _denied_back(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate an accusation and a denial that points back: 'The company denies it', 'rejected the charge'."""
    if reply.denial is None or reply.denial.claim is not None or not tie.before:
        return 0.0
    if reply.meant and reply.meant.isdisjoint(claim.own | claim.office):
        return 0.0  # 'Bo Dale's account' is Dale's alone
    if claim.accuses and targets(claim, reply) and tie.distance <= FAR:
        known = bool(claim.charges or claim.actors)
        return 0.9 if tie.distance <= CLOSE else 0.75 if known else 0.55
    if reply.denial.plea:
        return 0.0
    if claim.charges and tie.distance <= CLOSE:
        return 0.8 if tie.turn <= 1 else 0.72
    fits = reply.claims != "accusation" or targets(claim, reply)
    return 0.7 if fits and tie.turn <= 1 else 0.0


def _denied_told(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate a claim and a denial that tells what it denies, where both speak of one point."""
    if reply.denial is None or reply.denial.claim is None or claim.negated:
        return 0.0
    shared = len(reply.stems & (claim.around if tie.distance else claim.stems))
    aimed = claim.accuses and targets(claim, reply)
    near = bool(shared or (claim.party and tie.alike >= ALIKE)) and tie.distance <= CLOSE
    if aimed and (shared >= ENOUGH or near):
        return 0.85
    if shared and tie.distance <= 1:
        return 0.7 if (claim.accuses and (claim.party or not tie.distance)) or shared >= ENOUGH else 0.0
    if aimed and tie.alike >= ALIKE:
        return 0.7 if tie.distance <= FAR or tie.alike >= CLEARLY else 0.55
    return 0.65 if shared >= ENOUGH and claim.accuses and tie.distance <= CLOSE else 0.0


def _called_untrue(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate a claim and a reply right behind it that calls it wrong, or its speaker: 'said Dale was exaggerating'."""
    if not reply.untrue or (reply.accuses and not reply.names & claim.own):
        return 0.0
    spoken_of = bool(reply.names & claim.own)
    if tie.distance <= 1:
        return 0.55 if reply.names & (claim.own | claim.office) or reply.stems & claim.stems else 0.0
    return 0.5 if tie.distance <= CLOSE and reply.claims and (spoken_of or reply.stems & claim.stems) else 0.0


def _call_criticized(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate what somebody asks or holds and a judgement of 'calls to ...', 'that claim' by somebody else."""
    if not reply.against or not reply.claims or reply.denial is not None or not reply.described or not claim.described:
        return 0.0
    if reply.meant and (reply.meant & claim.own) and tie.before and tie.distance <= CLOSE:
        return 0.55
    return 0.5 if tie.alike >= AKIN and tie.distance <= CLOSE and claim.meant & reply.meant else 0.0


def _set_against(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate two statements of one sentence, a marker of contrast between, where one speaks against the matter."""
    if tie.distance or not reply.contrast:
        return 0.0
    tied = not reply.named or bool(reply.names & claim.own)
    if not tied or reply.against == claim.against:
        return 0.0
    return 0.65 if claim.actors and reply.actors else 0.55


def _turned(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate a statement called a rebuttal, or in a sentence that opens with 'However', behind another's on one point."""
    known = reply.described and claim.described and not claim.rules
    if not known or tie.distance < 1 or tie.turn > CLOSE:
        return 0.0
    if reply.rebuts and tie.turn <= 1:
        return 0.65 if claim.actors and reply.actors else 0.55
    return 0.55 if reply.turns and tie.alike >= (ALIKE if tie.turn <= 1 else AKIN) else 0.0


def _unanswered(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate an accusation and the word that the accused did not answer."""
    fits = reply.silent and claim.accuses and targets(claim, reply) and tie.before and tie.turn <= FAR
    return 0.55 if fits else 0.0


def _answered(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate an accusation and what the accused, or who speaks for them, says right behind it on the same point."""
    blamed = claim.accuses and bool((claim.meant - claim.own) & (reply.own | reply.office)) and not claim.rules
    fits = blamed and 1 <= tie.turn <= 2 and claim.described and reply.described
    return 0.55 if fits and tie.alike >= ALIKE else 0.0


def opposed(claim: Position, reply: Position) -> bool:
    """Tell whether the two speakers stand on different sides of a standing opposition."""
    return any(reply.camps.get(arena, side) != side for arena, side in claim.camps.items())


def _camps(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate what 'critics' and 'supporters', or other adversaries, say right after each other on the same point."""
    near = tie.turn <= CLOSE and tie.alike >= ALIKE
    apart = claim.against != reply.against or claim.negated != reply.negated or reply.turns or reply.contrast
    return 0.55 if near and apart and opposed(claim, reply) else 0.0


def _insisted(claim: Position, reply: Position, tie: Tie) -> float:
    """Rate what is insisted on against what was just said not to be so."""
    fits = reply.insists and claim.negated and not reply.negated and tie.distance <= CLOSE
    fits = fits and bool(tie.shared or (tie.distance <= 1 and tie.alike >= ALIKE))
    return 0.6 if fits and claim.actors and reply.actors and claim.statement.mode is Mode.INDIRECT else 0.0


ANSWERS = (_denied_told, _call_criticized)
"""Rules for which the claim may stand behind the reply."""
REPLIES = (_denied_back, _called_untrue, _set_against, _turned, _answered, _camps, _insisted)
"""Rules for which it stands before."""
