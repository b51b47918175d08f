"""Scores -> attributions: the best sequence of labels around each cue, under the grammar of spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

REACH = 80
"""Words before and behind a cue's first word among which its source and content are sought (99 in 100 lie there)."""

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""What a word is to a cue: the first (B) or a later word (I) of one of its spans, or nothing."""

OPENS = {1: 2, 3: 4, 5: 6}
"""Label of a span's first word -> label of its later words."""
FORBIDDEN = np.float32(-1e4)


def transitions() -> Floats:
    """Return what each label after each other one costs: a span's later word must follow its own span."""
    table = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for first, later in OPENS.items():
        table[:, later] = FORBIDDEN
        table[[first, later], later] = 0.0
    return table


def viterbi(scores: Floats, steps: Floats) -> Ints:
    """Return the best label sequences (cues, words) of log scores (cues, words, labels); ties take the lower label."""
    count, length, labels = scores.shape
    best = scores[:, 0].copy()
    best[:, list(OPENS.values())] = FORBIDDEN
    back = np.zeros((length, count, labels), np.int8)
    for n in range(1, length):
        paths = best[:, :, None] + steps[None]
        back[n] = paths.argmax(axis=1)
        best = paths.max(axis=1) + scores[:, n]
    found = np.zeros((count, length), np.int64)
    found[:, -1] = best.argmax(axis=1)
    rows = np.arange(count)
    for n in range(length - 1, 0, -1):
        found[:, n - 1] = back[n, rows, found[:, n]]
    return found


def runs(labels: Sequence[int] | Ints, first: int) -> list[tuple[int, int]]:
    """Return the half-open ranges of one kind of span, given the label of its first words."""
    found: list[tuple[int, int]] = []
    for n, label in enumerate(labels):
        if label == first:
            found.append((n, n + 1))
        elif label == OPENS[first] and found and found[-1][1] == n:
            found[-1] = (found[-1][0], n + 1)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as half-open ranges of words; `cue` and `content` are never empty.

    `confidence` is the probability of its cue times the mean probability of the labels of its spans' words.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    confidence: float


def decode(cues: Ints, cue_probabilities: Floats, pairs: Floats, steps: Floats, count: int) -> list[Found]:
    """Return the attributions of these cues, in their order.

    `cues` (C,) are word numbers below `count`, `pairs` (C, 2 * REACH + 1, labels) the labels' log probabilities,
    `steps` (labels, labels) what each label after each other one adds. A cue without content is none.
    """
    pairs = pairs.copy()
    pairs[:, REACH, [n for n in range(len(LABELS)) if n != LABELS.index("B-cue")]] += FORBIDDEN
    best = viterbi(pairs, steps)
    found = []
    for cue, certain, labels, scores in zip(cues, cue_probabilities, best, pairs, strict=True):
        source, said_by, content = (
            _placed(runs(labels, LABELS.index(f"B-{kind}")), int(cue) - REACH, count)
            for kind in ("source", "cue", "content")
        )
        if content:
            inside = labels != 0
            sure = float(np.exp(scores[np.arange(len(labels)), labels][inside]).mean())
            found.append(Found(source, said_by, content, float(certain) * sure))
    return found


def _placed(ranges: Sequence[tuple[int, int]], first: int, count: int) -> tuple[tuple[int, int], ...]:
    """Return ranges of words around a cue as ranges of the article's `count` words, cut off at its ends."""
    there = ((a + first, b + first) for a, b in ranges)
    return tuple((max(0, a), min(count, b)) for a, b in there if b > 0 and a < count)
