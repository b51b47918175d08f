"""Files, folders, standard input: formats, encodings, sidecars, languages, and whatever is no article."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import Failure, ReadError
from briefing.model import Article, BlockKind, Genre
from briefing.read import Hints, Limits, Tools, find_sources, load_tools, read_file, read_sources
from briefing.read.files import Ids

STORY = (
    "PORT ALDEN (Meridian) — The harbour council voted on Tuesday to close the old fish market, ending a quarrel that "
    "has divided the city for eleven years.\n\n"
    "Its chairwoman, Mara Iveston, said that the hall would be torn down before the winter.\n"
)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def articles(outcomes: Sequence[Article | Failure]) -> list[Article]:
    return [one for one in outcomes if isinstance(one, Article)]


def failures(outcomes: Sequence[Article | Failure]) -> list[Failure]:
    return [one for one in outcomes if isinstance(one, Failure)]


# ---------------------------------------------------------------- plain text and encodings


@pytest.mark.parametrize(
    ("data", "text", "problem"),
    [
        pytest.param(STORY.encode(), STORY, None, id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + STORY.encode(), STORY, None, id="utf-8 with mark"),
        pytest.param(STORY.encode("utf-16"), STORY, None, id="utf-16"),
        pytest.param(STORY.replace("\n", "\r\n").encode(), STORY, None, id="crlf"),
        pytest.param(STORY.replace("\n", "\r").encode(), STORY, None, id="cr"),
        pytest.param(STORY.encode("cp1252"), STORY, "guessed to be windows-1252", id="windows-1252"),
        pytest.param(
            STORY.replace("'", "’").encode("mac-roman") + b"\xd2Never,\xd3 said Marsh\xd5s aide.",
            STORY + "“Never,” said Marsh’s aide.",
            "guessed to be mac-roman",
            id="mac-roman",
        ),
        pytest.param(
            ("«Nää» — ü — é — ö — ß\n" + STORY).encode().replace("ß".encode(), b"\xff"),
            "«Nää» — ü — é — ö — \ufffd\n" + STORY,
            "1 broken characters",
            id="one broken byte",
        ),
    ],
)
def test_encodings(tmp_path: Path, tools: Tools, data: bytes, text: str, problem: str | None) -> None:
    path = tmp_path / "market.txt"
    path.write_bytes(data)
    article = read_file(path, Hints(), tools)
    assert article.text == text
    assert [problem in p.message for p in article.problems if problem] == ([True] if problem else [])
    assert bool(article.problems) is (problem is not None)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf \n", "is empty"),
        ("report.txt", b"%PDF-1.7 and so on", "is a PDF document"),
        ("letter.txt", b"PK\x03\x04rest", "office document"),
        ("zeros.txt", b"Port Alden\0\0\1 closes", "binary file"),
        ("turned.txt", "The council did \u202eton\u202c vote.".encode(), "U+202E"),
        ("digits.txt", b"12 34 56\n\n78", "no words"),
        ("debris.txt", b"Advertisement\n\nFollow us on Twitter\n", "holds no article"),
        ("empty.html", b"<html><body></body></html>", "no article was found"),
        ("empty.md", b"---\ntitle: Nothing\n---\n", "no words"),
    ],
)
def test_what_is_no_article_is_refused_by_name(
    tmp_path: Path, tools: Tools, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=name) as raised:
        read_file(path, Hints(), tools)
    assert message in str(raised.value)


def test_a_large_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no space
    with pytest.raises(ReadError, match=r"huge\.txt is 200\.0 MB; articles of up to 10 MB"):
        read_file(path, Hints(), tools)


def test_the_limit_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "market.txt"
    path.write_text(STORY, encoding="utf-8")
    with pytest.raises(ReadError, match=r"up to 0\.0001 MB"):
        read_file(path, Hints(), load_tools(limits=Limits(file_size=100)))


def test_missing_files_broken_links_and_pipes(tmp_path: Path, tools: Tools) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = failures(list(read_sources([str(tmp_path), str(tmp_path / "none.txt")], Hints(), tools)))
    assert [Path(f.source).name for f in found] == ["gone.txt", "pipe.txt", "none.txt"]
    told = [f.problem.message for f in found]
    assert [t.split(";")[0] for t in told] == ["is a link to a file that is gone", "is no file", "does not exist"]


def test_an_unreadable_file_is_told(tmp_path: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(STORY, encoding="utf-8")

    def refuse(*_: object) -> None:  # root, as which tests may run, is refused nothing
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match=r"locked\.txt cannot be read \(Permission denied\)"):
        read_file(path, Hints(), tools)


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (only,) = failures(list(read_sources([str(tmp_path)], Hints(), tools)))
    assert only.problem.message == "cannot be opened (Permission denied); correct its permissions"


def test_links_to_folders_are_not_followed(tmp_path: Path, tools: Tools) -> None:
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (only,) = failures(list(read_sources([str(tmp_path)], Hints(), tools)))
    assert only.problem.message.startswith("is a link to a folder")


# ---------------------------------------------------------------- language

FRENCH = (
    "Le conseil du port a décidé mardi de fermer l'ancien marché aux poissons, mettant fin à une querelle qui divise "
    "la ville depuis onze ans. Sa présidente a déclaré que la halle serait démolie avant l'hiver."
)
GERMAN = (
    "Der Hafenrat hat am Dienstag beschlossen, den alten Fischmarkt zu schließen, und beendet einen Streit, der "
    "die Stadt seit elf Jahren spaltet. Die Halle werde noch vor dem Winter abgerissen, sagte die Vorsitzende."
)
RUSSIAN = "Совет порта решил во вторник закрыть старый рыбный рынок, сообщила председатель совета."


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "French"), (GERMAN, "German"), (RUSSIAN, "Russian")])
def test_another_language_is_refused_by_name(tmp_path: Path, tools: Tools, text: str, language: str) -> None:
    path = tmp_path / "market.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=rf"market\.txt is in {language}; only English can be briefed"):
        read_file(path, Hints(), tools)


def test_another_language_in_an_old_encoding_is_still_told(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "market.txt"
    path.write_bytes(RUSSIAN.encode("cp1251"))
    with pytest.raises(ReadError, match="is in Russian"):
        read_file(path, Hints(), tools)


@pytest.mark.parametrize(
    "text",
    [
        "Iveston resigns",
        "Fish market closes",
        "Jörg Müller, François Dupré, Łukasz Wałęsa und José Muñoz: Kandidaten",
        "Naïve café society déjà vu",
        "The council of Łódź and the mayor of Jõhvi met José Muñoz, Jörg Müller and François Dupré in the old hall.",
    ],
)
def test_short_or_name_laden_english_is_not_misjudged(tmp_path: Path, tools: Tools, text: str) -> None:
    path = tmp_path / "market.txt"
    path.write_text(text, encoding="utf-8")
    assert read_file(path, Hints(), tools).text == text


# ---------------------------------------------------------------- sidecars


def with_sidecar(folder: Path, meta: str) -> Path:
    path = folder / "market.v2.txt"
    path.write_text(STORY, encoding="utf-8")
    (folder / "market.v2.meta.json").write_text(meta, encoding="utf-8")
    return path


def test_a_sidecar_says_title_outlet_and_date(tmp_path: Path, tools: Tools) -> None:
    meta = {"title": "Fish market to close", "outlet": "Courier", "published": "2019-05-04T10:15:00Z", "note": 1}
    path = with_sidecar(tmp_path, json.dumps(meta))
    article = read_file(path, Hints(), tools)
    assert (article.id, article.source) == ("market.v2", str(path))
    assert (article.title, article.outlet) == ("Fish market to close", "Courier")
    assert (article.published, article.published_from) == (date(2019, 5, 4), "sidecar")
    won = read_file(path, Hints("Mine", "Ours", date(2020, 1, 2)), tools)
    assert (won.title, won.outlet, won.published, won.published_from) == ("Mine", "Ours", date(2020, 1, 2), "option")


@pytest.mark.parametrize("nothing", ["{}", '{"title": null, "published": null}', '{"title": "", "published": " "}'])
def test_a_sidecar_may_say_nothing(tmp_path: Path, tools: Tools, nothing: str) -> None:
    article = read_file(with_sidecar(tmp_path, nothing), Hints(), tools)
    assert (article.title, article.outlet, article.published) == (None, "Meridian", None)


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ("{title: 1}", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("\udcff", "is not JSON"),
        ("[]", "is no JSON object"),
        ('{"title": 1}', "'title'"),
        ('{"published": "yesterday"}', "'yesterday'; write it as YYYY-MM-DD"),
        ('{"published": 20190504}', "'published'"),
        ('{"title": "half \\ud800"}', "half a character"),
    ],
)
def test_a_malformed_sidecar_is_told(tmp_path: Path, tools: Tools, meta: str, message: str) -> None:
    path = with_sidecar(tmp_path, "{}")
    path.with_name("market.v2.meta.json").write_bytes(meta.encode("utf-8", "surrogateescape"))
    with pytest.raises(ReadError, match=r"market\.v2\.meta\.json") as raised:
        read_file(path, Hints(), tools)
    assert message in str(raised.value)


def test_a_sidecar_of_a_megabyte_is_refused(tmp_path: Path, tools: Tools) -> None:
    with pytest.raises(ReadError, match=r"market\.v2\.meta\.json is larger"):
        read_file(with_sidecar(tmp_path, " " * 1_000_001), Hints(), tools)


def test_a_sidecar_that_cannot_be_opened_is_told(tmp_path: Path, tools: Tools) -> None:
    path = with_sidecar(tmp_path, "{}")
    path.with_name("market.v2.meta.json").unlink()
    path.with_name("market.v2.meta.json").mkdir()
    with pytest.raises(ReadError, match=r"market\.v2\.meta\.json cannot be read"):
        read_file(path, Hints(), tools)


def test_an_absurd_date_of_a_sidecar_is_dropped_aloud(tmp_path: Path, tools: Tools) -> None:
    article = read_file(with_sidecar(tmp_path, '{"published": "0001-11-30"}'), Hints(), tools)
    assert article.published is None
    assert ["0001-11-30" in p.message for p in article.problems] == [True]


# ---------------------------------------------------------------- Markdown

MARKDOWN = """\
---
title: "Fish market to close"
outlet: The Alden Courier
author: Mara Iveston
date: 2019-05-04
---

