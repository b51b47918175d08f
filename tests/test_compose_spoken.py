"""What belongs under 'who said what': sayings before positions, neither acts nor the writer's own voice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from briefing.analyse.attributions.kinds import Kind
from briefing.compose import ComposeOptions, compose
from briefing.compose.spoken import Spoken
from briefing.compose.verbatim import words_of
from briefing.lexicon import Lexicon
from briefing.model import Analysis, Briefing, Mode, Span, Stance, Statement

Analysed = Callable[..., Analysis]


def statement(text: str, source: str, cue: str, content: str, mode: Mode = Mode.INDIRECT) -> Statement:
    def spans(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    return Statement(spans(source), spans(cue), spans(content), mode, Stance.ASSERTS, None, 0.0)


KINDS = [
    ("Verrin said the gate was shut.", "said", "the gate was shut", Mode.INDIRECT, Kind.SAYING),
    ("Verrin did not say why the gate was shut.", "did not say", "why the gate was shut", Mode.INDIRECT, Kind.SAYING),
    ("Verrin accused the council of delay.", "accused", "the council of delay", Mode.INDIRECT, Kind.SAYING),
    ("Verrin wants the gate to be shut.", "wants", "the gate to be shut", Mode.INDIRECT, Kind.POSITION),
    ("Verrin opposes the new levy on boats.", "opposes", "the new levy on boats", Mode.INDIRECT, Kind.POSITION),
    ("Verrin may oppose the new levy.", "may oppose", "the new levy", Mode.INDIRECT, Kind.ACT),
    ("Verrin should say why it was shut.", "should say", "why it was shut", Mode.INDIRECT, Kind.ACT),
    ("Verrin could not say why it was shut.", "could not say", "why it was shut", Mode.INDIRECT, Kind.SAYING),
    ("Verrin pocketed the money for the gate.", "pocketed", "the money for the gate", Mode.INDIRECT, Kind.ACT),
    ("Verrin said all of it.", "said", "all of it", Mode.INDIRECT, Kind.ACT),
    ("A guard asked not to be named.", "asked", "not to be named", Mode.INDIRECT, Kind.ACT),
    ('Verrin grinned: "We shut the gate at noon."', "grinned", "We shut the gate at noon", Mode.DIRECT, Kind.SAYING),
]


@pytest.mark.parametrize(("text", "cue", "content", "mode", "kind"), KINDS, ids=[f"{k[1]} {k[2]}" for k in KINDS])
def test_a_cue_tells_a_saying_from_a_position_and_an_act(
    analysed: Analysed, text: str, cue: str, content: str, mode: Mode, kind: Kind
) -> None:
    found = statement(text, "", cue, content, mode)
    assert Spoken.load(Lexicon()).kind(analysed(text).document, found) is kind


def test_what_somebody_is_said_to_think_is_not_their_statement(analysed: Analysed) -> None:
    text = "Oram said Verrin believes that the gate was shut."
    inner = dataclasses.replace(statement(text, "Verrin", "believes", "that the gate was shut"), nested_in=0)
    spoken, document = Spoken.load(Lexicon()), analysed(text).document
    assert spoken.kind(document, inner) is Kind.ACT
    assert spoken.kind(document, dataclasses.replace(inner, nested_in=None)) is Kind.POSITION


def page_of(analysed: Analysed, text: str, *statements: Statement) -> Briefing:
    bare = dataclasses.replace(
        analysed(text, title="The gate"), actors=(), key_points=(), disputes=(), background=(), timeline=()
    )
    return compose(dataclasses.replace(bare, statements=statements), ComposeOptions(points=0))


def test_acts_and_the_writers_own_voice_are_not_printed(analysed: Analysed) -> None:
    text = "A guard said the gate was shut. We have shown what an old gate can do. The guard carried the heavy gate."
    page = page_of(
        analysed,
        text,
        statement(text, "A guard", "said", "the gate was shut"),
        statement(text, "We", "have shown", "what an old gate can do"),
        statement(text, "The guard", "carried", "the heavy gate"),
    )
    printed = [words_of(p, page.article) for v in page.voices for s in v.sayings for p in s.line.pieces]
    assert printed == ["the gate was shut"]


def test_sayings_rank_before_positions(analysed: Analysed) -> None:
    text = "A guard wants the gate to be shut by noon today. A guard said the gate had been shut by noon on Sunday."
    wish = statement(text, "A guard", "wants", "the gate to be shut by noon today")
    saying = statement(text, "A guard", "said", "the gate had been shut by noon on Sunday")
    page = page_of(analysed, text, wish, saying)
    ranks = {words_of(s.line.pieces[0], page.article): s.line.rank for v in page.voices for s in v.sayings}
    assert ranks["the gate had been shut by noon on Sunday"] > ranks["the gate to be shut by noon today"]
