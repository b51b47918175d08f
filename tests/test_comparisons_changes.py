"""What only one source reports, and what changed since the last edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.gather.changes import TAKEN_BACK, Known, digest, find_changes
from briefing.gather.compare import compare
from briefing.gather.singles import find_singles
from briefing.lexicon import Lexicon
from briefing.model import Genre, KeptLine, Report, Span
from tests.reports import TUESDAY, Said, report, words_at

LEXICON = Lexicon()

FERRY = "A ferry sank off Port Alden on Monday night and 12 people were killed."
CAUSE = "The harbour office blamed a broken pump in the engine room."
OWNER = "Its owner Norrland Lines had insured the ship for 40 voyages at the Yarrow exchange."


# ---------------------------------------------------------------- what only one reports


def only(*reports: Report) -> list[str]:
    return [words_at(reports, single.sentence) for single in find_singles(reports, LEXICON)]


def test_what_one_of_three_reports_is_marked() -> None:
    reports = [report("a", f"{FERRY} {OWNER}"), report("b", f"{FERRY} {CAUSE}"), report("c", FERRY)]
    assert only(*reports) == [OWNER]


def test_new_words_without_a_name_or_number_are_no_fact_of_its_own() -> None:
    reworded = "Seamen drowned when their vessel went under in darkness."
    assert only(report("a", reworded), report("b", FERRY), report("c", FERRY)) == []


def test_two_origins_are_too_few() -> None:
    assert only(report("a", f"{FERRY} {OWNER}"), report("b", FERRY)) == []


def test_copies_count_as_one_origin() -> None:
    reports = [report("a", f"{FERRY} {OWNER}"), report("b", FERRY, origin="wire"), report("c", FERRY, origin="wire")]
    assert only(*reports) == []


def test_a_copy_has_it_as_well_and_it_is_still_one_source() -> None:
    reports = [report(id, f"{FERRY} {OWNER}", origin="wire") for id in "ab"]
    assert only(*reports, report("c", FERRY), report("d", FERRY)) == [OWNER]


def test_opinion_is_left_out() -> None:
    reports = [
        report("a", f"{FERRY} {OWNER}", genre=Genre.OPINION),
        report("b", FERRY),
        report("c", FERRY),
        report("d", FERRY),
    ]
    assert only(*reports) == []


# ---------------------------------------------------------------- changes


def printed(report: Report, *sentences: str) -> list[KeptLine]:
    found = []
    for words in sentences:
        start = report.analysis.text.index(words)
        found.append(KeptLine("story", report.article, Span(start, start + len(words)), "point", digest(words)))
    return found


def changes(
    today: Sequence[Report], before: Sequence[Report], lines: Sequence[KeptLine], *killed: str
) -> list[tuple[str, str | None, str | None]]:
    """Return each change as its kind, the words now and the words before."""
    known = Known({r.article: r for r in before}, lines, killed)
    every = [*today, *before]
    return [
        (n.kind.value, words_at(every, n.now) if n.now else None, words_at(every, n.before) if n.before else None)
        for n in find_changes(today, known, LEXICON)
    ]


OLD = report("old", f"{FERRY} {CAUSE}", item="ferry-1")


def test_a_story_never_printed_is_new() -> None:
    assert changes([report("a", FERRY, headline=None)], [], []) == [("new_story", FERRY, None)]


def test_the_same_article_again_is_no_news() -> None:
    assert changes([OLD], [OLD], printed(OLD, FERRY)) == []


def test_a_copy_of_what_was_printed_is_no_news() -> None:
    copy = report("copy", FERRY.replace(" on ", "  on "))
    assert changes([OLD, copy], [OLD], printed(OLD, FERRY)) == []


def test_a_new_figure() -> None:
    toll = "The toll of the ferry rose to 14 on Tuesday."
    assert changes([OLD, report("b", toll, day=TUESDAY)], [OLD], printed(OLD, FERRY)) == [("new_figure", toll, FERRY)]


def test_a_new_speaker() -> None:
    text = '"The pump was old," said Mara Iveston.'
    fresh = report("b", text, people=["Mara Iveston"], said=[Said("Mara Iveston", "The pump was old")], day=TUESDAY)
    assert changes([OLD, fresh], [OLD], printed(OLD, FERRY)) == [("new_speaker", text, None)]
    again = report("c", text, people=["Mara Iveston"], said=[Said("Mara Iveston", "The pump was old")], day=TUESDAY)
    assert changes([again], [OLD, fresh], printed(OLD, FERRY)) == []


def test_a_new_line() -> None:
    assert changes([OLD, report("b", f"{FERRY} {OWNER}")], [OLD], printed(OLD, FERRY)) == [("new_line", OWNER, None)]


def test_what_was_printed_in_other_marks_is_never_news() -> None:
    fresh = report("b", f"{FERRY} {OWNER}")
    elsewhere = KeptLine("story", "gone", Span(0, 5), "point", digest(OWNER.upper()))
    assert changes([fresh], [OLD], [*printed(OLD, FERRY), elsewhere]) == []


def test_a_corrected_line() -> None:
    right = FERRY.replace("12", "11")
    new = report("new", f"{right} {CAUSE}", item="ferry-1", day=TUESDAY)
    assert changes([new], [OLD], printed(OLD, FERRY, CAUSE)) == [("corrected", right, FERRY)]


def test_one_sentence_takes_the_place_of_one_line() -> None:
    old = report("old", f"{FERRY} {FERRY.replace('12', '13')}", item="ferry-1")
    right = FERRY.replace("12", "11")
    new = report("new", right, item="ferry-1", day=TUESDAY)
    lines = printed(old, FERRY, FERRY.replace("12", "13"))
    assert changes([new], [old], lines) == [("corrected", right, FERRY), ("withdrawn", None, FERRY.replace("12", "13"))]


def test_a_withdrawn_line() -> None:
    new = report("new", FERRY, item="ferry-1", day=TUESDAY)
    assert changes([new], [OLD], printed(OLD, FERRY, CAUSE)) == [("withdrawn", None, CAUSE)]


def test_a_killed_item_withdraws_all_its_lines() -> None:
    assert changes([], [OLD], printed(OLD, FERRY, CAUSE), "ferry-1") == [
        ("withdrawn", None, FERRY),
        ("withdrawn", None, CAUSE),
    ]


def test_what_was_taken_back_is_not_taken_back_again() -> None:
    right = FERRY.replace("12", "11")
    new = report("new", right, item="ferry-1", day=TUESDAY)
    lines = [*printed(OLD, FERRY, CAUSE), *printed(new, right)]
    assert [kind for kind, *_ in changes([new], [OLD], lines)] == ["corrected", "withdrawn"]
    assert [kind for kind, *_ in changes([], [OLD], lines, "ferry-1")] == ["withdrawn", "withdrawn"]
    told = [*lines, *(replace(line, kind=TAKEN_BACK) for line in lines[:2])]
    assert changes([new], [OLD], told) == []
    assert changes([], [OLD], told, "ferry-1") == []


def test_an_article_without_versions_withdraws_nothing() -> None:
    old = report("old", f"{FERRY} {CAUSE}")
    assert changes([report("new", FERRY)], [old], printed(old, CAUSE)) == []


def test_opinion_is_no_news() -> None:
    assert changes([report("b", OWNER, genre=Genre.OPINION)], [OLD], printed(OLD, FERRY)) == []


@given(st.text(max_size=60))
def test_a_digest_minds_no_case_of_ascii_nor_marks(words: str) -> None:
    assert digest(words) == digest(f"  “{words}”  ")
    assert len(digest(words)) == 64


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_articles_does_not_matter(order: tuple[int, ...]) -> None:
    reports = [report("a", f"{FERRY} {OWNER}"), report("b", f"{FERRY} {CAUSE}"), report("c", FERRY, day=TUESDAY)]
    shuffled = [reports[n] for n in order]
    assert compare(shuffled, LEXICON) == compare(reports, LEXICON)
    assert changes(shuffled, [OLD], printed(OLD, FERRY)) == changes(reports, [OLD], printed(OLD, FERRY))


def test_nothing_to_compare() -> None:
    assert compare([], LEXICON) == compare((), LEXICON)
    assert changes([], [], []) == []
