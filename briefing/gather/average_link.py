"""Average-link clustering of sparse vectors over a graph of near pairs, in nearly linear time.

Two clusters are as alike as their articles are on average (UPGMA, Sokal and Michener 1958). With the dot product as
measure that is the product of the clusters' sums by their sizes, so that no table of all pairs is needed. And as an
average of at least the threshold needs one pair of at least the threshold, only clusters that such a pair joins are
ever compared: the cut tree is that of the full table, as far as the near pairs were all found.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Vector = Mapping[str, float]

PROBES = 48
"""A vector is looked up by this many of its heaviest entries."""

CROWD = 256
"""An entry that more vectors of the window are looked up by tells too little to find pairs by."""

NEIGHBOURS = 32
"""Of the vectors found, those that share most with it are compared in full, this many."""

GRAIN = 1e-9
"""Similarities that differ by less are equal: the order of sums is no reason to merge one pair before another."""


def dot(a: Vector, b: Vector) -> float:
    """Return the product of two sparse vectors."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large[key] for key, weight in small.items() if key in large)


def near_pairs(
    vectors: Sequence[Vector], days: Sequence[int | None], window: int, threshold: float
) -> dict[tuple[int, int], float]:
    """Return the pairs (i < j) at least as alike as the threshold and no more than `window` days apart.

    What has no day is near every day. The cost of one vector is bounded by the constants above.
    """
    index = _Index(vectors, days, window)
    pairs: dict[tuple[int, int], float] = {}
    for i, vector in enumerate(vectors):
        for j in index.nearest(i):
            pair = (min(i, j), max(i, j))
            if pair not in pairs and (alike := dot(vector, vectors[j])) >= threshold:
                pairs[pair] = alike
    return pairs


class _Index:
    """Which vectors have an entry among their heaviest, by day."""

    def __init__(self, vectors: Sequence[Vector], days: Sequence[int | None], window: int) -> None:
        self._days, self._window = days, window
        self._probes = [
            dict(heapq.nsmallest(PROBES, vector.items(), key=lambda entry: (-entry[1], entry[0]))) for vector in vectors
        ]
        self._dated: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._undated: dict[str, list[int]] = defaultdict(list)
        for i, probes in enumerate(self._probes):
            day = days[i]
            for key in probes:
                if day is None:
                    self._undated[key].append(i)
                else:
                    self._dated[key].append((day, i))
        for found in self._dated.values():
            found.sort()

    def nearest(self, i: int) -> list[int]:
        """Return the vectors of the window that share most of this one's heaviest entries, those first."""
        shared: dict[int, float] = defaultdict(float)
        for key, weight in self._probes[i].items():
            holders = self._holders(key, self._days[i])
            if len(holders) <= CROWD:
                for j in holders:
                    shared[j] += weight * self._probes[j][key]
        shared.pop(i, None)
        return heapq.nsmallest(NEIGHBOURS, shared, key=lambda j: (-shared[j], j))

    def _holders(self, key: str, day: int | None) -> list[int]:
        dated, undated = self._dated.get(key, []), self._undated.get(key, [])
        if day is None:
            return [*undated, *(j for _, j in dated)]
        first = bisect_left(dated, (day - self._window, -1))
        end = bisect_right(dated, (day + self._window, len(self._days)))
        return [*undated, *(j for _, j in dated[first:end])]


def average_link(
    vectors: Sequence[Vector], pairs: Mapping[tuple[int, int], float], threshold: float, ties: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """Return the clusters, each sorted, by their first member: the most alike are joined until none is alike enough.

    `pairs` are the near ones (`near_pairs`); what `ties` join stays together whatever the threshold. Of pairs equally
    alike the first by number is joined first: the result hangs on the order of the vectors only, so sort them.
    """
    return _Clusters(vectors, pairs, ties).joined(threshold)


class _Clusters:
    """Clusters by the number of their first member, their sums, and which of them are near each other."""

    def __init__(
        self, vectors: Sequence[Vector], pairs: Iterable[tuple[int, int]], ties: Iterable[tuple[int, int]]
    ) -> None:
        self._members = {i: [i] for i in range(len(vectors))}
        self._sums = {i: dict(vector) for i, vector in enumerate(vectors)}
        self._near: dict[int, set[int]] = {i: set() for i in range(len(vectors))}
        self._of = list(range(len(vectors)))
        for i, j in pairs:
            self._near[i].add(j)
            self._near[j].add(i)
        for i, j in sorted(ties):
            self._join(self._of[i], self._of[j])

    def joined(self, threshold: float) -> list[list[int]]:
        heap = [self._entry(a, b) for a, near in self._near.items() for b in near if a < b]
        heapq.heapify(heap)
        while heap:
            distance, a, b, size = heapq.heappop(heap)
            if -distance * GRAIN < threshold - GRAIN:
                break
            if not self._current(a, b, size):
                continue
            kept = self._join(a, b)
            for other in self._near[kept]:
                heapq.heappush(heap, self._entry(min(kept, other), max(kept, other)))
        return [sorted(found) for _, found in sorted(self._members.items())]

    def _entry(self, a: int, b: int) -> tuple[int, int, int, int]:
        """Return what the heap sorts by: alikeness in grains, most first; then the pair; and its sizes' product."""
        size = len(self._members[a]) * len(self._members[b])
        return -round(dot(self._sums[a], self._sums[b]) / size / GRAIN), a, b, size

    def _current(self, a: int, b: int, size: int) -> bool:
        """Tell whether both clusters still are what they were: they only ever grow or go."""
        return a in self._members and b in self._members and len(self._members[a]) * len(self._members[b]) == size

    def _join(self, a: int, b: int) -> int:
        if a == b:
            return a
        kept, gone = min(a, b), max(a, b)
        members = self._members.pop(gone)
        self._members[kept] += members
        for i in members:
            self._of[i] = kept
        small, large = sorted((self._sums.pop(gone), self._sums[kept]), key=len)
        for key, weight in small.items():
            large[key] = large.get(key, 0.0) + weight
        self._sums[kept] = large
        for other in self._near.pop(gone):
            self._near[other].discard(gone)
            if other != kept:
                self._near[other].add(kept)
                self._near[kept].add(other)
        return kept


def join_order(alike: Sequence[Sequence[float]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the two sides of every join of average link over a full table, in the order they are joined.

    Of pairs equally alike the first is joined first. Quadratic in the table's side, for the articles of one cluster.
    """
    sides: dict[int, tuple[int, ...]] = {i: (i,) for i in range(len(alike))}
    near = {(i, j): alike[i][j] for i in sides for j in sides if i < j}
    heap = [(-round(near[pair] / GRAIN), pair, 1) for pair in near]
    heapq.heapify(heap)
    joins = []
    while heap:
        _, (a, b), size = heapq.heappop(heap)
        if a not in sides or b not in sides or len(sides[a]) * len(sides[b]) != size:
            continue
        joins.append((sides[a], sides[b]))
        both = len(sides[a]) + len(sides[b])
        for c in sides.keys() - {a, b}:
            pair, gone = (min(a, c), max(a, c)), (min(b, c), max(b, c))
            near[pair] = (len(sides[a]) * near[pair] + len(sides[b]) * near.pop(gone)) / both
            heapq.heappush(heap, (-round(near[pair] / GRAIN), pair, both * len(sides[c])))
        sides[a] += sides.pop(b)
    return joins
