"""Every printed piece against the stored text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.errors import VerificationError
from briefing.model import Article, Briefing, Line, Piece, Span

CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
"""Control characters, which no page can show: blanks, like those among them that break lines."""


def fold(words: str) -> str:
    """Return words with every run of white space and control characters folded to one blank."""
    return " ".join(words.translate(CONTROLS).split())


def words_of(piece: Piece, article: Article) -> str:
    """Return a piece's words, folded; `article` is the one it is of."""
    stored = (article.title or "") if piece.title else article.text
    return fold(piece.span.of(stored))


def lines_of(briefing: Briefing) -> Iterator[Line]:
    """Yield every line of the page, in page order."""
    yield briefing.headline
    if briefing.standfirst:
        yield briefing.standfirst
    yield from briefing.points
    for voice in briefing.voices:
        yield from (saying.line for saying in voice.sayings)
    for contest in briefing.disputes:
        yield contest.issue
        for party in contest.parties:
            yield from party.evidence
    yield from briefing.background
    yield from (event.line for event in briefing.timeline)
    yield from (player.line for player in briefing.players)


def verify(briefing: Briefing, article: Article) -> None:
    """Raise `VerificationError` unless every piece stands in the article and in a sentence its line cites.

    A referent and a title are exempt from the second half: the one is printed as ours, the other has no sentence.
    """
    if briefing.article != article:
        raise VerificationError(f"{article.source}: the briefing was made from another text; compose it again")
    for line in lines_of(briefing):
        check_line(line, article, briefing.sentences)


def check_line(line: Line, article: Article, sentences: Sequence[Span]) -> None:
    """Raise `VerificationError` unless every piece stands in the article and in a sentence the line cites."""
    where = f"{article.source}: line {line.id}"
    for piece in line.pieces:
        stored = (article.title or "") if piece.title else article.text
        if not 0 <= piece.span.start < piece.span.end <= len(stored) or not words_of(piece, article):
            raise VerificationError(f"{where}: characters {piece.span.start}-{piece.span.end} are not in the source")
        if piece.title or piece.referent:
            continue
        cited = [sentences[i] for i in line.cites if 0 <= i < len(sentences)]
        if not any(sentence.overlap(piece.span) for sentence in cited):
            raise VerificationError(f"{where}: {words_of(piece, article)!r} is not in the sentences it cites")
