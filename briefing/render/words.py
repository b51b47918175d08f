"""Pieces -> printed words, in HTML and in Markdown; what is ours is set off in marks no source has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from briefing.compose.verbatim import words_of
from briefing.model import Article, Line, Piece

BETWEEN = " \t\r\n\u00a0,\"“”'‘’«»„"
"""Characters that may stand between two printed pieces without anything having been left out."""

SPECIAL = re.compile(
    r"[\\`*_\[\]{}<>#]|~(?=~)|(?<=~)~|^[+-](?=\s|$)|(?<=^\d)[.)]|(?<=^\d{2})[.)]|(?<=^\d{4})[.)]"
    r"|&(?=(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);)"
)
"""What Markdown would take for markup: its signs anywhere; '-', '+' and '12.' at the start of a line.

An ampersand is one only where it opens the name or number of a character: in '&amp;' and '&#38;', not in 'R&D'.
"""

OURS = "⟦", "⟧"
"""What stands around words of ours among the source's. Sources have '[...]' of their own, of what they quote."""

ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~": "&#126;"}


def own_marks(*articles: Article) -> tuple[str, str]:
    """Return the marks around words of ours: `OURS`, doubled as often as it takes to be none of the articles'."""
    text, times = "".join(a.text + (a.title or "") for a in articles), 1
    while any(mark * times in text for mark in OURS):
        times += 1
    return OURS[0] * times, OURS[1] * times


def place_of(piece: Piece) -> str:
    """Return where a piece stands as `data-at` names it: '12-80', 'title 0-40', in another than the first '2/12-80'."""
    article = f"{piece.article}/" if piece.article else ""
    return f"{article}{'title ' if piece.title else ''}{piece.span.start}-{piece.span.end}"


def escape_markdown(words: str) -> str:
    """Return words that Markdown renders as they are; they must not contain line breaks."""
    return SPECIAL.sub(lambda m: ENTITIES.get(m[0], f"{m[0][:-1]}\\{m[0][-1]}"), words)


@dataclass(slots=True)
class Words:
    """What templates print verbatim words with; `printed` keeps what they printed, in order, for the last check."""

    articles: tuple[Article, ...]
    printed: list[Piece] = field(default_factory=list)
    _marks: tuple[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._marks = own_marks(*self.articles)

    def ours(self, words: str) -> str:
        """Return words of ours between marks that tell them from the source's."""
        return f"{self._marks[0]}{words}{self._marks[1]}"

    def html(self, line: Line | Piece | Sequence[Piece]) -> Markup:
        """Print as HTML; every piece is an element that names its characters, as `place_of` does."""
        parts: list[Markup] = []
        for gap, piece in self._parts(line):
            words = Markup('<span data-at="{}">{}</span>').format(place_of(piece), self._words(piece))
            before = Markup('<span class="ours">{}</span>').format(gap) if gap.strip() else escape(gap)
            opening, closing = self._marks
            ours = Markup('<span class="ours">{}{}{}</span>').format(opening, words, closing)
            parts.append(before + (ours if piece.referent else words))
        return Markup().join(parts)

    def markdown(self, line: Line | Piece | Sequence[Piece]) -> str:
        """Print as one line of Markdown."""
        parts = []
        for gap, piece in self._parts(line):
            words = escape_markdown(self._words(piece))
            parts.append(escape_markdown(gap) + (self.ours(words) if piece.referent else words))
        return "".join(parts)

    def plain(self, line: Line | Piece | Sequence[Piece]) -> str:
        """Return the bare words, for attributes and figures; they leave no trace in `printed`."""
        found = ((gap, piece, self._words(piece)) for gap, piece in self._cut(line))
        return "".join(gap + (self.ours(words) if piece.referent else words) for gap, piece, words in found)

    def _words(self, piece: Piece) -> str:
        return words_of(piece, self.articles[piece.article])

    def _parts(self, line: Line | Piece | Sequence[Piece]) -> list[tuple[str, Piece]]:
        found = self._cut(line)
        self.printed += [piece for _, piece in found]
        return found

    def _cut(self, line: Line | Piece | Sequence[Piece]) -> list[tuple[str, Piece]]:
        """Return each piece with what must be set before it: nothing, a blank, or a sign that words were left out."""
        pieces = [line] if isinstance(line, Piece) else list(line.pieces if isinstance(line, Line) else line)
        found: list[tuple[str, Piece]] = []
        last: Piece | None = None
        for piece in pieces:
            found.append((self._gap(last, piece) if found else "", piece))
            if not piece.referent:
                last = piece
        return found

    def _gap(self, last: Piece | None, piece: Piece) -> str:
        """Return what stands between two pieces; `last` is the last one printed in its own place."""
        if piece.referent or last is None or piece.title:
            return " "
        text = self.articles[piece.article].text
        between = text[last.span.end : piece.span.start]
        if between.strip(BETWEEN):
            closes = len(piece.span) == 1  # a mark alone: it ends the quotation that was cut
            return f" {self.ours('…')}" + ("" if closes else " ")
        joined = not between and piece.span.of(text)[:1].strip()
        return "" if joined else " "


def ranges(cites: Sequence[int]) -> list[str]:
    """Return the marks of many sentences in short: three or more in a row as 's4–s9'."""
    found: list[list[int]] = []
    for i in cites:
        if found and i == found[-1][-1] + 1:
            found[-1].append(i)
        else:
            found.append([i])
    return [mark for row in found for mark in (marks(row) if len(row) < 3 else ["–".join(marks([row[0], row[-1]]))])]


def marks(cites: Sequence[int], article: str = "") -> list[str]:
    """Return the marks of sentences: s1 for the first, B:s1 where the article has a letter."""
    return [f"{article}:s{i + 1}" if article else f"s{i + 1}" for i in cites]


def letter(article: int) -> str:
    """Return the letter of an article among several: A to Z, then AA and so on."""
    return (letter(article // 26 - 1) if article >= 26 else "") + chr(ord("A") + article % 26)
