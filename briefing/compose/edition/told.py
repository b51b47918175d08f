"""What a front page tells already: the same words, or nearly the same ones, are not printed twice."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.compose.printed import normal
from briefing.gather.words import Subjects, words_of
from briefing.lexicon import Lexicon
from briefing.model import Analysis, Line, Span

SHARE = 0.8
"""Share of a stretch's stems that one told line must have for it to say the same."""
FEWEST = 3
"""Stems: fewer are too few to tell whether two stretches say the same."""


class Told:
    """The lines of all articles that the page prints; grows as it is composed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._subjects = Subjects(lexicon)
        self._turns = lexicon.words("negations")
        self._words: list[str] = []
        self._stems: list[frozenset[str]] = []

    def add(self, line: Line, analysis: Analysis, speaker: str = "") -> None:
        """Note a line of an article as printed, under its speaker's name where it has one; a title counts as well."""
        name = self._of(speaker, [Span(0, len(speaker))])
        for piece in line.pieces:
            text = (analysis.article.title or "") if piece.title else analysis.text
            if not piece.referent:
                self._words.append(normal(piece.span.of(text)))
                self._stems.append(name | self._of(text, [piece.span]))

    def has(self, line: Line, analysis: Analysis) -> bool:
        """Tell whether every word of a line stands within told ones, in whatever article."""
        words = [normal(p.span.of(analysis.text)) for p in line.pieces if not (p.title or p.referent)]
        return bool(words) and all(any(w in told for told in self._words) for w in words)

    def reports(self, line: Line, analysis: Analysis, speaker: str) -> bool:
        """Tell whether a told line that names a speaker has nearly all of their words, each number, negated alike."""
        stems = self._of(analysis.text, [p.span for p in line.pieces if not (p.title or p.referent)])
        name = self._of(speaker, [Span(0, len(speaker))])
        numbers = {stem for stem in stems if stem.isdigit()}
        return len(stems) >= FEWEST and any(
            len(stems & told) >= SHARE * len(stems)
            and numbers <= told
            and not name.isdisjoint(told)
            and not (stems ^ told) & self._turns
            for told in self._stems
        )

    def repeats(self, line: Line, analysis: Analysis) -> bool:
        """Tell whether a line adds nothing to a told one: 'Storm over the Tarn' below 'Storm over the Tarn delta'."""
        stems = self._of(analysis.text, [p.span for p in line.pieces if not (p.title or p.referent)])
        return any(len(stems & told) >= SHARE * len(stems) and not (stems ^ told) & self._turns for told in self._stems)

    def negates(self, text: str, line: Line) -> bool:
        """Tell whether a line has a negation."""
        return any(w.plain in self._turns for piece in line.pieces for w in words_of(text, piece.span))

    def _of(self, text: str, spans: Iterable[Span]) -> frozenset[str]:
        words = [word for span in spans for word in words_of(text, span)]
        return frozenset((*self._subjects.of(words), *(w.plain for w in words if w.plain in self._turns)))
