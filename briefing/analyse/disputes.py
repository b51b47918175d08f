"""Disputes: an accusation and its denial, a claim and its counter-claim, support and opposition on one point."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.lexicon import Lexicon
from briefing.model import Actor, Dispute, Document, Statement


def find_disputes(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], lexicon: Lexicon
) -> tuple[Dispute, ...]:
    """Return the disputes, best first."""
    return ()
