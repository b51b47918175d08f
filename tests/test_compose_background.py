"""The background section: only sentences that can be read where they stand; an invented place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.compose import ComposeOptions, compose
from briefing.compose.background import hangs_on
from briefing.model import Actor, ActorKind, Analysis, Briefing, Document, Mention, MentionType, Token
from tests.factory import Finder, plain

STORY = (
    "The lock opened on Monday. "
    "Port Alden had asked the harbour board for it. "
    "They had never agreed before. "
    "But the mayor gave way. "
    "So far it has cost nothing. "
    "Fog and rain, and again rain."
)
NOUNS = {"lock", "Alden", "board", "mayor", "nothing"}
VERBS = {"opened", "asked", "agreed", "gave", "cost"}
SUBJECTS = {"lock", "Alden", "They", "mayor", "it"}


def parsed(document: Document) -> Document:
    """Return the document with a token a word, each for itself, nouns, verbs and subjects marked."""
    tokens: list[Token] = []
    sentences = []
    for sentence in document.sentences:
        first, at = len(tokens), sentence.span.start
        for word in sentence.span.of(document.text).split():
            start = document.text.index(word, at)
            at, bare = start + len(word), word.rstrip(".")
            pos = "NOUN" if bare in NOUNS else "VERB" if bare in VERBS else "X"
            dep = "nsubj" if bare in SUBJECTS else "dep"
            tokens.append(
                Token(len(tokens), start, at, bare, bare.lower(), pos, "", dep, len(tokens), "", sentence.index)
            )
        sentences.append(replace(sentence, tokens=(first, len(tokens))))
    return replace(document, tokens=tuple(tokens), sentences=tuple(sentences), children=((),) * len(tokens))


def story(*background: int, known: bool = False) -> Analysis:
    """Return the story's analysis with these background sentences; `known` where 'They' is known to be the board."""
    found = plain(STORY)
    document = parsed(found.document)
    at = Finder(document)
    name, they = at.span("harbour board"), at.span("They")
    mentions = (Mention(name, MentionType.NAME), Mention(they, MentionType.PRONOUN))
    board = Actor("a1", name, ActorKind.ORGANIZATION, mentions)
    return replace(
        found, document=document, background=background, key_points=found.key_points[:1], actors=(board,) * known
    )


def lines(page: Briefing) -> list[str]:
    text = page.article.text
    return [" | ".join(piece.span.of(text) for piece in line.pieces) for line in page.background]


def test_a_sentence_about_nobody_known_is_left_out() -> None:
    assert lines(compose(story(1, 2))) == ["Port Alden had asked the harbour board for it."]


def test_whom_the_analysis_knows_is_named_beside_it() -> None:
    page = compose(story(2, known=True))
    assert lines(page) == ["They | harbour board |  had never agreed before."]
    assert [piece.referent for piece in page.background[0].pieces] == [False, True, False]


@pytest.mark.parametrize(
    ("background", "printed"),
    [
        ((1, 3), ["Port Alden had asked the harbour board for it."]),
        ((2, 3), ["They | harbour board |  had never agreed before.", "But the mayor gave way."]),
        ((3,), []),
    ],
    ids=["behind another", "behind the one before", "alone"],
)
def test_a_sentence_that_goes_on_stands_only_behind_the_one_it_goes_on_with(
    background: tuple[int, ...], printed: list[str]
) -> None:
    assert lines(compose(story(*background, known=True))) == printed


def test_what_has_no_verb_is_left_out() -> None:
    assert lines(compose(story(1, 5))) == ["Port Alden had asked the harbour board for it."]


def test_lines_are_limited_numbered_and_printed_once() -> None:
    page = compose(story(0, 1, 2, known=True), ComposeOptions(background=1))
    assert [(line.id, line.cites) for line in page.background] == [("background-1", (1,))]


@pytest.mark.parametrize(
    ("words", "hangs"),
    [
        ("But the mayor gave way.", True), ("“And the lock?”", True), ("Also, it rained.", True),
        ("So it was built.", True),
        ("So far nothing was built.", False), ("So many, she said.", False), ("Andrew built it.", False),
        ("Sowing began.", False), ("Her plan failed.", True), ("Hers was a plan.", False), ("", False), ("So", True),
    ],
)  # fmt: skip
def test_first_words_that_join(words: str, hangs: bool) -> None:
    assert hangs_on(words) is hangs
