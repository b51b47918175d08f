"""What a sentence loses because the page has its speaker, or its quotation, already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefing.analyse.rank.features import quotation_runs
from briefing.model import Document, Sentence, Statement

SAME_SPEAKER = 0.2
"""What a sentence loses for each chosen one of its speaker's beyond `FREE`: a page has all positions.

Any value from 0.1 to 0.3 gained a point of what annotators chose (17 articles, so not more than 'does no harm') and
left the share of main events among the first six of 60 articles of NewsDiscourse as it was (26.0 to 26.3).
"""
FREE = 2
"""Sentences of one speaker that the page carries without loss."""
SAME_QUOTATION = 1.0
"""What a sentence loses where another of its quotation is chosen, or says who speaks: it comes after all others."""


@dataclass(frozen=True, slots=True)
class Diversity:
    """The speakers and quotations of each story sentence; several speakers in all, or none counts.

    `led` are the sentences whose quotation has another that says who speaks.
    """

    speakers: tuple[frozenset[str], ...]
    quotations: tuple[frozenset[int], ...]
    led: frozenset[int]

    @classmethod
    def of(
        cls, document: Document, story: Sequence[Sentence], statements: Sequence[Statement], torn: Collection[int]
    ) -> Diversity:
        """Look up who speaks in each story sentence and which quotations of several sentences it belongs to.

        `torn` are the indices of the sentences that do not say who speaks.
        """
        speakers: dict[int, set[str]] = {}
        for statement in statements:
            for span in statement.content:
                for sentence in document.sentences_of(span):
                    if statement.speaker:
                        speakers.setdefault(sentence.index, set()).add(statement.speaker)
        quotations: dict[int, set[int]] = {}
        for number, run in enumerate(quotation_runs(document)):
            for index in run:
                quotations.setdefault(index, set()).add(number)
        leading = {number for number, run in enumerate(quotation_runs(document)) if not set(run) <= set(torn)}
        several = len({speaker for found in speakers.values() for speaker in found}) > 1
        return cls(
            tuple(frozenset(speakers.get(s.index, ()) if several else ()) for s in story),
            tuple(frozenset(quotations.get(s.index, ())) for s in story),
            frozenset(
                i
                for i, s in enumerate(story)
                if s.index in torn and not leading.isdisjoint(quotations.get(s.index, ()))
            ),
        )

    def loss(self, candidate: int, chosen: Sequence[int]) -> float:
        """Return what the candidate loses beside the sentences chosen so far, all by their place in the story."""
        if candidate in self.led or any(self.quotations[candidate] & self.quotations[n] for n in chosen):
            return SAME_QUOTATION
        same = sum(bool(self.speakers[candidate] & self.speakers[n]) for n in chosen)
        return SAME_SPEAKER * max(0, same - FREE)
