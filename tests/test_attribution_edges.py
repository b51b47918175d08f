"""What is mended of what was read: edges at quotations, names and phrases; sources that speak."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.annotate import annotate
from briefing.analyse.attributions import find_attributions
from briefing.analyse.attributions.edges import Edges, bare
from briefing.analyse.attributions.kinds import Kind, kind_of, load_kinds
from briefing.model import Attribution, Document, Reading, Role, Span
from tests.conftest import article


def document_of(text: str, models: Models) -> Document:
    return annotate(article(text), models.parser, models.splitter)


def spans(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


CONTENTS = [
    pytest.param('Verrin said it was "a long and wet night" for all.', "said", ['it was "a long'],
                 ['it was "a long and wet night'], id="a quotation cut at its end"),
    pytest.param('"We came at noon. We saw no light," Verrin said.', "said", ["We saw no light"],
                 ["We came at noon. We saw no light,"], id="a quotation cut at its start"),
    pytest.param('"We came. We saw no light. We left," Verrin said.', "said", ["We came", "We left"],
                 ["We came. We saw no light. We left,"], id="a quotation broken in two"),
    pytest.param("Verrin said the gate was shut and he warned the mayor.", "said", ["the gate was shut and he"],
                 ["the gate was shut"], id="words of the clause behind"),
    pytest.param("Verrin denied taking money from the harbour council on Sunday.", "denied", ["taking money from the"],
                 ["taking money from the harbour council"], id="a noun phrase cut"),
    pytest.param("Verrin wrote that the gate was shut.", "wrote", ["that the gate was shut"],
                 ["that the gate was shut"], id="nothing to mend"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "content", "mended"), CONTENTS)
def test_contents_end_where_quotations_and_phrases_do(
    models: Models, text: str, cue: str, content: list[str], mended: list[str]
) -> None:
    found = Edges(document_of(text, models)).mended(
        Attribution(spans(text, ["Verrin"]), spans(text, [cue]), spans(text, content))
    )
    assert [s.of(text) for s in found.content] == mended


def test_a_quotation_that_holds_the_cue_is_not_taken_whole(models: Models) -> None:
    text = '"My aunt told me the gate was shut, and I went home," Verrin said.'
    inner = Attribution(spans(text, ["My aunt"]), spans(text, ["told"]), spans(text, ["the gate was shut"]))
    assert [s.of(text) for s in Edges(document_of(text, models)).mended(inner).content] == ["the gate was shut"]


@pytest.mark.parametrize(
    ("text", "source", "left"),
    [
        ("Verrin further wrote that the gate was shut.", "Verrin further", "Verrin"),
        ("The mayor, who warned of the flood, left.", "The mayor, who", "The mayor"),
        ("The men, many of whom say it was late, left.", "many of whom", "many of whom"),
    ],
    ids=["an adverb", "a relative pronoun", "of whom"],
)
def test_sources_end_with_their_noun(models: Models, text: str, source: str, left: str) -> None:
    assert bare(document_of(text, models), spans(text, [source])[0]).of(text) == left


def test_cues_leave_no_article_behind(models: Models) -> None:
    text = 'Verrin said in a long letter: "The gate was shut."'
    cut = Attribution(spans(text, ["Verrin"]), spans(text, ["said in a"]), spans(text, ["The gate was shut"]))
    assert [s.of(text) for s in Edges(document_of(text, models)).mended(cut).cue] == ["said"]


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Verrin denied that it was late.", "denied", Kind.SAYING),
        ("Verrin hopes that it is late.", "hopes", Kind.POSITION),
        ("Verrin painted what he saw.", "saw", Kind.POSITION),
        ("Verrin carried the boat.", "carried", Kind.ACT),
    ],
)
def test_the_cue_tells_what_is_reported(models: Models, text: str, cue: str, kind: Kind) -> None:
    assert kind_of(document_of(text, models), spans(text, [cue]), load_kinds(models.lexicon)) is kind


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 70), min_size=6, max_size=6))
def test_mended_contents_stay_sorted_and_apart(models: Models, places: list[int]) -> None:
    text = 'Ilse Oram said "the gate was shut," and that nobody, who knew, saw it.'
    a, b, c, d, e, f = (min(p, len(text) - 1) for p in sorted(places))
    content = tuple(Span(x, y) for x, y in ((c, d), (e, f)) if x < y)
    if not content or a == b:
        return
    found = Edges(document_of(text, models)).mended(Attribution((), (Span(a, b),), content)).content
    assert found
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(x.end <= y.start for x, y in pairwise(found))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "left"),
    [
        ("Verrin was accused of delay by the council.", "Verrin", "was accused", "of delay", []),
        ("Verrin was quoted as saying it was late.", "Verrin", "was quoted as saying", "it was late", ["Verrin"]),
        ("Verrin accused the council of delay.", "Verrin", "accused", "the council of delay", ["Verrin"]),
    ],
    ids=["to whom it is said", "quoted as saying", "who says it"],
)
def test_whom_it_is_said_to_is_no_source(
    models: Models, text: str, source: str, cue: str, content: str, left: list[str]
) -> None:
    document = document_of(text, models)
    count = len(document.sentences)
    made = Attribution(spans(text, [source]), spans(text, [cue]), spans(text, [content]), None, 0.95)
    empty = np.zeros((count, 0), np.float32)
    roles, speech = np.zeros((count, len(Role)), np.float32), np.zeros(count, np.float32)
    read = dataclasses.replace(document, reading=Reading((made,), roles, speech, empty))
    found = find_attributions(read, models.lexicon)
    assert [s.of(text) for s in found[0].source] == left


def test_a_saying_is_taken_at_less_confidence_than_an_act(models: Models) -> None:
    text = "Verrin said it was late. Verrin carried what was left."
    document = document_of(text, models)
    count = len(document.sentences)
    source = spans(text, ["Verrin"])
    made = (
        Attribution(source, spans(text, ["said"]), spans(text, ["it was late"]), None, 0.5),
        Attribution(source, spans(text, ["carried"]), spans(text, ["what was left"]), None, 0.5),
    )
    roles, speech = np.zeros((count, len(Role)), np.float32), np.zeros(count, np.float32)
    reading = Reading(made, roles, speech, np.zeros((count, 0), np.float32))
    found = find_attributions(dataclasses.replace(document, reading=reading), models.lexicon)
    assert [s.of(text) for a in found for s in a.cue] == ["said"]
