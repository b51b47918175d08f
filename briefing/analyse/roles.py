"""What each sentence is for, and which of them are background."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.lexicon import Lexicon
from briefing.model import DateMention, Document, Role, SentenceRole, Statement


def find_roles(
    document: Document, statements: Sequence[Statement], dates: Sequence[DateMention], lexicon: Lexicon
) -> tuple[SentenceRole, ...]:
    """Return the role of every sentence, in order."""
    return tuple(SentenceRole(Role.CURRENT_CONTEXT, False) for _ in document.sentences)


def find_background(
    document: Document,
    roles: Sequence[SentenceRole],
    statements: Sequence[Statement],
    dates: Sequence[DateMention],
    lexicon: Lexicon,
) -> tuple[int, ...]:
    """Return the indices of the background sentences, in text order."""
    return ()
