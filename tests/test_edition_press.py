"""The press office's edition: who of the watch-list is quoted, mentioned, spoken against, asked; on one page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from briefing.analyse import Models, analyse
from briefing.analyse.disputes import find_silences
from briefing.compose.edition import EditionOptions, Watch, compose_edition, lines_of_edition, verify_edition
from briefing.config import Config, Daily, load_daily
from briefing.daily import Order, run_daily
from briefing.errors import ConfigError, VerificationError
from briefing.gather.compare import compare
from briefing.lexicon import Lexicon
from briefing.model import (
    DayStory,
    Edition,
    EditionLayout,
    Piece,
    Reply,
    Report,
    Span,
    WatchedName,
    Watching,
)
from briefing.read.text import read_text
from briefing.render import Press, open_press
from briefing.render.edition import EDITION_RENDERERS, render_edition
from briefing.render.edition.front_page import fit
from briefing.store import open_store

DAY = date(2025, 10, 3)

HARBOUR = """\
The harbour of Port Alden stayed shut for a third day, Calder Ports said.

"We will not open the basin before the water is clean," said Ilse Vant, the chief executive of Calder Ports. Vant said \
the cleaning would take two weeks.

The environment minister, Tomas Brandt, accused Calder Ports of hiding the leak for a month.

A spokeswoman for Merrow Shipping declined to comment.
"""

COAST = """\
Fishermen in Port Alden cannot go out because the basin is full of oil.

"We will not open the basin before the water is clean," Ilse Vant, the head of Calder Ports, told the Coast Daily.

The mayor, Odile Marr, criticized Merrow Shipping for sending its tankers on. Merrow Shipping did not respond to a \
request for comment.
"""

COUNCIL = """\
The council of Stonehaven voted on Friday to rebuild the old school.

"The children have waited long enough," the mayor, Joren Maas, said.

