"""How good a reader is on annotated articles: the figures training chooses by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from briefing.analyse.reader.decode import LABELS, Found, runs
from briefing.train.reader.examples import ROLES, UNKNOWN, Example

GROUPS = (0, 0, 1, 1, 2, 2, 3, 3, 4)
"""NewsDiscourse's five groups, by the order of `Role`: main, context, background, comment, not news."""


Parts = Mapping[str, Sequence[tuple[int, int]]]
"""Source, cue and content of one attribution as half-open ranges of words."""


@dataclass(frozen=True)
class Reading:
    """What the network says of one article: attributions and (S, roles) probabilities."""

    found: Sequence[Found]
    roles: np.ndarray


def attribution_figures(examples: Sequence[Example], readings: Sequence[Reading]) -> dict[str, float]:
    """Return exact F1 of source, cue and content by words, and of who said what (half the words, the same source)."""
    counts: Counter[str] = Counter()
    for example, reading in zip(examples, readings, strict=True):
        gold = [_ranges(labelled) for labelled in example.labels]
        pred: list[Parts] = [{"source": f.source, "cue": f.cue, "content": f.content} for f in reading.found]
        for kind in ("source", "cue", "content"):
            g, p = ({tuple(x[kind]) for x in xs if x[kind]} for xs in (gold, pred))
            counts.update({f"{kind} both": len(g & p), f"{kind} gold": len(g), f"{kind} pred": len(p)})
        counts.update(_said(gold, pred))
    figures = {
        kind: 200 * counts[f"{kind} both"] / max(1, counts[f"{kind} gold"] + counts[f"{kind} pred"])
        for kind in ("source", "cue", "content", "said")
    }
    figures["said P"] = 100 * counts["said both"] / max(1, counts["said pred"])
    figures["wrong"] = 100 * counts["said wrong"] / max(1, counts["said both"] + counts["said wrong"])
    return figures


def _said(gold: Sequence[Parts], pred: Sequence[Parts]) -> Counter[str]:
    counts: Counter[str] = Counter({"said gold": len(gold), "said pred": len(pred)})
    used: set[int] = set()
    for g in gold:
        best, score = -1, 0.0
        for i, p in enumerate(pred):
            both = _words(g["content"]) & _words(p["content"])
            share = len(both) / len(_words(g["content"]) | _words(p["content"])) if both else 0.0
            if i not in used and share > score:
                best, score = i, share
        if score < 0.5:
            continue
        used.add(best)
        a, b = _words(g["source"]), _words(pred[best]["source"])
        right = (not a and not b) or (a and b and (a <= b or b <= a or 2 * len(a & b) >= len(a | b)))
        counts["said both" if right else "said wrong"] += 1
    return counts


def _words(ranges: Sequence[tuple[int, int]]) -> set[int]:
    return {n for a, b in ranges for n in range(a, b)}


def _ranges(labelled: Sequence[tuple[int, int]]) -> Parts:
    low, high = labelled[0][0], labelled[-1][0]
    labels = np.zeros(high - low + 1, np.int64)
    for n, label in labelled:
        labels[n - low] = label
    return {
        kind: [(a + low, b + low) for a, b in runs(labels, LABELS.index(f"B-{kind}"))]
        for kind in ("source", "cue", "content")
    }


def role_figures(examples: Sequence[Example], readings: Sequence[Reading]) -> dict[str, float]:
    """Return macro F1 over the eight roles of news, accuracy, and accuracy over the five groups."""
    gold = np.concatenate([e.roles for e in examples])
    pred = np.concatenate([r.roles.argmax(1) for r in readings])
    gold, pred = gold[gold != UNKNOWN], pred[gold != UNKNOWN]
    f1 = [
        200 * ((gold == n) & (pred == n)).sum() / max(1, (gold == n).sum() + (pred == n).sum())
        for n in range(len(ROLES) - 1)
    ]
    groups = np.array(GROUPS)
    return {
        "macro8": float(np.mean(f1)),
        "accuracy": 100 * float((gold == pred).mean()),
        "groups5": 100 * float((groups[gold] == groups[pred]).mean()),
    }
