"""How far a named speaker can be trusted: the reader's confidence made a probability, and what was measured.

All figures are fitted to annotated articles by `briefing.train.calibrate` and shipped as one file of package data.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from briefing.model import Accuracy, Attribution

FILE = "speakers.json"

Knot = tuple[float, float]
"""A confidence as the analysis gives it, and the share of speakers that were right at it."""


@dataclass(frozen=True, slots=True)
class SpeakerTrust:
    """What confidence in a speaker is worth; without figures it stays what it is.

    `knots` rise in both values; between them the share is interpolated, beyond them it stays. A speaker whose
    calibrated confidence is below `threshold` is not to be printed; `accuracy` is that of the speakers at or above it,
    measured on articles that neither knots nor threshold were fitted to.
    """

    knots: tuple[Knot, ...] = ()
    threshold: float = 0.5
    accuracy: Accuracy | None = None

    def probability(self, confidence: float) -> float:
        """Return how likely a speaker of this confidence is the right one, in [0, 1]."""
        if not self.knots:
            return confidence
        i = bisect.bisect_left(self.knots, (confidence, 0.0))
        if i == 0 or i == len(self.knots):
            return self.knots[min(i, len(self.knots) - 1)][1]
        (x0, y0), (x1, y1) = self.knots[i - 1 : i + 1]
        return y0 + (y1 - y0) * (confidence - x0) / (x1 - x0)


def calibrated(attributions: Sequence[Attribution], trust: SpeakerTrust) -> tuple[Attribution, ...]:
    """Return the attributions in their order with calibrated confidence; one without a source keeps what it has.

    Whom a source means is another question, asked afterwards: its share of right answers comes on top, as a factor.
    """
    return tuple(
        replace(a, confidence=round(trust.probability(a.confidence), 4)) if a.source else a for a in attributions
    )


def load_trust() -> SpeakerTrust:
    """Read the figures from the package (well under a millisecond)."""
    stored = json.loads((files("briefing.analyse") / "data" / FILE).read_text(encoding="utf-8"))
    knots = tuple((float(x), float(y)) for x, y in stored["knots"])
    return SpeakerTrust(knots, float(stored["threshold"]), Accuracy(**stored["accuracy"]))
