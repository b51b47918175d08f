"""Sentences where annotators ended them, for training on what they labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.analyse.sentences import Splitter
from briefing.model import Block, Span


@dataclass(frozen=True, slots=True)
class LabelledSplitter(Splitter):
    """Splits where the annotators did, so that every sentence has one label."""

    starts: tuple[int, ...] = ()

    def split(self, text: str, block: Block) -> Sequence[Span]:
        """Return the annotated sentences of the block; what lies before the first is one more."""
        a, b = block.span.start, block.span.end
        cuts = [a, *(s for s in self.starts if a < s < b), b]
        pieces = [(x, text[x:y]) for x, y in pairwise(cuts) if text[x:y].strip()]
        return [Span(x + len(t) - len(t.lstrip()), x + len(t.rstrip())) for x, t in pieces]
