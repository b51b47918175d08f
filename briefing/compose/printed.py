"""What the page prints already: words are printed once, wherever and however often the article has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from briefing.compose.pieces import covered
from briefing.model import Analysis, Line, Span


class Printed:
    """The stretches printed so far, and with them the sentences of the article that say the same word for word."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.text
        self._document = analysis.document
        self.spans: list[Span] = []
        self._twins: defaultdict[str, list[Span]] = defaultdict(list)
        for sentence in analysis.document.sentences:
            self._twins[normal(sentence.span.of(analysis.text))].append(sentence.span)

    def add(self, spans: Iterable[Span]) -> None:
        """Note stretches as printed."""
        for span in spans:
            self.spans.append(span)
            for sentence in self._document.sentences_of(span):
                if sentence.span.overlap(span) > 0.8 * len(sentence.span):
                    self.spans += self._others(sentence.span)

    def add_line(self, line: Line) -> None:
        """Note a line's own words as printed: neither names from elsewhere nor a title."""
        self.add(piece.span for piece in line.pieces if not (piece.referent or piece.title))

    def has(self, *spans: Span, share: float = 0.5) -> bool:
        """Tell whether more than a share of the stretches' characters is printed."""
        return sum(covered(span, self.spans) for span in spans) > share * sum(map(len, spans))

    def _others(self, span: Span) -> list[Span]:
        return [twin for twin in self._twins[normal(span.of(self._text))] if twin != span]


def normal(words: str) -> str:
    """Return the letters and digits of words, in small letters: equal for what reads the same."""
    return "".join(c for c in words.casefold() if c.isalnum())