# Fish market to close

*By Mara Iveston*

The **harbour council** voted on [Tuesday](https://example.org/vote) to close the
old fish market & its _annex_.

> "We are done with fish," said Leo Marsh.

## What happens next

- The hall is torn down.
- The traders move.

![The hall](hall.jpg)

<script>alert("no")</script>

---

1 < 2, and 5 > 4.
"""


def test_markdown_becomes_clean_text(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "market.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    article = read_file(path, Hints(), tools)
    assert [(b.kind.value, b.span.of(article.text)) for b in article.blocks] == [
        ("headline", "Fish market to close"),
        ("byline", "By Mara Iveston"),
        ("body", "The harbour council voted on Tuesday to close the old fish market & its annex."),
        ("body", '"We are done with fish," said Leo Marsh.'),
        ("heading", "What happens next"),
        ("body", "The hall is torn down."),
        ("body", "The traders move."),
        ("body", "1 < 2, and 5 > 4."),
    ]
    assert (article.title, article.outlet) == ("Fish market to close", "The Alden Courier")
    assert (article.published, article.published_from) == (date(2019, 5, 4), "metadata")
    assert article.authors == ("Mara Iveston",)


def test_only_the_first_title_of_a_markdown_text_is_its_headline(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "two.md"
    path.write_text("# Fish market\n\nIt closes.<br>Soon.\n\n# What next\n\nIt is torn down.", encoding="utf-8")
    article = read_file(path, Hints(), tools)
    assert [b.kind.value for b in article.blocks] == ["headline", "body", "heading", "body"]
    assert "It closes. Soon." in article.text


def test_markdown_without_front_matter_keeps_its_first_line(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "note.md"
    path.write_text("Note: the council voted.\n\nIt closed the market.", encoding="utf-8")
    assert read_file(path, Hints(), tools).text == "Note: the council voted.\n\nIt closed the market."


def test_deep_markup_is_read_without_recursion(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "deep.md"
    path.write_text("<div>" * 1_000 + "The council closed the market." + "</div>" * 1_000, encoding="utf-8")
    assert "The council closed the market." in read_file(path, Hints(), tools).text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[" * 20_000, "brackets", id="brackets"),
        pytest.param("".join("    " * depth + "- a\n" for depth in range(300)), "nested too deeply", id="lists"),
    ],
)
def test_markdown_made_to_stall_is_refused(tmp_path: Path, tools: Tools, text: str, message: str) -> None:
    path = tmp_path / "hostile.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=rf"hostile\.md .*{message}"):
        read_file(path, Hints(), tools)


# ---------------------------------------------------------------- HTML

PARAGRAPHS = "".join(
    f"<p>The council of Port Alden voted on Tuesday to close hall {n} of the old fish market, said its chairwoman.</p>"
    for n in range(1, 6)
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Fish market to close | The Courier</title>
<meta property="og:title" content="Fish market to close"><meta property="og:site_name" content="The Alden Courier">
<meta name="author" content="Mara Iveston">
<meta property="article:published_time" content="2019-05-04T10:15:00Z"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Fish market to close</h1>{PARAGRAPHS}
<h2>What happens next</h2>{PARAGRAPHS.replace("Tuesday", "Friday")}<p>Advertisement</p></article>
<footer><p>Imprint</p></footer></body></html>"""


def test_html_gives_title_outlet_date_author_and_body(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "market.html"
    path.write_text(PAGE, encoding="utf-8")
    article = read_file(path, Hints(), tools)
    assert (article.title, article.outlet) == ("Fish market to close", "The Alden Courier")
    assert (article.published, article.published_from) == (date(2019, 5, 4), "metadata")
    assert (article.authors, article.genre) == (("Mara Iveston",), Genre.NEWS)
    kinds = [b.kind for b in article.blocks]
    assert kinds[0] is BlockKind.HEADLINE
    assert kinds.count(BlockKind.BODY) == 10
    assert kinds[6] is BlockKind.HEADING
    assert "Home" not in article.text
    assert "Imprint" not in article.text


def test_what_a_page_marks_as_advertising_is_left_out(tmp_path: Path, tools: Tools) -> None:
    path, where = tmp_path / "market.html", "</article>" if "</article>" in PAGE else "<footer>"
    slogan = "Brightwater Candles: warm homes from four crowns a month."
    for name, found in (("ad", False), ("mad", True), ("box ad wide", False)):
        path.write_text(PAGE.replace(where, f'<div class="{name}"><p>{slogan}</p></div>{where}'), encoding="utf-8")
        assert (slogan in read_file(path, Hints(), tools).text) is found, name


def test_an_html_page_of_an_opinion_section_is_opinion(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "market.html"
    section = '<meta property="article:section" content="Opinion"></head>'
    path.write_text(PAGE.replace("</head>", section), encoding="utf-8")
    assert read_file(path, Hints(), tools).genre is Genre.OPINION


def test_the_charset_a_page_declares_is_used(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "market.html"
    page = PAGE.replace("utf-8", "iso-8859-2").replace("said its chairwoman", "said Jiří Dvořák")
    path.write_bytes(page.encode("iso-8859-2"))
    assert "Jiří Dvořák" in read_file(path, Hints(), tools).text


# ---------------------------------------------------------------- folders, ids, standard input


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/b.txt", "sub/B.html", ".hidden.txt", ".git/c.txt"):
        path = tmp_path / "stories" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE if name.endswith("html") else STORY, encoding="utf-8")
    (tmp_path / "stories" / "b.meta.json").write_text('{"outlet": "Courier"}', encoding="utf-8")
    (tmp_path / "stories" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    return tmp_path / "stories"


def test_a_folder_is_read_in_order_and_its_failures_do_not_stop_it(folder: Path, tools: Tools) -> None:
    (folder / "aa.txt").write_bytes(b"")
    outcomes = list(read_sources([str(folder)], Hints(), tools))
    names = [Path(o.source).relative_to(folder).as_posix() for o in outcomes]
    assert names == ["a.md", "aa.txt", "b.txt", "photo.jpg", "sub/B.html", "sub/b.txt"]
    assert [a.id for a in articles(outcomes)] == ["a", "b", "B-2", "b-3"]
    assert articles(outcomes)[1].outlet == "Courier"
    empty, photo = failures(outcomes)
    assert empty.problem.message.startswith("is empty")
    assert photo.problem.message.startswith("is none of the formats that are read (.txt, ")


def test_named_files_come_in_the_order_given(folder: Path, tools: Tools) -> None:
    given = [str(folder / "sub/b.txt"), str(folder / "b.txt"), str(folder / "a.md")]
    assert [o.source for o in read_sources(given, Hints(), tools)] == given


def test_a_file_of_unknown_ending_is_read_as_text_when_named(folder: Path, tools: Tools) -> None:
    path = folder / "story"
    path.write_text(STORY, encoding="utf-8")
    assert [a.text for a in articles(list(read_sources([str(path)], Hints(), tools)))] == [STORY]


def test_names_that_are_no_utf8_are_shown_printable(tmp_path: Path, tools: Tools) -> None:
    good, empty = (tmp_path / os.fsdecode(name) for name in (b"a\xff.txt", b"b\xff.txt"))
    good.write_text(STORY, encoding="utf-8")
    empty.write_bytes(b"")
    article, failure = read_sources([str(tmp_path)], Hints(), tools)
    assert isinstance(article, Article)
    assert isinstance(failure, Failure)
    assert (article.id, Path(article.source).name) == ("a", "a\ufffd.txt")
    assert Path(failure.source).name == "b\ufffd.txt"
    failure.problem.message.encode("utf-8")


def test_a_folder_with_nothing_in_it_is_told(tmp_path: Path, tools: Tools) -> None:
    (only,) = failures(list(read_sources([str(tmp_path)], Hints(), tools)))
    assert only.source == str(tmp_path)
    assert only.problem.message.startswith("has no articles in it")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("flood.txt", "flood"),
        ("101_U.S._closes_1,100_halls_at_45%.txt", "101_U.S._closes_1,100_halls_at_45%"),
        ("a-trailing-dash-.txt", "a-trailing-dash-"),
        ("Überflutung.txt", "Überflutung"),
        ("a\u202eb:c?.txt", "a-b-c-"),
        ("-", "stdin"),
        ("https://example.org/2019/05/flood.html?x=1", "flood"),
        ("https://example.org/", "example.org"),
        ("https://example.org/..%2f..%2fetc.html", "%2f..%2fetc"),
    ],
)
def test_ids_are_stems_made_safe(name: str, id: str) -> None:
    (source,) = find_sources([name])
    assert (source.name, source.id) == (name, id)  # type: ignore[union-attr]
    assert "/" not in source.id  # type: ignore[union-attr]


@given(st.lists(st.sampled_from(["flood", "FLOOD", "flood-2", "flood-3", "dam"]), max_size=12))
def test_ids_are_given_out_once_ignoring_case(wanted: list[str]) -> None:
    ids = Ids(["dam-2"])
    found = [ids.free(one) for one in wanted]
    assert len({one.lower() for one in ["dam-2", *found]}) == len(found) + 1
    assert found[:1] == wanted[:1]
    assert all(one.startswith(id) for one, id in zip(found, wanted, strict=True))


def test_long_names_leave_room_for_an_ending() -> None:
    (source,) = find_sources(["ü" * 250 + ".txt"])
    assert len(source.id.encode()) <= 200  # type: ignore[union-attr]


@pytest.mark.parametrize(("data", "title"), [(STORY, None), (PAGE, "Fish market to close")], ids=["text", "html"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, tools: Tools, data: str, title: str | None) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    (article,) = articles(list(read_sources(["-"], Hints(outlet="Courier"), tools)))
    assert (article.id, article.source, article.title, article.outlet) == ("stdin", "standard input", title, "Courier")


def test_the_order_and_the_articles_are_the_same_every_time(folder: Path, tools: Tools) -> None:
    assert list(read_sources([str(folder)], Hints(), tools)) == list(read_sources([str(folder)], Hints(), load_tools()))
