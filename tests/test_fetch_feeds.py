"""Feeds and lists of feeds: what is made of what publishers write."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import NewsSource, SourceKind, SourceLimits
from briefing.errors import ReadError
from briefing.fetch import Fetched
from briefing.harvest import expand_sources
from briefing.harvest.feeds import looks_like_feed, parse_feed
from briefing.harvest.opml import parse_opml
from briefing.harvest.records import Feed, FeedItem

FEEDS = Path(__file__).parent / "fixtures" / "feeds"
ADDRESS = "https://meridian.example/rss"


def feed(data: bytes | str, media_type: str = "application/rss+xml", charset: str | None = None) -> Feed:
    raw = data.encode() if isinstance(data, str) else data
    return parse_feed(Fetched(ADDRESS, raw, media_type, charset))


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>M</title>{head}{items}</channel></rss>'


def test_rss_is_read() -> None:
    found = feed((FEEDS / "meridian.rss").read_bytes())
    assert (found.title, found.broken) == ("The Meridian & Coast Gazette", None)
    ferry, dockers, market = found.items
    assert (ferry.id, ferry.address) == ("meridian-1001", "https://meridian.example/ferry.html")
    assert ferry.title == "Ferry operator cancels night crossings"
    assert ferry.published == datetime.fromisoformat("2026-04-05T23:30:00-05:00")
    assert (dockers.id, dockers.address) == ("https://meridian.example/gone.html",) * 2
    assert dockers.authors == ("Tomas Verrel",)
    assert dockers.content.count("<p>") == 3
    assert market.address is None
    assert market.id


def test_atom_is_read_and_times_keep_their_zone() -> None:
    (item,) = feed((FEEDS / "harbour.atom").read_bytes(), "application/atom+xml").items
    assert item.address == "https://meridian.example/news/fees.html"
    assert item.title == "Dredging & pilotage: new fees"
    assert item.published is not None
    assert item.published.isoformat() == "2026-04-05T22:15:00+02:00"
    assert item.updated == datetime.fromisoformat("2026-04-06T04:00:00Z")
    assert item.authors == ("Ines Calder",)
    assert "The board raises its fees." in item.content


DATES = {
    "RFC 5322": ("Mon, 06 Apr 2026 08:00:00 +0200", "2026-04-06T08:00:00+02:00"),
    "a zone by name": ("Mon, 06 Apr 2026 08:00:00 EST", "2026-04-06T08:00:00-05:00"),
    "no zone": ("2026-04-06T08:00:00", "2026-04-06T08:00:00+00:00"),
    "a day": ("2026-04-06", "2026-04-06T00:00:00+00:00"),
    "no date": ("last week", None),
    "a day that is none": ("Mon, 31 Feb 2026 08:00:00 GMT", None),
}


@pytest.mark.parametrize(("words", "moment"), DATES.values(), ids=DATES.keys())
def test_times_as_publishers_write_them(words: str, moment: str | None) -> None:
    (item,) = feed(rss(f"<item><title>a</title><pubDate>{words}</pubDate></item>")).items
    assert item.published == (moment and datetime.fromisoformat(moment))


def ids(items: str) -> list[str]:
    return [item.id for item in feed(rss(items)).items]


def test_an_item_given_twice_counts_once() -> None:
    item = "<item><guid isPermaLink='false'>7</guid><link>https://m.example/a</link><title>{}</title></item>"
    found = feed(rss(item.format("first") + item.format("second")))
    assert [i.title for i in found.items] == ["first"]


def test_of_two_versions_of_an_entry_the_later_counts() -> None:
    entry = "<entry><id>tag:a</id><title>{}</title><updated>2026-04-0{}T00:00:00Z</updated></entry>"
    entries = entry.format("old", 5) + entry.format("new", 6)
    (found,) = feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entries}</feed>').items
    assert found.title == "new"


def test_a_guid_that_is_the_same_everywhere_is_none() -> None:
    item = "<item><guid isPermaLink='false'>0</guid><link>https://m.example/{}</link><title>x</title></item>"
    assert ids(item.format("a") + item.format("b")) == ["https://m.example/a", "https://m.example/b"]


def test_without_a_guid_the_address_serves_and_without_that_the_words() -> None:
    found = ids("<item><link>/a</link></item><item><title>x</title></item><item><title>y</title></item>")
    assert found[0] == "https://meridian.example/a"
    assert len(set(found)) == 3


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:desk@m.example", "file:///etc/passwd"])
def test_what_is_no_web_address_is_no_address(link: str) -> None:
    (item,) = feed(rss(f"<item><title>x</title><link>{link}</link></item>")).items
    assert item.address is None


def mark(words: str) -> str:
    (item,) = feed(rss(f"<item><guid>https://m.example/1</guid>{words}</item>")).items
    return item.mark


def test_the_mark_changes_when_the_item_does() -> None:
    assert mark("<title>a</title>") == mark("<title>a</title>") != mark("<title>b</title>")
    assert mark("<title>a</title><pubDate>Thu, 02 Oct 2025 21:10:00 GMT</pubDate>") != mark("<title>a</title>")
    assert mark("<title>a</title><description>x</description>") != mark("<title>a</title><description>y</description>")


CHARSETS = {
    "as declared in the XML": ("iso-8859-1", 'encoding="iso-8859-1"', "text/xml", None),
    "as the server says": ("windows-1252", "", "application/rss+xml", "windows-1252"),
    "UTF-8, though the server says Latin-1": ("utf-8", "", "text/xml", "iso-8859-1"),
    "UTF-8, though the XML says Latin-1": ("utf-8", 'encoding="iso-8859-1"', "text/xml", None),
    "Latin-1, though both say UTF-8": ("iso-8859-1", 'encoding="utf-8"', "text/xml", "utf-8"),
    "a charset nobody knows": ("utf-8", "", "text/xml", "martian"),
    "UTF-16 with its mark": ("utf-16", 'encoding="utf-16"', "application/xml", None),
}


@pytest.mark.parametrize(("real", "declared", "media_type", "said"), CHARSETS.values(), ids=CHARSETS.keys())
def test_charsets_right_wrong_and_missing(real: str, declared: str, media_type: str, said: str | None) -> None:
    text = rss("<item><title>José Muñoz resigns</title></item>").replace('"1.0"', f'"1.0" {declared}', 1)
    (item,) = feed(text.encode(real), media_type, said).items
    assert item.title == "José Muñoz resigns"


def test_a_broken_feed_is_read_as_far_as_possible() -> None:
    found = feed(rss("<item><title>First</title></item><item><title>Sec & ond</title></item>")[:-25])
    assert found.items[0].title == "First"
    assert found.broken is not None
    assert "not well-formed" in found.broken


PAGE = "<html><head><title>x</title>{}</head><body><p>Hello</p></body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" href="/feeds/news.rss">'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PAGE.format(LINK), "no feed but a page; its feed is https://meridian.example/feeds/news.rss"),
        (PAGE.format(""), "no feed but a page; give the feed's own address"),
        ('{"items": []}', "is no feed"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is no feed"),
        ("  \n", "is empty"),
    ],
    ids=["a page that names its feed", "a page", "JSON", "a picture", "nothing"],
)
def test_what_is_no_feed_says_so(data: bytes | str, said: str) -> None:
    with pytest.raises(ReadError, match=r"^https://meridian\.example/rss is ") as caught:
        feed(data)
    assert said in str(caught.value)


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = feed(rss("<item><title>&i;</title></item>").replace("<rss", f"{bomb}]><rss", 1))
    assert all(len(item.title or "") < 100 for item in found.items)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda t: rss(f"<item>{t}</item>").encode())))
@settings(max_examples=60, deadline=None)
def test_whatever_comes_is_a_feed_or_says_why_not(data: bytes) -> None:
    try:
        found = feed(data)
    except ReadError:
        return
    assert len({item.id for item in found.items}) == len(found.items)
    assert all(isinstance(item, FeedItem) and item.id for item in found.items)


@pytest.mark.parametrize(
    ("media_type", "head", "is_feed"),
    [
        ("application/rss+xml", "", True),
        ("text/xml", '<?xml version="1.0"?>\n<!-- x --><rss version="2.0">', True),
        ("text/html", '<feed xmlns="http://www.w3.org/2005/Atom">', True),
        ("text/html", "<!doctype html><html><body>&lt;rss <rss>", False),
        ("application/xml", "<newsItem>", False),
    ],
)
def test_feeds_are_told_from_pages(media_type: str, head: str, is_feed: bool) -> None:
    assert looks_like_feed(Fetched(ADDRESS, head.encode(), media_type, None)) is is_feed


def subscriptions(path: Path = FEEDS / "subscriptions.opml", name: str = "Desk") -> NewsSource:
    return NewsSource(name, SourceKind.OPML, path=path, limits=SourceLimits(items=7), allow_private=True)


def test_nested_subscriptions_become_sources() -> None:
    found = parse_opml(subscriptions())
    assert [(s.name, s.address) for s in found] == [
        ("The Meridian", "https://meridian.example/rss"),
        ("Harbour Board", "http://harbour.example/atom"),
        ("The Meridian", "https://meridian.example/opinion"),
        ("Again", "https://meridian.example/rss"),
    ]
    assert {(s.kind, s.path, s.limits.items, s.allow_private) for s in found} == {(SourceKind.FEED, None, 7, True)}


def test_a_list_takes_its_place_among_the_sources() -> None:
    own = NewsSource("Again", SourceKind.FEED, "http://harbour.example/atom")
    found = expand_sources([own, subscriptions()])
    assert [(s.name, s.address) for s in found] == [
        ("Again", "http://harbour.example/atom"),
        ("The Meridian", "https://meridian.example/rss"),
        ("The Meridian (2)", "https://meridian.example/opinion"),
    ]


def test_a_source_named_twice_is_asked_once() -> None:
    first, second = (NewsSource(name, SourceKind.FEED, "http://harbour.example/atom") for name in "ab")
    assert expand_sources([first, subscriptions(), second])[0] == first
    assert expand_sources([first, second]) == [first]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<rss/>", "is no OPML list"),
        ("<opml><body/></opml>", "lists no feed"),
        ("<opml>", "not well-formed XML"),
        (None, "cannot be read"),
    ],
)
def test_a_list_that_is_none_stays_to_fail_in_its_turn(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "feeds.opml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ReadError, match=said):
        parse_opml(subscriptions(path))
    assert expand_sources([subscriptions(path)]) == [subscriptions(path)]
