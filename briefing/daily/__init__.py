"""The daily edition from end to end: sources -> store -> stories -> front page -> where it was asked to go."""

from __future__ import annotations

from briefing.daily.records import Order, Ran
from briefing.daily.run import run_daily

__all__ = ["Order", "Ran", "run_daily"]
