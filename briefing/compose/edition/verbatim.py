"""Every line of an edition against the articles it is of."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.compose.verbatim import check_line
from briefing.model import Edition, Front, Line


def lines_of_edition(edition: Edition) -> Iterator[Line]:
    """Yield every line of the front page, in page order."""
    for name in edition.names:
        yield from (story.headline for story in name.stories)
        yield from (watched.line for watched in name.lines)
    for front in edition.fronts:
        yield from _lines_of_front(front)
    yield from (watched.line for watched in edition.watched)
    for change in edition.changes:
        yield change.line
        if change.before:
            yield change.before
    yield from (event.line for event in edition.agenda)
    for contest in edition.disputes:
        yield contest.issue
        for party in contest.parties:
            yield from party.evidence
    for found in edition.figures:
        yield from (value.line for value in found.values)


def _lines_of_front(front: Front) -> Iterator[Line]:
    yield front.headline
    yield from front.points
    for voice in front.voices:
        yield from (saying.line for saying in voice.sayings)


def verify_edition(edition: Edition) -> None:
    """Raise `VerificationError` unless every piece stands in its article and in a sentence its line cites."""
    for line in lines_of_edition(edition):
        article = line.pieces[0].article if line.pieces else 0
        check_line(line, edition.articles[article], edition.sentences[article])
