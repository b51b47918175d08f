"""Text -> pieces: each word and mark gets the one-letter symbol the date grammar is written in.

Symbols come from `lexicons/en/date_words.txt`; the lexer adds D a number from 1 to 31, O the same as an ordinal, Y a
four-digit year, Z a year such as "'82", N another number, H a named day, ' a possessive, marks as they are, x the rest.
One character a piece, so that the grammar's regular expressions run over the string of symbols, in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.lexicon import Lexicon
from briefing.model import Span

# A number with its ordinal ending, a year cut to two digits, a possessive, a word, or any single mark.
PIECE = re.compile(
    r"(?P<number>\d+)(?P<ordinal>(?:st|nd|rd|th)\b)?"
    r"|[’'‘](?P<short>\d\d)\b"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)

WORD = re.compile(r"[^\W\d_]+")
"""The letters a name begins with."""

MARKS = {",": ",", ".": ".", "/": "/", "-": "-", "–": "-", "(": "(", ")": ")", "'": "'", "’": "'"}
"""Marks that stand within dates; any other is 'x'."""

CAPITALIZED = frozenset("MmWw")
"""Names of months and weekdays must begin with a capital: 'march', 'may' and 'sun' are common words."""

YEARS = range(1000, 2200)
"""Four-digit numbers that can be a year."""

CENTURY = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """One word or mark: its symbol, its value (a month's number, a shift, a count) and where it stands."""

    symbol: str
    value: int
    start: int
    end: int
    name: str = ""
    plural: bool = False


@dataclass(frozen=True)
class DateWords:
    """The word lists of dates; `named_first` holds the first words of named days."""

    words: Mapping[str, str]
    holidays: Mapping[str, str]
    counted: frozenset[str]
    tenses: Mapping[str, str]
    not_weekdays: Mapping[str, str]
    attacks: frozenset[str]
    named_first: frozenset[str]

    @classmethod
    def load(cls, lexicon: Lexicon) -> DateWords:
        """Read the lists of one language."""
        holidays = lexicon.table("holidays")
        return cls(
            lexicon.table("date_words"),
            holidays,
            lexicon.words("counted_nouns"),
            lexicon.table("tense_words"),
            lexicon.table("not_weekdays"),
            lexicon.words("attack_words"),
            frozenset(found[0] for name in holidays if (found := WORD.match(name))),
        )

    def beside(self, text: str, span: Span) -> bool:
        """Tell whether one of the two words before or behind speaks of the attacks that 'Sept. 11' stands for."""
        near = text[max(0, span.start - 40) : span.start].split()[-2:] + text[span.end : span.end + 40].split()[:2]
        return any(word.strip(".,;:").lower() in self.attacks for word in near)


def pieces_of(text: str, span: Span, words: DateWords) -> list[Piece]:
    """Return the words and marks of a stretch in text order; a named day is one piece."""
    found: list[Piece] = []
    at = span.start
    while match := PIECE.search(text, at, span.end):
        piece = _named_day(text, match, span.end, words) or _piece(match, words)
        found.append(piece)
        at = piece.end
    return found


def _named_day(text: str, match: re.Match[str], end: int, words: DateWords) -> Piece | None:
    word = match["word"]
    if not word or word.lower() not in words.named_first or not word[0].isupper():
        return None
    following = text[match.start() : min(end, match.start() + 24)].lower().replace("’", "'")
    for name, day in words.holidays.items():
        if following.startswith(name) and not following[len(name) : len(name) + 1].isalnum():
            return Piece("H", 0, match.start(), match.start() + len(name), day)
    return None


def _piece(match: re.Match[str], words: DateWords) -> Piece:
    symbol, value = "x", 0
    if match["number"]:
        symbol, value = _number(match["number"], bool(match["ordinal"]))
    elif match["short"]:
        symbol, value = "Z", int(match["short"])
    elif match["possessive"]:
        symbol = "'"
    elif match["word"]:
        symbol, value = _word(match["word"], words)
    else:
        symbol = MARKS.get(match["mark"], "x")
    plural = symbol == "U" and match["word"].lower().endswith("s")
    return Piece(symbol, value, match.start(), match.end(), plural=plural)


def _number(digits: str, ordinal: bool) -> tuple[str, int]:
    if len(digits) > 4:
        return "x", 0
    value = int(digits)
    if len(digits) <= 2 and 1 <= value <= 31:
        return ("O" if ordinal else "D"), value
    if len(digits) == 4 and value in YEARS and not ordinal:
        return "Y", value
    return ("x" if ordinal else "N"), value


def _word(word: str, words: DateWords) -> tuple[str, int]:
    entry = words.words.get(word.lower())
    if entry is None:
        return "x", 0
    symbol, _, value = entry.partition(" ")
    if symbol in CAPITALIZED and not word[0].isupper():
        return "x", 0
    return symbol, int(value)
