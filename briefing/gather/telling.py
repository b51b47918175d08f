"""Whether a sentence is told elsewhere: how much of it one other tells, how much no other article holds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.gather.reports import story_sentences
from briefing.gather.words import Subjects, words_of
from briefing.model import Report

COMMON = 0.2
"""Share of a story's sentences from which a stem finds no sentence: nearly all have it."""
RARE = 40
"""Sentences that a stem may always find."""
CLOSE = 0.5
"""Cosine of two sentences' vectors, less what all sentences of the story share, or share of the one's stems in the
other, from which they tell one thing."""
NOVEL = 0.35
"""Share of a sentence that no other article holds, from which it says something of its own."""
FEWEST = 4
"""Stems a sentence must hold for that to be told."""
SMALLEST = 1e-6
"""Length below which a vector says nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells of the same: its report, its index there, and how much, in [0, 1]."""

    report: int
    sentence: int
    share: float


class Sentences:
    """All sentences of a story with what each is about; a stem weighs more the fewer sentences have it."""

    def __init__(self, reports: Sequence[Report], subjects: Subjects) -> None:
        self._stems: dict[tuple[int, int], frozenset[str]] = {}
        self._facts: dict[tuple[int, int], frozenset[str]] = {}
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        for n, report in enumerate(reports):
            for sentence in story_sentences(report):
                words = words_of(report.analysis.text, sentence.span)
                facts = [w for k, w in enumerate(words) if w.text[0].isdigit() or (k and w.text[0].isupper())]
                stems = self._stems[n, sentence.index] = frozenset(subjects.of(words))
                self._facts[n, sentence.index] = frozenset(subjects.of(facts))
                for stem in stems:
                    self._holders[stem].add(n)
        spread = Counter(stem for stems in self._stems.values() for stem in stems)
        total = len(self._stems)
        self._weight = {stem: math.log(1 + total / count) for stem, count in spread.items()}
        self._at: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for where, stems in self._stems.items():
            for stem in stems:
                if spread[stem] <= max(RARE, COMMON * total):
                    self._at[stem].append(where)
        self._rows = [_rows(report) for report in reports]
        self._mean = _mean(self._rows)

    def novel(self, report: int, sentence: int, others: frozenset[int]) -> bool:
        """Tell whether a sentence says what none of the reports `others` says, in whatever words as far as can be told.

        Much of it stands in none of them, a name or a number at least, and no sentence of theirs tells most of it or
        is much like it. A rewording has new words, but neither new names nor new numbers.
        """
        mine = self._stems.get((report, sentence), frozenset())
        fresh = {stem for stem in mine if self._holders[stem].isdisjoint(others)}
        if len(mine) < FEWEST or fresh.isdisjoint(self._facts[report, sentence]):
            return False
        if self.weight(fresh) < NOVEL * self.weight(mine):
            return False
        told = self.best(report, sentence, others)
        return told is None or told.share < CLOSE

    def weight(self, stems: Iterable[str]) -> float:
        """Return how much the stems tell."""
        return math.fsum(sorted(self._weight.get(stem, 0.0) for stem in stems))

    def best(self, report: int, sentence: int, among: frozenset[int]) -> Told | None:
        """Return the sentence of the reports `among` that tells most of this one, the first of equals; None for none.

        The share is of the weight of its stems, or the likeness of their vectors where that is `CLOSE` and greater.
        """
        mine = self._stems.get((report, sentence), frozenset())
        whole = self.weight(mine)
        shared: Counter[tuple[int, int]] = Counter()
        for stem in mine:
            shared.update(where for where in self._at[stem] if where[0] in among)
        found = [
            Told(*where, max(self.weight(mine & self._stems[where]) / whole, self._alike((report, sentence), where)))
            for where in sorted(shared)
        ]
        return max(found, key=lambda t: t.share, default=None) if whole else None

    def _alike(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """Return the cosine of two sentences' vectors where it is `CLOSE`, else 0."""
        a, b = (self._rows[n][i] - self._mean for n, i in (one, other)) if self._mean.size else (self._mean, self._mean)
        lengths = float(np.linalg.norm(a) * np.linalg.norm(b)) if a.size else 0.0
        cosine = float(a @ b) / lengths if lengths > SMALLEST else 0.0
        return min(cosine, 1.0) if cosine >= CLOSE else 0.0


def _rows(report: Report) -> npt.NDArray[np.float32]:
    document = report.analysis.document
    return document.reading.vectors if document.reading is not None else document.vectors


def _mean(rows: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """Return the mean of all sentences' vectors, empty where articles have none or of different widths."""
    full = [r for r in rows if len(r)]
    widths = {r.shape[1] for r in full}
    return np.concatenate(full).mean(axis=0) if len(widths) == 1 else np.zeros(0, np.float32)
