"""Pairs of opposed positions -> disputes with two sides."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.disputes.pairing import Pair
from briefing.analyse.disputes.positions import Position
from briefing.analyse.stems import cosine
from briefing.model import Dispute, Side, Span, Stance

SURE = 0.5
"""The confidence from which a pair may bring a new party into a dispute."""
SAME_POINT = 0.15
"""Likeness from which a further statement of a party is about the point already in dispute."""

Sides = tuple[list[int], list[int]]


def gather_disputes(positions: Sequence[Position], pairs: Sequence[Pair]) -> tuple[Dispute, ...]:
    """Return the disputes, surest first; `pairs` come surest first.

    A pair of two parties that already stand against each other on a like point adds its evidence; a sure pair that
    shares a statement brings its party to that side; an unsure one that shares a statement is dropped.
    """
    growing: list[tuple[float, Sides]] = []
    for pair in pairs:
        if not any(_absorbed(sides, pair, positions) for _, sides in growing):
            growing.append((pair.score, ([pair.first], [pair.second])))
    return tuple(_dispute(score, sides, positions) for score, sides in growing)


def _absorbed(sides: Sides, pair: Pair, positions: Sequence[Position]) -> bool:
    """Tell whether the pair belongs to this dispute, after adding it where it is sure enough."""
    shared = {pair.first, pair.second} & {*sides[0], *sides[1]}
    mine, yours = ({positions[n].party for n in side} for side in sides)
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        a, b = positions[one].party, positions[other].party
        known = a in mine and b in yours
        brings = bool(shared) and pair.score >= SURE and a not in yours and b not in mine
        fits = (one in sides[0] or one not in shared) and (other in sides[1] or other not in shared)
        if fits and (brings or (known and (shared or _near(sides, (one, other), positions)))):
            for number, side in ((one, sides[0]), (other, sides[1])):
                if number not in side:
                    side.append(number)
            return True
    return bool(shared)


def _near(sides: Sides, pair: tuple[int, int], positions: Sequence[Position]) -> bool:
    return any(cosine(positions[n].bag, positions[m].bag) >= SAME_POINT for n in pair for m in (*sides[0], *sides[1]))


def _dispute(score: float, sides: Sides, positions: Sequence[Position]) -> Dispute:
    found = [[positions[n] for n in sorted(side)] for side in sides]
    found.sort(key=lambda side: side[0].evidence)
    return Dispute(_issue([p for side in found for p in side]), tuple(_side(side) for side in found), round(score, 3))


def _issue(found: Sequence[Position]) -> Span:
    """Return what is disputed in the source's words: an accusation's content, else that of the earliest claim."""
    named = [p for p in found if p.named] or list(found)
    fitting = [p for p in named if p.accuses] or [p for p in named if not p.against] or named
    return min(p.statement.content[0] for p in fitting)


def _side(found: Sequence[Position]) -> Side:
    actors = dict.fromkeys(p.statement.speaker for p in found if p.statement.speaker)
    return Side(tuple(actors), _position(found), tuple(sorted({p.evidence for p in found})))


def _position(found: Sequence[Position]) -> str:
    """Return in one word where the side stands."""
    stances = [p.statement.stance for p in found]
    if any(p.denies for p in found):
        return "denies"
    if Stance.ACCUSES in stances:
        return "accuses"
    if any(p.against for p in found):
        return "opposes"
    return "supports" if Stance.SUPPORTS in stances else "affirms"
