"""Sentence vectors out of the reader: a linear map from the mean state of a sentence's words to the base's vector.

Training for attributions bends the encoder away from what it knew of meaning; least squares finds it again, without
a second encoder at run time (as in Kornblith et al., ICML 2019: layers that know the same are linearly alike).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch.nn import functional

from briefing.train.reader.batches import batch_of
from briefing.train.reader.examples import Example
from briefing.train.reader.net import Encoder, Reader

RIDGE = 1e-2
"""Weight of the penalty against the mean square of a state."""
LONGEST = 128
"""Pieces of a sentence the base model reads."""
SENTENCES = 64
"""Sentences encoded at once."""


@torch.no_grad()
def fit_vectors(reader: Reader, base: Encoder, examples: Sequence[Example], cls: int, sep: int) -> float:
    """Set the reader's map; return the mean cosine between its vectors and the base model's on the last tenth."""
    reader.eval()
    base.eval()
    states, wanted = [], []
    for example in examples:
        batch = batch_of([example.layout], cls, sep, overlap=64)
        with torch.autocast("cpu", torch.bfloat16):
            words = reader.words(batch)
        states.append(reader.sentences.means(words, batch).numpy())
        wanted.append(base_vectors(base, example, cls, sep))
    x, y = np.concatenate(states).astype(np.float64), np.concatenate(wanted).astype(np.float64)
    held = len(x) // 10
    fitted, rest = slice(0, len(x) - held), slice(len(x) - held, len(x))
    ones = np.concatenate([x, np.ones((len(x), 1))], 1)
    gram = ones[fitted].T @ ones[fitted]
    gram += RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))
    weights = np.linalg.solve(gram, ones[fitted].T @ y[fitted])
    reader.sentences.vector.weight.copy_(torch.from_numpy(weights[:-1].T.copy()))
    reader.sentences.vector.bias.copy_(torch.from_numpy(weights[-1]))
    got = ones[rest] @ weights
    return float(np.mean((got * y[rest]).sum(1) / np.linalg.norm(got, axis=1)))


def base_vectors(base: Encoder, example: Example, cls: int, sep: int) -> np.ndarray:
    """Return the base model's unit vectors of an example's sentences, (S, width): the mean of each one's states."""
    layout = example.layout
    pieces = np.append(layout.first, len(layout.ids))
    words = np.searchsorted(layout.sentences, np.arange(len(layout.spans) + 1))
    cuts = [[cls, *layout.ids[pieces[a] : pieces[b]][: LONGEST - 2], sep] for a, b in pairwise(words)]
    order = sorted(range(len(cuts)), key=lambda n: len(cuts[n]))
    found: list[np.ndarray] = [np.zeros(0)] * len(cuts)
    for at in range(0, len(order), SENTENCES):
        some = order[at : at + SENTENCES]
        length = max(len(cuts[n]) for n in some)
        ids = torch.tensor([cuts[n] + [0] * (length - len(cuts[n])) for n in some])
        mask = torch.tensor([[1] * len(cuts[n]) + [0] * (length - len(cuts[n])) for n in some])
        with torch.autocast("cpu", torch.bfloat16):
            states = base.plain(ids, mask).float()
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        for n, row in zip(some, functional.normalize(means, dim=-1).numpy(), strict=True):
            found[n] = row
    return np.stack(found)
