"""Analysis -> Briefing: chooses, orders and cites; has no words of its own."""

from __future__ import annotations

from briefing.compose.page import ComposeOptions, compose, shipped_options
from briefing.compose.verbatim import verify

__all__ = ["ComposeOptions", "compose", "shipped_options", "verify"]
