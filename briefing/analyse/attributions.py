"""Spans of source, cue and content, found with the parse and the quotation marks; replaceable whole."""

from __future__ import annotations

from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document


def find_attributions(document: Document, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return the attributions in order of their content's first character."""
    return ()
