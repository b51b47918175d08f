"""What each feature of a sentence counts: where the headline is known, and where it is not.

Written by `python -m briefing.train.rank`; not to be edited by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

Weights = Mapping[str, tuple[float, float]]

WEIGHTS: Weights = {
    "lead": (0.000, 0.385),
    "early": (0.109, 0.116),
    "paragraph": (0.032, 0.032),
    "headline": (0.358, 0.358),
    "central": (0.044, 0.304),
    "opening": (0.239, 0.239),
    "centre": (0.023, 0.023),
    "disputed": (0.058, 0.058),
    "main_event": (0.014, 0.014),
    "consequence": (0.000, 0.000),
    "previous_event": (0.008, 0.008),
    "evaluation": (-0.003, -0.003),
    "anecdotal_event": (-0.129, -0.129),
    "length": (0.033, 0.001),
    "long": (0.129, 0.006),
    "quoted": (-0.079, -0.079),
    "question": (-0.263, -0.263),
    "numbers": (0.016, 0.016),
    "named": (0.020, 0.020),
    "referents": (-0.085, -0.085),
    "dangling": (0.000, 0.000),
    "torn": (-0.027, -0.027),
}
REDUNDANCY = 0.116
"""How much a sentence loses for repeating a better one (maximal marginal relevance, Carbonell and Goldstein 1998)."""
