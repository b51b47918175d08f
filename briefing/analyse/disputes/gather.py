"""Pairs of a claim and its reply -> disputes with two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.analyse.disputes.pairing import Pair, same_side
from briefing.analyse.disputes.positions import Position
from briefing.model import Dispute, Side, Span

REACH = 4
"""Statements behind a claim among which its speaker's next is looked for."""


@dataclass(frozen=True, slots=True)
class _Growing:
    """A dispute while pairs are added: the numbers of its claims and of its replies."""

    score: float
    claims: list[int]
    replies: list[int]


def gather_disputes(positions: Sequence[Position], pairs: Sequence[Pair]) -> tuple[Dispute, ...]:
    """Return the disputes, surest first; `pairs` come surest first.

    One side has a known speaker. A pair that shares its claim or its reply with a dispute joins it, where no speaker
    then stands on both sides.
    """
    growing: list[_Growing] = []
    for pair in pairs:
        if not any(_absorbed(dispute, pair, positions) for dispute in growing):
            growing.append(_Growing(pair.score, [pair.claim], [pair.reply]))
    found = (_dispute(_told_on(dispute, positions), positions) for dispute in growing)
    return tuple(dispute for dispute in found if _apart(*dispute.sides))


def _apart(one: Side, other: Side) -> bool:
    """Tell whether somebody is known on one side at least, and nobody stands on both."""
    return bool(one.actors or other.actors) and set(one.actors).isdisjoint(other.actors)


def _told_on(dispute: _Growing, positions: Sequence[Position]) -> _Growing:
    """Return the dispute with what each accuser goes on to say in the next sentence, before the reply."""
    claims = list(dispute.claims)
    for n in dispute.claims:
        for m in range(n + 1, min(min((r for r in dispute.replies if r > n), default=0), n + 1 + REACH)):
            one, next_one = positions[n], positions[m]
            if one.party == next_one.party and next_one.sentence == one.sentence + 1 and m not in claims:
                claims.append(m)
    return _Growing(dispute.score, claims, dispute.replies)


def _absorbed(dispute: _Growing, pair: Pair, positions: Sequence[Position]) -> bool:
    """Tell whether the pair shares a statement with this dispute, after adding what fits."""
    if {pair.claim, pair.reply}.isdisjoint({*dispute.claims, *dispute.replies}):
        return False
    turned = pair.claim in dispute.replies or pair.reply in dispute.claims
    parties = {positions[n].party for n in (*dispute.claims, *dispute.replies)}
    if turned and not {positions[pair.claim].party, positions[pair.reply].party} <= parties:
        return False
    against = ((pair.claim, dispute.claims, dispute.replies), (pair.reply, dispute.replies, dispute.claims))
    if not turned and not any(same_side(positions[n], positions[m]) for n, _, others in against for m in others):
        for number, own, _ in against:
            if number not in own:
                own.append(number)
    return True


def _dispute(dispute: _Growing, positions: Sequence[Position]) -> Dispute:
    claims, replies = ([positions[n] for n in sorted(numbers)] for numbers in (dispute.claims, dispute.replies))
    sides = [_side(_widened(claims, replies), _claiming(claims, replies)), _side(replies, _replying(claims, replies))]
    sides.sort(key=lambda side: side.evidence[0])
    return Dispute(_issue(claims, replies), tuple(sides), round(dispute.score, 3))


def _widened(claims: Sequence[Position], replies: Sequence[Position]) -> list[Position]:
    """Return the claims, each with its whole sentence for evidence where that tells what is denied and it does not."""
    told = [p for p in replies if p.denial and p.denial.claim]
    return [replace(c, evidence=c.whole) if any(_beside(c, reply) for reply in told) else c for c in claims]


def _beside(claim: Position, reply: Position) -> bool:
    elsewhere = reply.sentence != claim.sentence and reply.stems.isdisjoint(claim.stems)
    return elsewhere and not reply.stems.isdisjoint(claim.around)


def _issue(claims: Sequence[Position], replies: Sequence[Position]) -> Span:
    """Return what is disputed in the source's words: what a denial tells, else the accusation or claim."""
    told = [p.denial.claim for p in replies if p.denial and p.denial.claim]
    fitting = [p for p in claims if p.accuses] or [p for p in claims if p.named] or claims
    return min(told) if told else max(fitting[0].statement.content, key=lambda span: (len(span), -span.start))


def _side(found: Sequence[Position], position: str) -> Side:
    actors = dict.fromkeys(actor for p in found for actor in p.actors)
    return Side(tuple(actors), position, tuple(sorted({p.evidence for p in found})))


def _claiming(claims: Sequence[Position], replies: Sequence[Position]) -> str:
    """Return where the side stands that spoke first; never where the other stands."""
    if any(p.charges for p in claims):
        return "accuses"
    return "opposes" if any(p.against for p in claims) and not any(p.against for p in replies) else "affirms"


def _replying(claims: Sequence[Position], replies: Sequence[Position]) -> str:
    """Return where the side stands that answers."""
    if any(p.denial for p in replies):
        return "denies"
    if all(p.silent for p in replies):
        return "silent"
    return "supports" if _claiming(claims, replies) == "opposes" else "opposes"
