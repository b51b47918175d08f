"""The store: what is kept once, what is one change, what is forgotten, and what it says when it cannot be used."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.errors import BusyError, StoreError
from briefing.model import (
    Analysis,
    Article,
    Channel,
    Delivery,
    DeliveryState,
    EditionFiles,
    EditionState,
    KeptEdition,
    KeptLine,
    KeptStory,
    Outcome,
    Problem,
    Release,
    SourceState,
    Span,
)
from briefing.store import Store, article_digest, migrations, only_run, open_store
from briefing.store import database as database_module
from tests.factory import analysis, article

NOW = datetime(2026, 4, 6, 6, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "store.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


def numbered(number: int, **known: object) -> Article:
    return replace(article(headline=f"Gate {number} of the Karsk dam was moved"), id=f"a{number}", **known)  # type: ignore[arg-type]


def keep(store: Store, *numbers: int, seen: datetime = NOW) -> list[str]:
    return [digest for digest, _ in store.articles.take_in(map(numbered, numbers), seen)]


def page(day: date = TODAY, text: str = "The edition.") -> EditionFiles:
    return EditionFiles(day, (("edition.md", text.encode()),))


def line(digest: str, words: str = "w", story: str = "dam") -> KeptLine:
    return KeptLine(story, digest, Span(0, 4), "lead", words)


def made(store: Store, digests: list[str], day: date = TODAY, inputs: str = "i") -> KeptEdition:
    edition = store.editions.open(day, inputs)
    stories = [KeptStory("dam", tuple(sorted(digests)), day, day)]
    return store.editions.finish(edition, page(day), stories, [line(d, f"w{d}") for d in digests])


# Articles


def test_an_article_is_kept_once_as_it_came_first(store: Store) -> None:
    one = numbered(1, source="https://first.example/feed")
    again = replace(one, id="other", source="https://second.example/feed")
    assert store.articles.take_in([one], NOW) == ((article_digest(one), True),)
    assert store.articles.take_in([again, one], NOW + DAY) == ((article_digest(one), False),) * 2
    kept = store.articles.get(article_digest(one))
    assert (kept.article, kept.seen) == (one, NOW)
    assert store.stats().counts[0] == ("articles", 1)


def test_articles_come_in_the_order_they_were_seen(store: Store) -> None:
    late = keep(store, 1, 2, seen=NOW + DAY)
    early = keep(store, 3, seen=NOW)
    assert store.articles.digests() == (*early, *sorted(late))
    assert [k.digest for k in store.articles.since(NOW + DAY)] == sorted(late)
    assert [k.digest for k in store.articles.since(NOW, NOW + DAY)] == early


def test_what_an_embargo_held_is_found_by_the_day_it_ends(store: Store) -> None:
    held = [numbered(n, release=Release(f"urn:{n}", embargo=NOW + n * DAY)) for n in range(4)]
    store.articles.take_in([*held, numbered(9), numbered(8, release=Release("urn:8"))], NOW)
    found = store.articles.freed((NOW + DAY).date(), (NOW + 2 * DAY).date())
    assert {k.article.release and k.article.release.item for k in found} == {"urn:1", "urn:2"}


def test_versions_of_an_item_are_found(store: Store) -> None:
    first = numbered(1, release=Release("urn:item:7", 1))
    second = numbered(2, release=Release("urn:item:7", 2))
    store.articles.take_in([first, numbered(3)], NOW)
    store.articles.take_in([second], NOW + DAY)
    assert [k.article for k in store.articles.versions("urn:item:7")] == [first, second]


def test_an_article_not_kept_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.articles.get("0" * 64)


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.articles.take_in([numbered(1)], datetime(2026, 4, 6))
    assert store.articles.digests() == ()


def test_a_source_is_recorded_with_its_articles_or_not_at_all(store: Store) -> None:
    def cut_off() -> Iterator[Article]:
        yield numbered(1)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.articles.take_in(cut_off(), NOW, SourceState("feed", etag='"1"'))
    assert (store.articles.digests(), store.sources.all()) == ((), ())
    store.articles.take_in([numbered(1)], NOW, SourceState("feed", etag='"1"'))
    assert (len(store.articles.digests()), store.sources.get("feed").etag) == (1, '"1"')


def test_what_is_known_of_a_source_comes_back(store: Store) -> None:
    state = SourceState("https://x.example/feed", '"a"', "Mon, 06 Apr 2026", NOW, NOW - DAY, 2, "timed out", NOW + DAY)
    assert store.sources.get(state.name) == SourceState(state.name)
    store.sources.save(state)
    store.sources.save(SourceState("a"))
    assert store.sources.all() == (SourceState("a"), state)
    store.sources.save(replace(state, failures=0, error=None))
    assert store.sources.get(state.name).failures == 0


# Analyses


def test_nothing_is_analysed_twice(store: Store) -> None:
    one, other = keep(store, 1, 2)
    found = analysis(headline="Gate 1 of the Karsk dam was moved")
    assert store.analyses.missing([other, one], "v1") == (other, one)
    store.analyses.save(one, "v1", found)
    assert store.analyses.missing([other, one], "v1") == (other,)
    assert store.analyses.missing([one], "v2") == (one,)
    back = store.analyses.get(one, "v1")
    assert isinstance(back, Analysis)
    assert (back.statements, back.article) == (found.statements, store.articles.get(one).article)
    assert store.analyses.get(one, "v2") is None


def test_an_article_that_could_not_be_analysed_is_not_tried_again(store: Store) -> None:
    (digest,) = keep(store, 1)
    problem = Problem("analyse", "gave up after 300 seconds", Span(1, 2))
    store.analyses.save(digest, "v1", problem)
    assert store.analyses.missing([digest], "v1") == ()
    assert store.analyses.get(digest, "v1") == problem


def test_an_analysis_of_other_records_is_made_anew(store: Store) -> None:
    (digest,) = keep(store, 1)
    store.analyses.save(digest, "v1", analysis())
    store.database.run("UPDATE analyses SET body = CAST('BRA1' || x'0000000000000000' AS BLOB)")
    assert store.analyses.missing([digest], "v1") == (digest,)
    assert store.analyses.get(digest, "v1") is None
    store.analyses.save(digest, "v1", analysis())
    assert store.analyses.missing([digest], "v1") == ()


def test_an_analysis_needs_its_article(store: Store) -> None:
    with pytest.raises(StoreError, match="contradicts"):
        store.analyses.save("0" * 64, "v1", analysis())


# Editions


def test_the_same_inputs_are_the_same_edition(store: Store) -> None:
    digests = keep(store, 1)
    first = made(store, digests)
    assert (first.number, first.state, first.files) == (1, EditionState.MADE, page().digest)
    assert first.manifest.encode() == page().manifest
    assert store.editions.open(TODAY, "i") == first
    assert store.editions.finish(first, page(text="other"), [], [line(digests[0])]) == first
    assert store.editions.all() == (first,)


def test_an_edition_left_open_is_taken_over(store: Store) -> None:
    digests = keep(store, 1)
    made(store, digests)
    left = store.editions.open(TODAY, "more")
    assert (left.number, left.state) == (2, EditionState.OPEN)
    assert store.editions.open(TODAY, "even more").number == 2
    assert store.editions.open(TODAY + DAY, "next").number == 1
    assert [(e.day, e.number) for e in store.editions.all()] == [(TODAY, 1), (TODAY + DAY, 1)]


def test_what_was_printed_before_an_edition_is_known(store: Store) -> None:
    one, two, three = keep(store, 1, 2, 3)
    first = made(store, [one])
    second = made(store, [two], inputs="j")
    third = made(store, [three], TODAY + DAY)
    assert store.editions.printed_in(second) == (line(two, f"w{two}"),)
    assert store.editions.printed_before(first) == ()
    assert [x.article for x in store.editions.printed_before(third)] == [one, two]
    assert store.editions.printed_before(third, since=TODAY + DAY) == ()


def test_an_edition_is_recorded_whole_or_not_at_all(store: Store) -> None:
    (digest,) = keep(store, 1)
    edition = store.editions.open(TODAY, "i")
    story = KeptStory("dam", (digest,), TODAY, TODAY)
    with pytest.raises(StoreError, match="contradicts"):
        store.editions.finish(edition, page(), [story], [line(digest), line("0" * 64)])
    assert store.editions.get(TODAY, 1).state is EditionState.OPEN
    assert store.editions.printed_in(edition) == ()
    assert store.editions.stories() == ()


def test_an_edition_not_there_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.editions.get(TODAY, 1)


def test_a_story_keeps_its_name_over_days_and_an_article_tells_one(store: Store) -> None:
    one, two = keep(store, 1, 2)
    first = store.editions.open(TODAY, "i")
    store.editions.finish(first, page(), [KeptStory("dam", tuple(sorted((one, two))), TODAY, TODAY)], [])
    second = store.editions.open(TODAY + DAY, "i")
    told = [KeptStory("dam", (one,), TODAY, TODAY + DAY), KeptStory("gate", (two,), TODAY + DAY, TODAY + DAY)]
    store.editions.finish(second, page(), told, [])
    assert store.editions.stories() == tuple(told)


def test_what_was_known_of_stories_before_an_edition_can_be_asked_for_after_it(store: Store) -> None:
    one, two, three = keep(store, 1, 2, 3)
    first = made(store, [one])
    second = made(store, [two, three], inputs="j")
    third = store.editions.open(TODAY + DAY, "i")
    gate = KeptStory("gate", (three,), TODAY + DAY, TODAY + DAY)
    store.editions.finish(third, page(), [gate], [])
    assert [s.members for s in store.editions.stories()] == [tuple(sorted((one, two))), (three,)]
    for before in (third, TODAY + DAY):
        assert [s.members for s in store.editions.stories(before)] == [tuple(sorted((one, two, three)))]
    assert [s.members for s in store.editions.stories(second)] == [(one,)]
    assert store.editions.stories(first) == store.editions.stories(TODAY) == ()


def test_a_line_belongs_to_a_story_of_its_edition(store: Store) -> None:
    (digest,) = keep(store, 1)
    made(store, [digest])
    edition = store.editions.open(TODAY, "j")
    with pytest.raises(StoreError, match="contradicts"):
        store.editions.finish(edition, page(), [KeptStory("gate", (), TODAY, TODAY)], [line(digest, story="dam")])


def test_an_article_tells_one_story_of_an_edition(store: Store) -> None:
    (digest,) = keep(store, 1)
    edition = store.editions.open(TODAY, "i")
    with pytest.raises(StoreError, match="contradicts"):
        store.editions.finish(edition, page(), [KeptStory(id, (digest,), TODAY, TODAY) for id in "ab"], [])


def test_a_story_without_articles_is_still_known(store: Store) -> None:
    edition = store.editions.open(TODAY, "i")
    empty = KeptStory("dam", (), TODAY, TODAY)
    store.editions.finish(edition, page(), [empty], [])
    assert store.editions.stories() == (empty,)


def test_a_delivery_is_recorded_as_far_as_it_came(store: Store) -> None:
    mail = Delivery(Channel.MAIL, "desk@example.org", "d")
    sheet = Delivery(Channel.PRINT, "", "d")
    store.deliveries.save(mail, Outcome(DeliveryState.STARTED), NOW)
    store.deliveries.save(sheet, Outcome(DeliveryState.FAILED, 2, "no paper"), NOW)
    assert dict(store.deliveries.of("d"))[mail.key] == Outcome(DeliveryState.STARTED)
    store.deliveries.save(mail, Outcome(DeliveryState.DONE, 1), NOW)
    store.deliveries.save(mail, Outcome(DeliveryState.STARTED), NOW)
    assert store.deliveries.of("d") == (
        (mail.key, Outcome(DeliveryState.DONE, 1)), (sheet.key, Outcome(DeliveryState.FAILED, 2, "no paper"))
    )  # fmt: skip
    assert store.deliveries.of("other") == ()


# Forgetting


def test_what_no_edition_cites_is_forgotten_but_not_news_again(store: Store) -> None:
    old, cited = keep(store, 1, 2)
    (new,) = keep(store, 3, seen=NOW + 5 * DAY)
    for digest in (old, cited, new):
        store.analyses.save(digest, "v1", analysis())
    edition = made(store, [cited])
    assert store.prune(NOW + 3 * DAY) == 1
    assert store.articles.digests() == (cited, new)
    assert store.analyses.missing([cited, new], "v1") == (cited,)
    assert store.editions.printed_in(edition)[0].article == cited
    assert store.articles.take_in([numbered(1)], NOW + 6 * DAY) == ((old, False),)
    assert store.articles.digests() == (cited, new)
    assert store.prune(NOW + 3 * DAY) == 0


def test_the_articles_of_a_story_still_told_are_kept(store: Store) -> None:
    one, two = keep(store, 1, 2)
    edition = store.editions.open(TODAY + 4 * DAY, "i")
    told = [KeptStory("dam", (one,), TODAY, TODAY + 4 * DAY), KeptStory("over", (two,), TODAY, TODAY)]
    store.editions.finish(edition, page(), told, [])
    assert store.prune(NOW + 3 * DAY) == 1
    assert store.articles.digests() == (one,)
    assert [s.id for s in store.editions.stories()] == ["dam"]


def test_of_several_analyses_the_newest_is_kept(store: Store) -> None:
    (digest,) = keep(store, 1)
    store.analyses.save(digest, "v2", analysis())
    store.analyses.save(digest, "v1", analysis())
    store.prune(NOW - DAY)
    assert store.analyses.missing([digest], "v2") == (digest,)
    assert store.analyses.missing([digest], "v1") == ()


def test_vacuum_gives_room_back(store: Store) -> None:
    keep(store, *range(300))
    store.prune(NOW + DAY)
    assert store.vacuum() > 100_000
    store.check()


# The file


def test_a_store_with_something_of_everything_is_sound(store: Store) -> None:
    """SQLite's own check has called sound tables damaged, by the order of their columns."""
    digests = keep(store, 1, 2, 3)
    store.sources.save(SourceState("feed", "e", "m", NOW, NOW, 1, "e", NOW))
    store.analyses.save(digests[0], "v1", analysis())
    store.analyses.save(digests[1], "v1", Problem("analyse", "no"))
    edition = made(store, digests[:2])
    store.deliveries.save(Delivery(Channel.MAIL, "m", edition.files), Outcome(DeliveryState.FAILED, 1, "no"), NOW)
    store.prune(NOW + DAY)
    assert [name for name, count in store.stats().counts if not count] == ["analyses"]
    store.check()


