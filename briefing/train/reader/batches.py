"""Examples -> tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from briefing.analyse.reader.decode import REACH
from briefing.analyse.reader.layout import Layout, Windows, cut
from briefing.analyse.reader.places import sentence_places, sentence_ranges
from briefing.train.reader.examples import Example
from briefing.train.reader.net import Batch


@dataclass(frozen=True)
class Targets:
    """What a batch is to learn: `cues` (W,) with -1 where unknown, `at` (C,) the cues' words, `pairs` (C, reach)."""

    cues: Tensor
    at: Tensor
    pairs: Tensor
    roles: Tensor
    speech: Tensor


def batch_of(layouts: Sequence[Layout], cls: int, sep: int, overlap: int) -> Batch:
    """Return the layouts' windows side by side, padded to the longest."""
    cuts = [cut(layout, cls, sep, overlap=overlap) for layout in layouts]
    length = max(w.ids.shape[1] for w in cuts)

    def together(name: str) -> Tensor:
        rows = [torch.from_numpy(getattr(w, name)) for w in cuts]
        return torch.cat([functional.pad(r, (0, length - r.shape[1])) for r in rows])

    takes, bounds, sentence_of, ranges, words, windows = [], [], [], [], 0, 0
    articles: list[tuple[int, int]] = []
    for layout, w in zip(layouts, cuts, strict=True):
        takes.append(_take(w, length) + windows * length)
        n = len(layout.words)
        bounds.append(np.tile([words, words + n - 1], (n, 1)))
        at = articles[-1][1] if articles else 0
        sentence_of.append(layout.sentences + at)
        ranges.append(sentence_ranges(layout) + words)
        articles.append((at, at + len(layout.spans)))
        words, windows = words + n, windows + len(w.ids)
    return Batch(
        together("ids"), together("case"), together("quoted"), together("start"), together("mask"),
        torch.from_numpy(np.concatenate(takes)), torch.from_numpy(np.concatenate(sentence_of)),
        torch.from_numpy(np.concatenate([x.quoted[x.first] for x in layouts])),
        torch.from_numpy(np.concatenate(bounds)), torch.from_numpy(np.concatenate(ranges)),
        torch.from_numpy(np.concatenate([sentence_places(len(x.spans)) for x in layouts])), articles,
    )  # fmt: skip


def _take(windows: Windows, length: int) -> np.ndarray:
    """Return the words' places once each window is padded to this length."""
    own = windows.ids.shape[1]
    return windows.take // own * length + windows.take % own


def targets_of(examples: Sequence[Example]) -> Targets:
    """Return what the examples know, in the numbering of their batch."""
    cues, at, pairs, first = [], [], [], 0
    for example in examples:
        n = len(example.layout.words)
        own = np.full(n, 0.0 if example.cues is not None else -1.0, np.float32)
        if example.cues is not None:
            own[example.cues] = 1.0
            for cue, labelled in zip(example.cues, example.labels, strict=True):
                row = np.zeros(2 * REACH + 1, np.int64)
                for word, label in labelled:
                    if abs(word - cue) <= REACH:
                        row[word - cue + REACH] = label
                at.append(cue + first)
                pairs.append(row)
        cues.append(own)
        first += n
    return Targets(
        torch.from_numpy(np.concatenate(cues)), torch.tensor(at, dtype=torch.int64),
        torch.from_numpy(np.array(pairs, np.int64).reshape(-1, 2 * REACH + 1)),
        torch.from_numpy(np.concatenate([e.roles for e in examples])),
        torch.from_numpy(np.concatenate([e.speech for e in examples])),
    )  # fmt: skip
