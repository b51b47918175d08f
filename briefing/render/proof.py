"""The last step before writing: what a template printed, compared with the stored text character by character."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from briefing.compose.verbatim import fold, words_of
from briefing.errors import VerificationError
from briefing.model import Article, Piece, Span
from briefing.render.words import place_of

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


class _Text(HTMLParser):
    """Collects the text of a page and, apart, that of each element with `data-at`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.verbatim: list[tuple[str, list[str]]] = []
        self._open: list[list[str] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        at = dict(attrs).get("data-at")
        words: list[str] | None = None
        if at is not None:
            words = []
            self.verbatim.append((at, words))
        self._open.append(words)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass by an element that closes itself: it holds no text."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        for words in self._open:
            if words is not None:
                words.append(data)


def check_html(html: str, articles: Sequence[Article], printed: list[Piece]) -> None:
    """Raise VerificationError unless every element with `data-at` holds exactly the words of those characters.

    `printed` are the pieces the template asked for: each must have its element.
    """
    page = _read(html)
    for at, parts in page.verbatim:
        words, piece = fold("".join(parts)), _piece(at, len(articles))
        article = articles[piece.article]
        if words != words_of(piece, article):
            raise VerificationError(
                f"{article.source}: the page prints {words!r} for characters {at}, "
                f"where the source has {words_of(piece, article)!r}; no page was written"
            )
    if missing := {place_of(piece) for piece in printed} - {at for at, _ in page.verbatim}:
        raise VerificationError(
            f"{articles[0].source}: characters {min(missing)} are lost on the page; no page was written"
        )


def check_text(html: str, articles: Sequence[Article], printed: list[Piece]) -> None:
    """Raise VerificationError unless the page's text holds the words of every printed piece, in that order."""
    text, at = fold("".join(_read(html).text)), 0
    for piece in printed:
        words = words_of(piece, articles[piece.article])
        found = text.find(words, at)
        if found < 0:
            raise VerificationError(
                f"{articles[piece.article].source}: the page does not print {words!r} as it stands; no page was written"
            )
        at = found + len(words)


def _read(html: str) -> _Text:
    page = _Text()
    page.feed(html)
    page.close()
    return page


def _piece(at: str, articles: int) -> Piece:
    """Return the piece that `place_of` names so."""
    article, _, place = at.rpartition("/")
    origin, _, numbers = place.rpartition(" ")
    try:
        start, end = map(int, numbers.split("-"))
        number = int(article or 0)
        if not 0 <= number < articles:
            raise ValueError(number)
    except ValueError as error:
        raise VerificationError(f"an element names characters {at!r}, which are none; no page was written") from error
    return Piece(Span(start, end), title=origin == "title", article=number)
