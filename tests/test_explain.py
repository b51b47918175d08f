"""`briefing explain`: what it says about a sentence, a speaker and a dispute, and its colours."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from briefing.errors import ConfigError
from briefing.model import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    Block,
    BlockKind,
    Dispute,
    Document,
    KeyPoint,
    Mention,
    MentionType,
    Mode,
    Role,
    Sentence,
    SentenceRole,
    Side,
    Span,
    Stance,
    Statement,
)  # fmt: skip
from briefing.render.explain import Explanation

FIRST = 'Mara Iveston, the harbour master, said the pier "is safe."'
SECOND = "He called that false."
TEXT = f"{FIRST} {SECOND} Tide tables are kept there.\n"


def at(words: str, start: int = 0) -> Span:
    found = TEXT.index(words, start)
    return Span(found, found + len(words))


@pytest.fixture
def analysis() -> Analysis:
    import numpy as np

    spans = [at(FIRST), at(SECOND), at("Tide tables are kept there.")]
    article = Article("pier", "pier.txt", TEXT, (Block(Span(0, len(TEXT) - 1), BlockKind.BODY),), title="The pier")
    sentences = tuple(Sentence(i, s, 0, (0, 0)) for i, s in enumerate(spans))
    document = Document(article, sentences, (), (), (), (), np.zeros((3, 0), np.float32), ())
    iveston = Actor(
        "a1", at("Mara Iveston"), ActorKind.PERSON, (Mention(at("Mara Iveston"), MentionType.NAME),),
        at("harbour master"), 0.9,
    )  # fmt: skip
    said = Statement(
        (at("Mara Iveston, the harbour master"),), (at("said"),), (at('the pier "is safe."'),), Mode.MIXED,
        Stance.ASSERTS, "a1", 0.95,
    )  # fmt: skip
    denied = Statement((at("He"),), (at("called"),), (at("that false"),), Mode.INDIRECT, Stance.DENIES, None, 0.2)
    dispute = Dispute(
        at("the pier"),
        (Side(("a1",), "affirms", (at('the pier "is safe."'),)), Side((), "denies", (at("that false"),))),
        0.8,
    )
    point = KeyPoint(0, 0.75, (("position", 0.4), ("centrality", 0.3), ("length", -0.05), ("names", 0.1)))
    roles = tuple(SentenceRole(r, False) for r in (Role.MAIN_EVENT, Role.EVALUATION, Role.CURRENT_CONTEXT))
    return Analysis(document, (iveston,), (said, denied), (dispute,), (), (), roles, (point,), (2,), ())


def printed(parts: list[Any], **console: Any) -> str:
    stream = io.StringIO()
    target = Console(file=stream, width=100, highlight=False, **{"color_system": None, **console})
    for part in parts:
        target.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def test_the_article_is_told_sentence_by_sentence(analysis: Analysis) -> None:
    said = printed(Explanation(analysis).article())
    assert f"s1  {FIRST}" in said
    assert "main event" in said
    assert "key point 1, score 0.75: position +0.40, centrality +0.30, names +0.10\n" in said
    assert (
        'Mara Iveston [a1] asserts “the pier "is safe."” (mixed, confidence 0.95): '
        "source “Mara Iveston, the harbour master” (a name), cue “said”" in " ".join(said.split())
    )
    assert "speaker unresolved denies “that false” (indirect, confidence 0.20): source “He”, cue “called”" in said
    assert "current context, background" in said


def test_a_sentence_shows_every_part_of_its_score(analysis: Analysis) -> None:
    said = " ".join(printed(Explanation(analysis).sentence(1)).split())
    assert "length -0.05" in said
    assert "name: “Mara Iveston” = Mara Iveston [a1]" in said
    assert "evidence in dispute 1" in said
    assert SECOND not in said


@pytest.mark.parametrize("name", ["a1", "Mara Iveston", "iveston", "IVESTON mara"])
def test_a_speaker_is_found_by_words_of_the_name(analysis: Analysis, name: str) -> None:
    said = printed(Explanation(analysis).speaker(name))
    assert "Mara Iveston, harbour master (person): importance 0.90, 1 mention, 1 statement" in said
    assert 'the pier "is safe."' in said


def test_a_dispute_names_its_sides_and_evidence(analysis: Analysis) -> None:
    said = printed(Explanation(analysis).dispute(1))
    for words in (
        "“the pier”, confidence 0.80",
        "affirms: Mara Iveston [a1]",
        "denies: nobody named",
        "s2  that false",
    ):
        assert words in said


WRONG: dict[str, tuple[Callable[[Explanation], object], str]] = {
    "sentence 0": (lambda e: e.sentence(0), "the article has sentences 1 to 3"),
    "sentence 4": (lambda e: e.sentence(4), "the article has sentences 1 to 3"),
    "dispute 2": (lambda e: e.dispute(2), "the article has disputes 1 to 1"),
    "unknown speaker": (lambda e: e.speaker("Adair"), r"'Adair' is no actor .* Mara Iveston \[a1\]"),
}


@pytest.mark.parametrize(("ask", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_not_there_is_said(analysis: Analysis, ask: Callable[[Explanation], object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        ask(Explanation(analysis))


def test_speech_has_its_speakers_colour_and_the_cue_a_line(analysis: Analysis) -> None:
    said = printed(Explanation(analysis).sentence(1), color_system="standard", force_terminal=True)
    assert '\x1b[1;36mthe pier "is safe."\x1b[0m' in said
    assert "\x1b[1;4msaid\x1b[0m" in said


def test_an_article_cannot_command_the_terminal(analysis: Analysis) -> None:
    evil = replace(analysis.article, text=TEXT.replace("false", "f\x1b[2J"))
    said = printed(Explanation(replace(analysis, document=replace(analysis.document, article=evil))).article())
    assert "\x1b" not in said
