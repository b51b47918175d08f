"""What the page chooses, in which order, and what it cites."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse.trust import load_trust
from briefing.compose import ComposeOptions, compose, shipped_options, verify
from briefing.compose.pieces import covered, quoted, trimmed
from briefing.compose.verbatim import lines_of, words_of
from briefing.errors import AnalysisError, VerificationError
from briefing.model import Accuracy, ActorKind, Briefing, GapKind, Line, Piece, Side, Span
from tests.factory import OPINION, analysis, plain


@pytest.fixture(scope="module")
def page() -> Briefing:
    return compose(analysis())


def said(briefing: Briefing, line: Line) -> str:
    return " | ".join(words_of(p, briefing.article) for p in line.pieces)


def test_the_articles_own_headline_comes_first(page: Briefing) -> None:
    assert said(page, page.headline) == "Ruvenia denies opening the Karsk dam by night"
    assert page.headline.cites == (0,)


def test_without_a_headline_the_given_title_is_used_and_cites_no_sentence() -> None:
    page = compose(analysis(headline=None, title="Who opened the dam?"))
    assert said(page, page.headline) == "Who opened the dam?"
    assert page.headline.cites == ()


@pytest.mark.parametrize(
    ("title", "printed", "cites"),
    [
        ("Who opened the dam?", "Who opened the dam?", ()),
        ("RUVENIA DENIES OPENING THE KARSK DAM BY NIGHT", "Ruvenia denies opening the Karsk dam by night", (0,)),
        (
            "Ruvenia denies opening the Karsk dam by night | Meridian",
            "Ruvenia denies opening the Karsk dam by night",
            (0,),
        ),
        ("Ruvenia denies opening the Karsk damâ€™ by night", "Ruvenia denies opening the Karsk dam by night", (0,)),
        ("  ", "Ruvenia denies opening the Karsk dam by night", (0,)),
    ],
    ids=["another", "equal", "with the outlet", "garbled", "blank"],
)
def test_a_given_title_wins_over_a_headline_that_reads_otherwise(
    title: str, printed: str, cites: tuple[int, ...]
) -> None:
    page = compose(analysis(title=title))
    assert said(page, page.headline) == printed
    assert page.headline.cites == cites


def test_without_any_title_the_best_sentence_is_the_headline_and_no_point() -> None:
    page = compose(analysis(headline=None))
    assert said(page, page.headline).startswith("Ruvenia on Monday rejected")
    assert all(not set(line.cites) & set(page.headline.cites) for line in page.points)


def test_a_dateline_is_printed_as_the_place_and_not_in_the_sentence(page: Briefing) -> None:
    assert page.place is not None
    assert words_of(page.place, page.article) == "PORT ALDEN"
    assert page.standfirst is not None
    assert said(page, page.standfirst).startswith("Ruvenia on Monday")


def test_points_keep_their_order_and_name_whom_a_pronoun_means(page: Briefing) -> None:
    assert [said(page, line) for line in page.points] == [
        "Orlan's flood minister Tomas Verrin accused Ruvenia of drowning the Lower Tarn to spare its own capital.",
        "She | Mara Iveston | said the river had risen because of 11 days of rain.",
        "The flood of March 3 killed 14 people and left 2,100 without homes, according to the Tarn River Council.",
    ]
    assert [p.referent for p in page.points[1].pieces] == [False, True, False]


def test_voices_stand_in_order_of_importance_with_the_unresolved_last(page: Briefing) -> None:
    names = [words_of(v.name, page.article) if v.name else None for v in page.voices]
    assert names == ["Mara Iveston", "Tomas Verrin", "Ruvenia", "Ilse Oram", "Tarn River Council", None]


def test_a_statement_printed_as_a_key_point_is_only_pointed_to(page: Briefing) -> None:
    verrin = page.voices[1]
    assert [said(page, s.line) for s in verrin.sayings] == [
        '"They knew at midnight," | "We learned it at dawn, from the water."'
    ]
    accusation = page.points[0].cites
    assert verrin.also == accusation


def test_a_doubtful_speaker_is_never_named_as_one(page: Briefing) -> None:
    unresolved = page.voices[-1]
    assert unresolved.actor is None
    assert [[words_of(p, page.article) for p in s.source] for s in unresolved.sayings] == [["A senior engineer"], []]
    sure = compose(analysis(), ComposeOptions(min_confidence=0.1))
    assert "a5" in [v.actor for v in sure.voices]


def test_a_statement_without_any_words_for_its_speaker_is_counted() -> None:
    found = analysis()
    mute = dataclasses.replace(found.statements[-2], source=())
    page = compose(dataclasses.replace(found, statements=(*found.statements[:-2], mute)))
    assert [g.count for g in page.gaps if g.kind is GapKind.SILENT] == [1]
    assert all(v.actor for v in page.voices)


def test_evidence_is_printed_from_its_cue_on(page: Briefing) -> None:
    (contest,) = page.disputes
    assert said(page, contest.issue) == "it opened the Karsk dam without warning"
    affirms, denies = contest.parties
    assert said(page, affirms.evidence[0]).startswith("accused Ruvenia of drowning")
    assert said(page, denies.evidence[0]) == '"No gate was moved,"'
    assert [words_of(n, page.article) for n in denies.names] == ["Mara Iveston", "Ruvenia"]
    assert {(words_of(o.one, page.article), words_of(o.other, page.article)) for o in page.oppositions} == {
        ("Tomas Verrin", "Mara Iveston"), ("Tomas Verrin", "Ruvenia")
    }  # fmt: skip


def test_a_side_nobody_is_named_for_has_no_words_but_the_other_sides() -> None:
    found = analysis()
    (dispute,) = found.disputes
    words = "Ruvenia of drowning the Lower Tarn to spare its own capital"
    start = found.text.index(words)
    inner, outer = Span(start, start + len(words)), Span(found.text.index("Tomas Verrin accused"), start + len(words))
    sides = (Side((), "affirms", (inner,)), Side(("a2",), "denies", (outer,)))
    page = compose(dataclasses.replace(found, disputes=(dataclasses.replace(dispute, sides=sides),)))
    (other,) = page.disputes[0].parties
    assert said(page, other.evidence[0]).startswith("Tomas Verrin accused Ruvenia")
    assert page.oppositions == ()


def test_a_point_that_a_dispute_prints_anyway_goes_before_the_others() -> None:
    page = compose(analysis())
    accusation, *others = page.points
    assert said(page, accusation).startswith("Orlan's flood minister Tomas Verrin accused")
    assert all(accusation.rank < line.rank for line in others)


DOUBTFUL = [
    pytest.param({"confidence": 0.3}, ("affirms", "denies"), (("a2",), ("a1",)), id="doubtful"),
    pytest.param({}, ("affirms", "affirms"), (("a2",), ("a1",)), id="same position"),
    pytest.param({}, ("affirms", "denies"), ((), ()), id="nobody named"),
    pytest.param({}, ("affirms", "denies"), (("a1",), ("a1",)), id="against oneself"),
]


@pytest.mark.parametrize(("fields", "positions", "actors"), DOUBTFUL)
def test_only_opposed_named_and_sure_disputes_are_printed(
    fields: dict[str, Any], positions: tuple[str, str], actors: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    found = analysis()
    (dispute,) = found.disputes
    sides = tuple(
        dataclasses.replace(side, position=position, actors=ids)
        for side, position, ids in zip(dispute.sides, positions, actors, strict=True)
    )
    page = compose(dataclasses.replace(found, disputes=(dataclasses.replace(dispute, sides=sides, **fields),)))
    assert page.disputes == ()
    assert page.oppositions == ()


def test_disputes_in_which_both_sides_are_heard_come_first() -> None:
    found = analysis()
    (dispute,) = found.disputes
    silent = dataclasses.replace(dispute.sides[0], actors=(), evidence=())
    lopsided = dataclasses.replace(dispute, sides=(silent, dispute.sides[1]), confidence=0.99)
    page = compose(dataclasses.replace(found, disputes=(lopsided, dispute)))
    assert [len(contest.parties) for contest in page.disputes] == [2, 1]


def test_a_speech_is_no_point_in_dispute() -> None:
    found = analysis()
    speech = dataclasses.replace(found.disputes[0], issue=Span(0, len(found.text)))
    assert compose(dataclasses.replace(found, disputes=(speech,))).disputes == ()


def test_the_timeline_runs_from_the_earliest_date(page: Briefing) -> None:
    assert [e.date for e in page.timeline] == ["1961", "2019-10", "2025-03-03", "2025-06"]
    assert [e.told for e in page.timeline] == [True, True, True, False]


def test_important_events_rank_before_short_ones(page: Briefing) -> None:
    ranks = {event.date: event.line.rank for event in page.timeline}
    assert ranks["2025-03-03"] > ranks["1961"]


def test_a_sentence_stands_in_the_timeline_once() -> None:
    found = analysis()
    again = dataclasses.replace(found.timeline[0], date="1974")
    page = compose(dataclasses.replace(found, timeline=(*found.timeline, again)))
    assert "1974" not in [event.date for event in page.timeline]


def test_what_the_article_repeats_is_printed_once() -> None:
    page = compose(
        plain(
            "The gates were shut at noon.\nNobody answered the call.\nThe gates were SHUT at noon!\n",
            "A dam",
        )
    )
    assert [line.cites for line in (page.standfirst, *page.points) if line] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"genre": OPINION}, GapKind.OPINION),
        ({"published": None}, GapKind.UNDATED),
        ({}, GapKind.UNRESOLVED),
        ({}, GapKind.PROBLEM),
    ],
)
def test_gaps_are_admitted(fields: dict[str, object], kind: GapKind) -> None:
    assert kind in [g.kind for g in compose(analysis(**fields)).gaps]


def test_nothing_disputed_is_a_finding() -> None:
    page = compose(dataclasses.replace(analysis(), disputes=()))
    assert GapKind.UNDISPUTED in [g.kind for g in page.gaps]
    assert GapKind.UNDISPUTED not in [g.kind for g in compose(analysis()).gaps]


def test_a_place_that_does_nothing_is_no_actor() -> None:
    found = analysis()
    council = dataclasses.replace(found.actors[-1], kind=ActorKind.PLACE, id="a9")
    page = compose(dataclasses.replace(found, actors=(*found.actors[:-1], council)))
    assert "a9" not in [p.actor for p in page.players]


def test_every_id_is_unique_and_every_line_verbatim(page: Briefing) -> None:
    lines = list(lines_of(page))
    assert len({line.id for line in lines}) == len(lines)
    verify(page, page.article)


def test_an_article_without_a_sentence_is_refused() -> None:
    with pytest.raises(AnalysisError, match=r"test\.txt.*no sentence"):
        compose(plain("", headline=None))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (Line("point-9", (Piece(Span(3, 9_999_999)),), (0,), 1), "point-9.*not in the source"),
        (Line("point-9", (Piece(Span(5, 5)),), (0,), 1), "point-9.*not in the source"),
        (Line("point-9", (Piece(Span(0, 7)),), (4,), 1), "point-9.*'Ruvenia' is not in the sentences it cites"),
    ],
    ids=["beyond the text", "empty", "wrong sentence"],
)
def test_a_line_that_does_not_stand_in_its_source_is_found(page: Briefing, line: Line, message: str) -> None:
    with pytest.raises(VerificationError, match=message):
        verify(dataclasses.replace(page, points=(line,)), page.article)


def test_another_text_is_found(page: Briefing) -> None:
    other = dataclasses.replace(page.article, text=page.article.text.replace("No gate", "A gate"))
    with pytest.raises(VerificationError, match="another text"):
        verify(page, other)


@pytest.mark.parametrize(
    ("text", "inside", "printed"),
    [
        ('"We will go," she said.', "We will go", '"We will go,"'),
        ('He said "we will go."', "we will go", '"we will go."'),
        ("“We will go”, she said.", "We will go", "“We will go”"),
        ('She said it was "no question," but left.', 'it was "no question', 'it was "no question,"'),
        ("She said it was over.", "it was over", "it was over"),
        ('"We will go, she said.', "We will go", "We will go"),
    ],
)
def test_a_quotation_is_printed_with_both_its_marks_or_none(text: str, inside: str, printed: str) -> None:
    at = text.index(inside)
    assert quoted(Span(at, at + len(inside)), text).of(text) == printed


@settings(deadline=None)
@given(st.text(max_size=40), st.data())
def test_trimming_never_adds_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    found = trimmed(span, text)
    assert found is None or (span.covers(found) and found.of(text) == found.of(text).strip())


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ([], 0),
        ([(0, 5)], 0),
        ([(8, 12)], 2),
        ([(10, 12), (11, 14)], 4),
        ([(0, 50), (12, 13)], 10),
        ([(18, 19), (10, 11)], 2),
    ],
)
def test_printed_characters_are_counted_once(printed: list[tuple[int, int]], count: int) -> None:
    assert covered(Span(10, 20), [Span(a, b) for a, b in printed]) == count


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='aB .!?"“”’—\n*_#<&[1', min_size=1, max_size=200))
def test_any_text_is_composed_verbatim_or_refused(text: str) -> None:
    found = plain(text)
    if not found.document.sentences:
        return
    page = compose(found)
    verify(page, page.article)
    assert compose(found) == page


# ---------------------------------------------------------------- trust


def test_a_page_carries_the_accuracy_it_was_given_and_by_default_the_one_measured() -> None:
    measured = Accuracy(49, 50, 12)
    assert compose(analysis(), ComposeOptions(accuracy=measured)).accuracy == measured
    assert compose(analysis()).accuracy == load_trust().accuracy == shipped_options().accuracy
    assert shipped_options().min_confidence == load_trust().threshold


def test_a_dispute_names_nobody_for_words_of_which_they_are_a_doubtful_speaker() -> None:
    found = analysis()
    assert len(compose(found, ComposeOptions(min_confidence=0.9)).disputes) == 1
    doubtful = tuple(dataclasses.replace(s, confidence=0.7) if s.speaker == "a2" else s for s in found.statements)
    doubted = dataclasses.replace(found, statements=doubtful)
    assert compose(doubted, ComposeOptions(min_confidence=0.9)).disputes == ()
    assert len(compose(doubted, ComposeOptions(min_confidence=0.6)).disputes) == 1
