"""What each feature of a sentence counts: where the headline is known, and where it is not.

Written by `python -m briefing.train.rank`; not to be edited by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

Weights = Mapping[str, tuple[float, float]]

WEIGHTS: Weights = {
    "lead": (0.000, 0.391),
    "early": (0.130, 0.125),
    "paragraph": (0.037, 0.037),
    "headline": (0.339, 0.339),
    "central": (0.003, 0.272),
    "opening": (0.142, 0.142),
    "centre": (0.225, 0.225),
    "disputed": (0.075, 0.075),
    "main_event": (0.005, 0.005),
    "consequence": (0.051, 0.051),
    "previous_event": (0.066, 0.066),
    "evaluation": (-0.007, -0.007),
    "anecdotal_event": (-0.120, -0.120),
    "length": (0.000, 0.000),
    "long": (0.108, -0.027),
    "quoted": (-0.066, -0.066),
    "question": (-0.237, -0.237),
    "numbers": (0.026, 0.026),
    "named": (0.046, 0.046),
    "referents": (-0.087, -0.087),
    "dangling": (-0.004, -0.004),
    "torn": (-0.028, -0.028),
}
REDUNDANCY = 0.079
"""How much a sentence loses for repeating a better one (maximal marginal relevance, Carbonell and Goldstein 1998)."""
