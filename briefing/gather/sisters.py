"""Sister events: two quakes, two arrests, told in the same words. A cluster that holds two of them is parted.

What tells sisters apart is what a cluster has not in common: places, people, dates and numbers of one event run
through its own articles and are missing from the others'. Seen so (`space.local`), articles of one event are alike
wherever the line is drawn, while two events fall apart along one line.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.gather.average_link import Vector, dot, join_order
from briefing.gather.space import local

ALIKE = {2: 0.05, 3: 0.075}
"""How alike two parts may be at most to be two events, by the size of the smaller one.

Of two articles any shared turn of phrase makes a pair, so that they must stand out more; a single one never does.
"""

LOOSE = 0.45
"""How alike the parts may be at most by how alike the looser one is in itself: a loose cluster has no line in it."""


def part_sisters(vectors: Sequence[Vector], units: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the parts of a cluster, each one event as far as can be told; one part where nothing tells two.

    `units` are what the cluster consists of, numbers of `vectors`: articles, or the copies of one text together, which
    are one witness to how alike articles of an event are.
    """
    seen = local([vectors[unit[0]] for unit in units])
    sides = _sides(seen)
    if sides is None:
        return [[i for unit in units for i in unit]]
    return [part for side in sides for part in part_sisters(vectors, [units[i] for i in side])]


def _sides(seen: Sequence[Vector]) -> tuple[list[int], list[int]] | None:
    """Return the two sides of the last join of average link whose sides both are large enough, if they are apart.

    What joined later, on its own, goes with the side it is more like.
    """
    if len(seen) < 2 * min(ALIKE):
        return None
    alike = [[dot(a, b) for b in seen] for a in seen]
    for a, b in reversed(join_order(alike)):
        if min(len(a), len(b)) >= min(ALIKE):
            if not _apart(alike, a, b):
                return None
            one, other = list(a), list(b)
            for i in sorted(set(range(len(seen))) - {*a, *b}):
                (one if _mean(alike, [i], a) >= _mean(alike, [i], b) else other).append(i)
            return sorted(one), sorted(other)
    return None


def _apart(alike: Sequence[Sequence[float]], a: Sequence[int], b: Sequence[int]) -> bool:
    between = _mean(alike, a, b)
    most = ALIKE[min(len(a), len(b), max(ALIKE))]
    return between < most and between < LOOSE * min(_within(alike, a), _within(alike, b))


def _mean(alike: Sequence[Sequence[float]], a: Sequence[int], b: Sequence[int]) -> float:
    return sum(alike[i][j] for i in a for j in b) / (len(a) * len(b))


def _within(alike: Sequence[Sequence[float]], a: Sequence[int]) -> float:
    return sum(alike[i][j] for i in a for j in a if i != j) / (len(a) * (len(a) - 1))
