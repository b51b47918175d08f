"""NewsML-G2: items, messages, packages; XHTML, NITF, HTML and plain text in them; damage and attacks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.errors import Failure
from briefing.model import UNTIL_FURTHER_NOTICE, Article, Change
from tests.formats import FOLDER, body, only, outcomes, paragraphs, refused

GUID = "urn:newsml:meridian.example:20260312:"


@pytest.fixture
def item(tmp_path: Path) -> Path:
    """Return a copy of the item to change."""
    path = tmp_path / "item.xml"
    path.write_text((FOLDER / "item.xml").read_text("utf-8"), "utf-8")
    return path


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def test_an_item_is_its_best_rendition_under_its_headline() -> None:
    assert paragraphs(only(FOLDER / "item.xml")) == [
        ("headline", "Port Alden closes its fish market"),
        ("body", "PORT ALDEN (Meridian) — The harbour council voted on Tuesday to close the old fish market."),
        ("body", "Its chairwoman, Mara Iveston, said that the hall would be torn down before the winter."),
        ("heading", "A long quarrel"),
        ("body", "“Nobody asked us,” said Tomas Verrin, who has sold herring there since 1981."),
    ]


def test_what_the_item_says_of_itself() -> None:
    article = only(FOLDER / "item.xml")
    assert (article.title, article.outlet, article.authors) == (
        "Port Alden closes its fish market", "Meridian", ("Ona Sorne",),
    )  # fmt: skip
    assert (article.published, article.published_from) == (date(2026, 3, 12), "metadata")  # where it was sent from
    assert article.address == "https://meridian.example/market"
    release = article.release
    assert release
    assert (release.item, release.version, release.change) == (GUID + "market-1", 2, Change.UPDATE)
    assert release.note == "Updates with the mayor's answer"
    assert release.sent == datetime(2026, 3, 13, 4, 40, tzinfo=UTC)
    assert release.embargo is None


def test_a_message_gives_its_articles_and_passes_over_pictures_and_packages() -> None:
    dam, remote, ferry, budget = outcomes(FOLDER / "message.xml")
    assert isinstance(remote, Failure)
    assert remote.source == f"{FOLDER / 'message.xml'} ({GUID}remote)"
    assert remote.problem.message.startswith("does not hold its words, only where they are (remote.html)")
    assert [one.id for one in (dam, ferry, budget) if isinstance(one, Article)] == [
        "message-1", "message-3", "message-4",
    ]  # fmt: skip
    assert isinstance(dam, Article)
    assert isinstance(budget, Article)
    assert paragraphs(dam)[:2] == [("headline", "Dam above Tarn bursts"), ("byline", "By Ilse Oram")]
    assert body(dam)[0] == "The dam above Tarn burst on Thursday and killed 14 people."
    assert body(budget)[-1] == "The café stays."


def test_corrections_kills_and_embargoes_are_carried() -> None:
    releases = [one.release for one in outcomes(FOLDER / "message.xml") if isinstance(one, Article)]
    dam, ferry, budget = (r for r in releases if r)
    assert (dam.change, dam.note) == (Change.CORRECTION, "CORRECTION: the toll is 14, not 41")
    assert (ferry.change, ferry.note) == (Change.KILL, "KILL: the ferry did not sink")
    assert (budget.change, budget.embargo) == (Change.NEW, datetime(2026, 3, 13, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('"sig:update"', '"sig:correction"', Change.CORRECTION),
        ("</edNote>", '</edNote><signal qcode="sig:correction"/>', Change.CORRECTION),
        ('"sig:update"', '"agency:kill"', Change.KILL),
        ('"stat:usable"', '"stat:canceled"', Change.KILL),
        ('"stat:usable"', '"stat:withheld"', Change.KILL),
        ('qcode="stat:usable"', 'uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"', Change.KILL),
        ('"sig:update"', '"sig:atomic"', Change.UPDATE),  # what the note says
    ],
)  # fmt: skip
def test_signals_and_statuses(item: Path, old: str, new: str, wanted: Change) -> None:
    change(item, (old, new))
    release = only(item).release
    assert release
    assert release.change is wanted


@pytest.mark.parametrize("words", ["", "soon"])
def test_an_embargo_without_a_time_that_can_be_read_holds_until_further_notice(item: Path, words: str) -> None:
    change(item, ("<pubStatus", f"<embargoed>{words}</embargoed><pubStatus"))
    release = only(item).release
    assert release
    assert release.embargo == UNTIL_FURTHER_NOTICE


def test_a_withdrawn_item_is_known_even_without_words(item: Path) -> None:
    text = item.read_text("utf-8").replace("stat:usable", "stat:canceled")
    item.write_text(text[: text.index("<contentSet>")] + "</newsItem>", "utf-8")
    article = only(item)
    assert article.release
    assert article.release.change is Change.KILL
    assert body(article) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cut.xml", "<newsItem><itemMeta>", "is not well-formed XML"),
        ("feed.xml", '<rss version="2.0"><channel/></rss>', "is a feed"),
        ("other.xml", "<invoice/>", "neither NewsML-G2 nor NITF (its root is 'invoice')"),
        ("photo.xml", '<newsItem><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>', "picture items"),
        (
            "package.xml",
            '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemRef residref="a"/></packageItem>',
            "a package that refers to 1 items",
        ),
        ("bare.xml", '<newsItem guid="x"><itemMeta/></newsItem>', "has no content"),
        ("empty.xml", "", "is empty"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert message in refused(tmp_path / name)


def test_a_message_that_breaks_off_gives_what_came_whole(tmp_path: Path) -> None:
    path = tmp_path / "message.xml"
    path.write_text((FOLDER / "message.xml").read_text("utf-8").partition(f'<newsItem guid="{GUID}remote')[0], "utf-8")
    dam, rest = outcomes(path)
    assert isinstance(dam, Article)
    assert isinstance(rest, Failure)
    assert rest.problem.message.startswith("is not well-formed XML")


def test_the_declared_encoding_is_believed_and_a_wrong_one_is_survived(tmp_path: Path) -> None:
    text = (FOLDER / "item.xml").read_text("utf-8").replace("herring", "herring in the café")
    good, wrong = tmp_path / "good.xml", tmp_path / "wrong.xml"
    good.write_bytes(text.replace('"UTF-8"', '"windows-1252"').encode("cp1252"))
    wrong.write_bytes(text.encode("cp1252"))
    assert "café" in only(good).text
    assert "café" in only(wrong).text
    assert [p.message for p in only(wrong).problems] == ["the encoding was guessed to be windows-1252"]


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE newsItem [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;">]>',
        '<!DOCTYPE newsItem [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
    ],
    ids=["a file", "a bomb", "the network"],
)
def test_entities_are_never_expanded(item: Path, attack: str) -> None:
    change(item, ("<newsItem ", f"{attack}\n<newsItem "), ("Nobody asked us", "&x;"))
    assert "declares XML entities of its own, which are not expanded" in refused(item)


def test_a_document_type_is_not_fetched(item: Path) -> None:
    change(item, ("<newsItem ", '<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/x.dtd">\n<newsItem '))
    assert only(item).title == "Port Alden closes its fish market"


def test_words_whose_direction_is_overridden_by_a_reference_are_refused(item: Path) -> None:
    change(item, ("Nobody asked", "Nobody &#x202e;asked"))
    assert "U+202E" in refused(item)
