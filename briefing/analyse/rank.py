"""Key sentences, best first."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.lexicon import Lexicon
from briefing.model import Actor, Dispute, Document, KeyPoint, SentenceRole, Statement


def rank_sentences(
    document: Document,
    actors: Sequence[Actor],
    statements: Sequence[Statement],
    disputes: Sequence[Dispute],
    roles: Sequence[SentenceRole],
    lexicon: Lexicon,
) -> tuple[KeyPoint, ...]:
    """Return the key sentences, best first: at least six where the article has them."""
    story = [s for s in document.sentences if s.tokens[1] > s.tokens[0]]
    return tuple(KeyPoint(s.index, 1 / (1 + n)) for n, s in enumerate(story[:8]))
