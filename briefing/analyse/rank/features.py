"""What speaks for a sentence as a key point, and what against: place, likeness, role, length, quotation, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from briefing.analyse.rank.referents import Mentions, dangles
from briefing.analyse.role_features import Quoted
from briefing.analyse.stems import Bag, Stems, cosine, unit
from briefing.model import (
    BlockKind,
    Dispute,
    Document,
    MentionType,
    Referent,
    Role,
    Sentence,
    SentenceRole,
)

Features = Mapping[str, float]
"""A sentence's features by name, nearly all in [0, 1]."""

FULL_LENGTH = 24
"""Words from which a sentence is long enough to stand for itself."""
LONG = 45
"""Words from which a sentence is one of those that carry a whole position or event."""
FIGURES = 3
"""Numbers from which a sentence is as full of them as counts."""
OPENING = (3.0, 2.0, 1.0)
"""How much each of a story's first sentences weighs in what it opens with."""
TELLING = (Role.MAIN_EVENT, Role.CONSEQUENCE, Role.PREVIOUS_EVENT, Role.EVALUATION, Role.ANECDOTAL_EVENT)
"""Roles that tell whether a sentence belongs on the page; the others neither draw nor deter."""
ENDINGS = "\"'”’)»"
"""Marks that may stand behind a sentence's own last mark."""


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


def story_features(
    document: Document,
    story: Sequence[Sentence],
    bags: Sequence[Bag],
    headline: Bag,
    disputes: Sequence[Dispute],
    roles: Sequence[SentenceRole],
) -> list[dict[str, float]]:
    """Return what each story sentence shows beside the others; `bags` runs beside the story."""
    central, disputed = _central(bags), _disputed(document, disputes)
    opening, centre = _likeness(document, story)
    return [
        {
            "lead": 1 / (1 + i),
            "early": 1 - i / len(story),
            "paragraph": float(i == 0 or story[i - 1].block != sentence.block),
            "headline": sum(headline.get(stem, 0.0) ** 2 for stem in bags[i]),
            "central": central[i],
            "opening": opening[i],
            "centre": centre[i],
            "disputed": float(sentence.index in disputed),
            **_role_shares(roles[sentence.index]),
        }
        for i, sentence in enumerate(story)
    ]


def sentence_features(
    document: Document, sentence: Sentence, quoted: Quoted, mentions: Mentions, referents: Sequence[Referent]
) -> dict[str, float]:
    """Return what a sentence shows by itself: its length, its quotation, its names and figures, how it stands alone."""
    words = document.words(sentence)
    return {
        "length": min(1.0, len(words) / FULL_LENGTH),
        "long": min(1.0, max(0, len(words) - FULL_LENGTH) / (LONG - FULL_LENGTH)),
        "quoted": quoted.share(sentence.span),
        "question": float(sentence.span.of(document.text).rstrip(ENDINGS).endswith("?")),
        "numbers": min(1.0, sum(t.pos == "NUM" for t in words) / FIGURES),
        "named": _named(sentence, mentions),
        "referents": min(1.0, len(referents) / 2),
        "dangling": float(dangles(document, sentence, referents)),
    }


def torn_sentences(document: Document, quoted: Quoted) -> frozenset[int]:
    """Return the sentences cut from a longer quotation without the words that say who speaks."""
    return frozenset(index for run in quotation_runs(document) for index in run if not _cued(document, index, quoted))


def quotation_runs(document: Document) -> list[tuple[int, ...]]:
    """Return the sentences of each quotation that has more than one, in text order."""
    runs = (
        tuple(dict.fromkeys(s.index for span in quotation.spans for s in document.sentences_of(span)))
        for quotation in document.quotations
    )
    return [run for run in runs if len(run) > 1]


def _cued(document: Document, index: int, quoted: Quoted) -> bool:
    """Tell whether a sentence of a quotation has a subject outside the marks, which says who speaks: 'Dale said'."""
    words = document.words(document.sentences[index])
    return any(t.dep in {"nsubj", "nsubjpass"} and not quoted.share(t.span) for t in words)


def _named(sentence: Sentence, mentions: Mentions) -> float:
    """Return how important the actors named in the sentence are together, 1 for two of the most important."""
    here = {actor.id: actor for m, actor in mentions.get(sentence.index, ()) if m.type is MentionType.NAME}
    return min(1.0, sum(actor.importance for actor in here.values()) / 2)


def _disputed(document: Document, disputes: Sequence[Dispute]) -> set[int]:
    """Return the sentences that hold evidence of a dispute."""
    spans = (span for dispute in disputes for side in dispute.sides for span in side.evidence)
    return {sentence.index for span in spans for sentence in document.sentences_of(span)}


def _role_shares(role: SentenceRole) -> dict[str, float]:
    """Return how far the sentence plays each of the roles that tell."""
    return {str(told): float(role.role is told) for told in TELLING}


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


def _likeness(document: Document, story: Sequence[Sentence]) -> tuple[list[float], list[float]]:
    """Return how near each sentence's vector lies to what the story opens with, and to the whole story's."""
    vectors = document.reading.vectors if document.reading else document.vectors
    if not story or not vectors.size:
        return [0.0] * len(story), [0.0] * len(story)
    rows = vectors[[s.index for s in story]]
    weights = np.array(OPENING[: len(rows)], np.float32)
    return _cosines(rows, weights @ rows[: len(weights)]), _cosines(rows, rows.sum(axis=0))


def _cosines(rows: npt.NDArray[np.float32], towards: npt.NDArray[np.float32]) -> list[float]:
    return [float(value) for value in rows @ (towards / max(float(np.linalg.norm(towards)), 1e-9))]
