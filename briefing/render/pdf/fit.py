"""One page, filled: measures a layout, plans what is left out and how large the type is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

FLOOR = 8.0
"""Points: no type on the page is smaller."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What one layout is made with. Lengths of paper in millimetres, type in points; `dropped` are ids of lines.

    `paired`: who said what stands in two columns, the first `left` voices in the left one.
    """

    width: float
    height: float
    size: float
    leading: float = 1.34
    headline: str = "middle"
    background_aside: bool = False
    paired: bool = False
    left: int = 0
    dropped: frozenset[str] = field(default_factory=frozenset)

    @property
    def small(self) -> float:
        """Size of labels, marks and notes."""
        return round(max(FLOOR, 0.86 * self.size), 2)

    @property
    def side(self) -> float:
        """Width of the side column in pixels, for figures: as in page.css, 31.5 % less the rule's padding."""
        return (self.width - 28) * 96 / 25.4 * 0.315 - 14

    @property
    def dropped_counts(self) -> dict[str, int]:
        """How many lines of each kind are left out; the kind is the first word of the id."""
        counts: dict[str, int] = {}
        for id in self.dropped:
            kind = id.partition("-")[0]
            counts[kind] = counts.get(kind, 0) + 1
        return counts


@dataclass(frozen=True, slots=True)
class Node:
    """A measured element and those within it. `own` is the height that is none of its children's, in pixels.

    `beside`: the children stand side by side, so that only the tallest counts. `id` is '' for the page's body.
    """

    id: str
    own: float
    children: tuple[Node, ...] = ()
    beside: bool = False

    def height(self, dropped: AbstractSet[str]) -> float:
        """Return the height without the dropped ids: 0 for one of them, and for a group that has lost all it held."""
        if self.id in dropped:
            return 0.0
        heights = [child.height(dropped) for child in self.children]
        if heights and not any(heights):
            return 0.0
        return self.own + (max(heights) if self.beside else sum(heights))

    def scaled(self, factor: float) -> Node:
        """Return the element with all heights multiplied."""
        return Node(self.id, self.own * factor, tuple(c.scaled(factor) for c in self.children), self.beside)

    @property
    def content(self) -> float:
        """Height of all there is, columns one below the other: how much a page tells."""
        return self.own + sum(child.content for child in self.children)

    @property
    def levels(self) -> int:
        """How many levels of elements lie within."""
        return 1 + max((child.levels for child in self.children), default=-1)


def halved(node_id: str, own: float, halves: Sequence[Sequence[Node]], dropped: AbstractSet[str]) -> Node:
    """Return two columns of one text as a single list of half the height, for plans that may set it anew.

    As high as the taller of the columns is now; what is left out later is taken to come from both.
    """
    heights = [sum(child.height(dropped) for child in half) for half in halves]
    uneven = max(heights, default=0.0) - sum(heights) / 2
    return Node(node_id, own + uneven, tuple(child.scaled(0.5) for half in halves for child in half))


def joined(node: Node, pair: str) -> Node:
    """Return a measured element with the element `pair` within it as `halved` where its children stand side by side."""
    if node.id == pair and node.beside:
        return halved(pair, node.own, [half.children for half in node.children], frozenset())
    return Node(node.id, node.own, tuple(joined(child, pair) for child in node.children), node.beside)


def even(heights: Sequence[float]) -> int:
    """Return how many of the heights, from the first on, make two columns most alike; the left is the taller of two."""
    whole = sum(heights)
    return min(range(len(heights) + 1), key=lambda n: (max(sum(heights[:n]), whole - sum(heights[:n])), -n))


def gaps(node: Node) -> float:
    """Return how many units the gaps within an element count: one between lines, more between what holds lines.

    Of children side by side the one with the most counts.
    """
    if node.beside:
        return max(map(gaps, node.children), default=0)
    return sum((1 + child.levels) * (n > 0) + gaps(child) for n, child in enumerate(node.children))


def calibrated(guess: Node, measured: Node, dropped: AbstractSet[str]) -> Node:
    """Return a guess of the whole page, each of its parts and columns corrected by what was measured without `dropped`.

    What was left out so far has no measure: it is guessed to err as its column does.
    """
    real = {child.id: child for child in measured.children}
    parts = []
    for child in guess.children:
        found = real.get(child.id)
        if found and child.beside:
            parts.append(calibrated(child, found, dropped))
        else:
            high, low = found.height(frozenset()) if found else 0.0, child.height(dropped)
            parts.append(child.scaled(high / low) if high and low else child)
    return Node(guess.id, guess.own, tuple(parts), guess.beside)


def plan_drops(page: Node, ranks: Mapping[str, float], available: float) -> frozenset[str]:
    """Return the ids to leave out so that the page's height is at most `available`; all where that is too little.

    Lowest rank first, ties by id, but never one whose going would not shorten the page; at the end what fits after
    all is taken back, highest rank first.
    """
    dropped: set[str] = set()
    order = sorted(ranks, key=lambda id: (ranks[id], id))
    height = page.height(dropped)
    while height > available:
        gone = next((id for id in order if id not in dropped and page.height(dropped | {id}) < height), None)
        if gone is None:
            return frozenset(ranks)
        dropped.add(gone)
        height = page.height(dropped)
    for id in reversed(order):
        if id in dropped and page.height(dropped - {id}) <= available:
            dropped.remove(id)
    return frozenset(dropped)
