"""JSON lines: the keys of a line, lines that are no article, ids, and lines too long to be one."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import Failure
from briefing.model import Article, Genre
from briefing.read import Limits
from briefing.read.jsonlines import KEYS
from tests.formats import FOLDER, TOOLS, body, only, outcomes, refused
from tests.reference import ROOT

TEXT = "The harbour council voted on Tuesday to close the old fish market, its chairwoman said."


def lines(folder: Path, *rows: dict[str, Any], name: str = "day.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_each_line_is_an_article_or_a_failure_that_names_it() -> None:
    path = FOLDER / "day.jsonl"
    found = outcomes(path)
    assert [one.id if isinstance(one, Article) else None for one in found] == ["a17", None, None, "day-5", "day-6"]
    assert [one.source for one in found] == [f"{path} (line {n})" for n in (1, 2, 3, 5, 6)]
    told = [one.problem.message for one in found if isinstance(one, Failure)]
    assert told[0] == "has neither 'text' nor 'html'; give the article's words under one of them"
    assert told[1].startswith("is not JSON (")


def test_every_key() -> None:
    article = outcomes(FOLDER / "day.jsonl")[0]
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.published, article.authors) == (
        "Port Alden closes its fish market", "Meridian", date(2026, 3, 12), ("Ona Sorne", "Aldo Renn"),
    )  # fmt: skip
    assert article.address == "https://meridian.example/market"
    assert article.release
    assert (article.release.item, article.release.sent) == ("a17", datetime(2026, 3, 13, 4, 40, tzinfo=UTC))
    assert body(article)[0] == "The harbour council voted on Tuesday to close the old fish market."


def test_html_and_ninjs_lines() -> None:
    page, ninjs = outcomes(FOLDER / "day.jsonl")[3:]
    assert isinstance(page, Article)
    assert isinstance(ninjs, Article)
    assert (page.title, len(body(page))) == ("Dam above Tarn bursts", 2)
    assert (ninjs.title, len(body(ninjs))) == ("Seagrass returns", 1)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": 7}, "holds int under 'text', not a text"),
        ({"text": TEXT, "title": ["x"]}, "holds list under 'title', not a text"),
        ({"text": TEXT, "author": [1]}, "holds list under 'author', not a text"),
        ({"text": TEXT, "date": "last week"}, "has 'last week' as 'date'; write it as YYYY-MM-DD"),
        ({"text": " \n"}, "has neither 'text' nor 'html'"),
        ({"html": "<p></p>"}, "no article was found"),
        ({"text": "Der Rat hat am Dienstag beschlossen, die Halle zu schliessen, sagte sie. " * 3}, "is in German"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_line_is_told(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    assert message in refused(lines(tmp_path, row))


@pytest.mark.parametrize("text", ["[1]", '"words"', "7", "null"])
def test_a_line_that_is_no_object_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl").write_text(text)
    assert "is no JSON object" in refused(tmp_path / "x.jsonl")


def test_ids_are_safe_and_unique(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "id": id} for id in ("a/b", "a/b", "day", "DAY", 7, True, " ")]
    found = [one.id for one in outcomes(lines(tmp_path, *rows)) if isinstance(one, Article)]
    assert found == ["a-b", "a-b-2", "day", "DAY-2", "7", "day-6", "day-7"]


def test_one_line_has_the_name_of_its_file(tmp_path: Path) -> None:
    assert only(lines(tmp_path, {"text": TEXT})).id == "day"


def test_a_line_too_long_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = lines(tmp_path, {"text": TEXT * 50}, {"text": TEXT})
    long, short = outcomes(path, replace(TOOLS, limits=Limits(file_size=1000)))
    assert isinstance(long, Failure)
    assert isinstance(short, Article)
    assert long.problem.message.startswith("is too large; articles of up to 0.001 MB are read")


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    plain = lines(tmp_path, {"text": TEXT}, {"text": TEXT})
    (tmp_path / "wire.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    found = outcomes(tmp_path / "wire.jsonl.gz")
    assert [one.id for one in found if isinstance(one, Article)] == ["wire-1", "wire-2"]


def test_the_page_about_reading_names_every_key() -> None:
    section = (ROOT / "docs/reading.md").read_text("utf-8").partition("## JSON lines")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == KEYS


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert "is empty" in refused(lines(tmp_path))
    (tmp_path / "blank.jsonl").write_text("\n\n")
    assert "is empty" in refused(tmp_path / "blank.jsonl")


@pytest.mark.parametrize(
    ("url", "outlet", "genre"),
    [
        pytest.param("https://courier.example/opinion/2026/market", "Courier", Genre.OPINION, id="folder"),
        pytest.param("https://courier.example/news/opinion-polls", "Courier", Genre.NEWS, id="the page's own name"),
        pytest.param("https://opinion/market?in=/columnists/x", "Courier", Genre.NEWS, id="host and query"),
        pytest.param("https://[::1/market", "Courier", Genre.NEWS, id="no address"),
        pytest.param("https://courier.example/market", "Courier - Opinion", Genre.OPINION, id="outlet"),
        pytest.param("https://courier.example/market", "Opinion Courier", Genre.NEWS, id="a name with the word"),
    ],
)
def test_opinion_is_known_by_the_folder_it_lies_in(tmp_path: Path, url: str, outlet: str, genre: Genre) -> None:
    path = lines(tmp_path, {"text": TEXT, "url": url, "outlet": outlet})
    (found,) = outcomes(path)
    assert isinstance(found, Article)
    assert found.genre is genre
