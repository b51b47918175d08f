"""Fit what confidence in a speaker is worth, and choose from which confidence on a speaker is printed.

The confidence is mapped to the share of speakers found right, by Platt scaling (Platt 1999, in log odds) or isotonic
regression (Zadrozny and Elkan 2002), whichever has the lower Brier score on articles it was not fitted to. Called by
`python -m tests.quality --calibrate`, which judges the statements against annotated articles.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefing.analyse.trust import Knot, SpeakerTrust
from briefing.model import Accuracy

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int_]
Flags = npt.NDArray[np.bool_]
Fit = Callable[[Floats, Floats], tuple[Knot, ...]]

MOST_WRONG = 0.02
"""Share of the printed speakers that may be wrong."""
ALLOWED = (MOST_WRONG, 0.0175, 0.015, 0.0125, 0.01, 0.005)
"""Shares a threshold is fitted to: the first with which `MOST_WRONG` holds on articles it was not fitted to."""
LEAST = 0.5
"""A speaker as likely wrong as right is never printed, however few of them there are."""
FOLDS = 5
BINS = 10
EDGE = 0.005
"""Confidences are kept this far from 0 and 1, where log odds have no end."""
KNOTS = 20
"""Straight pieces that stand for the curve of Platt scaling."""
STEPS = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement with a named speaker: its confidence and whether annotators heard the same.

    `right` is None where they marked nobody as saying this: then there was no speaker to be right about.
    """

    corpus: str
    article: str
    confidence: float
    right: bool | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence: how many, their mean confidence, and the share that was right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well confidence tells the share that is right: the bins, rising; expected calibration error; Brier score."""

    bins: tuple[Bin, ...]
    ece: float
    brier: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted, by which method, and what it measures on articles it was not fitted to."""

    trust: SpeakerTrust
    method: str
    before: Reliability
    after: Reliability
    heard: Reliability
    """Of all statements, with those that nobody was heard to make as wrong: is it an attribution, and by whom?"""
    printed: int
    """Statements at or above the threshold, those with nobody to be right about among them."""


def calibrate(judged: Sequence[Judged]) -> Calibration:
    """Return the calibration of statements, which must be of `FOLDS` articles or more; ValueError for fewer.

    Knots and threshold are fitted to all; accuracy and reliability are those of five folds over articles, each judged
    with what was fitted to the other four. Where too many of these are wrong, the threshold is fitted to fewer still.
    The same statements in any order give the same result.
    """
    ordered = sorted(judged, key=lambda j: (j.corpus, j.article, j.confidence, str(j.right)))
    articles = sorted({(j.corpus, j.article) for j in ordered})
    if len(articles) < FOLDS:
        raise ValueError(f"{len(articles)} articles are too few to calibrate on; {FOLDS} is the least")
    fold_of = {article: n % FOLDS for n, article in enumerate(articles)}
    told = [j for j in ordered if j.right is not None]
    found = np.array([j.confidence for j in told])
    right = np.array([bool(j.right) for j in told], dtype=np.float64)
    folds = np.array([fold_of[j.corpus, j.article] for j in told])
    held = {name: _held_out(fit, found, right, folds) for name, fit in METHODS.items()}
    method = min(held, key=lambda name: reliability(held[name], right).brier)
    for allowed in ALLOWED:
        printed = _printed(METHODS[method], found, right, folds, allowed)
        if (right[printed] == 0).sum() <= MOST_WRONG * printed.sum():
            break
    knots = METHODS[method](found, right)
    trust = SpeakerTrust(knots)
    least = threshold(_mapped(found, trust), right, allowed)
    every = _mapped(np.array([j.confidence for j in ordered]), trust)
    accuracy = Accuracy(int(right[printed].sum()), int(printed.sum()), len(articles))
    return Calibration(
        SpeakerTrust(knots, least, accuracy),
        method,
        reliability(found, right),
        reliability(held[method], right),
        reliability(every, np.array([float(j.right is True) for j in ordered])),
        int((every >= least).sum()),
    )


def write(trust: SpeakerTrust, path: Path) -> None:
    """Write the figures as `analyse.trust.load_trust` reads them; TypeError where the accuracy was not measured."""
    if trust.accuracy is None:
        raise TypeError("the accuracy of the speakers was not measured")
    stored = {"knots": trust.knots, "threshold": trust.threshold, "accuracy": asdict(trust.accuracy)}
    path.write_text(json.dumps(stored) + "\n", encoding="utf-8")


