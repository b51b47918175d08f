"""Where articles of one story give different figures for one thing, and whether the later one replaces the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.gather.figures.tellings import Teller, Telling
from briefing.gather.links import groups
from briefing.gather.reports import in_order
from briefing.lexicon import Lexicon
from briefing.model import FigureConflict, FigureKind, Report, Span, StoryActor

BESIDE = 2
"""Stems beside two numbers that must be the same, where their unit alone does not tell what they are of."""
ABOUT = 0.5
"""Share of the shorter sentence's stems that must then stand in the other sentence."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two tellings of one thing that differ, the earlier first."""

    one: int
    other: int
    kind: FigureKind


def find_figure_conflicts(
    reports: Iterable[Report], actors: Sequence[StoryActor], lexicon: Lexicon
) -> tuple[FigureConflict, ...]:
    """Return the conflicts, disagreements first, those of most figures first, then by unit and place.

    Two figures are of one thing where what is counted and where agree (tolls, magnitudes), else where the words beside
    the numbers and their sentences do. They differ where no number can be meant by both: 'at least 12' and '14' do
    not. A figure is superseded by a later one of the same authority, outlet or text, and a toll by a later, higher one
    unless each is on the word of somebody else; otherwise the sources disagree. An article that gives two figures for
    one thing is not compared on it. Copies count once.
    """
    ordered = in_order(reports)
    teller = Teller(lexicon)
    leads = [teller.lead(report) for report in ordered]
    speakers = {member: actor.id for actor in actors for member in actor.members}
    told = [t for n, report in enumerate(ordered) for t in teller.tell(n, report, speakers)]
    by_key: defaultdict[tuple[str, str], list[Telling]] = defaultdict(list)
    for telling in told:
        by_key[telling.key].append(telling)
    found = []
    for key in sorted(by_key):
        tellings = [*_one_each(by_key[key])] if by_key[key][0].sure else [*_alone(by_key[key])]
        edges = [*_edges(tellings, ordered, leads)]
        found += [_conflict(kind, key, tellings, group) for kind, group in _groups(edges, len(tellings))]
    order = {report.article: n for n, report in enumerate(ordered)}
    return tuple(sorted(found, key=lambda c: _rank(c, order)))


def _rank(conflict: FigureConflict, order: Mapping[str, int]) -> tuple[bool, int, str, int, Span]:
    first = conflict.figures[0].words
    agree = conflict.kind is not FigureKind.DISAGREE
    return agree, -len(conflict.figures), conflict.unit, order[first.article], first.span


def _one_each(tellings: Sequence[Telling]) -> Iterator[Telling]:
    """Yield for each article what all it tells of one quantity leaves open; nothing where it contradicts itself."""
    by_report: defaultdict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    for of_one in by_report.values():
        low, high = max(t.figure.low for t in of_one), min(t.figure.high for t in of_one)
        first = next((t for t in of_one if t.figure.source), of_one[0])
        if low <= high:
            yield replace(first, figure=replace(first.figure, low=low, high=high))


def _alone(tellings: Sequence[Telling]) -> Iterator[Telling]:
    """Yield the tellings whose sentence has no other number of their unit, which could be the one compared."""
    count: defaultdict[object, int] = defaultdict(int)
    for telling in tellings:
        count[telling.figure.sentence] += 1
    yield from (t for t in tellings if count[t.figure.sentence] == 1)


def _edges(tellings: Sequence[Telling], reports: Sequence[Report], leads: Sequence[frozenset[str]]) -> Iterator[_Edge]:
    for i, j in _pairs(tellings):
        one, other = tellings[i], tellings[j]
        a, b = reports[one.report], reports[other.report]
        if one.report == other.report or (a.origin == b.origin and not b.later_than(a)):
            continue
        if _one_place(one, other, leads) and (one.sure or _one_matter(one, other)):
            kind = _kind(one, other, a, b)
            if kind is not None:
                yield _Edge(i, j, kind)


def _pairs(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth comparing: all of a toll's, which are few; else those that share a word beside it."""
    if tellings and tellings[0].sure:
        yield from ((i, j) for i in range(len(tellings)) for j in range(i + 1, len(tellings)))
        return
    at: defaultdict[str, list[int]] = defaultdict(list)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for j, telling in enumerate(tellings):
        for stem in sorted(telling.around):
            for i in at[stem]:
                shared[i, j] += 1
            at[stem].append(j)
    yield from sorted(pair for pair, count in shared.items() if count >= BESIDE)


def _one_matter(one: Telling, other: Telling) -> bool:
    fewest = min(len(one.subject), len(other.subject))
    return len(one.subject & other.subject) >= ABOUT * fewest


def _one_place(one: Telling, other: Telling, leads: Sequence[frozenset[str]]) -> bool:
    """Tell whether two figures count in one place: equally wide, of one name or one that the other's lead names.

    Where the sentences have to agree anyway, two names must not differ.
    """
    a, b = one.scope, other.scope
    if not one.sure:
        return not a.names or not b.names or bool(a.names & b.names)
    if a.wide != b.wide:
        return False
    if a.names and b.names:
        return bool(a.names & b.names)
    return a.names <= leads[other.report] and b.names <= leads[one.report]


def _kind(one: Telling, other: Telling, a: Report, b: Report) -> FigureKind | None:
    """Return how the later telling stands to the earlier, None where both can be true."""
    x, y = one.figure, other.figure
    later = b.later_than(a)
    told = bool(x.source and y.source)
    same = x.source == y.source if told else a.origin == b.origin or a.outlet == b.outlet
    rises = one.rising and y.value > x.value
    if x.low <= y.high and y.low <= x.high:
        open_ended = x.high == y.high == float("inf")
        return FigureKind.SUPERSEDED if open_ended and later and same and rises else None
    if later and (same or (rises and not told)):
        return FigureKind.SUPERSEDED
    return FigureKind.DISAGREE


def _groups(edges: Sequence[_Edge], tellings: int) -> Iterator[tuple[FigureKind, list[int]]]:
    """Yield the tellings that hang together, by number: superseded ones; ones that disagree, and nothing supersedes."""
    gone = {e.one for e in edges if e.kind is FigureKind.SUPERSEDED}
    for kind in FigureKind:
        kept = [e for e in edges if e.kind is kind]
        if kind is FigureKind.DISAGREE:
            kept = [e for e in kept if e.one not in gone and e.other not in gone]
        yield from ((kind, group) for group in groups(tellings, ((e.one, e.other) for e in kept)) if len(group) > 1)


def _conflict(
    kind: FigureKind, key: tuple[str, str], tellings: Sequence[Telling], group: Sequence[int]
) -> FigureConflict:
    return FigureConflict(kind, key[0], tuple(tellings[n].figure for n in group))
