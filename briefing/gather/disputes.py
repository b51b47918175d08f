"""Disputes across articles: what A says in one outlet and B denies in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.analyse.disputes.denials import Wording
from briefing.analyse.disputes.pairing import same_side, targets
from briefing.analyse.disputes.positions import Position, find_positions
from briefing.analyse.stems import Stems
from briefing.gather.reports import in_order
from briefing.lexicon import Lexicon
from briefing.model import Genre, Place, Report, SharedDispute, Stand, StoryActor

ENOUGH = 2
"""Stems that a claim and the denial which tells it must share."""
MANY = 3
"""Stems shared from which they are about one point though the claim does not name who denies it."""
NEARLY_ALL, HALF = 0.75, 0.5
"""Shares of the shorter and of the longer one's stems that two statements must share to be one and its opposite."""
LIMIT = 5
"""Disputes returned at most."""
SPREAD = 40
"""Positions that may share a stem for it to bring two together: keeps a large story linear."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A position of one article; its party and actors are the story's."""

    report: Report
    number: int
    position: Position


def find_shared_disputes(
    reports: Iterable[Report], actors: Sequence[StoryActor], lexicon: Lexicon, min_confidence: float = 0.5
) -> tuple[SharedDispute, ...]:
    """Return the disputes whose sides stand in articles of different origins, best first, ties in order of the reports.

    A reply answers a claim where it denies it in words that the claim shares, denies an accusation that names who
    replies, or says the same with a negation. Both sides are known actors of the story, surely enough; nobody disputes
    with themselves. Two whom one article already opposes to each other (`Analysis.disputes`) are left to it. Few and
    right: at most five, one for each two actors. Opinion pieces hold no side.
    """
    ordered = [r for r in in_order(reports) if r.analysis.article.genre is not Genre.OPINION]
    held = _positions(ordered, actors, lexicon, min_confidence)
    told = _opposed_already(ordered, actors)
    best: dict[frozenset[str], SharedDispute] = {}
    for one, other in _candidates(held):
        score = 0.0 if one.report.origin == other.report.origin else _opposition(one, other)
        parties = frozenset((*one.position.actors, *other.position.actors))
        if score and parties not in told and (parties not in best or score > best[parties].confidence):
            best[parties] = _dispute(one, other, score)
    return tuple(sorted(best.values(), key=lambda d: -d.confidence)[:LIMIT])


def _positions(
    reports: Sequence[Report], actors: Sequence[StoryActor], lexicon: Lexicon, min_confidence: float
) -> list[_Held]:
    """Return the positions of known actors, in order of the reports and of their text."""
    wording, stems = Wording.of(lexicon), Stems()
    by = {(m.article, m.actor): actor.id for actor in actors for m in actor.members}
    found: list[_Held] = []
    for report in reports:
        analysis = report.analysis
        for position in find_positions(analysis.document, analysis.actors, analysis.statements, stems, wording):
            speaker = by.get((report.article, position.statement.speaker or ""))
            if speaker and position.statement.confidence >= min_confidence:
                known = replace(position, party=speaker, actors=(speaker,))
                found.append(_Held(report, len(found), known))
    return found


def _opposed_already(reports: Sequence[Report], actors: Sequence[StoryActor]) -> set[frozenset[str]]:
    by = {(m.article, m.actor): actor.id for actor in actors for m in actor.members}
    return {
        frozenset((by[report.article, a], by[report.article, b]))
        for report in reports
        for dispute in report.analysis.disputes
        for a in dispute.sides[0].actors
        for side in dispute.sides[1:]
        for b in side.actors
        if (report.article, a) in by and (report.article, b) in by
    }


def _candidates(held: Sequence[_Held]) -> Iterator[tuple[_Held, _Held]]:
    """Yield claims with the replies that share a stem with them, or that deny an accusation of who replies."""
    told = _holders((h.number, h.position.stems) for h in held)
    accused = _holders((h.number, h.position.meant) for h in held if h.position.accuses)
    for reply in held:
        position = reply.position
        if position.denial is not None or position.negated:
            near = {n for stem in position.stems for n in told.get(stem, ())}
            near |= {n for name in position.own if position.denial for n in accused.get(name, ())}
            yield from ((held[n], reply) for n in sorted(near - {reply.number}))


def _holders(stems: Iterable[tuple[int, Iterable[str]]]) -> dict[str, list[int]]:
    """Return the numbers of the positions that have each stem, but for stems that too many have."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, held in stems:
        for stem in held:
            found[stem].append(number)
    return {stem: numbers for stem, numbers in found.items() if len(numbers) <= SPREAD}


def _opposition(one: _Held, other: _Held) -> float:
    """Return how surely the other, as a reply, opposes the one, a claim; 0 where it does not."""
    claim, reply = one.position, other.position
    if same_side(claim, reply) or claim.denial is not None or claim.untrue or claim.silent or claim.negated:
        return 0.0
    negated = _negated(claim, reply) if _is_clause(one) else 0.0
    return max(_denied_told(claim, reply), _denied_back(claim, reply), negated)


def _is_clause(held: _Held) -> bool:
    """Tell whether a position says something with a verb: 'the keys since the council voted' has nothing to negate."""
    document = held.report.analysis.document
    words = [t for span in held.position.statement.content for t in document.tokens_of(span)]
    inside = {t.index for t in words}
    heads = (t for t in words if t.head not in inside or t.head == t.index)
    return any(t.pos in {"VERB", "AUX"} for t in heads)


def _denied_told(claim: Position, reply: Position) -> float:
    """Rate a claim and a denial that tells it in words of its own."""
    if reply.denial is None or reply.denial.claim is None:
        return 0.0
    shared = len(claim.stems & reply.stems)
    aimed = targets(claim, reply)
    if aimed and shared >= ENOUGH:
        return 0.85 if claim.accuses else 0.7
    return 0.65 if shared >= MANY and claim.meant & reply.meant else 0.0


def _denied_back(claim: Position, reply: Position) -> float:
    """Rate an accusation of who replies and a denial that points back to one: 'denied the charge'."""
    if reply.denial is None or reply.denial.claim is not None or not claim.accuses:
        return 0.0
    aimed = bool((claim.meant - claim.own) & reply.own)
    return 0.65 if aimed and claim.stems & reply.around else 0.0


def _negated(claim: Position, reply: Position) -> float:
    """Rate a statement and the same with a negation: 'the gate was opened', 'no gate was opened'."""
    if not reply.negated or reply.denial is not None:
        return 0.0
    shared = len(claim.stems & reply.stems)
    short, long = sorted((len(claim.stems), len(reply.stems)))
    same = shared >= ENOUGH and shared >= NEARLY_ALL * short and shared >= HALF * long
    return 0.65 if same else 0.0


def _dispute(claim: _Held, reply: _Held, score: float) -> SharedDispute:
    denial = reply.position.denial
    told = denial.claim if denial is not None else None
    content = max(claim.position.statement.content, key=lambda span: (len(span), -span.start))
    issue = Place(reply.report.article, told) if told is not None else Place(claim.report.article, content)
    accuses = "accuses" if claim.position.charges else "affirms"
    return SharedDispute(issue, _stand(claim, accuses), _stand(reply, "denies" if denial else "opposes"), score)


def _stand(held: _Held, position: str) -> Stand:
    return Stand(held.position.actors, position, Place(held.report.article, held.position.evidence))
