"""Stories of a day -> Edition: chooses, orders and cites; has no words of its own."""

from __future__ import annotations

from briefing.compose.edition.page import EditionOptions, compose_edition
from briefing.compose.edition.verbatim import lines_of_edition, verify_edition
from briefing.compose.edition.watching import Watch
from briefing.compose.edition.weigh import weigh

__all__ = ["EditionOptions", "Watch", "compose_edition", "lines_of_edition", "verify_edition", "weigh"]
