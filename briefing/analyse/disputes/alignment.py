"""How alike two stretches of an article are: by their sentences' vectors, against what is usual in that article."""

from __future__ import annotations

import numpy as np

from briefing.model import Document

SMALLEST = 1e-6
"""Length below which a vector says nothing."""


class Alignment:
    """Likeness of sentences after what all sentences of the article have in common is taken away.

    All sentences of one story are alike; whether two are about one point shows in what sets them apart from the rest.
    """

    def __init__(self, document: Document) -> None:
        rows = document.reading.vectors if document.reading else document.vectors
        centred = rows - rows.mean(axis=0) if len(rows) else rows
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        self._rows = np.where(lengths > SMALLEST, centred / np.maximum(lengths, SMALLEST), 0.0)

    def of(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """Return the greatest cosine between a sentence of one and a sentence of the other, in [-1, 1].

        Each is given by the numbers of its first and last sentence.
        """
        mine, theirs = (self._rows[first : last + 1] for first, last in (one, other))
        alike = mine @ theirs.T
        return float(alike.max()) if alike.size else 0.0
