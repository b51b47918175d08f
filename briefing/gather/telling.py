"""Whether a sentence is told elsewhere: how much of what it is about stands in one sentence of another article."""

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
CLOSE = 0.6
"""Cosine of two sentences' vectors, less what all sentences of the story share, from which they tell one thing."""
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
        for n, report in enumerate(reports):
            for sentence in story_sentences(report):
                words = words_of(report.analysis.text, sentence.span)
                self._stems[n, sentence.index] = frozenset(subjects.of(words))
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

    def size(self, report: int, sentence: int) -> int:
        """Return how many stems a sentence holds; 0 for one outside the story."""
        return len(self._stems.get((report, sentence), ()))

    def weight(self, stems: Iterable[str]) -> float:
        """Return how much the stems tell."""
        return math.fsum(sorted(self._weight.get(stem, 0.0) for stem in stems))

    def best(self, report: int, sentence: int, among: frozenset[int]) -> Told | None:
        """Return the sentence of the reports `among` that tells most of this one, the first of equals; None for none.

        The share is of the weight of its stems, or the likeness of their vectors where that is `CLOSE` and greater.
        """
        mine = self._stems[report, sentence]
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
