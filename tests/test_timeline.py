"""The timeline: which dates are events, in which order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.annotate import annotate
from briefing.analyse.dates import find_dates
from briefing.analyse.timeline import find_timeline
from briefing.model import Article, Block, BlockKind, Document, Span, TimelineEntry
from tests.test_dates import PUBLISHED, article

Events = list[tuple[str, str]]


@pytest.fixture(scope="module")
def timeline_of(models: Models) -> Callable[..., Events]:
    def find(text: str, **how: object) -> Events:
        document = annotate(article(text, **how), models.parser, models.splitter)  # type: ignore[arg-type]
        return [(e.date, e.mention.of(text)) for e in _timeline(document, models)]

    return find


def _timeline(document: Document, models: Models) -> tuple[TimelineEntry, ...]:
    return find_timeline(document, find_dates(document, models.lexicon)[0], (), ())


EVENTS: dict[str, tuple[str, Events]] = {
    "past and planned, earliest first": (
        "Iveston said Tuesday she will resign on May 3. She has led the council since 2019.",
        [("2019", "2019"), ("2031-04-15", "Tuesday"), ("2031-05-03", "May 3")],
    ),
    "a year that names a thing": ("Iveston sold her 2015 sedan on Tuesday.", [("2031-04-15", "Tuesday")]),
    "a year that is told more exactly": (
        "It began in 2019; it was on May 3, 2019, that Iveston resigned.", [("2019-05-03", "May 3, 2019")],
    ),
    "a year and a day of another": (
        "It began in 2018 and on May 3, 2019, Iveston resigned.", [("2018", "2018"), ("2019-05-03", "May 3, 2019")],
    ),
    "one day twice in a sentence": (
        "Iveston resigned Tuesday and left the city on Tuesday.", [("2031-04-15", "Tuesday")],
    ),
    "one day in two sentences": (
        "Iveston resigned Tuesday. Orrin took her seat Tuesday.",
        [("2031-04-15", "Tuesday"), ("2031-04-15", "Tuesday")],
    ),
    "today": ("Iveston resigned today.", [("2031-04-16", "today")]),
    "nowadays": ("Many calls today still go unanswered. The cities of today are large.", []),
    "a repeated sentence": (
        "Iveston resigned Tuesday. Orrin laughed. Iveston resigned Tuesday.", [("2031-04-15", "Tuesday")],
    ),
    "more than so long ago": ("Iveston resigned more than two years ago.", [("2029", "two years ago")]),
    "what is compared with": ("In 2016 fewer people voted than in 2012.", [("2016", "2016")]),
    "the signature of a quoted post": ("It must stop! — Mara Iveston (@iveston) April 3, 2031", []),
    "a line without a verb": ("Mara Iveston (@iveston) April 3, 2031", []),
    "nothing dated": ("Iveston resigned.", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EVENTS.values(), ids=EVENTS)
def test_events(timeline_of: Callable[..., Events], text: str, expected: Events) -> None:
    assert timeline_of(text) == expected


@pytest.mark.parametrize("kind", [BlockKind.BYLINE, BlockKind.CAPTION, BlockKind.HEADLINE, BlockKind.BOILERPLATE])
def test_only_the_story_has_events(timeline_of: Callable[..., Events], kind: BlockKind) -> None:
    assert timeline_of("Iveston resigned on Tuesday, April 15.", kind=kind) == []


def test_a_dateline_is_no_event(timeline_of: Callable[..., Events]) -> None:
    dateline = "PORT ALDEN, April 14 (RNS) -- "
    assert timeline_of(dateline + "Iveston resigned on Tuesday.", dateline=dateline) == [("2031-04-15", "Tuesday")]


WORDS = ("Iveston", "resigned", "will", "resign", "on", "Tuesday", "May", "3", ".", "2019", "today", "last", "year")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
@settings(deadline=None, max_examples=40)
def test_invariants(models: Models, words: list[str]) -> None:
    """Earliest first, ties in text order; each rests on a date of its sentence; one a date and sentence."""
    text = " ".join(words)
    source = Article("test", "t.txt", text, (Block(Span(0, len(text)), BlockKind.BODY),), published=PUBLISHED)
    document = annotate(source, models.parser, models.splitter)
    found = _timeline(document, models)
    dates = {(d.value, d.span) for d in find_dates(document, models.lexicon)[0]}
    assert all((e.date, e.mention) in dates for e in found)
    assert all(document.sentences[e.sentence].span.covers(e.mention) for e in found)
    assert all((a.date, a.mention) < (b.date, b.mention) for a, b in pairwise(found))
    assert len({(e.date, e.sentence) for e in found}) == len(found)
    assert found == _timeline(document, models)
