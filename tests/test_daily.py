"""The daily run from end to end: sources in, one page out, nothing twice, nothing lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.config import Config, Daily
from briefing.daily import Order, Ran, run_daily
from briefing.daily.select import newest
from briefing.model import Change, EditionState, KeptArticle, MissingKind, NewsKind, Release
from briefing.store import Store, open_store
from tests.factory import article as make_article
from tests.processes import COMMAND, Finished, briefing, environment

SEEDS = Path(__file__).parent.parent / "seeds" / "day"
NOW = datetime(2025, 10, 3, 6, 0, tzinfo=UTC)
SECOND, THIRD = date(2025, 10, 2), date(2025, 10, 3)


def order(day: date, folder: Path, inputs: Path = SEEDS, **more: object) -> Order:
    config = Config(out=folder / "out", format=("md", "pdf"))
    return replace(Order(day, NOW, config, Daily(), inputs=(str(inputs),)), **more)  # type: ignore[arg-type]


def run(wanted: Order, store: Store) -> Ran:
    return run_daily(wanted, store, lambda done, total: None)


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, Ran]:
    folder = tmp_path_factory.mktemp("two-days")
    with open_store(folder / "store.sqlite") as store:
        return folder, run(order(SECOND, folder), store), run(order(THIRD, folder), store)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# ---------------------------------------------------------------- what is made


def test_each_day_has_its_own_articles(two_days: tuple[Path, Ran, Ran]) -> None:
    folder, before, after = two_days
    assert before.edition is not None
    assert after.edition is not None
    assert {a.published for a in before.edition.articles} == {SECOND}
    assert "Kestria Post" not in {c.outlet for c in after.edition.coverage}, "told yesterday, and nothing new"
    for day in (SECOND, THIRD):
        names = {p.name for p in (folder / "out" / day.isoformat()).iterdir()}
        assert names == {"edition.md", "edition.html", "edition.pdf", "edition.json", "manifest.json"}
    assert (folder / "out" / "latest").resolve().name == "2025-10-03"


def test_a_corrected_line_is_printed_as_one(two_days: tuple[Path, Ran, Ran]) -> None:
    _, _, after = two_days
    assert after.edition is not None
    (change,) = [c for c in after.edition.changes if c.kind is NewsKind.CORRECTED]
    assert change.before is not None
    articles = after.edition.articles
    now, then = (line.pieces[0].span.of(articles[line.pieces[0].article].text) for line in (change.line, change.before))
    assert "101 votes to 98" in now
    assert "101 votes to 89" in then
    front = next(
        f
        for f in after.edition.briefs
        if "budget" in f.headline.pieces[0].span.of(articles[f.headline.pieces[0].article].text)
    )
    assert front.since == SECOND


def test_a_corrected_line_is_known_after_the_program_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "store.sqlite") as store:
        run(order(SECOND, tmp_path), store)
        monkeypatch.setattr("briefing.daily.run.analysis_version", lambda: "another")
        after = run(order(THIRD, tmp_path), store)
    assert after.edition is not None
    assert [c.kind for c in after.edition.changes] == [NewsKind.CORRECTED]


def took_back(ran: Ran) -> list[str]:
    """Return the words that an edition says no longer hold."""
    assert ran.edition is not None
    lines = [c.before or c.line for c in ran.edition.changes if c.kind in (NewsKind.CORRECTED, NewsKind.WITHDRAWN)]
    return ["".join(p.span.of(ran.edition.articles[p.article].text) for p in line.pieces) for line in lines]


def test_a_corrected_line_is_told_once(two_days: tuple[Path, Ran, Ran], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(two_days[0], folder, symlinks=True)
    with open_store(folder / "store.sqlite") as store:
        ran = run(order(date(2025, 10, 4), folder), store)
    assert ran.edition is not None
    assert took_back(ran) == []
    assert ran.edition.fronts == (), "told yesterday, and nothing new"


def test_a_later_issue_of_the_day_tells_the_correction_too(two_days: tuple[Path, Ran, Ran], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(two_days[0], folder, symlinks=True)
    with open_store(folder / "store.sqlite") as store:
        ran = run(order(THIRD, folder, daily=Daily(watch=("Nobody At All",))), store)
    assert ran.kept.number == 2
    assert took_back(ran) == took_back(two_days[2])


def test_what_is_withdrawn_days_later_is_taken_back_once(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    story = json.loads((SEEDS / "budget-1.ninjs.json").read_text(encoding="utf-8"))
    (inputs / "1.json").write_text(json.dumps(story), encoding="utf-8")
    killed = story | {"version": "9", "pubstatus": "canceled", "versioncreated": "2025-10-09T08:00:00Z"}
    with open_store(tmp_path / "store.sqlite") as store:
        printed = run(order(SECOND, tmp_path, inputs), store)
        (inputs / "2.json").write_text(json.dumps(killed), encoding="utf-8")
        later = [run(order(date(2025, 10, day), tmp_path, inputs), store) for day in (8, 9, 10)]
    assert printed.edition is not None
    assert printed.edition.lead is not None
    assert [bool(took_back(ran)) for ran in later] == [False, True, False]
    said = {
        p.span.of(a.text) for a in printed.edition.articles for line in printed.edition.lead.points for p in line.pieces
    }
    assert said & set(took_back(later[1]))


def test_what_an_embargo_holds_is_told_when_it_ends_however_late(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    story = json.loads((SEEDS / "budget-1.ninjs.json").read_text(encoding="utf-8"))
    held = story | {"embargoed": "2025-10-08T10:00:00Z"}
    (inputs / "1.json").write_text(json.dumps(held), encoding="utf-8")
    with open_store(tmp_path / "store.sqlite") as store:
        days = [
            run(order(date(2025, 10, day), tmp_path, inputs, now=datetime(2025, 10, day, 6, tzinfo=UTC)), store)
            for day in (2, 8, 9, 10)
        ]
    editions = [ran.edition for ran in days if ran.edition is not None]
    assert [bool(edition.fronts) for edition in editions] == [False, False, True, False]
    assert {MissingKind.EMBARGOED: 1}.items() <= {m.kind: m.count for m in editions[0].missing}.items()


def test_wire_copy_and_opinion_confirm_nothing(two_days: tuple[Path, Ran, Ran]) -> None:
    _, _, after = two_days
    assert after.edition is not None
    lead = after.edition.lead
    assert lead is not None
    assert (lead.telling.outlets, lead.telling.origins) == (3, 2)
    ferry = next(f for f in after.edition.briefs if f.telling.opinions)
    assert ferry.telling.articles == 2
    values = [v.outlet for f in after.edition.figures for v in f.values]
    assert "Coast Daily" not in values


def test_a_second_run_changes_nothing(two_days: tuple[Path, Ran, Ran]) -> None:
    folder, *_ = two_days
    before = tree(folder / "out")
    with open_store(folder / "store.sqlite") as store:
        stats = store.stats().counts
        again = run(order(THIRD, folder), store)
        assert again.edition is None
        assert again.collected.new == 0
        assert not again.deliveries
        assert store.stats().counts == stats
    assert tree(folder / "out") == before


def test_a_folder_that_was_lost_is_made_again_to_the_byte(two_days: tuple[Path, Ran, Ran], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(two_days[0], folder, symlinks=True)
    before = tree(folder / "out")
    shutil.rmtree(folder / "out")
    with open_store(folder / "store.sqlite") as store:
        assert run(order(THIRD, folder), store).kept.number == 1
    after = tree(folder / "out")
    assert after == {name: content for name, content in before.items() if name in after}
    assert "2025-10-03/edition.pdf" in after


def test_what_comes_in_later_makes_another_number(two_days: tuple[Path, Ran, Ran], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(two_days[0], folder, symlinks=True)
    inputs = tmp_path / "late"
    inputs.mkdir()
    words = "TARN (Meridian) — A freighter ran aground in Tarn Strait on Friday, the coast guard said. Nobody was hurt."
    (inputs / "late.txt").write_text(f"Freighter aground in Tarn Strait\n\n{words}\n", encoding="utf-8")
    (inputs / "late.meta.json").write_text('{"outlet": "Meridian", "published": "2025-10-03"}', encoding="utf-8")
    with open_store(folder / "store.sqlite") as store:
        ran = run(order(THIRD, folder, inputs), store)
    assert (ran.kept.number, ran.kept.state, ran.collected.new) == (2, EditionState.MADE, 1)
    assert "issue 2" in (folder / "out" / "2025-10-03" / "edition.md").read_text(encoding="utf-8")


def test_a_day_without_news_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite") as store:
        ran = run(order(date(2025, 12, 1), tmp_path), store)
    assert ran.edition is not None
    assert ran.edition.lead is None
    assert "Nothing significant today." in (tmp_path / "out/2025-12-01/edition.md").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_admitted_and_stops_nothing(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    shutil.copy(SEEDS / "quake-kestria.txt", inputs)
    shutil.copy(SEEDS / "quake-kestria.meta.json", inputs)
    (inputs / "broken.html").write_bytes(b"\x00\x01\x02")
    text = "Die Regierung hat am Freitag einen neuen Haushalt beschlossen, sagte der Minister. " * 6
    (inputs / "foreign.txt").write_text(f"Haushalt beschlossen\n\n{text}", encoding="utf-8")
    with open_store(tmp_path / "store.sqlite") as store:
        ran = run(order(SECOND, tmp_path, inputs), store)
    assert ran.edition is not None
    assert ran.edition.lead is not None
    admitted = {m.kind: m.count for m in ran.edition.missing}
    assert admitted[MissingKind.UNREAD] == 1
    assert admitted[MissingKind.OTHER_LANGUAGE] == 1
    assert len(ran.failures) == 2


def test_a_page_for_each_story(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite") as store:
        run(order(SECOND, tmp_path, pages=True), store)
    names = sorted(p.name for p in (tmp_path / "out" / "2025-10-02" / "stories").iterdir())
    assert {Path(n).suffix for n in names} == {".md", ".html", ".pdf", ".json"}
    assert [n for n in names if n.endswith(".pdf")] == [n.replace(".md", ".pdf") for n in names if n.endswith(".md")]
    assert any("dam-in-kestria" in n for n in names)


# ---------------------------------------------------------------- versions


def version(number: int | None, change: Change, seen: int, item: str = "a") -> KeptArticle:
    article = replace(make_article(f"Version {number}."), release=Release(item=item, version=number, change=change))
    return KeptArticle(f"{item}{seen}", article, datetime(2025, 10, 3, seen, tzinfo=UTC))


@pytest.mark.parametrize(
    ("versions", "current", "killed"),
    [
        ([(1, Change.NEW), (2, Change.UPDATE)], ["a2"], []),
        ([(2, Change.UPDATE), (1, Change.NEW)], ["a1"], []),
        ([(1, Change.NEW), (2, Change.CORRECTION), (3, Change.KILL)], [], ["a"]),
        ([(1, Change.KILL), (2, Change.NEW)], ["a2"], []),
        ([(None, Change.NEW), (None, Change.UPDATE)], ["a2"], []),
    ],
    ids=["update", "out of order", "killed", "brought back", "no numbers"],
)
def test_only_the_newest_version_counts(
    versions: list[tuple[int | None, Change]], current: list[str], killed: list[str]
) -> None:
    found = [version(number, change, n) for n, (number, change) in enumerate(versions, 1)]
    kept, gone = newest(found)
    assert [k.digest for k in kept] == current
    assert sorted(gone) == killed


# ---------------------------------------------------------------- the command


def command(folder: Path, *arguments: str | Path, cwd: Path | None = None) -> Finished:
    return briefing("daily", *arguments, "--out", folder, cwd=cwd or folder.parent)


def test_the_command_explains_and_keeps_a_status(tmp_path: Path) -> None:
    done = command(tmp_path, SEEDS, "--day", "2025-10-03", "--explain", "--watch", "Tarn Line")
    assert done.returncode == 0, done.stderr
    assert "watch-list +25.0" in done.stdout
    assert "edition of 2025-10-03, number 1, made" in done.stderr
    status = json.loads((tmp_path / ".briefing" / "status.json").read_text(encoding="utf-8"))
    assert status["runs"][0]["result"] == "done"
    assert status["runs"][0]["stories"] >= 2


def test_without_a_source_it_says_what_to_do(tmp_path: Path) -> None:
    done = command(tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "[[source]]" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_run_killed_anywhere_goes_on_and_ends_the_same(two_days: tuple[Path, Ran, Ran], tmp_path: Path) -> None:
    """Kill the run at random instants until one gets through; what it leaves is what an undisturbed run leaves."""
    dice, kills = random.Random(4), 0
    for _ in range(40):
        process = subprocess.Popen(
            [COMMAND, "daily", SEEDS, "--day", "2025-10-03", "--out", tmp_path],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment(),
        )  # fmt: skip
        time.sleep(dice.uniform(0.2, 2.0) * (1 + kills / 8))
        if process.poll() is not None:
            break
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kills += 1
        folder = tmp_path / "2025-10-03"
        assert not folder.exists() or (folder / "manifest.json").exists(), "half a folder"
    assert command(tmp_path, SEEDS, "--day", "2025-10-03").returncode == 0
    assert kills >= 3
    whole = tmp_path / "whole"
    assert command(whole, SEEDS, "--day", "2025-10-03").returncode == 0
    made = tree(tmp_path / "2025-10-03")
    assert made == tree(whole / "2025-10-03")
    with open_store(tmp_path / ".briefing" / "store.sqlite") as store:
        store.check()
        assert len(store.editions.all()) == 1
