"""Sources end to end against a real server: what they give, what is remembered, and what is said when they fail."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import NewsSource, SourceKind, SourceLimits
from briefing.errors import Failure
from briefing.fetch import FetchLimits, Manners
from briefing.harvest import Harvest, HealthStatus, harvest_sources
from briefing.model import Article, BlockKind, Change, SeenItem, SourceState
from briefing.read import Limits, Tools, load_tools
from briefing.store import open_store
from tests.server import Handler, Site, running

FEEDS = Path(__file__).parent / "fixtures" / "feeds"
NOW = datetime(2026, 4, 6, 6, 0, tzinfo=UTC)
SWIFT = Manners(pause=0, backoff=0, retries=1)

SENTENCES = (
    "Alden Ferries will not sail after ten o'clock from the first of May, the company said on Sunday.",
    '"Nobody asked the people who live on the islands," said Mara Iveston, who chairs the passengers\' council.',
    "The company said that too few passengers took the late boats, and that it had lost money on them for years.",
    "The harbour board of Port Alden said that it had been told of the change on Friday and would discuss it.",
)


def page(title: str, sentences: tuple[str, ...] = SENTENCES) -> str:
    body = "".join(f"<p>{s}</p>" for s in sentences)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def item(n: int, link: str, *, text: str = "", day: datetime = NOW) -> str:
    return (
        f"<item><title>Story {n}</title><guid isPermaLink='false'>id-{n}</guid><link>{link}</link>"
        f"<pubDate>{day:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description><![CDATA[{text}]]></description></item>"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Meridian</title>{"".join(items)}</channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with a feed at /rss that holds one story, at /1."""
    with running() as found:
        found.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1")), Content_Type="application/rss+xml")
        found.answers["/1"] = lambda h: h.answer(page("Night ferries to stop"), Content_Type="text/html")
        yield found


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools(limits=Limits(fetch=FetchLimits(60, 120, 1_000_000, 3)))


def source(site: Site, path: str = "/rss", kind: SourceKind = SourceKind.FEED, **options: object) -> NewsSource:
    return NewsSource("Meridian", kind, site.address + path, allow_private=True, **options)  # type: ignore[arg-type]


def harvest(
    one: NewsSource, tools: Tools, before: Harvest | None = None, *, now: datetime = NOW, manners: Manners = SWIFT
) -> Harvest:
    states = {one.place: before.state} if before else {}
    (found,) = harvest_sources([one], states, tools, now, manners=manners)
    return found


def articles(found: Harvest) -> list[Article]:
    return [one for one in found.items if isinstance(one, Article)]


def messages(found: Harvest) -> list[str]:
    return [one.problem.message for one in found.items if isinstance(one, Failure)]


def test_a_feed_gives_its_pages_and_where_they_fail_its_own_text(site: Site, tools: Tools) -> None:
    text = (FEEDS / "meridian.rss").read_text("utf-8").replace("https://meridian.example", site.address)
    site.answers["/rss"] = lambda h: h.answer(text, Content_Type="application/rss+xml")
    site.answers["/ferry.html"] = lambda h: h.answer(page("Night ferries to stop"), Content_Type="text/html")
    found = harvest(source(site), tools)
    ferry, dockers, market = articles(found)
    assert ferry.text.startswith("Night ferries to stop\n\nAlden Ferries will not sail")
    assert ferry.address == f"{site.address}/ferry.html"
    assert ferry.published == date(2026, 4, 5)  # the publisher's own day: in UTC it is the next one already
    assert (ferry.published_from, ferry.outlet) == ("metadata", "The Meridian & Coast Gazette")
    assert ferry.problems == ()
    assert ferry.release is not None
    assert ferry.release.item == f"{site.address}/rss#meridian-1001"
    assert (ferry.release.change, ferry.release.sent) == (
        Change.NEW,
        datetime.fromisoformat("2026-04-05T23:30:00-05:00"),
    )
    assert dockers.title == "Dockers walk out over rotas"
    assert dockers.text.count("\n\n") == 3
    assert dockers.authors == ("Tomas Verrel",)
    (problem,) = dockers.problems
    assert problem.message == (
        "its page was not read (answered 404 Not Found; check the address); this is the feed's text, "
        "which may be shortened"
    )
    assert "The market hall of Port Alden" in market.text
    assert (market.address, market.problems) == (None, ())
    assert (found.health.status, found.health.taken, found.health.left) == (HealthStatus.OK, 3, 0)
    assert len({a.id for a in articles(found)}) == 3
    assert ferry.id.startswith("ferry-")


