"""What speaks for a sentence as a key point: place, likeness to headline and whole, names, length, role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.analyse.role_features import Quoted
from briefing.analyse.stems import Bag, Stems, cosine, unit
from briefing.model import (
    Actor,
    BlockKind,
    Dispute,
    Document,
    MentionType,
    Role,
    Sentence,
    SentenceRole,
    Statement,
    Token,
)

FULL_LENGTH = 24
"""Words from which a sentence is long enough to stand for itself."""
LONG = 45
"""Words from which a sentence is one of those that carry a whole position or event."""
MANY_NAMES = 4
"""Names from which more add nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the other extractors found, for the ranking to weigh."""

    actors: Sequence[Actor]
    statements: Sequence[Statement]
    disputes: Sequence[Dispute]
    roles: Sequence[SentenceRole]


def headline_bag(document: Document, stems: Stems) -> Bag:
    """Return the stems of the headline in the text, or of the title given with the article; empty where neither is."""
    blocks = document.article.blocks
    heads = [s for s in document.sentences if blocks[s.block].kind is BlockKind.HEADLINE]
    found: Counter[str] = Counter()
    for sentence in heads:
        found.update(stems.of(document.words(sentence)))
    if not found and document.article.title:
        plain = (word.strip(".,:;!?'\"’‘“”()") for word in document.article.title.lower().split())
        found.update(stems.word(word) for word in plain if len(word) > 3)
    return unit(dict.fromkeys(found, 1.0))


def rank_features(
    document: Document, story: Sequence[Sentence], bags: Sequence[Bag], headline: Bag, evidence: Evidence
) -> list[dict[str, float]]:
    """Return each story sentence's features, all in [0, 1]; `bags` runs beside the story."""
    quoted = Quoted.of(document)
    central, vectors = _central(bags), _central_vectors(document, story)
    acting, disputed = _acting(document, evidence.actors), _disputed(document, evidence.disputes)
    return [
        {
            "lead": 1 / (1 + i),
            "early": 1 - i / len(story),
            "paragraph": float(i == 0 or story[i - 1].block != sentence.block),
            "headline": sum(headline.get(stem, 0.0) ** 2 for stem in bags[i]),
            "central": central[i],
            "vector": float(vectors[i]),
            **_wording(document.words(sentence)),
            "quoted": quoted.share(sentence.span),
            "actors": min(1.0, acting.get(sentence.index, 0.0)),
            "disputed": float(sentence.index in disputed),
            "context": float(evidence.roles[sentence.index].role is Role.PREVIOUS_EVENT),
            "anecdote": float(evidence.roles[sentence.index].role is Role.ANECDOTAL_EVENT),
            "event": float(evidence.roles[sentence.index].role is Role.MAIN_EVENT),
        }
        for i, sentence in enumerate(story)
    ]


def _wording(words: Sequence[Token]) -> dict[str, float]:
    names = {t.text for t in words if t.entity and t.pos == "PROPN"}
    return {
        "names": min(1.0, len(names) / MANY_NAMES),
        "figures": float(any(t.pos == "NUM" for t in words)),
        "length": min(1.0, len(words) / FULL_LENGTH),
        "long": min(1.0, max(0, len(words) - FULL_LENGTH) / (LONG - FULL_LENGTH)),
    }


def _central(bags: Sequence[Bag]) -> list[float]:
    """Return each bag's likeness to the sum of all, 1 for the likest (Radev's centroid)."""
    total: Bag = {}
    for bag in bags:
        for stem, weight in bag.items():
            total[stem] = total.get(stem, 0.0) + weight
    centre = unit(total)
    likeness = [cosine(bag, centre) for bag in bags]
    peak = max(likeness, default=0.0) or 1.0
    return [value / peak for value in likeness]


def _central_vectors(document: Document, story: Sequence[Sentence]) -> npt.NDArray[np.float32]:
    """Return how near each sentence's vector lies to the mean of all, from 0 (farthest) to 1 (nearest)."""
    rows = document.vectors[[s.index for s in story]]
    if not rows.size:
        return np.zeros(len(story), np.float32)
    near = rows @ rows.mean(axis=0)
    low, high = float(near.min()), float(near.max())
    return np.asarray((near - low) / max(high - low, 1e-6), np.float32)


def _acting(document: Document, actors: Sequence[Actor]) -> dict[int, float]:
    """Return the importance of the actors that each sentence names or describes, added up and halved."""
    found: dict[int, dict[str, float]] = {}
    for actor in actors:
        for mention in actor.mentions:
            if mention.type is not MentionType.PRONOUN and (s := document.sentence_at(mention.span.start)):
                found.setdefault(s.index, {})[actor.id] = actor.importance
    return {index: sum(sorted(by.values())) / 2 for index, by in found.items()}


def _disputed(document: Document, disputes: Sequence[Dispute]) -> set[int]:
    """Return the sentences that hold evidence of a dispute."""
    spans = (span for dispute in disputes for side in dispute.sides for span in side.evidence)
    return {sentence.index for span in spans for sentence in document.sentences_of(span)}
