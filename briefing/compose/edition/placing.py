"""Lines of one article -> lines of a page with several: articles are numbered in the order they are first cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.compose.pieces import pieces, without_dateline
from briefing.model import (
    Analysis,
    Article,
    BlockKind,
    Contest,
    Event,
    Figure,
    Line,
    Party,
    Piece,
    Place,
    Report,
    Saying,
    Span,
    Voice,
)


class Desk:
    """Numbers the articles of a page, and sets lines under their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._analyses: list[Analysis] = []

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """The analyses of the articles cited so far, by number."""
        return tuple(self._analyses)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles cited so far, by number."""
        return tuple(a.article for a in self._analyses)

    @property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        """The sentences of each, which marks number."""
        return tuple(tuple(s.span for s in a.document.sentences) for a in self._analyses)

    def number(self, analysis: Analysis) -> int:
        """Return the number of an article, the next one where it was not cited yet."""
        id = analysis.article.id
        if id not in self._numbers:
            self._numbers[id] = len(self._analyses)
            self._analyses.append(analysis)
        return self._numbers[id]

    def piece(self, piece: Piece, analysis: Analysis) -> Piece:
        """Return a piece of an article under its number."""
        return replace(piece, article=self.number(analysis))

    def pieces(self, found: Sequence[Piece], analysis: Analysis) -> tuple[Piece, ...]:
        """Return pieces of an article under its number."""
        return tuple(self.piece(p, analysis) for p in found)

    def line(self, line: Line, analysis: Analysis, id: str, rank: float | None = None) -> Line:
        """Return a line of an article under its number, with another id and, where one is given, rank."""
        return Line(id, self.pieces(line.pieces, analysis), line.cites, line.rank if rank is None else rank)

    def span(self, span: Span, analysis: Analysis, id: str, rank: float) -> Line:
        """Return a stretch of an article as a line that cites the sentences it stands in; a dateline is left out."""
        sentence = analysis.document.sentence_at(span.start)
        if sentence is not None and sentence.span == span:
            span = without_dateline(sentence, analysis)
        cites = tuple(s.index for s in analysis.document.sentences_of(span))
        return Line(id, self.pieces(pieces([span], analysis.text), analysis), cites, rank)

    def saying(self, saying: Saying, analysis: Analysis, id: str, rank: float) -> Saying:
        """Return a saying of an article under its number."""
        return replace(
            saying, line=self.line(saying.line, analysis, id, rank), cue=self.pieces(saying.cue, analysis),
            source=self.pieces(saying.source, analysis),
        )  # fmt: skip

    def contest(self, contest: Contest, analysis: Analysis, id: str, rank: float) -> Contest:
        """Return a dispute within one article under its number."""
        parties = tuple(
            Party(
                self.pieces(party.names, analysis), party.position,
                tuple(self.line(e, analysis, f"{id}-{n}-{m}", rank) for m, e in enumerate(party.evidence, 1)),
            )
            for n, party in enumerate(contest.parties, 1)
        )  # fmt: skip
        return Contest(self.line(contest.issue, analysis, id, rank), parties)

    def event(self, event: Event, analysis: Analysis, id: str, rank: float) -> Event:
        """Return a dated event of an article under its number."""
        return Event(event.date, self.line(event.line, analysis, id, rank), told=False)


class Places:
    """Places in a story's articles -> lines."""

    def __init__(self, reports: Sequence[Report], desk: Desk) -> None:
        self.reports = {report.article: report for report in reports}
        self.desk = desk

    def has(self, place: Place) -> bool:
        """Tell whether the place's article is one of the story's."""
        return place.article in self.reports

    def line(self, place: Place, id: str, rank: float) -> Line:
        """Return the words at a place as a line."""
        return self.desk.span(place.span, self.reports[place.article].analysis, id, rank)

    def words(self, place: Place) -> str:
        """Return the words at a place."""
        return place.span.of(self.reports[place.article].analysis.text)

    def is_headline(self, figure: Figure) -> bool:
        """Tell whether a figure stands in a headline."""
        analysis = self.reports[figure.sentence.article].analysis
        sentence = analysis.document.sentence_at(figure.sentence.span.start)
        return sentence is not None and analysis.article.blocks[sentence.block].kind is BlockKind.HEADLINE

    def piece(self, place: Place) -> Piece:
        """Return the words at a place as one piece."""
        return self.desk.piece(Piece(place.span), self.reports[place.article].analysis)


def named(voice: Voice, name: Piece, sayings: Sequence[Saying], id: str) -> Voice:
    """Return a voice under another id and name, with these sayings."""
    return replace(voice, id=id, name=name, sayings=tuple(sayings), also=())