def test_the_sources_outlet_wins(site: Site, tools: Tools) -> None:
    (found,) = articles(harvest(source(site, outlet="Gazette"), tools))
    assert found.outlet == "Gazette"


def test_the_next_run_asks_with_validators_and_takes_nothing_twice(site: Site, tools: Tools) -> None:
    body = rss(item(1, "/1"))

    def conditional(h: Handler) -> None:
        fresh = h.headers.get("If-None-Match") != '"1"'
        h.answer(body if fresh else "", 200 if fresh else 304, ETag='"1"', Content_Type="application/rss+xml")

    site.answers["/rss"] = conditional
    first = harvest(source(site), tools)
    assert (first.state.etag, first.state.succeeded, first.state.failures) == ('"1"', NOW, 0)
    later = NOW + timedelta(days=1)
    second = harvest(source(site), tools, first, now=later)
    assert (second.items, second.health.status) == ((), HealthStatus.UNCHANGED)
    assert (second.state.etag, second.state.seen, second.state.tried) == ('"1"', first.state.seen, later)
    assert site.paths == ["/rss", "/1", "/rss"]


def test_a_feed_without_validators_is_read_again_but_not_its_pages(site: Site, tools: Tools) -> None:
    first = harvest(source(site), tools)
    site.answers["/rss"] = lambda h: h.answer(rss(item(2, "/2"), item(1, "/1")))
    site.answers["/2"] = lambda h: h.answer(page("Second"), Content_Type="text/html")
    second = harvest(source(site), tools, first)
    assert [a.title for a in articles(second)] == ["Second"]
    assert site.paths == ["/rss", "/1", "/rss", "/2"]
    assert [s.id for s in second.state.seen] == ["id-1", "id-2"]


def test_an_item_that_changes_is_an_update_of_the_same_item(site: Site, tools: Tools) -> None:
    first = harvest(source(site), tools)
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1", text="Now with a reply of the company.")))
    second = harvest(source(site), tools, first)
    (old,), (new,) = articles(first), articles(second)
    assert old.release is not None
    assert new.release is not None
    assert (new.id, new.release.item, new.release.change) == (old.id, old.release.item, Change.UPDATE)


def test_what_the_limit_leaves_over_comes_in_the_next_runs(site: Site, tools: Tools) -> None:
    many = [item(n, "", text=SENTENCES[0], day=NOW - timedelta(minutes=n)) for n in range(1000)]
    site.answers["/rss"] = lambda h: h.answer(rss(*many), ETag='"1"')
    three = source(site, limits=SourceLimits(items=3), pages=False)
    first = harvest(three, tools)
    assert [a.title for a in articles(first)] == ["Story 0", "Story 1", "Story 2"]
    assert (first.health.status, first.health.left) == (HealthStatus.PARTIAL, 997)
    assert first.state.etag is None  # or the next run would hear that nothing has changed
    second = harvest(three, tools, first)
    assert [a.title for a in articles(second)] == ["Story 3", "Story 4", "Story 5"]


def test_the_newest_items_are_taken_first_in_the_feeds_order(site: Site, tools: Tools) -> None:
    days = [3, 1, 2, 0]
    items = [item(n, "", text=SENTENCES[0], day=NOW - timedelta(hours=h)) for n, h in enumerate(days)]
    site.answers["/rss"] = lambda h: h.answer(rss(*items))
    found = harvest(source(site, limits=SourceLimits(items=2), pages=False), tools)
    assert [a.title for a in articles(found)] == ["Story 1", "Story 3"]