Calder Ports will pay for the roof.
"""

Make = Callable[..., DayStory]


@pytest.fixture(scope="module")
def make(models: Models) -> Make:
    """Return a function from texts by outlet to the story they tell."""

    def story(id: str, **texts: str) -> DayStory:
        reports = []
        for outlet, text in texts.items():
            read = read_text(text, id=f"{id}-{outlet}", source=f"{outlet}.txt", outlet=outlet, published=DAY)
            reports.append(Report(analyse(read, models), read.id))
        return DayStory(id, tuple(reports), compare(reports, Lexicon()))

    return story


@pytest.fixture(scope="module")
def stories(make: Make) -> list[DayStory]:
    return [make("oil", Harbour=HARBOUR, Coast=COAST), make("school", Council=COUNCIL)]


@pytest.fixture(scope="module")
def press() -> Press:
    return open_press()


NAMES = ("Calder Ports", "Ilse Vant", "Merrow Shipping", "Odile Marr", "tankers", "Vexler Group")


@pytest.fixture(scope="module")
def edition(stories: list[DayStory]) -> Edition:
    return press_edition(stories, *NAMES)


def press_edition(stories: list[DayStory], *names: str) -> Edition:
    return compose_edition(DAY, 1, stories, [], EditionOptions(Watch(names), layout=EditionLayout.PRESS))


def named(edition: Edition, name: str) -> WatchedName:
    (found,) = (n for n in edition.names if n.name == name)
    return found


def words(edition: Edition, pieces: tuple[Piece, ...]) -> str:
    return " … ".join(p.span.of(edition.articles[p.article].text) for p in pieces)


def lines(edition: Edition, name: str, how: Watching) -> list[str]:
    return [words(edition, w.line.pieces) for w in named(edition, name).lines if w.how is how]


# ---------------------------------------------------------------- what is found


def test_names_come_in_the_order_of_the_list(edition: Edition) -> None:
    assert tuple(n.name for n in edition.names) == NAMES


def test_a_quotation_in_two_outlets_is_printed_once_with_both_and_comes_first(edition: Edition) -> None:
    quoted = [w for w in named(edition, "Ilse Vant").lines if w.how is Watching.QUOTED]
    assert "We will not open the basin" in words(edition, quoted[0].line.pieces)
    assert set(quoted[0].outlets) == {"Harbour", "Coast"}
    assert sum("open the basin" in words(edition, w.line.pieces) for w in quoted) == 1
    assert any("two weeks" in words(edition, w.line.pieces) for w in quoted[1:])
    assert not lines(edition, "Ilse Vant", Watching.MENTIONED), "the other outlet's sentence is no mention beside it"
    shared = {s.line: s.articles for s in edition.shared}
    assert {edition.articles[n].outlet for n in shared[quoted[0].line.id]} < {"Harbour", "Coast"}


@pytest.mark.parametrize(
    ("name", "how", "part"),
    [
        pytest.param("Calder Ports", Watching.QUOTED, "third day", id="a body says"),
        pytest.param("Calder Ports", Watching.AGAINST, "hiding the leak", id="accused"),
        pytest.param("Merrow Shipping", Watching.AGAINST, "sending its tankers on", id="criticized"),
        pytest.param("Merrow Shipping", Watching.DECLINED, "declined to comment", id="somebody speaks for them"),
        pytest.param("Merrow Shipping", Watching.DECLINED, "did not respond", id="they themselves"),
        pytest.param("Calder Ports", Watching.MENTIONED, "pay for the roof", id="mentioned in another story"),
        pytest.param("Odile Marr", Watching.QUOTED, "sending its tankers on", id="a criticism of their own"),
        pytest.param("tankers", Watching.MENTIONED, "sending its tankers on", id="no actor"),
    ],
)
def test_what_is_found_on_a_name(edition: Edition, name: str, how: Watching, part: str) -> None:
    assert [line for line in lines(edition, name, how) if part in line], lines(edition, name, how)


def test_a_sentence_is_printed_once_for_a_name(edition: Edition) -> None:
    for name in edition.names:
        told = [words(edition, w.line.pieces) for w in name.lines]
        assert len(told) == len(set(told))


def test_what_somebody_says_against_another_is_not_said_against_them(edition: Edition) -> None:
    assert not lines(edition, "Odile Marr", Watching.AGAINST)
    assert not lines(edition, "Ilse Vant", Watching.DECLINED)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        pytest.param("The minister, Tomas Brandt, accused Calder Ports of lying.", True, id="accused"),
        pytest.param("The minister, Tomas Brandt, criticized Calder Ports's plan for the basin.", True, id="theirs"),
        pytest.param("The minister, Tomas Brandt, accused Merrow of favouring Calder Ports.", False, id="only named"),
        pytest.param("Calder Ports accused the minister, Tomas Brandt, of lying.", False, id="their own"),
    ],
)
def test_against_a_name_is_what_it_is_the_target_of(make: Make, text: str, against: bool) -> None:
    page = press_edition([make("oil", Harbour=f"The harbour of Stonehaven is shut. {text}\n")], "Calder Ports")
    assert bool(lines(page, "Calder Ports", Watching.AGAINST)) is against


@pytest.mark.parametrize(
    ("name", "reply"),
    [("Merrow Shipping", Reply.DECLINED), ("Calder Ports", Reply.GIVEN), ("Odile Marr", None), ("Vexler Group", None)],
)
def test_whether_a_reply_was_given(edition: Edition, name: str, reply: Reply | None) -> None:
    assert named(edition, name).reply is reply


def test_no_reply_is_reported_where_none_is_quoted(make: Make) -> None:
    story = make("oil", Harbour="The minister, Tomas Brandt, accused Calder Ports of hiding the leak on Friday.\n")
    assert named(press_edition([story], "Calder Ports"), "Calder Ports").reply is Reply.UNHEARD


def test_outlets_and_origins_are_those_that_name_somebody(edition: Edition) -> None:
    calder = named(edition, "Calder Ports")
    assert (len(calder.stories), calder.outlets, calder.origins) == (2, 3, 3)


def test_a_name_that_nobody_mentions_is_said_to_be_so(edition: Edition, press: Press) -> None:
    vexler = named(edition, "Vexler Group")
    assert (vexler.stories, vexler.lines) == ((), ())
    text = render_edition(edition, "md", press).decode()
    assert "Not mentioned today\n\n- Vexler Group" in text


def test_a_name_is_found_where_no_actor_is_so_called(make: Make) -> None:
    story = make("school", Council=COUNCIL)
    assert lines(press_edition([story], "old school"), "old school", Watching.MENTIONED)


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        pytest.param("Calder Ports declined to comment.", ["declined"], id="declined"),
        pytest.param("Calder Ports did not respond to a request for comment.", ["did not respond"], id="no response"),
        pytest.param("Calder Ports could not be reached for comment.", ["not be reached"], id="not reached"),
        pytest.param("Calder Ports responded to a request for comment on Friday.", [], id="answered"),
        pytest.param("Calder Ports declined to sell the basin.", [], id="refused something else"),
    ],
)
def test_who_gave_no_answer(models: Models, text: str, silent: list[str]) -> None:
    analysis = analyse(read_text(f"The harbour is shut. {text}\n", id="a", source="a.txt"), models)
    found = find_silences(analysis.document, analysis.actors, analysis.statements, Lexicon())
    told = [analysis.document.sentences_of(s.content[0])[0].span.of(analysis.text) for s in found]
    assert len(told) == len(silent)
    assert all(part in sentence for part, sentence in zip(silent, told, strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("A spokesman for Calder Ports declined to comment.", True, id="for"),
        pytest.param("A Calder Ports spokesman declined to comment.", True, id="compound"),
        pytest.param("The Calder Ports declined to comment.", True, id="themselves"),
        pytest.param("The union at Calder Ports declined to comment.", False, id="somebody else"),
        pytest.param("The mayor declined to comment on Calder Ports.", False, id="asked about"),
    ],
)
def test_who_speaks_for_a_name_answers_for_it(make: Make, text: str, found: bool) -> None:
    page = press_edition([make("oil", Harbour=f"The harbour of Stonehaven is shut. {text}\n")], "Calder Ports")
    assert bool(lines(page, "Calder Ports", Watching.DECLINED)) is found


# ---------------------------------------------------------------- how it is asked for


def test_settings_name_the_layout(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text('[daily]\nlayout = "press"\n')
    assert load_daily(file).layout is EditionLayout.PRESS
    file.write_text('[daily]\nlayout = "pres"\n')
    with pytest.raises(ConfigError, match="did you mean 'press'"):
        load_daily(file)


def test_another_layout_is_another_edition(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(COUNCIL, encoding="utf-8")
    wanted = Order(
        DAY, datetime(2025, 10, 3, 6, tzinfo=UTC), Config(out=tmp_path / "out"), Daily(watch=("Calder Ports",)),
        inputs=(str(tmp_path / "story.txt"),),
    )  # fmt: skip
    press = replace(wanted, daily=replace(wanted.daily, layout=EditionLayout.PRESS))
    with open_store(tmp_path / "store.sqlite") as store:
        news, other, again = (run_daily(one, store, lambda done, total: None) for one in (wanted, press, press))
    assert news.edition is not None
    assert other.edition is not None
    assert (news.edition.layout, other.edition.layout) == (EditionLayout.NEWS, EditionLayout.PRESS)
    assert (other.kept.number, again.edition) == (news.kept.number + 1, None)
    assert "## Calder Ports" in (tmp_path / "out" / "2025-10-03" / "edition.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------- the page


def test_every_line_is_yielded_and_verified(edition: Edition, press: Press) -> None:
    verify_edition(edition)
    yielded = {line.id for line in lines_of_edition(edition)}
    assert {w.line.id for n in edition.names for w in n.lines} <= yielded
    assert {s.headline.id for n in edition.names for s in n.stories} <= yielded
    first = edition.names[0].lines[0]
    moved = replace(first.line, pieces=(Piece(Span(100_000, 100_005)),))
    name = replace(edition.names[0], lines=(replace(first, line=moved), *edition.names[0].lines[1:]))
    with pytest.raises(VerificationError, match="watched-1-1"):
        render_edition(replace(edition, names=(name, *edition.names[1:])), "md", press)


@pytest.mark.parametrize("kind", EDITION_RENDERERS)
def test_the_same_edition_gives_the_same_bytes(edition: Edition, press: Press, kind: str) -> None:
    assert render_edition(edition, kind, press) == render_edition(edition, kind, open_press())


def test_markdown_has_a_part_and_a_box_to_tick_for_each_name(edition: Edition, press: Press) -> None:
    text = render_edition(edition, "md", press).decode()
    parts = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert parts[:5] == list(NAMES[:5])
    assert text.count("- [ ] Action") == 5
    assert text.index("## Calder Ports") < text.index("## Top story")
    assert "(Harbour, Coast)" in text or "(Coast, Harbour)" in text


def test_the_data_keep_all_of_the_watch_list(edition: Edition, press: Press) -> None:
    data = json.loads(render_edition(edition, "json", press))
    assert data["layout"] == "press"
    assert [n["name"] for n in data["watch_list"]] == list(NAMES)
    assert [len(n["lines"]) for n in data["watch_list"]] == [len(n.lines) for n in edition.names]


def test_the_page_for_any_reader_is_another(stories: list[DayStory], edition: Edition, press: Press) -> None:
    news = compose_edition(DAY, 1, stories, [], EditionOptions(Watch(NAMES)))
    assert (news.names, edition.watched) == ((), ())
    assert news.watched
    assert b"Action" not in render_edition(news, "md", press)


def test_each_name_has_three_lines_to_write_on(edition: Edition, press: Press) -> None:
    sheet = fit(edition, press).sheet
    for name in edition.names:
        if name.stories:
            assert sheet.boxes[f"{name.id}-action"].margin_height() >= 3 * 5 * 96 / 25.4


def test_it_fits_one_page_with_ten_names_in_eight_stories(make: Make, press: Press) -> None:
    import pikepdf

    first = make("oil", Harbour=HARBOUR, Coast=COAST)
    stories = [replace(first, id=f"oil-{n}") for n in range(8)]
    names = (*NAMES, "Tomas Brandt", "Port Alden", "Calder", "Vant")
    crowded = press_edition(stories, *names)
    with pikepdf.open(BytesIO(render_edition(crowded, "pdf", press))) as pdf:
        assert len(pdf.pages) == 1
    found = fit(crowded, press)
    assert found.fill <= 1.0
    assert found.layout.dropped
    kept = [n.id for n in crowded.names if n.stories and n.id not in found.layout.dropped]
    assert kept == [n.id for n in crowded.names if n.stories][: len(kept)], "the last of the list go first"


def test_a_quiet_day_says_so(press: Press) -> None:
    page = press_edition([], "Calder Ports")
    text = render_edition(page, "md", press).decode()
    assert "Nothing significant today." in text
    assert "Calder Ports" in text
    assert fit(page, press).fill <= 1.0