def test_the_file_is_for_its_owner_alone(store: Store, path: Path) -> None:
    keep(store, 1)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_was_recorded_is_there_when_opened_again(path: Path) -> None:
    with open_store(path) as store:
        digests = keep(store, 1, 2)
        edition = made(store, digests)
    with open_store(path, make=False) as store:
        assert store.articles.digests() == tuple(sorted(digests))
        assert store.editions.all() == (edition,)


def test_a_store_that_is_not_there_is_not_made_unasked(path: Path) -> None:
    with pytest.raises(StoreError, match="no store yet"):
        open_store(path, make=False)
    assert not path.exists()


def test_a_store_of_a_newer_program_is_refused(path: Path) -> None:
    with open_store(path) as store:
        store.database.run("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"newer briefing \(format 99, this one knows up to \d+\); update"):
        open_store(path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store of briefing"):
        open_store(path)
    assert path.read_bytes() == before


def test_an_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        keep(store, 1)
    steps = (*migrations.MIGRATIONS, ("ALTER TABLE stories ADD COLUMN title TEXT",))
    monkeypatch.setattr(database_module, "MIGRATIONS", steps)
    monkeypatch.setattr(database_module, "NEWEST", len(steps))
    with open_store(path) as store:
        assert len(store.articles.digests()) == 1
        assert store.database.rows("SELECT title FROM stories") == []
        assert store.database.row("PRAGMA user_version") == (len(steps),)


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        keep(store, 1)
    steps = (*migrations.MIGRATIONS, ("CREATE TABLE half (a TEXT) STRICT", "ALTER TABLE missing ADD COLUMN a TEXT"))
    with monkeypatch.context() as patch:
        patch.setattr(database_module, "MIGRATIONS", steps)
        patch.setattr(database_module, "NEWEST", len(steps))
        with pytest.raises(StoreError, match="cannot be used: no such table"):
            open_store(path)
    with open_store(path) as store:
        assert store.database.rows("SELECT name FROM sqlite_schema WHERE name = 'half'") == []
        assert len(store.articles.digests()) == 1


@pytest.mark.parametrize("content", [b"not a database, but long enough to look like one" * 40, os.urandom(9000)])
def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged .*backup.*recover.*move it away"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_damaged_page_is_noticed(path: Path) -> None:
    with open_store(path) as store:
        keep(store, *range(40))
        store.vacuum()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        store.check()


def test_a_changed_article_is_noticed(store: Store) -> None:
    (digest,) = keep(store, 1)
    store.database.run("UPDATE articles SET body = replace(body, 'Karsk', 'Kirsk')")
    with pytest.raises(StoreError, match=f"damaged .article {digest}"):
        store.articles.get(digest)


def test_a_changed_analysis_is_noticed(store: Store) -> None:
    (digest,) = keep(store, 1)
    store.analyses.save(digest, "v1", analysis())
    store.database.run("UPDATE analyses SET body = substr(body, 1, length(body) - 9)")
    with pytest.raises(StoreError, match=f"damaged .analysis of article {digest}"):
        store.analyses.get(digest, "v1")


def test_a_record_without_what_it_belongs_to_is_noticed(store: Store) -> None:
    (digest,) = keep(store, 1)
    store.analyses.save(digest, "v1", analysis())
    store.database.run("PRAGMA foreign_keys = OFF")
    store.database.run("DELETE FROM articles")
    with pytest.raises(StoreError, match="a record of analyses without its articles"):
        store.check()


def test_an_article_of_a_later_program_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.store.articles.article_body", lambda _: '{"blocks":[{"shape":1}],"text":"A."}')
    (digest,) = keep(store, 1)
    with pytest.raises(StoreError, match="update briefing"):
        store.articles.get(digest)


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "file" / "store.sqlite")


def test_another_writer_is_waited_for_and_then_named(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "PATIENCE", 0.05)
    with store.database.transaction(), open_store(path) as other, pytest.raises(StoreError, match="another process"):
        keep(other, 1)


def test_a_full_disk_records_nothing(store: Store) -> None:
    (pages,) = store.database.row("PRAGMA page_count") or (0,)
    store.database.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="no room left"):
        keep(store, *range(200))
    assert store.articles.digests() == ()


