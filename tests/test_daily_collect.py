"""What comes in before an edition is made: each article once, and word of every source that was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.config import Config, Daily, NewsSource, SourceKind
from briefing.daily import Order
from briefing.daily.collect import collect
from briefing.daily.records import Collected
from briefing.store import Store, open_store
from tests.server import Site, running

NOW = datetime(2025, 10, 3, 6, 0, tzinfo=UTC)
STORY = (
    "PORT ALDEN (Meridian) — The harbour council voted on Thursday to close the old fish market, ending a quarrel that "
    "has divided the city for eleven years. Its chairwoman, Mara Iveston, said that the hall would be torn down."
)
FEED = f"""<rss version="2.0"><channel><title>Meridian</title><item><title>Market closes</title><guid>urn:x:1</guid>
<pubDate>Thu, 02 Oct 2025 08:00:00 GMT</pubDate><description>{STORY}</description></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as found:
        yield found


def source(site: Site, path: str, name: str) -> NewsSource:
    address = site.address.replace("://", "://desk:secret@")
    return NewsSource(name or address + path, SourceKind.FEED, address + path, allow_private=True, pages=False)


def collected(store: Store, *sources: NewsSource, inputs: tuple[str, ...] = ()) -> Collected:
    return collect(Order(date(2025, 10, 3), NOW, Config(), Daily(sources), inputs=inputs), store)


def test_a_source_is_told_by_its_name_with_what_it_gave(site: Site, store: Store) -> None:
    site.answers["/rss"] = lambda h: h.answer(FEED)
    found = collected(store, source(site, "/rss", "Meridian"))
    assert (found.new, found.failures, found.silent) == (1, (), ())
    assert [(s.name, s.failures, s.succeeded) for s in found.sources] == [("Meridian", 0, NOW)]
    assert found.notes[0].startswith("Meridian: articles taken: 1, ")
    again = collected(store, source(site, "/rss", "Meridian"))
    assert (again.new, again.sources) == (0, found.sources)


def test_a_silent_source_is_told_once_and_stops_no_other(site: Site, store: Store) -> None:
    site.answers["/rss"] = lambda h: h.answer(FEED)
    site.answers["/gone"] = lambda h: h.answer("", 410)
    found = collected(store, source(site, "/gone", "Sella Radio"), source(site, "/rss", "Meridian"))
    assert (found.new, found.failures) == (1, ())
    (silent,) = found.silent
    assert silent.startswith("Sella Radio: answered 410 Gone")
    assert [(s.name, s.failures) for s in found.sources] == [("Sella Radio", 1), ("Meridian", 0)]


def test_no_password_is_told(site: Site, store: Store) -> None:
    site.answers["/gone"] = lambda h: h.answer("", 410)
    found = collected(store, source(site, "/gone", ""))
    assert found.sources[0].name == f"{site.address}/gone"
    assert "secret" not in repr(found)


def test_files_are_read_whenever_they_are_named(tmp_path: Path, store: Store) -> None:
    (tmp_path / "story.txt").write_text(f"Market closes\n\n{STORY}\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    found = collected(store, inputs=(str(tmp_path / "story.txt"), str(tmp_path / "empty.txt")))
    assert (found.new, len(found.failures), found.sources, found.notes) == (1, 1, (), ())
    assert collected(store, inputs=(str(tmp_path / "story.txt"),)).new == 0


def test_what_a_word_names_decides_how_it_is_read(site: Site, store: Store, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text("<opml><body/></opml>")
    found = collected(store, inputs=(str(listed), "ftp://meridian.example/rss"))
    assert [s.name for s in found.sources] == [str(listed)]
    (failure,) = found.failures
    assert "no http or https address" in failure.problem.message
