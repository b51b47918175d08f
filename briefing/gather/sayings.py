"""Who said what over all articles: a quotation that several outlets print is one saying with all its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from briefing.gather.reports import in_order
from briefing.gather.words import plain_words
from briefing.lexicon import Lexicon
from briefing.model import (
    Analysis,
    Mode,
    Place,
    Report,
    SharedSaying,
    Span,
    Statement,
    StatementRef,
    StoryActor,
)

SHINGLE = 4
"""Words in a row that two quotations must share before they are compared at all."""
FEWEST = 3
"""Words of a quotation that can be known again where its speaker is the same and all of them are."""
PART = 5
"""Words from which a quotation can be known as part of a longer one."""
ALONE = 8
"""Words from which a quotation is known again though no article tells its speaker."""
ALIKE = 0.85
"""Share of the shorter quotation's words that must stand in the longer one, in order."""
COMMON = 64
"""Quotations with one shingle, beyond which it is a set phrase ('at the end of the day') and tells nothing."""


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quotation of one article; `words` is how it is compared."""

    report: Report
    statement: int
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    speaker: str | None
    confidence: float


def merge_sayings(
    reports: Iterable[Report], actors: Sequence[StoryActor], lexicon: Lexicon, min_confidence: float = 0.5
) -> tuple[SharedSaying, ...]:
    """Return the quoted sayings of a story, those of most origins first, then by time and place.

    Two quotations are one where, without marks, case, blanks and points of omission, the shorter stands in the longer
    almost word for word, nothing but a few words apart, and none of those a number or a negation. Paraphrases are never
    merged, nor are the words of two speakers. A speaker less sure than `min_confidence` counts as not told.
    """
    ordered = in_order(reports)
    quotes = list(_quotes(ordered, actors, min_confidence))
    turns = lexicon.words("negations")
    groups = _Groups(quotes)
    for i, j in _candidates(quotes):
        if not groups.joined(i, j) and _same_words(quotes[i], quotes[j], turns):
            groups.join(i, j)
    sayings = [_saying([quotes[i] for i in group]) for group in groups.all()]
    rank = {report.article: n for n, report in enumerate(ordered)}
    return tuple(sorted(sayings, key=lambda s: (-s.origins, rank[s.told[0].article], s.words[0].span)))


# ---------------------------------------------------------------- quotations


def _quotes(reports: Sequence[Report], actors: Sequence[StoryActor], min_confidence: float) -> Iterator[_Quote]:
    by = {(m.article, m.actor): actor.id for actor in actors for m in actor.members}
    for report in reports:
        for n, statement in enumerate(report.analysis.statements):
            spans = tuple(_quoted(report.analysis, statement))
            words = plain_words(report.analysis.text, spans)
            sure = statement.confidence >= min_confidence
            speaker = by.get((report.article, statement.speaker or "")) if sure else None
            if len(words) >= FEWEST:
                yield _Quote(report, n, spans, words, speaker, statement.confidence if speaker else 0.0)


def _quoted(analysis: Analysis, statement: Statement) -> Iterator[Span]:
    """Yield what of a statement's content is quoted: all of a direct one, else what stands between marks."""
    if statement.mode is Mode.DIRECT:
        yield from statement.content
    elif statement.mode is Mode.MIXED:
        for quotation in analysis.document.quotations:
            for span in quotation.spans:
                for content in statement.content:
                    if span.overlap(content):
                        yield Span(max(span.start, content.start), min(span.end, content.end))


# ---------------------------------------------------------------- one saying


def _candidates(quotes: Sequence[_Quote]) -> list[tuple[int, int]]:
    """Return the pairs worth comparing, once each in order: those that share a shingle, or are short and equal."""
    at: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, quote in enumerate(quotes):
        keys = {quote.words[i : i + SHINGLE] for i in range(len(quote.words) - SHINGLE + 1)} or {quote.words}
        for key in keys:
            at[key].append(n)
    pairs: set[tuple[int, int]] = set()
    for found in at.values():
        if len(found) <= COMMON:
            pairs.update((i, j) for k, i in enumerate(found) for j in found[k + 1 :])
        else:  # beside the first one each: enough for a quotation that everybody has
            pairs.update((found[0], j) for j in found[1:])
    return sorted(pairs)


def _same_words(a: _Quote, b: _Quote, turns: frozenset[str]) -> bool:
    short, long = sorted((a.words, b.words), key=lambda words: (len(words), words))
    known = a.speaker is not None and a.speaker == b.speaker
    if short == long:
        return known or len(short) >= PART
    if len(short) < (PART if known else ALONE):
        return False
    blocks = [m for m in SequenceMatcher(None, long, short, autojunk=False).get_matching_blocks() if m.size]
    if sum(m.size for m in blocks) < ALIKE * len(short):
        return False
    left_out = [w for m, n in pairwise(blocks) for w in long[m.a + m.size : n.a]]
    held = {k for m in blocks for k in range(m.b, m.b + m.size)}
    changed = [w for k, w in enumerate(short) if k not in held]
    return len(left_out) <= len(short) and not any(w in turns or w[0].isdigit() for w in (*left_out, *changed))


class _Groups:
    """Quotations found to be one (union-find); a group never has two speakers."""

    def __init__(self, quotes: Sequence[_Quote]) -> None:
        self._parent = list(range(len(quotes)))
        self._speaker = [q.speaker for q in quotes]

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def joined(self, i: int, j: int) -> bool:
        return self._root(i) == self._root(j)

    def join(self, i: int, j: int) -> None:
        """Make one group of two, where they do not name two speakers."""
        a, b = sorted((self._root(i), self._root(j)))
        one, other = self._speaker[a], self._speaker[b]
        if a != b and (one is None or other is None or one == other):
            self._parent[b] = a
            self._speaker[a] = one or other

    def all(self) -> list[list[int]]:
        """Return the groups, each in order, by their first quotation."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for n in range(len(self._parent)):
            found[self._root(n)].append(n)
        return [found[root] for root in sorted(found)]


def _saying(quotes: Sequence[_Quote]) -> SharedSaying:
    """Return quotations as one saying; the longest wording whose article tells the speaker stands for all."""
    best = max(quotes, key=lambda q: (q.speaker is not None, len(q.words)))
    rest = (q for q in quotes if q is not best)
    told = dict.fromkeys(StatementRef(q.report.article, q.statement) for q in (best, *rest))
    return SharedSaying(
        words=tuple(Place(best.report.article, span) for span in best.spans),
        speaker=best.speaker,
        confidence=best.confidence,
        told=tuple(told),
        origins=len({q.report.origin for q in quotes}),
    )
