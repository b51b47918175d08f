"""Disputes: an accusation and its denial, a claim and its counter-claim, support and opposition on one point."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.disputes.alignment import Alignment
from briefing.analyse.disputes.denials import Wording
from briefing.analyse.disputes.gather import gather_disputes
from briefing.analyse.disputes.pairing import find_pairs
from briefing.analyse.disputes.positions import find_positions
from briefing.analyse.disputes.told import denied_claims, find_feuds
from briefing.analyse.stems import Stems
from briefing.lexicon import Lexicon
from briefing.model import Actor, Dispute, Document, Statement

__all__ = ["find_disputes", "find_silences"]

MOST = 5
"""Disputes returned at most."""


def find_disputes(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], lexicon: Lexicon
) -> tuple[Dispute, ...]:
    """Return the disputes, best first, ties in text order.

    Two statements of different speakers make a dispute where they speak about the same thing and one of them denies,
    answers or is set against the other; so do a denial of what nobody is quoted for, and a feud between two parties
    that a sentence tells of. Few and right: a pair that only differs is none, the two sides never hold the same
    position but in a feud, and one of them is known.

    Confidence is set by rule, from reading what the rules gave in raw news articles: from 0.6 on about four of five
    are disputes with the right sides, below that one of two.
    """
    wording = Wording.of(lexicon)
    positions = find_positions(document, actors, statements, Stems(), wording)
    found = list(gather_disputes(positions, find_pairs(positions, Alignment(document))))
    for dispute in (*denied_claims(document, actors, positions, wording), *find_feuds(document, actors, lexicon)):
        if not any(_touches(dispute, other) for other in found):
            found.append(dispute)
    return tuple(sorted(found, key=lambda d: -d.confidence)[:MOST])


def find_silences(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], lexicon: Lexicon
) -> tuple[Statement, ...]:
    """Return who gave no answer, in text order: 'declined to comment', 'did not respond', 'could not be reached'.

    What a statement of `statements` does not tell already is a statement of its own: its source is who was asked, its
    cue the verb, its content what was refused.
    """
    positions = find_positions(document, actors, statements, Stems(), Wording.of(lexicon))
    return tuple(p.statement for p in positions if p.silent)


def _touches(dispute: Dispute, other: Dispute) -> bool:
    """Tell whether the two share evidence."""
    mine, theirs = ([span for side in d.sides for span in side.evidence] for d in (dispute, other))
    return any(a.overlap(b) for a in mine for b in theirs)
