"""Groups of what is linked, directly or through others (union-find)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


def groups(size: int, links: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield what links join, directly or through others, each group sorted, by its first member."""
    leader = list(range(size))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, j in links:
        a, b = find(i), find(j)
        leader[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = defaultdict(list)
    for i in range(size):
        found[find(i)].append(i)
    yield from found.values()
