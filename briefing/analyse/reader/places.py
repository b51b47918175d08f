"""Where the sentences of an article stand."""

from __future__ import annotations

import numpy as np

from briefing.analyse.reader.layout import Ints, Layout

PLACES = 12
"""Buckets of a sentence's place counted from the front, and as many again by its share of the article."""


def sentence_ranges(layout: Layout) -> Ints:
    """Return the half-open word range of each sentence, (S, 2)."""
    numbers = np.arange(len(layout.spans))
    return np.stack([np.searchsorted(layout.sentences, numbers), np.searchsorted(layout.sentences, numbers + 1)], 1)


def sentence_places(count: int) -> Ints:
    """Return the buckets of each of so many sentences, (S, 2)."""
    numbers = np.arange(count)
    return np.stack([np.minimum(numbers, PLACES - 1), PLACES + PLACES * numbers // max(1, count)], 1)