def reliability(confidence: Floats, right: Floats) -> Reliability:
    """Return how well confidences tell what is right, in `BINS` of as equal counts as equal confidences allow."""
    if not len(right):
        return Reliability((), 0.0, 0.0)
    order = np.argsort(confidence, kind="stable")
    wanted = (np.arange(len(order)) * BINS) // len(order)
    values = confidence[order]
    first = np.searchsorted(values, values, side="left")  # equal confidences share the bin of their first
    place = wanted[first]
    bins = tuple(
        Bin(int(here.sum()), float(values[here].mean()), float(right[order][here].mean()))
        for here in (place == n for n in np.unique(place))
    )
    ece = sum(b.count * abs(b.confidence - b.right) for b in bins) / len(order)
    return Reliability(bins, ece, float(((confidence - right) ** 2).mean()))


def threshold(chances: Floats, right: Floats, most_wrong: float = MOST_WRONG) -> float:
    """Return the least probability at or above which at most this share is wrong, and not less than `LEAST`.

    One more is counted as wrong than was seen, so that few statements prove nothing; 1 where too many always are.
    """
    for least in (LEAST, *np.unique(chances[chances > LEAST])):
        kept = chances >= least
        if (kept & (right == 0)).sum() + 1 <= most_wrong * (kept.sum() + 1):
            return _down(float(least))
    return 1.0


def _down(value: float) -> float:
    """Round down to four digits, as confidences are given, so that none at the threshold falls below it."""
    return float(np.floor(value * 10_000) / 10_000)


def _held_out(fit: Fit, found: Floats, right: Floats, folds: Places) -> Floats:
    """Return for each statement its probability by a fit to the other folds."""
    chances = np.zeros(len(found))
    for fold in range(FOLDS):
        here = folds == fold
        chances[here] = _mapped(found[here], SpeakerTrust(fit(found[~here], right[~here])))
    return chances


def _printed(fit: Fit, found: Floats, right: Floats, folds: Places, most_wrong: float) -> Flags:
    """Return for each statement whether it would be printed, by a fit and a threshold of the other folds."""
    printed = np.zeros(len(found), dtype=bool)
    for fold in range(FOLDS):
        here = folds == fold
        trust = SpeakerTrust(fit(found[~here], right[~here]))
        least = threshold(_mapped(found[~here], trust), right[~here], most_wrong)
        printed[here] = _mapped(found[here], trust) >= least
    return printed


def _mapped(found: Floats, trust: SpeakerTrust) -> Floats:
    return np.array([trust.probability(c) for c in found])


def platt(found: Floats, right: Floats) -> tuple[Knot, ...]:
    """Return points of the logistic curve over log odds that fits best; Newton's method from the share that is right.

    Targets are drawn in as Platt does, by one right and one wrong statement more than were seen. A curve that would
    fall with confidence is flat instead.
    """
    seen, total = right.sum(), len(right)
    share = (seen + 1) / (total + 2)
    target = np.where(right > 0, (seen + 1) / (seen + 2), 1 / (total - seen + 2))
    odds = _log_odds(found)
    slope, shift = 0.0, float(np.log(share / (1 - share)))
    inputs = np.stack([odds, np.ones(total)])
    for _ in range(STEPS):
        chance = _sigmoid(slope * odds + shift)
        weights = chance * (1 - chance)
        curvature = (inputs * weights) @ inputs.T + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, inputs @ (target - chance))
        slope, shift = slope + float(step[0]), shift + float(step[1])
    if slope <= 0:
        return ((0.0, round(share, 4)), (1.0, round(share, 4)))
    grid = np.linspace(0, 1, KNOTS + 1)
    curve = _sigmoid(slope * _log_odds(grid) + shift)
    return tuple((round(float(x), 4), round(float(y), 4)) for x, y in zip(grid, curve, strict=True))


def isotonic(found: Floats, right: Floats) -> tuple[Knot, ...]:
    """Return the rising steps that fit best (pool adjacent violators), as the ends of each step."""
    blocks: list[tuple[float, float, float, int]] = []  # first and last confidence, how many right, of how many
    for x in np.unique(found):
        here = right[found == x]
        blocks.append((float(x), float(x), float(here.sum()), len(here)))
        while len(blocks) > 1 and blocks[-2][2] * blocks[-1][3] >= blocks[-1][2] * blocks[-2][3]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((before[0], last[1], before[2] + last[2], before[3] + last[3]))
    ends = [(x, hits / count) for a, b, hits, count in blocks for x in dict.fromkeys((a, b))]
    return tuple((round(x, 6), round(y, 4)) for x, y in ends)


METHODS: dict[str, Fit] = {"Platt scaling": platt, "isotonic regression": isotonic}


def _log_odds(share: Floats) -> Floats:
    kept = np.clip(share, EDGE, 1 - EDGE)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


def _sigmoid(value: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-value))
    return result
