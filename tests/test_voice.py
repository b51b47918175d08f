"""Whose voice an article speaks in: a doubt is told where it reads like opinion; invented people and places."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefing.analyse.voice import doubt_voice
from briefing.compose import compose
from briefing.lexicon import Lexicon
from briefing.model import Analysis, BlockKind, Document, GapKind, Genre, Quotation, Span, Token
from tests.factory import plain

PLAIN = "The harbour of Port Alden has nine piers."
FIRST = "We have waited too long for a harbour."
JUDGING = "The council should close the ninth pier."
REPORTING = "The mayor said the piers were safe."
QUOTED = "Dorn hums: “We should leave, I think.”"

COLUMN = [FIRST] * 4 + [JUDGING] * 2 + [PLAIN] * 10
"""What is doubted; each case changes it."""


def told(sentences: list[str], genre: Genre = Genre.NEWS) -> Analysis:
    """Return the sentences, a paragraph each, with tokens and quotations; 'I' is a pronoun but before a stop."""
    found = plain("\n".join(sentences), genre=genre)
    text, tokens, counted = found.text, list[Token](), []
    for sentence in found.document.sentences:
        first = len(tokens)
        for match in re.finditer(r"\w+|[^\w\s]", sentence.span.of(text)):
            start, end = (sentence.span.start + at for at in match.span())
            tag = "PRP" if match[0] == "I" and text[end : end + 1] == " " else ""
            index = len(tokens)
            tokens.append(Token(index, start, end, match[0], match[0].lower(), "", tag, "", index, "", sentence.index))
        counted.append(replace(sentence, tokens=(first, len(tokens))))
    quoted = tuple(Quotation((Span(*m.span()),)) for m in re.finditer("(?<=“)[^”]*", text))
    document = replace(found.document, sentences=tuple(counted), tokens=tuple(tokens), quotations=quoted)
    return replace(found, document=document)


def doubt(document: Document) -> str:
    return " ".join(problem.message for problem in doubt_voice(document, Lexicon()))


def test_a_column_without_a_label_is_doubted_with_what_was_counted() -> None:
    said = doubt(told(COLUMN).document)
    assert said == "may be an opinion piece: 4 of 16 sentences speak in the first person outside quotations"


def test_the_page_says_so() -> None:
    analysis = told(COLUMN)
    gaps = compose(replace(analysis, problems=doubt_voice(analysis.document, Lexicon()))).gaps
    assert any(g.kind is GapKind.PROBLEM and g.message.startswith("may be an opinion piece") for g in gaps)


@pytest.mark.parametrize(
    "sentences",
    [
        [PLAIN] * 16,
        [FIRST] * 3 + COLUMN[4:],
        COLUMN + [JUDGING] * 4 + [PLAIN] * 40,
        [FIRST] * 4 + [PLAIN] * 12,
        COLUMN + [REPORTING] * 3,
        [QUOTED] * 6 + [PLAIN] * 10,
        ["The US sent ships in World War I."] * 4 + COLUMN[4:],
        COLUMN[:11],
        [],
    ],
    ids=[
        "a report", "few in the first person", "a small share", "nothing judged", "much reported", "in quotations",
        "US and a numeral", "too short", "nothing",
    ],
)  # fmt: skip
def test_what_is_not_doubted(sentences: list[str]) -> None:
    assert doubt(told(sentences or ["One."]).document) == ""


def test_questions_judge() -> None:
    assert doubt(told([FIRST] * 4 + ["Who would sail from here?"] * 2 + [PLAIN] * 10).document)


@pytest.mark.parametrize("genre", [Genre.OPINION, Genre.TRANSCRIPT])
def test_a_known_genre_leaves_no_doubt(genre: Genre) -> None:
    assert doubt(told(COLUMN, genre).document) == ""


def test_only_the_story_counts() -> None:
    document = told(COLUMN).document
    blocks = tuple(replace(b, kind=BlockKind.CAPTION) for b in document.article.blocks)
    assert doubt(replace(document, article=replace(document.article, blocks=blocks))) == ""
