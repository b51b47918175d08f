"""The front page of a day: stories by weight, every line verbatim from its article, on exactly one page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from briefing.analyse import Models, analyse
from briefing.compose.edition import EditionOptions, Watch, compose_edition, lines_of_edition, verify_edition, weigh
from briefing.compose.edition.naming import namings
from briefing.compose.edition.told import Told
from briefing.errors import VerificationError
from briefing.gather.compare import compare
from briefing.lexicon import Lexicon
from briefing.model import (
    Analysis,
    Comparison,
    DayStory,
    Edition,
    Line,
    Missing,
    MissingKind,
    News,
    NewsKind,
    Piece,
    Place,
    Report,
    Span,
    Watching,
)
from briefing.read import Hints, read_sources
from briefing.render import Press, open_press
from briefing.render.edition import EDITION_RENDERERS, render_edition
from briefing.render.edition.front_page import fill_front_page, fit
from briefing.render.pdf.fit import Layout
from briefing.render.words import letter
from tests.factory import analysis as make_analysis

SEEDS = Path(__file__).parent.parent / "seeds" / "day"
DAY = date(2025, 10, 3)
QUAKE = ("quake-meridian", "quake-harbour", "quake-wire-coast")
FERRY = ("ferry-strike-courier", "ferry-strike-harbour")
COPIES = {"quake-wire-coast": "quake-meridian"}


@pytest.fixture(scope="module")
def analyses(models: Models) -> dict[str, Analysis]:
    found = {}
    for article in read_sources([str(SEEDS)], Hints()):
        assert not hasattr(article, "problem"), article
        found[article.id] = analyse(article, models)  # type: ignore[union-attr, arg-type]
    return found


@pytest.fixture(scope="module")
def press() -> Press:
    return open_press()


def story(id: str, names: Sequence[str], analyses: Mapping[str, Analysis], **more: object) -> DayStory:
    reports = tuple(Report(analyses[name], COPIES.get(name, name)) for name in names)
    return replace(DayStory(id, reports, compare(reports, Lexicon())), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def stories(analyses: dict[str, Analysis]) -> list[DayStory]:
    return [
        story("quake", QUAKE, analyses),
        story("ferry", FERRY, analyses, opinions=1),
        story("budget", ["budget-2.ninjs"], analyses),
        story("dam", ["quake-kestria"], analyses),
    ]


@pytest.fixture(scope="module")
def edition(stories: list[DayStory]) -> Edition:
    missing = [Missing(MissingKind.SOURCE_FAILED, 1, "Sella Radio (it answers 404)")]
    return compose_edition(DAY, 1, stories, missing, EditionOptions(Watch(("Tarn Line",))))


def words(edition: Edition, pieces: Sequence[Piece]) -> str:
    return " … ".join(p.span.of(_stored(edition, p)) for p in pieces)


def _stored(edition: Edition, piece: Piece) -> str:
    article = edition.articles[piece.article]
    return (article.title or "") if piece.title else article.text


# ---------------------------------------------------------------- what leads


def test_copies_of_one_text_count_as_one_origin(edition: Edition) -> None:
    quake = next(f for f in edition.briefs if f.story == "quake")
    assert (quake.telling.articles, quake.telling.outlets, quake.telling.origins) == (3, 3, 2)
    copied = {c.outlet: c.copies for c in edition.coverage}
    assert copied["Coast Daily"] == 1
    assert copied["Meridian"] == 0


def test_a_watched_name_lifts_its_story(stories: list[DayStory], edition: Edition) -> None:
    assert edition.lead is not None
    assert edition.lead.story == "ferry"
    first, *_ = edition.watched
    assert (first.name, first.how) == ("Tarn Line", Watching.QUOTED)
    unwatched = compose_edition(DAY, 1, stories, [], EditionOptions())
    assert unwatched.lead is not None
    assert unwatched.lead.story == "quake"
    assert not unwatched.watched


def test_what_the_page_tells_is_only_pointed_to_by_the_watch_list(edition: Edition, press: Press) -> None:
    (first, *others) = [w for w in edition.watched if w.name == "Tarn Line"]
    assert first.told
    assert not any(w.told for w in others)
    text = render_edition(edition, "md", press).decode()
    assert f"**Tarn Line** (Quoted, {first.outlet}) see above" in text


def test_what_an_earlier_edition_heard_is_no_voice_of_today(stories: list[DayStory]) -> None:
    ferry = stories[1]
    known = replace(ferry, earlier=frozenset(r.article for r in ferry.reports))
    page = compose_edition(DAY, 1, [known], [], EditionOptions(Watch(("Tarn Line",))))
    assert page.lead is not None
    assert page.lead.points
    assert not page.lead.voices
    assert not page.watched


@pytest.mark.parametrize(
    ("watched", "told"),
    [
        pytest.param("ADA", "ADA said so.", id="in capitals as it is"),
        pytest.param("Tarn", "Tarn’s ships sail.", id="with an s"),
        pytest.param("tarn", "Tarn sails.", id="a name in small letters is found in any"),
        pytest.param("WHO", "Nobody knows who sails.", id="no pronoun for an acronym"),
        pytest.param("Trump", "Clubs trump hearts.", id="no verb for a name"),
    ],
)
def test_capitals_of_a_watched_name_count(analysed: Callable[..., Analysis], watched: str, told: str) -> None:
    report = Report(analysed(told), "one")
    bare = DayStory("one", (report,), Comparison((), (), (), (), ()))
    found = [p.of(told).casefold() for naming in namings(watched, bare) for p in naming.places]
    assert bool(found) == (watched not in {"WHO", "Trump"})


def test_a_point_that_repeats_the_headline_is_left_out() -> None:
    built = make_analysis()
    told = Told(Lexicon())
    text = built.text
    whole = next(s.span for s in built.document.sentences if "Ilse Oram, urged" in s.span.of(text))
    short = Span(whole.start, whole.end - len(" publish the gauge readings."))
    told.add(Line("point-1", (Piece(whole),), (), 0), built)
    assert told.repeats(Line("point-2", (Piece(short),), (), 0), built)
    assert told.has(Line("point-2", (Piece(short),), (), 0), built)
    flood = next(s.span for s in built.document.sentences if "killed 14" in s.span.of(text))
    assert not told.repeats(Line("point-3", (Piece(flood),), (), 0), built)


def test_the_weight_is_the_sum_of_its_parts_and_grows_with_what_counts(stories: list[DayStory]) -> None:
    quake, _, budget, _ = stories
    nobody = Watch()
    weight = weigh(quake, DAY, nobody)
    assert weight.score == pytest.approx(sum(value for _, value in weight.parts))
    assert weight.score > weigh(budget, DAY, nobody).score
    assert weigh(quake, DAY, nobody).score > weigh(replace(quake, since=date(2025, 10, 2)), DAY, nobody).score
    assert weigh(budget, date(2025, 10, 6), nobody).score < weigh(budget, DAY, nobody).score
    corrected = News(NewsKind.CORRECTED, Place("budget-2.ninjs", Span(0, 5)))
    assert weigh(replace(budget, news=(corrected,)), DAY, nobody).score > weigh(budget, DAY, nobody).score


@pytest.mark.parametrize(
    ("watched", "found"),
    [("Iveston", "Iveston"), ("mara iveston", "mara iveston"), ("Ivest", None), ("Iveston Mara", None), ("", None)],
)
def test_a_name_is_watched_by_whole_words(stories: list[DayStory], watched: str, found: str | None) -> None:
    quake = stories[0]
    matches = {Watch((watched,)).match(actor, quake) for actor in quake.comparison.actors}
    assert matches - {None} == ({found} if found else set())


# ---------------------------------------------------------------- what is printed


def test_a_quotation_in_two_outlets_is_printed_once_with_both(stories: list[DayStory]) -> None:
    page = compose_edition(DAY, 1, [stories[0]], [], EditionOptions())
    (line,) = [line for line in lines_of_edition(page) if "still hearing voices" in words(page, line.pieces)]
    others = {n for shared in page.shared if shared.line == line.id for n in shared.articles}
    assert {page.articles[n].outlet for n in others} >= {"Harbour Press"}


def test_voices_come_from_all_articles(edition: Edition) -> None:
    assert edition.lead is not None
    heard = {words(edition, [v.name]): v for v in edition.lead.voices if v.name}
    assert "Odile Marr" in heard
    articles = {edition.articles[s.line.pieces[0].article].outlet for s in heard["Odile Marr"].sayings}
    assert articles == {"Harbour Press"}


def test_both_sides_stand_with_their_outlets(edition: Edition) -> None:
    sides = {
        words(edition, [name]): edition.articles[name.article].outlet
        for contest in edition.disputes
        for party in contest.parties
        for name in party.names
    }
    assert sides["Mara Iveston"] == "Meridian"
    assert sides["interior ministry"] == "Meridian"


def test_what_is_ahead_is_in_order_and_after_the_day(edition: Edition) -> None:
    dates = [event.date for event in edition.agenda]
    assert dates == sorted(dates)
    assert dates[0] > DAY.isoformat()
    assert "2025-10-07" in dates


def test_a_correction_is_printed_and_what_stands_on_the_page_is_not_news_again(
    stories: list[DayStory], analyses: dict[str, Analysis]
) -> None:
    budget = analyses["budget-2.ninjs"]
    first, *_, last = [s.span for s in budget.document.sentences]
    news = (
        News(NewsKind.NEW_LINE, Place("budget-2.ninjs", first)),
        News(NewsKind.CORRECTED, Place("budget-2.ninjs", last)),
    )
    page = compose_edition(DAY, 1, [replace(stories[2], news=news)], [], EditionOptions())
    assert [(c.kind, words(page, c.line.pieces)) for c in page.changes] == [(NewsKind.CORRECTED, last.of(budget.text))]


def test_a_quiet_day_says_so(press: Press) -> None:
    page = compose_edition(DAY, 1, [], [], EditionOptions())
    assert page.lead is None
    for kind in ("md", "html"):
        assert render_edition(page, kind, press).decode().count("Nothing significant today.") == 1
    assert fit(page, press).fill <= 1


# ---------------------------------------------------------------- the page


def test_every_piece_stands_in_its_article(edition: Edition) -> None:
    verify_edition(edition)
    for line in lines_of_edition(edition):
        assert len({p.article for p in line.pieces}) == 1


def test_a_line_of_another_article_stops_the_edition(edition: Edition, press: Press) -> None:
    assert edition.lead is not None
    line = edition.lead.points[0]
    moved = replace(
        line, pieces=tuple(replace(p, span=Span(p.span.start + 900, p.span.end + 900)) for p in line.pieces)
    )
    wrong = replace(edition, lead=replace(edition.lead, points=(moved, *edition.lead.points[1:])))
    with pytest.raises(VerificationError, match="point-1"):
        render_edition(wrong, "md", press)


@pytest.mark.parametrize("kind", EDITION_RENDERERS)
def test_the_same_edition_gives_the_same_bytes(edition: Edition, press: Press, kind: str) -> None:
    assert render_edition(edition, kind, press) == render_edition(edition, kind, open_press())


def test_it_fits_one_page_however_many_stories_there_are(
    stories: list[DayStory], edition: Edition, press: Press
) -> None:
    import pikepdf

    many = [replace(s, id=f"{s.id}-{n}") for n in range(8) for s in stories]
    crowded = compose_edition(DAY, 1, many, [], EditionOptions())
    for page in (edition, crowded):
        with pikepdf.open(BytesIO(render_edition(page, "pdf", press))) as pdf:
            assert len(pdf.pages) == 1
        assert 0.92 <= fit(page, press).fill <= 1.0
    assert fit(crowded, press).layout.dropped


def test_marks_name_article_and_sentence(edition: Edition, press: Press) -> None:
    text = render_edition(edition, "md", press).decode()
    assert "[A:s1]" in text
    html = render_edition(edition, "html", press).decode()
    assert '<a class="mark" href="#A-s1">A:s1</a>' in html
    assert 'id="A-s1"' in html
    assert len(html.encode()) < 100_000, "a mail's body"


def test_the_data_name_every_line_with_its_article(edition: Edition, press: Press) -> None:
    data = json.loads(render_edition(edition, "json", press))
    texts = {a["letter"]: edition.articles[n].text for n, a in enumerate(data["articles"])}
    points = data["lead"]["points"]
    assert points
    for point in points:
        for piece in point["pieces"]:
            stored = texts[piece["article"]][piece["start"] : piece["end"]]
            assert " ".join(stored.split()) == piece["text"]


def test_letters() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_story_without_comparison_stands_alone(analyses: dict[str, Analysis]) -> None:
    bare = DayStory("dam", (Report(analyses["quake-kestria"], "dam"),), Comparison((), (), (), (), ()))
    page = compose_edition(DAY, 1, [bare], [], EditionOptions())
    assert page.lead is not None
    assert not page.lead.voices


def test_the_foot_lists_the_articles_the_page_cites_and_no_others(
    stories: list[DayStory], edition: Edition, press: Press
) -> None:
    many = [replace(s, id=f"{s.id}-{n}") for n in range(8) for s in stories]
    crowded = compose_edition(DAY, 1, many, [], EditionOptions())
    layout = fit(crowded, press).layout
    for page, laid in ((edition, fit(edition, press).layout), (crowded, layout)):
        html = fill_front_page(page, press, laid)
        body, _, foot = html.partition('<div id="foot">')
        cited = {mark.partition(":")[0] for mark in re.findall(r'class="mark">([A-Z:s0-9]+)<', body)}
        assert set(re.findall(r"([A-Z]+)&nbsp;", foot)) | set(re.findall("([A-Z]+)\u00a0", foot)) == cited


def test_what_an_earlier_edition_knew_is_no_dispute_and_no_figure_of_the_day(stories: list[DayStory]) -> None:
    page = compose_edition(DAY, 1, stories, [], EditionOptions())
    assert page.disputes
    assert page.figures
    known = [replace(s, earlier=frozenset(r.article for r in s.reports)) for s in stories]
    again = compose_edition(DAY, 1, known, [], EditionOptions())
    assert not again.disputes
    assert not again.figures
    assert again.agenda, "what lies ahead is told until it comes"


def test_a_number_of_several_outlets_is_told_once(stories: list[DayStory], edition: Edition) -> None:
    for found in edition.figures:
        numbers = [words(edition, [value.number]) for value in found.values]
        assert len(set(numbers)) == len(numbers)


def test_one_point_is_disputed_once(stories: list[DayStory]) -> None:
    twice = [*stories, *(replace(s, id=f"{s.id}-again") for s in stories)]
    page = compose_edition(DAY, 1, twice, [], EditionOptions())
    issues = [words(page, contest.issue.pieces) for contest in page.disputes]
    assert issues
    assert len(set(issues)) == len(issues)


def test_nothing_points_to_a_line_that_was_left_out(stories: list[DayStory], press: Press) -> None:
    page = compose_edition(DAY, 1, stories, [], EditionOptions())
    event = next(e for e in page.agenda if e.told)
    where = event.line.pieces[0].article, event.line.cites
    fronts = [line for front in page.fronts for line in front.points]
    said = [s.line for front in page.fronts for voice in front.voices for s in voice.sayings]
    above = {line.id for line in (*fronts, *said) if (line.pieces[0].article, line.cites) == where}
    told = words(page, event.line.pieces)
    layout = Layout(210.0, 297.0, 9.4)
    assert above
    assert _agenda(fill_front_page(page, press, layout), event.line.id).count("see above") == 1
    without = fill_front_page(page, press, replace(layout, dropped=frozenset(above)))
    assert told in _agenda(without, event.line.id)


def _agenda(html: str, id: str) -> str:
    start = html.index(f'<li id="{id}">')
    return re.sub(r"<[^>]+>", "", html[start : html.index("</li>", start)])