def test_what_others_write_meanwhile_is_not_seen(store: Store, path: Path) -> None:
    keep(store, 1)
    with open_store(path) as reader, reader.database.snapshot():
        assert len(reader.articles.digests()) == 1
        keep(store, 2)
        assert len(reader.articles.digests()) == 1
    assert len(store.articles.digests()) == 2


# One run at a time


def hold(path: Path, held: multiprocessing.synchronize.Event) -> None:
    with only_run(path, NOW):
        held.set()
        threading.Event().wait()


def test_a_second_run_is_told_who_is_at_work_until_that_one_dies(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    held = spawn.Event()
    other = spawn.Process(target=hold, args=(path, held))
    other.start()
    try:
        assert held.wait(120)
        with pytest.raises(BusyError, match=rf"\(process {other.pid} on \S+ since 2026-04-0"), only_run(path, NOW):
            pass
    finally:
        other.kill()
        other.join()
    with only_run(path, NOW):
        pass


def test_a_run_after_another_gets_the_lock(path: Path) -> None:
    for _ in range(2):
        with only_run(path, NOW):
            assert path.with_name("store.sqlite.lock").read_text().startswith(f"process {os.getpid()} on ")
    assert path.with_name("store.sqlite.lock").read_text() == ""


def test_a_lock_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="lock cannot be made"), only_run(tmp_path / "file" / "s", NOW):
        pass


def test_articles_of_days_go_by_what_is_known_of_their_day(tmp_path: Path) -> None:
    seen = datetime(2026, 4, 6, 6, tzinfo=UTC)
    sent = Release(item="x", sent=datetime(2026, 4, 4, 23, tzinfo=UTC))
    undated = replace(article(), published=None)
    found = (
        replace(undated, id="published", text="One.", blocks=(), published=date(2026, 4, 3)),
        replace(undated, id="sent", text="Two.", blocks=(), release=sent),
        replace(undated, id="seen", text="Three.", blocks=()),
    )
    with open_store(tmp_path / "store.sqlite") as store:
        store.articles.take_in(found, seen)

        def of(first: int, last: int) -> list[str]:
            return sorted(k.article.id for k in store.articles.of_days(date(2026, 4, first), date(2026, 4, last)))

        assert of(3, 3) == ["published"]
        assert of(4, 6) == ["seen", "sent"]
        assert of(1, 2) == []
