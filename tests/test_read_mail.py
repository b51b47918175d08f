"""Mail: newsletters and press releases; which body, what its headers say, maildirs, and what is damaged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.model import UNTIL_FURTHER_NOTICE, Article
from briefing.read import Hints, read_sources
from briefing.read.mail import LONGEST_HEADER
from tests.formats import FOLDER, TOOLS, body, only, outcomes, paragraphs, refused

HEAD = "From: Harbour Press <desk@harbour.example>\nDate: Thu, 12 Mar 2026 08:00:00 +0100\nSubject: Market closes\n"

WORDS = "The harbour council voted on Tuesday to close the old fish market, its chairwoman said."


def mail(folder: Path, text: str, head: str = HEAD, name: str = "a.eml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + text).encode("utf-8", "surrogateescape"))
    return path


def alternatives(plain: str, page: str) -> str:
    parts = f"--x\nContent-Type: text/plain\n\n{plain}\n--x\nContent-Type: text/html\n\n{page}\n--x--\n"
    return f'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="x"\n\n{parts}'


def test_a_newsletter_is_its_better_body_without_what_asks_for_a_click() -> None:
    article = only(FOLDER / "newsletter.eml")
    assert paragraphs(article)[0] == ("headline", "Fish market to close")
    ends = [words[-23:] for words in body(article)]
    assert ends == ["Alden for eleven years.", "“It is over,” she said.", "ed the vote a disgrace."]
    assert "café" in article.text
    assert not any(word in article.text for word in ("Preview", "Unsubscribe", "browser", "Read more", "Write to us"))


def test_the_headers_say_the_rest() -> None:
    article = only(FOLDER / "newsletter.eml")
    assert (article.title, article.outlet, article.published, article.published_from) == (
        "Fish market to close, council says", "Harbour Café Briefing", date(2026, 3, 12), "metadata",
    )  # fmt: skip
    assert article.address == "https://harbour.example/web/7"
    assert article.release
    assert article.release.item == "7@mail.harbour.example"
    assert article.release.sent == datetime(2026, 3, 13, 4, 40, tzinfo=UTC)


def test_links_are_kept_in_order_once_and_without_those_of_the_mail_itself() -> None:
    assert only(FOLDER / "newsletter.eml").links == (
        "https://harbour.example/web/7", "https://harbour.example/news/market?u=1&v=2",
    )  # fmt: skip


def test_a_plain_body_keeps_its_text_and_its_signature_is_furniture() -> None:
    article = only(FOLDER / "embargoed.eml")
    kinds = [kind for kind, _ in paragraphs(article)]
    assert kinds == ["body", "body", "boilerplate", "boilerplate", "boilerplate"]
    assert article.links == ("https://water.ruvenia.example/karsk",)


@pytest.mark.parametrize(
    ("subject", "first", "is_held"),
    [
        ("STRICTLY EMBARGOED until 06:00: Karsk dam", "", True),
        ("Embargo: 13 March, noon", "", True),
        ("Re: Embargoed - Karsk dam", "", True),
        ("Karsk dam", "EMBARGOED UNTIL 13 MARCH\n\n", True),
        ("Karsk dam", "UNDER EMBARGO until noon\n\n", False),
        ("Karsk dam", "UNDER EMBARGO: noon\n\n", True),
        ("Embargo on grain lifted", "", False),
        ("Embargoed goods seized in Port Alden", "", False),
        ("Ruvenia ends embargo", "", False),
    ],
)
def test_embargo_notices(tmp_path: Path, subject: str, first: str, is_held: bool) -> None:
    release = only(mail(tmp_path, f"\n{first}{WORDS}\n", f"From: a@b.example\nSubject: {subject}\n")).release
    assert release
    assert (release.embargo == UNTIL_FURTHER_NOTICE) is (is_held or "until noon" in first)


@pytest.mark.parametrize(
    ("plain", "page", "wanted"),
    [
        pytest.param(WORDS, f"<p>{WORDS}</p>", WORDS, id="the same twice"),
        pytest.param(
            "See https://x.example/1", f"<p>{WORDS} " + "And so it went on. " * 5 + "</p>", WORDS, id="a stub"
        ),
        pytest.param("", f"<p>{WORDS}</p>", WORDS, id="no plain body"),
        pytest.param(WORDS, "", WORDS, id="no page"),
    ],
)
def test_the_better_body(tmp_path: Path, plain: str, page: str, wanted: str) -> None:
    assert body(only(mail(tmp_path, alternatives(plain, page))))[0].startswith(wanted)


@pytest.mark.parametrize(
    ("head", "data"),
    [
        ("Content-Type: text/plain; charset=windows-1252\n", "café".encode("cp1252")),
        ("Content-Type: text/plain; charset=no-such-thing\n", "café".encode("cp1252")),
        ("Content-Type: text/plain; charset=us-ascii\n", "café".encode()),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", b"caf=C3=A9"),
        ("", "café".encode("cp1252")),
    ],
    ids=["declared", "unknown", "wrong", "quoted", "silent"],
)
def test_charsets(tmp_path: Path, head: str, data: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(f"{HEAD}{head}\n{WORDS} In the ".encode() + data + b" of the hall nobody spoke.\n")
    assert "In the café of the hall" in only(path).text


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ('"Harbour Press, City Desk" <a@b.example>', "Harbour Press, City Desk"),
        ("=?utf-8?q?Harbour=2C_Press?= <a@b.example>", "Harbour, Press"),
        ("a@b.example", "b.example"),
        ("=?no-such?q?Press?= <a@b.example>", "Press"),
        ("=?utf-8?b?%%%?= <a@b.example>", "b.example"),
        ("", None),
    ],
)
def test_senders(tmp_path: Path, sender: str, outlet: str | None) -> None:
    assert only(mail(tmp_path, f"\n{WORDS}\n", f"From: {sender}\nSubject: x\n")).outlet == outlet


@pytest.mark.parametrize(
    "day", ["", "yesterday", "Thu, 99 Mar 2026 08:00:00", "Thu, 12 Mar 99999999999 08:00:00 +0000"]
)
def test_a_date_that_is_none_leaves_the_mail_undated(tmp_path: Path, day: str) -> None:
    article = only(mail(tmp_path, f"\n{WORDS}\n", f"From: a@b.example\nDate: {day}\n"))
    assert (article.published, article.release and article.release.sent) == (None, None)


@pytest.mark.parametrize(
    ("head", "text", "message"),
    [
        ("", "\nOnly words and no header at all.\n", "has no mail headers"),
        (HEAD, "\n", "has no text in its body"),
        (HEAD, "Content-Type: application/pdf\n\n%PDF", "has no text in its body"),
        (HEAD, 'Content-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nwords\n', "no text in"),
    ],
)
def test_mail_without_words_is_refused(tmp_path: Path, head: str, text: str, message: str) -> None:
    assert message in refused(mail(tmp_path, text, head))


def test_a_maildir_is_read_without_what_is_still_coming(tmp_path: Path) -> None:
    for name in ("new/1710.M1.host", "cur/1709.M2.host:2,S", "tmp/1711.M3.host"):
        mail(tmp_path / "Mail", f"\n{WORDS}\n", name=name)
    (tmp_path / "Mail" / "maildirfolder").touch()
    found = outcomes(tmp_path / "Mail")
    assert [one.id for one in found if isinstance(one, Article)] == ["1709.M2.host", "1710.M1.host"]
    assert len(found) == 2
    (named,) = read_sources([str(tmp_path / "Mail/cur/1709.M2.host:2,S")], Hints(), TOOLS)
    assert isinstance(named, Article)
    assert named.title == "Market closes"


def test_a_header_is_read_no_further_than_a_subject_goes(tmp_path: Path) -> None:
    title = only(mail(tmp_path, f"\n{WORDS}\n", "From: a@b.example\nSubject: " + "=?utf-8?q?a?= " * 1_000 + "\n")).title
    assert title
    assert title.startswith("aaa")
    assert len(title) <= LONGEST_HEADER
