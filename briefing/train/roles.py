"""Train the sentence roles: `python -m briefing.train.roles DATA_DIR OUT.npz`.

Multinomial logistic regression with an L2 penalty over the features of `role_features` and the sentence vector, on
the sentences of newsdiscourse/train as its annotators split them; roles that are rare weigh more, by the square root.
Full batches and fixed steps from zero: the same articles give the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from briefing.analyse.annotate import Parser, annotate, load_parser
from briefing.analyse.role_features import role_features, story_sentences
from briefing.analyse.role_model import SCALE, VECTOR_SCALE, Floats
from briefing.analyse.sentences import Splitter, load_splitter
from briefing.model import Role
from briefing.read.text import read_text
from briefing.train.labelled import LabelledSplitter

ROLES = tuple(Role)
RAREST = 5
"""A feature in fewer sentences than this is left out."""
PENALTY = 10.0
"""Weight of the L2 penalty against the summed loss of the sentences."""
STEPS = 400
RATE = 0.05
"""Steps and first step width of Adam; the width falls to zero along half a cosine."""
PRIOR = 2.0
"""Added to every count of a transition."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with its label; `first` marks the first labelled one of an article."""

    features: tuple[str, ...]
    vector: Floats
    role: int
    first: bool


def examples(folder: Path, parser: Parser, splitter: Splitter) -> Iterator[Example]:
    """Yield the labelled sentences of a NewsDiscourse folder, in its order."""
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {s["start"]: s["role"] for s in row["sentences"] if s["role"]}
        labelled = LabelledSplitter(**vars(splitter), starts=tuple(sorted(gold)))
        text = (folder / f"{row['id']}.txt").read_text(encoding="utf-8")
        document = annotate(read_text(text, id=row["id"], source=row["id"]), parser, labelled)
        story, first = story_sentences(document), True
        for sentence, features in zip(story, role_features(document, story), strict=True):
            if role := gold.get(sentence.span.start):
                vector = document.vectors[sentence.index]
                yield Example(tuple(features), vector, ROLES.index(Role(role)), first)
                first = False


def train(found: Sequence[Example]) -> dict[str, np.ndarray]:
    """Return the arrays `role_model` loads."""
    seen = Counter(f for e in found for f in set(e.features))
    names = sorted(f for f, n in seen.items() if n >= RAREST)
    labels = np.array([e.role for e in found])
    counts = np.bincount(labels, minlength=len(ROLES)).clip(1)
    weights, vector_weights, bias = _fit(_Batch.of(found, names), labels, (labels.size / counts / len(ROLES)) ** 0.5)
    return {
        "features": np.array("\n".join(names)),
        "weights": weights.astype(np.float16),
        "vector_weights": vector_weights.astype(np.float16),
        "bias": bias.astype(np.float16),
        "transitions": _transitions(found, counts / labels.size).astype(np.float16),
    }


def _transitions(found: Sequence[Example], shares: np.ndarray) -> np.ndarray:
    """Return log P(role | role before) - log P(role); the last row is for an article's first sentence."""
    counts = np.full((len(ROLES) + 1, len(ROLES)), PRIOR)
    before = len(ROLES)
    for example in found:
        counts[len(ROLES) if example.first else before, example.role] += 1
        before = example.role
    result: np.ndarray = np.log(counts / counts.sum(axis=1, keepdims=True)) - np.log(shares)
    return result


@dataclass(frozen=True)
class _Batch:
    """All sentences as a sparse matrix, kept both by row and by column."""

    columns: np.ndarray
    row_starts: np.ndarray
    scales: np.ndarray
    by_column: np.ndarray
    column_starts: np.ndarray
    vectors: np.ndarray
    width: int

    @classmethod
    def of(cls, found: Sequence[Example], names: Sequence[str]) -> _Batch:
        # Column 0 is on in every sentence, so that no row is empty; it is dropped, its work being the bias's.
        place = {name: i + 1 for i, name in enumerate(names)}
        rows = [[0, *(place[f] for f in e.features if f in place)] for e in found]
        lengths = np.array([len(r) for r in rows])
        columns = np.concatenate([np.array(r) for r in rows])
        of_row = np.repeat(np.arange(len(rows)), lengths)
        order = np.argsort(columns, kind="stable")
        starts = np.searchsorted(columns[order], np.arange(len(names) + 1))
        return cls(
            columns,
            np.concatenate([[0], np.cumsum(lengths)[:-1]]),
            SCALE / np.sqrt(np.maximum(1, lengths - 1)),
            of_row[order],
            starts,
            np.stack([e.vector for e in found]) * VECTOR_SCALE,
            len(names) + 1,
        )

    def logits(self, weights: np.ndarray, vector_weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
        sums = np.add.reduceat(weights[self.columns], self.row_starts, axis=0)
        result: np.ndarray = sums * self.scales[:, None] + self.vectors @ vector_weights + bias
        return result

    def gradient(self, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        scaled = (errors * self.scales[:, None])[self.by_column]
        return np.add.reduceat(scaled, self.column_starts, axis=0), self.vectors.T @ errors, errors.sum(axis=0)


def _fit(batch: _Batch, labels: np.ndarray, importance: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weights, vector weights and bias that minimise the weighted loss (Adam, full batches)."""
    n = len(ROLES)
    shapes = ((batch.width, n), (batch.vectors.shape[1], n), (n,))
    parameters = [np.zeros(s) for s in shapes]
    mean, square = [np.zeros(s) for s in shapes], [np.zeros(s) for s in shapes]
    target = np.eye(n)[labels]
    for step in range(1, STEPS + 1):
        logits = batch.logits(*parameters)
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        gradients = batch.gradient((chances - target) * importance[labels][:, None])
        rate = RATE * 0.5 * (1 + np.cos(np.pi * step / STEPS))
        for i, gradient in enumerate(gradients):
            full = gradient + (PENALTY * parameters[i] if i < 2 else 0)  # the bias goes free
            mean[i] = 0.9 * mean[i] + 0.1 * full
            square[i] = 0.99 * square[i] + 0.01 * full**2
            parameters[i] = parameters[i] - rate * (mean[i] / (1 - 0.9**step)) / (
                np.sqrt(square[i] / (1 - 0.99**step)) + 1e-8
            )
    return parameters[0][1:], parameters[1], parameters[2]


def main(arguments: Sequence[str]) -> int:
    """Train on newsdiscourse/train below the first path and write the weights to the second."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m briefing.train.roles DATA_DIR OUT.npz\n")
        return 2
    data, out = map(Path, arguments)
    found = list(examples(data / "newsdiscourse" / "train", load_parser(), load_splitter()))
    arrays: dict[str, Any] = train(found)
    np.savez_compressed(out, **arrays)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
