"""Disputes: an accusation and its denial, a claim and its counter-claim, support and opposition on one point."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.disputes.gather import gather_disputes
from briefing.analyse.disputes.pairing import find_pairs
from briefing.analyse.disputes.positions import Wording, find_positions
from briefing.analyse.stems import Stems
from briefing.lexicon import Lexicon
from briefing.model import Actor, Dispute, Document, Statement

__all__ = ["find_disputes"]


def find_disputes(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], lexicon: Lexicon
) -> tuple[Dispute, ...]:
    """Return the disputes, best first, ties in text order.

    Two statements of different speakers make a dispute where they speak about the same thing and one of them denies,
    answers or is set against the other. Few and right: a pair that only differs is none.
    """
    wording = Wording.of(lexicon)
    positions = find_positions(document, actors, statements, Stems(), wording)
    return gather_disputes(positions, find_pairs(positions, wording.camps))
