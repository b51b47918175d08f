"""What is printed of a statement: it can stand alone, shows whose words are quoted, and says who spoke."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from briefing.compose import ComposeOptions, compose
from briefing.compose.pieces import pieces
from briefing.compose.sayings import LONGEST, cut, described
from briefing.compose.verbatim import words_of
from briefing.model import Analysis, Dispute, Mode, Piece, Saying, Side, Span, Stance, Statement
from tests.factory import analysis

Analysed = Callable[..., Analysis]


def statement(text: str, source: str, cue: str, *content: str, mode: Mode = Mode.INDIRECT) -> Statement:
    def spans(*words: str) -> tuple[Span, ...]:
        return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words if w)

    return Statement(spans(source), spans(cue), spans(*content), mode, Stance.ASSERTS, None, 0.0)


def said(found: tuple[Piece, ...], text: str) -> list[str]:
    return [p.span.of(text) for p in found]


CUTS = [
    pytest.param(
        "Ilse Oram urged both towns to stop shouting.", "Ilse Oram", "urged", ["to stop shouting"],
        ["urged both towns"], ["to stop shouting"], id="whom a cue speaks to",
    ),
    pytest.param(
        "Verrin said the dam was repaired in 2018 and in 2022.", "Verrin", "said", ["the dam was repaired in 2018 and"],
        [], ["Verrin said the dam was repaired in 2018 and in 2022."], id="no end in a joining word",
    ),
    pytest.param(
        "He blamed the council, which he said had promised half of the money.", "he", "said",
        ["had promised half of the money"],
        [], ["He blamed the council, which he said had promised half of the money."], id="no verb without its subject",
    ),
    pytest.param(
        "The new levy, Verrin said, was no tax at all.", "Verrin", "said", ["The new levy", "was no tax at all"],
        [], ["The new levy, Verrin said, was no tax at all."], id="no words torn apart by their cue",
    ),
    pytest.param(
        "Verrin said that the gates were shut.", "Verrin", "said", ["that the gates were shut"],
        ["said"], ["that the gates were shut"], id="a clause as it stands",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "printed_cue", "printed"), CUTS)
def test_a_statement_is_cut_only_where_it_can_stand(
    analysed: Analysed, text: str, source: str, cue: str, content: list[str], printed_cue: list[str], printed: list[str]
) -> None:
    found = cut(analysed(text), statement(text, source, cue, *content))
    assert said(found.words, text) == printed
    assert said(found.cue, text) == printed_cue


def test_a_dateline_is_no_part_of_what_is_said(analysed: Analysed) -> None:
    text = "PORT ALDEN (Meridian) — Six people were hurt when the ferry struck the quay, the harbour hospital said."
    content = text.removesuffix(", the harbour hospital said.")
    found = cut(analysed(text), statement(text, "the harbour hospital", "said", content))
    assert said(found.words, text) == ["Six people were hurt when the ferry struck the quay"]


def test_a_long_quotation_is_cut_and_closed_with_its_own_mark(analysed: Analysed) -> None:
    words = "We came at noon. We saw the water. We ran to the hill. We lost the mill. We built it again."
    text = f'"{words}" Mara Iveston said.'
    found = cut(analysed(text), statement(text, "Mara Iveston", "said", words, mode=Mode.DIRECT))
    assert said(found.words, text) == ['"We came at noon. We saw the water. We ran to the hill.', '"']
    assert found.rest == (3,)
    assert len(found.cites) == LONGEST + 1


@pytest.mark.parametrize(
    ("text", "inside", "printed"),
    [
        ('"We ran," he said. "We hid. We', ["We ran", "We hid"], ['"We ran,"', "We hid"]),
        ("“We ran.\n“We hid,” he said.", ["We ran.", "We hid"], ["“We ran.", "We hid,”"]),
        ("“They ask, ‘Why us?’” he said.", ["They ask, ‘Why us?"], ["“They ask, ‘Why us?’”"]),
        ('It was "a long and wet night," he said.', ['It was "a long'], ['It was "a long and wet night,"']),
    ],
    ids=["a mark without a partner", "over paragraphs", "one within another", "cut within"],
)
def test_marks_of_several_pieces_are_balanced(text: str, inside: list[str], printed: list[str]) -> None:
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in inside]
    assert said(pieces(spans, text), text) == printed


@pytest.mark.parametrize(
    ("text", "source", "printed"),
    [
        ("A naval officer, who asked not to be named, said it was late.", "A naval officer, who asked not to be named",
         "A naval officer"),
        ("Two people with knowledge of the plan said it was late.", "Two people with knowledge of the plan",
         "Two people with knowledge of the plan"),
        ("He said it was late.", "He", None),
        ("Iveston said it was late.", "Iveston", None),
        ("It was late, said.", "", None),
    ],
    ids=["to its noun phrase", "whole", "pronoun", "name", "none"],
)  # fmt: skip
def test_unnamed_sources_are_called_what_the_source_calls_them(
    analysed: Analysed, text: str, source: str, printed: str | None
) -> None:
    found = described(analysed(text).document, statement(text, source, "said", "late"))
    assert (found.of(text) if found else None) == printed


def test_unnamed_sources_stand_before_those_left_unclear(analysed: Analysed) -> None:
    text = "A naval officer said the radio was broken that night. He said nobody had called the ferry before dawn."
    clear = statement(text, "A naval officer", "said", "the radio was broken that night")
    unclear = statement(text, "He", "said", "nobody had called the ferry before dawn")
    nested = dataclasses.replace(unclear, nested_in=0)
    found = dataclasses.replace(
        analysed(text, title="The radio"), actors=(), key_points=(), disputes=(), background=(), timeline=()
    )
    page = compose(dataclasses.replace(found, statements=(clear, unclear)), ComposeOptions(points=0))
    assert [(v.actor, v.unnamed) for v in page.voices] == [(None, True), (None, False)]
    assert [words_of(v.sayings[0].source[0], page.article) for v in page.voices] == ["A naval officer", "He"]
    assert page.voices[0].rank > page.voices[1].rank
    quiet = compose(dataclasses.replace(found, statements=(clear, nested)), ComposeOptions(points=0))
    assert [v.unnamed for v in quiet.voices] == [True]


@pytest.mark.parametrize(
    ("cue", "words", "runs"), [((0, 4), (5, 9), True), ((0, 4), (20, 30), False), ((9, 12), (0, 8), False)]
)
def test_words_run_on_from_a_cue_right_before_them(cue: tuple[int, int], words: tuple[int, int], runs: bool) -> None:
    some = compose(analysis()).voices[0].sayings[0]
    line = dataclasses.replace(some.line, pieces=(Piece(Span(*words)),))
    assert Saying(line, (Piece(Span(*cue)),), (), Mode.INDIRECT, Stance.ASSERTS).runs_on is runs


def test_evidence_is_not_broken_off_before_its_verb(analysed: Analysed) -> None:
    text = "Iveston accused the port of knowing that the sheds were lined with lead. Verrin denied the charge."
    ids = ("one", "other")
    found = analysed(text, title="The port")
    names = [dataclasses.replace(a, id=id) for a, id in zip(found.actors, ids, strict=False)]
    cut_off = Span(0, text.index(" were lined"))
    issue = Span(text.index("of knowing"), cut_off.end)
    denial = Span(text.index("Verrin"), len(text) - 1)
    sides = (Side(ids[:1], "accuses", (cut_off,)), Side(ids[1:], "denies", (denial,)))
    page = compose(
        dataclasses.replace(found, actors=tuple(names), disputes=(Dispute(issue, sides, 0.9),), statements=())
    )
    (contest,) = page.disputes
    assert said(contest.issue.pieces, page.article.text) == ["knowing that the sheds were lined with lead."]
    assert said(contest.parties[0].evidence[0].pieces, page.article.text) == [text.partition(" Verrin")[0]]