def test_old_items_are_passed_over(site: Site, tools: Tools) -> None:
    old, new = item(1, "/1", day=NOW - timedelta(days=4)), item(2, "", text=SENTENCES[0])
    site.answers["/rss"] = lambda h: h.answer(rss(new, old))
    found = harvest(source(site), tools)
    assert [a.title for a in articles(found)] == ["Story 2"]
    assert site.paths == ["/rss"]
    assert {s.id for s in found.state.seen} == {"id-1", "id-2"}


def test_only_so_many_bytes_are_taken(site: Site, tools: Tools) -> None:
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1"), item(2, "/2"), item(3, "/3")))
    site.answers["/2"] = lambda h: h.answer("x" * 50_000, Content_Type="text/html")
    found = harvest(source(site, limits=SourceLimits(size=10_000)), tools)
    assert [isinstance(one, Article) for one in found.items] == [True, False, False]
    assert "larger than" in messages(found)[0]
    assert found.health.size <= 10_000


def test_the_time_of_a_source_is_limited_and_what_is_left_is_told(site: Site, tools: Tools) -> None:
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "", text=SENTENCES[0]), item(2, "/2")), ETag='"1"')
    site.answers["/2"] = lambda h: h.site.closing.wait(60) and None
    found = harvest(source(site, limits=SourceLimits(seconds=5)), tools)
    assert (len(articles(found)), found.health.left, found.state.etag) == (1, 1, None)
    assert found.health.message == "took longer than 5 seconds; left for the next run: 1"


def test_a_feed_that_never_answers_fails_in_its_time(site: Site, tools: Tools) -> None:
    site.answers["/rss"] = lambda h: h.site.closing.wait(60) and None
    found = harvest(source(site, limits=SourceLimits(seconds=0.3)), tools)
    assert messages(found) == ["took longer than 0.3 seconds; run again, or raise its time-limit"]
    assert (found.health.status, found.state.failures) == (HealthStatus.FAILED, 1)


def test_a_page_that_fails_in_passing_is_asked_for_again_in_the_next_run(site: Site, tools: Tools) -> None:
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1")), ETag='"1"')
    site.answers["/1"] = lambda h: h.answer("", 503)
    first = harvest(source(site), tools)
    assert messages(first) == ["answered 503 Service Unavailable; try again later"]
    assert (first.health.status, first.state.etag, first.state.seen) == (HealthStatus.PARTIAL, None, ())
    site.answers["/1"] = lambda h: h.answer(page("Back"), Content_Type="text/html")
    assert [a.title for a in articles(harvest(source(site), tools, first))] == ["Back"]


def test_a_page_that_is_gone_is_a_failure_once(site: Site, tools: Tools) -> None:
    site.answers["/1"] = lambda h: h.answer("", 410)
    first = harvest(source(site), tools)
    assert "gone for good" in messages(first)[0]
    assert harvest(source(site), tools, first).items == ()


def test_a_page_that_shows_only_a_part_gives_way_to_the_feeds_text(site: Site, tools: Tools) -> None:
    full = "".join(f"<p>{s}</p>" for s in SENTENCES * 3)
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1", text=full)))
    site.answers["/1"] = lambda h: h.answer(page("Night ferries", SENTENCES[:1]), Content_Type="text/html")
    (found,) = articles(harvest(source(site), tools))
    assert found.text.count(SENTENCES[3]) == 3
    assert "shows only a part" in found.problems[-1].message


def test_with_pages_off_only_the_feed_is_asked_for(site: Site, tools: Tools) -> None:
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1", text=SENTENCES[0])))
    (found,) = articles(harvest(source(site, pages=False), tools))
    assert (found.text, found.problems) == (f"Story 1\n\n{SENTENCES[0]}", ())
    assert (site.paths, found.address) == (["/rss"], f"{site.address}/1")


def test_a_picture_behind_a_link_is_no_article(site: Site, tools: Tools) -> None:
    site.answers["/1"] = lambda h: h.answer(b"\xff\xd8\xff", Content_Type="image/jpeg")
    assert "is image/jpeg, not a page" in messages(harvest(source(site), tools))[0]


