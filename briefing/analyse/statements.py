"""Who said what: the speaker of each attribution resolved or left unresolved, with stance and confidence."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.lexicon import Lexicon
from briefing.model import Actor, Attribution, Document, Problem, Statement


def find_statements(
    document: Document, attributions: Sequence[Attribution], actors: Sequence[Actor], lexicon: Lexicon
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Return one statement per attribution, in the same order, and what could not be resolved."""
    return (), ()
