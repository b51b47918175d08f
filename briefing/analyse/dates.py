"""Calendar dates with their precision, resolved against the publication date."""

from __future__ import annotations

from briefing.lexicon import Lexicon
from briefing.model import DateMention, Document, Problem


def find_dates(document: Document, lexicon: Lexicon) -> tuple[tuple[DateMention, ...], tuple[Problem, ...]]:
    """Return the dates in text order and what could not be resolved."""
    return (), ()
