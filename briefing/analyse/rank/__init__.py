"""Key sentences, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.analyse.rank.table import Table
from briefing.analyse.rank.weights import REDUNDANCY, WEIGHTS, Weights
from briefing.analyse.stems import Bag, cosine
from briefing.model import Actor, Dispute, Document, KeyPoint, SentenceRole, Statement

REPEATS = 0.85
"""Share of a sentence's weight that another one holds, from which it only repeats: it comes after all that do not."""
COUNT = 12
"""Key points returned at most: twice what a page needs, so that it can choose what fits."""
PAGE = 6
"""Key points that a page carries; the main dispute is to be among them."""
FLOOR = 0.4
"""How far below the least worth a score of 0 lies, so that what is left when the best are chosen still has one."""
POOL = 60
"""Sentences compared for redundancy, best first: keeps a book as cheap as a page."""


def rank_sentences(
    document: Document,
    actors: Sequence[Actor],
    statements: Sequence[Statement],
    disputes: Sequence[Dispute],
    roles: Sequence[SentenceRole],
) -> tuple[KeyPoint, ...]:
    """Return the key sentences, best first: at least six where the article has them, `COUNT` at most.

    Chosen greedily: the best by its weighted features less its likeness to those chosen before it and less what
    `Diversity` takes, the earlier sentence where two are even; where a dispute is sure and none of the first six tells
    it as well as another, that one becomes the sixth. Captions, bylines, headings, the headline, embedded posts and
    what was said word for word before are never among them. Scores are scaled to [0, 1] within the article and never
    rise along the list; reasons are the features' weighted parts, the largest first. The weights are learnt, see
    `briefing.train.rank`.
    """
    return choose(Table.of(document, actors, statements, disputes, roles), WEIGHTS, REDUNDANCY)


def choose(table: Table, weights: Weights, redundancy: float) -> tuple[KeyPoint, ...]:
    """Return the key sentences as `rank_sentences` does; `redundancy` is what one just like a better one loses."""
    parts = table.parts(weights)
    values = [sum(part.values()) for part in parts]
    pool = sorted(table.eligible, key=lambda i: (-values[i], i))[:POOL]
    chosen = _greedy(values, table, pool, redundancy)
    chosen = _with_dispute(chosen, [i for i in pool if i in table.disputed])
    return tuple(KeyPoint(table.story[i].index, score, _reasons(parts[i]), table.referents[i]) for i, score in chosen)


def _greedy(values: Sequence[float], table: Table, pool: Sequence[int], redundancy: float) -> list[tuple[int, float]]:
    """Return the sentences to print with their scores, best first."""
    chosen: list[tuple[int, float]] = []
    likeness = dict.fromkeys(pool, 0.0)
    losses = {i: table.diversity.loss(i, ()) for i in pool}
    top, bottom = max((values[i] for i in pool), default=0.0), min((values[i] for i in pool), default=0.0) - FLOOR
    while losses and len(chosen) < COUNT:
        best = max(losses, key=lambda i: (values[i] - losses[i], -i))
        worth = min(top - bottom, max(0.0, values[best] - losses.pop(best) - bottom))
        chosen.append((best, round(min(worth / (top - bottom), chosen[-1][1] if chosen else 1.0), 4)))
        likeness = {i: max(likeness[i], _loss(table.bags[i], table.bags[best], redundancy)) for i in losses}
        losses = {i: likeness[i] + table.diversity.loss(i, [n for n, _ in chosen]) for i in losses}
    return chosen


def _loss(bag: Bag, chosen: Bag, redundancy: float) -> float:
    """Return what a sentence loses for being like one already chosen; a repetition loses more than any can have."""
    held = sum(weight * weight for stem, weight in bag.items() if stem in chosen)
    return redundancy * cosine(bag, chosen) if held < REPEATS else 2.0


def _with_dispute(chosen: list[tuple[int, float]], disputed: Sequence[int]) -> list[tuple[int, float]]:
    """Return the choice with the best of the disputed sentences as the page's last, where the page has none."""
    if not disputed or not {i for i, _ in chosen[:PAGE]}.isdisjoint(disputed) or len(chosen) < PAGE:
        return chosen
    rest = [(i, score) for i, score in chosen if i != disputed[0]]
    return [*rest[: PAGE - 1], (disputed[0], rest[PAGE - 2][1]), *rest[PAGE - 1 :]][:COUNT]


def _reasons(parts: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the parts that count, the largest first, ties by name."""
    return tuple(sorted(((n, round(v, 4)) for n, v in parts.items() if round(v, 4)), key=lambda p: (-abs(p[1]), p[0])))