def test_pages_of_a_server_that_does_not_answer_are_not_asked_for_in_vain(site: Site, tools: Tools) -> None:
    items = [item(n, f"/{n}", text=SENTENCES[0] if n == 4 else "") for n in range(5)]
    site.answers["/rss"] = lambda h: h.answer(rss(*items))
    for n in range(5):
        site.answers[f"/{n}"] = lambda h: h.answer("", 503)
    found = harvest(source(site), tools, manners=Manners(pause=0, retries=0))
    assert site.paths == ["/rss", "/0", "/1", "/2"]
    assert messages(found)[3] == "was not asked for, since 3 pages before it did not answer"
    assert [a.title for a in articles(found)] == ["Story 4"]
    assert [s.id for s in found.state.seen] == ["id-4"]


def test_a_page_two_feeds_link_to_is_one_article(site: Site, tools: Tools) -> None:
    site.answers["/politics"] = lambda h: h.answer(rss(item(1, "/1?utm_source=rss"), item(2, "/2")))
    site.answers["/1?utm_source=rss"] = site.answers["/1"]
    site.answers["/2"] = lambda h: h.answer(page("Second"), Content_Type="text/html")
    both = [source(site), replace(source(site, "/politics"), name="Politics")]
    found = harvest_sources(both, {}, tools, NOW, manners=SWIFT)
    assert [[a.title for a in articles(f)] for f in found] == [["Night ferries to stop"], ["Second"]]


def test_sources_of_one_host_are_asked_one_after_the_other(site: Site, tools: Tools) -> None:
    for n in range(3):
        site.answers[f"/rss{n}"] = lambda h, n=n: h.answer(rss(item(n, f"/{n}")))
        site.answers[f"/{n}"] = lambda h, n=n: h.answer(page(f"Page {n}"), Content_Type="text/html")
    sources = [replace(source(site, f"/rss{n}"), name=str(n)) for n in range(3)]
    found = harvest_sources(sources, {}, tools, NOW, manners=SWIFT)
    assert site.paths == ["/rss0", "/0", "/rss1", "/1", "/rss2", "/2"]
    assert [f.source for f in found] == sources


def test_an_address_that_has_moved_for_good_is_reported(site: Site, tools: Tools) -> None:
    site.answers["/old"] = lambda h: h.redirect("/rss", 301)
    found = harvest(source(site, "/old"), tools)
    assert len(articles(found)) == 1
    assert found.health.advice == f"has moved for good to {site.address}/rss; write that address into your settings"


