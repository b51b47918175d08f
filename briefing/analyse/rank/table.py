"""The story's sentences with all that is known of them before any weight is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.rank.diversity import Diversity
from briefing.analyse.rank.features import Features, headline_bag, sentence_features, story_features, torn_sentences
from briefing.analyse.rank.referents import find_referents, mentions_by_sentence
from briefing.analyse.rank.weights import Weights
from briefing.analyse.role_features import Quoted, story_sentences
from briefing.analyse.stems import Bag, Stems, stem_bags
from briefing.model import Actor, BlockKind, Dispute, Document, Referent, Role, Sentence, SentenceRole, Statement

EMBEDDED = re.compile(r"pic\.twitter\.com/|\(@\w{1,15}\)|\bt\.co/")
"""What only an embedded post holds: a picture's or link's address, its author's handle: '(@portalden)'."""
FEWEST_WORDS = 5
"""A sentence shorter than this is no key point."""
SURE = 0.8
"""Confidence from which the main dispute has to be on the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A story's sentences in text order, each beside its stems, features and referents.

    `eligible` are the places, in the story, of those that can be key points; `disputed` of those that tell the most
    sides of the main dispute. `headed` tells whether the headline is known.
    """

    story: tuple[Sentence, ...]
    bags: tuple[Bag, ...]
    features: tuple[Features, ...]
    referents: tuple[tuple[Referent, ...], ...]
    diversity: Diversity
    eligible: tuple[int, ...]
    disputed: frozenset[int]
    headed: bool

    @classmethod
    def of(
        cls,
        document: Document,
        actors: Sequence[Actor],
        statements: Sequence[Statement],
        disputes: Sequence[Dispute],
        roles: Sequence[SentenceRole],
    ) -> Table:
        """Collect what an article's analysis so far says of its sentences; any text has a table."""
        story = story_sentences(document)
        stems = Stems()
        bags, headline = stem_bags(document, story, stems), headline_bag(document, stems)
        mentions = mentions_by_sentence(document, actors)
        speaking = {span for s in statements if s.speaker is not None for span in s.source}
        referents = tuple(find_referents(document, s, mentions, speaking) for s in story)
        quoted = Quoted.of(document)
        torn = torn_sentences(document, quoted)
        features = story_features(document, story, bags, headline, disputes, roles)
        for row, sentence, known in zip(features, story, referents, strict=True):
            row |= sentence_features(document, sentence, quoted, mentions, known)
            row["torn"] = float(sentence.index in torn)
        main = _tellers(document, [d for d in disputes[:1] if d.confidence >= SURE])
        return cls(
            story=tuple(story),
            bags=tuple(bags),
            features=tuple(features),
            referents=referents,
            diversity=Diversity.of(document, story, statements, torn),
            eligible=_eligible(document, story, roles),
            disputed=frozenset(i for i, s in enumerate(story) if s.index in main),
            headed=bool(headline),
        )

    def parts(self, weights: Weights) -> list[dict[str, float]]:
        """Return what each feature adds to each sentence's worth."""
        which = 0 if self.headed else 1
        return [{name: pair[which] * row[name] for name, pair in weights.items()} for row in self.features]


def _eligible(document: Document, story: Sequence[Sentence], roles: Sequence[SentenceRole]) -> tuple[int, ...]:
    """Return the sentences that can be key points, each that is, but for case and blanks, told twice only once."""
    first: dict[str, int] = {}
    for i, sentence in enumerate(story):
        text = sentence.span.of(document.text)
        if _is_news(document, sentence, roles) and not EMBEDDED.search(text):
            first.setdefault(" ".join(text.lower().split()), i)
    return tuple(first.values())


def _is_news(document: Document, sentence: Sentence, roles: Sequence[SentenceRole]) -> bool:
    """Tell whether a sentence is one of the body, news, and more than a cry."""
    body = document.article.blocks[sentence.block].kind is BlockKind.BODY
    long_enough = sentence.tokens[1] - sentence.tokens[0] >= FEWEST_WORDS
    return body and long_enough and roles[sentence.index].role is not Role.NOT_NEWS


def _tellers(document: Document, disputes: Sequence[Dispute]) -> set[int]:
    """Return the sentences that tell the most sides of a dispute."""
    told = Counter(
        index
        for dispute in disputes
        for side in dispute.sides
        for index in {s.index for span in side.evidence for s in document.sentences_of(span)}
    )
    return {index for index, sides in told.items() if sides == max(told.values())}
