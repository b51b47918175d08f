"""Whether a word that could be a month, a weekday or a year is one, unlike 'may', 'Sunday Times', '2000 people'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.analyse.dates.grammar import Expression
from briefing.analyse.dates.lexer import DateWords, Piece
from briefing.model import Document, Span, Token

NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"})
"""Entities whose words are names, whatever they look like."""

QUOTES = frozenset("\"'‘’“”")
"""Marks around the title of a show."""

MARCH, MAY = 3, 5

CAPITALIZED_WORD = re.compile(r"\s([A-Z]\w*)")
"""The next word, where it may belong to a name."""

COUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY", "TIME"})
"""Entities that are numbers of something else."""

RECENT = range(1900, 2100)
"""Years that need no preposition to be read as years."""


def is_month(document: Document, pieces: Sequence[Piece], expression: Expression) -> bool:
    """Tell whether a month's name alone means the month: it is led by 'in', 'last', 'early', or parsed as a date."""
    before = pieces[expression.first - 1] if expression.first else None
    alone = pieces[expression.first] is expression.parts["month"]
    if expression.last < len(pieces) and pieces[expression.last].symbol in "DO":
        return False  # 'February 30'
    if alone and before is not None and before.symbol == "x" and document.text[before.start].isupper():
        return False  # 'Theresa May'
    led = not alone or (before is not None and before.symbol in "pcbon")
    if alone and not _surely(pieces, expression, before):
        return False
    named = _next_word(document, pieces, expression.last)[:1].isupper()
    token = token_of(document, expression.parts["month"])
    if token is None:
        return led and not named
    if token.entity in NAMES or token.pos in {"VERB", "AUX"}:
        return False
    return led and token.entity == "DATE" if named else led or token.entity == "DATE"


def _surely(pieces: Sequence[Piece], expression: Expression, before: Piece | None) -> bool:
    """Tell whether a month whose name is a word of its own may be one: 'in May', not 'to May'; not 'the March on'."""
    symbol, value = (before.symbol, before.value) if before is not None else ("", 0)
    month = expression.parts["month"].value
    following = pieces[expression.last].symbol if expression.last < len(pieces) else ""
    if month == MAY and symbol == "o" and following == "'":
        return False  # 'criticism of May's plan'
    if month == MAY:
        return symbol in {"o", "b"} or (symbol == "p" and value > 0)
    return not (month == MARCH and symbol == "t" and following == "p")


def is_weekday(document: Document, pieces: Sequence[Piece], expression: Expression, words: DateWords) -> bool:
    """Tell whether a weekday's name means that day, not a newspaper, a show or a day with a name of its own."""
    day = expression.parts["weekday"]
    token = token_of(document, day)
    if token is not None and token.entity in NAMES - {"PERSON", "GPE"}:
        return False
    before = pieces[expression.first - 1] if expression.first else None
    if before is not None and words.not_weekdays.get(document.text[before.start : before.end].lower()) == "before":
        return False
    if _is_any(document, pieces, expression, token):
        return False
    after = "".join(piece.symbol for piece in pieces[expression.last : expression.last + 3])
    if (
        after.startswith("o")
        and not after.startswith("oR")
        and (before is None or before.symbol != "p" or "U" in after)
    ):
        return False  # 'the last Friday of the year', not 'Friday of last week' or 'accused her on Friday of lying'
    following = CAPITALIZED_WORD.match(document.text, day.end)
    return following is None or words.not_weekdays.get(following[1].lower()) != "after"


def _is_any(document: Document, pieces: Sequence[Piece], expression: Expression, token: Token | None) -> bool:
    """Tell whether a weekday is any such day: 'on a Tuesday', 'when Sunday comes'; not 'a Tuesday interview'."""
    before = pieces[expression.first - 1] if expression.first else None
    if before is not None and before.symbol == "a":
        last = token_of(document, pieces[expression.last - 1])
        return last is None or last.dep not in {"compound", "nmod", "amod"}
    return token is not None and token.dep == "nsubj" and document.tokens[token.head].lemma == "come"


def is_day_word(document: Document, piece: Piece) -> bool:
    """Tell whether 'today' is the day, not a newspaper, a show ('NBC's "Today"') or an idiom ('no tomorrow')."""
    text = document.text
    token = token_of(document, piece)
    if text[piece.start].islower():
        return token is None or not any(document.tokens[i].pos in {"DET"} for i in document.children[token.index])
    if token is not None and token.entity in NAMES:
        return False
    quoted = text[max(0, piece.start - 1) : piece.start] in QUOTES and text[piece.end : piece.end + 1] in QUOTES
    before = text[max(0, piece.start - 24) : piece.start].split()
    return not quoted and not (before and before[-1].isalpha() and before[-1][0].isupper())


def is_year(document: Document, pieces: Sequence[Piece], expression: Expression, words: DateWords) -> bool:
    """Tell whether a number means a year, not a count, a sum, an hour or part of a longer number."""
    year, text = expression.parts["year"], document.text
    before = pieces[expression.first - 1] if expression.first else None
    led = before is not None and before.symbol in "pobcn"
    if year.symbol == "Z":
        return led
    if (
        text[year.end : year.end + 2] in {"'s", "’s"}
        and year.value % 10 == 0
        and before is not None
        and before.symbol == "t"
    ):
        return False
    if "©" in text[max(0, year.start - 2) : year.start]:
        return False
    if _glued(text, year) or _next_word(document, pieces, expression.last).lower() in words.counted:
        return False
    token = token_of(document, year)
    if token is not None and token.entity == "WORK_OF_ART":
        return False
    if token is not None and token.entity in COUNTS and not (led and before is not None and before.symbol != "o"):
        return False
    return led or pieces[expression.first].symbol in "Et" or year.value in RECENT


def _glued(text: str, piece: Piece) -> bool:
    """Tell whether the number is part of something longer: '$2000', '2000-series', '2,016', '2015-16', '20.2010'."""
    before, after = text[max(0, piece.start - 2) : piece.start], text[piece.end : piece.end + 3]
    if before[-1:] and (before[-1] in "$£€#@_/=&?©" or before[-1].isalnum()):
        return True
    if len(before) == 2 and before[0].isdigit() and before[1] in ".,:":
        return True
    if after[:1] and (after[0] in "%°_=&/" or after[0].isalnum()):
        return True
    return after[:1] in {".", ",", ":", "-"} and after[1:2].isdigit() and after[1:3] not in {"19", "20"}


def _next_word(document: Document, pieces: Sequence[Piece], index: int) -> str:
    """Return the word that follows directly, '' where a mark or nothing does."""
    if index >= len(pieces):
        return ""
    word = document.text[pieces[index].start : pieces[index].end]
    return word if word.isalpha() else ""


def token_of(document: Document, piece: Piece) -> Token | None:
    """Return the token a piece begins in; None where the words are not parsed."""
    found = document.tokens_of(Span(piece.start, piece.end))
    return found[0] if found else None
