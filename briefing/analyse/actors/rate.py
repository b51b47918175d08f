"""How much each actor matters to the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from briefing.analyse.actors.grammar import verb_of
from briefing.model import Actor, ActorKind, BlockKind, Document, MentionType, Span, Statement

LEAD_SENTENCES = 3
KIND_WEIGHT = {
    ActorKind.PERSON: 1.0, ActorKind.ORGANIZATION: 0.8, ActorKind.COUNTRY: 0.75,
    ActorKind.GROUP: 0.7, ActorKind.PLACE: 0.5,
}  # fmt: skip
"""People are remembered as actors before bodies, bodies before places."""


def rate_actors(document: Document, actors: Sequence[Actor], statements: Sequence[Statement]) -> tuple[Actor, ...]:
    """Return the actors with their importance set, most important first; ids stay.

    Importance in [0, 1] grows with the share of mentions, of subjects and of statements, and with standing in the
    headline or lead; ties go to the earlier first mention.
    """
    spoken = Counter(s.speaker for s in statements if s.speaker)
    scores = [_score(document, a, spoken[a.id]) for a in actors]
    top = max(scores, default=0.0) or 1.0
    rated = [replace(a, importance=round(s / top, 3)) for a, s in zip(actors, scores, strict=True)]
    return tuple(sorted(rated, key=lambda a: (-a.importance, a.mentions[0].span.start)))


def _score(document: Document, actor: Actor, statements: int) -> float:
    named = [m for m in actor.mentions if m.type is not MentionType.PRONOUN]
    pronouns = len(actor.mentions) - len(named)
    subjects = sum(_acts(document, m.span.start, m.span.end) for m in actor.mentions)
    first = document.sentence_at(actor.mentions[0].span.start)
    blocks = document.article.blocks
    headline = any(
        (s := document.sentence_at(m.span.start)) and blocks[s.block].kind is BlockKind.HEADLINE for m in named
    )
    lead = first is not None and first.index < LEAD_SENTENCES
    raw = sqrt(len(named)) + 0.3 * sqrt(pronouns) + 0.8 * sqrt(subjects) + 1.0 * sqrt(statements)
    raw += 1.0 * headline + 0.7 * lead + 0.4 * (actor.role is not None)
    return raw * KIND_WEIGHT[actor.kind]


def _acts(document: Document, start: int, end: int) -> bool:
    """Tell whether the mention is the subject of a verb."""
    return any(verb_of(document, t.index) is not None for t in document.tokens_of(Span(start, end)))