BAD = {
    "not found": (lambda h: h.answer("", 404), "answered 404 Not Found; check the address"),
    "gone": (lambda h: h.answer("", 410), "answered 410 Gone; it is gone for good, remove it from your sources"),
    "loop": (lambda h: h.redirect("/rss"), "more than 3 redirects"),
    "a page": (lambda h: h.answer(page("x"), Content_Type="text/html"), "is no feed but a page"),
    "empty": (lambda h: h.answer(""), "is empty; check the feed's address"),
    "cut off": (lambda h: h.answer(rss(), length=9_999), "the connection was cut off"),
    "bomb": (
        lambda h: h.answer(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip"),
        "larger than 1 MB",
    ),
    "broken server": (lambda h: h.answer("", 500), "answered 500"),
}


@pytest.mark.parametrize(("answer", "said"), BAD.values(), ids=BAD.keys())
def test_a_source_that_fails_says_what_to_do(site: Site, tools: Tools, answer: object, said: str) -> None:
    site.answers["/rss"] = answer  # type: ignore[assignment]
    before = SourceState(f"{site.address}/rss", '"1"', seen=(SeenItem("a", "b"),), failures=2, succeeded=NOW)
    (found,) = harvest_sources([source(site)], {before.name: before}, tools, NOW, manners=SWIFT)
    (failure,) = found.items
    assert isinstance(failure, Failure)
    assert failure.source == f"{site.address}/rss"
    assert said in failure.problem.message
    assert (found.health.status, found.health.message) == (HealthStatus.FAILED, failure.problem.message)
    assert (found.state.failures, found.state.error) == (3, failure.problem.message)
    assert (found.state.etag, found.state.seen, found.state.succeeded) == ('"1"', before.seen, NOW)


def test_a_server_that_wants_to_be_left_alone_is_left_alone(site: Site, tools: Tools) -> None:
    good = site.answers["/rss"]
    site.answers["/rss"] = lambda h: h.answer("", 429, Retry_After="7200")
    first = harvest(source(site), tools)
    assert "left alone for 7200 seconds" in messages(first)[0]
    assert first.state.not_before == NOW + timedelta(hours=2)
    site.answers["/rss"] = good
    early = harvest(source(site), tools, first, now=NOW + timedelta(hours=1))
    assert messages(early) == ["asked to be left alone until 2026-04-06 08:00 UTC; run again after that"]
    assert (early.health.status, early.state, len(site.asked)) == (HealthStatus.WAITING, first.state, 1)
    late = harvest(source(site), tools, early, now=NOW + timedelta(hours=3))
    assert (len(articles(late)), late.state.not_before, late.state.failures) == (1, None, 0)


def test_pages_of_a_server_that_wants_to_be_left_alone_are_left_for_the_next_run(site: Site, tools: Tools) -> None:
    site.answers["/rss"] = lambda h: h.answer(rss(*(item(n, f"/{n}") for n in range(5))), ETag='"1"')
    for n in range(5):
        site.answers[f"/{n}"] = lambda h: h.answer("", 429, Retry_After="3600")
    found = harvest(source(site), tools)
    assert site.paths == ["/rss", "/0"]
    assert (found.health.left, found.state.etag, found.state.not_before) == (4, None, NOW + timedelta(hours=1))


def test_this_machine_is_not_asked_unless_the_source_allows_it(site: Site, tools: Tools) -> None:
    found = harvest(NewsSource("M", SourceKind.FEED, f"{site.address}/rss"), tools)
    assert "is in a private network; if that is meant, give its source allow-private = true" in messages(found)[0]
    assert site.asked == []


def test_a_source_that_fails_does_not_stop_the_others(
    site: Site, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(SENTENCES))
    (tmp_path / "feeds.opml").write_text("<opml/>")
    site.answers["/other"] = lambda h: h.answer(page("A page of its own"), Content_Type="text/html")
    sources = [
        NewsSource("gone", SourceKind.FEED, f"{site.address}/none", allow_private=True),
        NewsSource("list", SourceKind.OPML, path=tmp_path / "feeds.opml"),
        NewsSource("folder", SourceKind.FOLDER, path=tmp_path / "a.txt"),
        NewsSource("page", SourceKind.PAGE, f"{site.address}/other", allow_private=True),
        NewsSource("feed", SourceKind.PAGE, f"{site.address}/rss", allow_private=True),
    ]
    found = harvest_sources(sources, {}, tools, NOW, manners=SWIFT)
    assert [f.source for f in found] == sources
    assert [f.health.status for f in found] == [HealthStatus.FAILED] * 2 + [HealthStatus.OK] * 3
    assert "lists no feed" in messages(found[1])[0]
    assert [a.title for f in found for a in articles(f)][-2:] == ["A page of its own", "Night ferries to stop"]


def test_a_defect_of_ours_costs_one_source_only(site: Site, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("briefing.harvest.source.parse_feed", broken)
    found = harvest(source(site), tools)
    assert messages(found) == ["RuntimeError: oops; please report this"]


def test_a_defect_of_ours_costs_one_item_only(site: Site, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("oops")

    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1"), item(2, "", text=SENTENCES[0])))
    monkeypatch.setattr("briefing.harvest.source.article_of_page", broken)
    found = harvest(source(site), tools)
    assert (messages(found), len(articles(found))) == (["RuntimeError: oops; please report this"], 1)


def test_a_page_that_holds_no_article_is_looked_at_again(site: Site, tools: Tools) -> None:
    site.answers["/p"] = lambda h: h.answer("<html><body></body></html>", Content_Type="text/html", ETag='"1"')
    found = harvest(source(site, "/p", SourceKind.PAGE), tools)
    assert (len(messages(found)), found.state.etag) == (1, None)


def test_what_is_to_be_remembered_outlives_the_store(site: Site, tools: Tools, tmp_path: Path) -> None:
    found = harvest(source(site), tools)
    with open_store(tmp_path / "store.sqlite") as store:
        store.articles.take_in(articles(found), NOW, found.state)
    with open_store(tmp_path / "store.sqlite") as store:
        assert store.sources.get(f"{site.address}/rss") == found.state
    assert found.state.seen


def test_the_line_a_publishing_system_adds_is_no_part_of_the_story(site: Site, tools: Tools) -> None:
    added = "<p>The post <a href='/1'>Story 1</a> appeared first on <a href='/'>The Meridian</a>.</p>"
    site.answers["/rss"] = lambda h: h.answer(rss(item(1, "/1", text=f"<p>{SENTENCES[0]}</p>{added}")))
    (found,) = articles(harvest(source(site, pages=False), tools))
    assert [b.kind for b in found.blocks] == [BlockKind.HEADLINE, BlockKind.BODY, BlockKind.BOILERPLATE]


# -- folders


def test_a_folder_gives_what_is_new_or_changed(tmp_path: Path, tools: Tools) -> None:
    folder = NewsSource("Wire", SourceKind.FOLDER, path=tmp_path, outlet="Wire")
    (tmp_path / "a.txt").write_text("\n\n".join(SENTENCES))
    (tmp_path / "b.txt").write_text("")
    first = harvest(folder, tools)
    assert [a.outlet for a in articles(first)] == ["Wire"]
    assert messages(first) == ["is empty; there is nothing to brief"]
    assert first.health.status is HealthStatus.PARTIAL

    (tmp_path / "b.txt").write_text("\n\n".join(SENTENCES[1:]))
    second = harvest(folder, tools, first)
    assert [a.id for a in articles(second)] == ["b"]

    (tmp_path / "a.meta.json").write_text('{"title": "Ferries"}')
    third = harvest(folder, tools, second)
    assert [a.title for a in articles(third)] == ["Ferries"]
    assert harvest(folder, tools, third).items == ()


def test_a_message_is_read_once_also_when_the_mail_program_has_moved_it(tmp_path: Path, tools: Tools) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    mail = NewsSource("Desk", SourceKind.MAIL, path=tmp_path)
    message = tmp_path / "new" / "1775455200.M1P2.desk"
    head = "From: Desk <desk@meridian.example>\nSubject: Night ferries to stop\nDate: Mon, 6 Apr 2026 08:00:00 +0200\n"
    message.write_text(head + "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(SENTENCES) + "\n")
    first = harvest(mail, tools)
    assert [(a.title, a.published) for a in articles(first)] == [("Night ferries to stop", date(2026, 4, 6))]
    message.rename(tmp_path / "cur" / f"{message.name}:2,S")
    assert harvest(mail, tools, first).items == ()


def test_a_folder_beyond_its_limit_goes_on_in_the_next_run(tmp_path: Path, tools: Tools) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("\n\n".join(SENTENCES))
    two = NewsSource("Wire", SourceKind.FOLDER, path=tmp_path, limits=SourceLimits(items=2))
    first = harvest(two, tools)
    assert ([a.id for a in articles(first)], first.health.left) == (["a", "b"], 1)
    assert [a.id for a in articles(harvest(two, tools, first))] == ["c"]


def test_a_folder_that_is_missing_is_a_failure(tmp_path: Path, tools: Tools) -> None:
    found = harvest(NewsSource("Wire", SourceKind.MAIL, path=tmp_path / "none"), tools)
    assert "does not exist" in messages(found)[0]
    assert found.health.status is HealthStatus.FAILED
