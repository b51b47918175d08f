"""Sentences: NLTK's Punkt within blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nltk.tokenize.punkt import PunktSentenceTokenizer

from briefing.model import Block, Span


@dataclass(frozen=True)
class Splitter:
    """A sentence splitter; make it with `load_splitter`."""

    punkt: PunktSentenceTokenizer

    def split(self, text: str, block: Block) -> Sequence[Span]:
        """Return the sentences of one block in order, without surrounding blanks, covering all else."""
        base = block.span.start
        return [Span(base + a, base + b) for a, b in self.punkt.span_tokenize(block.span.of(text))]


def load_splitter() -> Splitter:
    """Load the trained Punkt parameters."""
    return Splitter(PunktSentenceTokenizer())
