"""WARC: which records are pages, packed and unpacked, and archives that break off."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from briefing.errors import Failure
from briefing.model import Article
from briefing.read import Limits
from tests.formats import TOOLS, only, outcomes, refused

PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The harbour council voted on Tuesday to close "
    "the old café and fish market, ending a quarrel of eleven years.</p><p>Its chairwoman, Mara Iveston, said that the "
    "hall would be torn down before the winter.</p></article></body></html>"
)

Record = tuple[str, str, str, bytes, tuple[tuple[str, str], ...]]


def page(n: int, status: str = "200 OK", kind: str = "text/html; charset=utf-8", encoding: str = "utf-8") -> Record:
    data = PAGE.format(f"Market closes for the {n}. time").encode(encoding)
    return "response", f"https://meridian.example/{n}", status, data, (("Content-Type", kind),)


def archive(path: Path, records: Sequence[Record], *, packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for kind, address, status, data, headers in records:
            http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind == "response" else None
            extra = {"warc_content_type": dict(headers)["Content-Type"]} if kind == "resource" else {}
            writer.write_record(writer.create_warc_record(address, kind, BytesIO(data), http_headers=http, **extra))
    return path


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False), ("a.warc", True)])
def test_pages_are_read_at_their_addresses(tmp_path: Path, name: str, packed: bool) -> None:
    path = archive(tmp_path / name, [page(1), page(2)], packed=packed)
    found = outcomes(path)
    assert [one.id for one in found if isinstance(one, Article)] == ["a-1", "a-2"]
    assert [one.address for one in found if isinstance(one, Article)] == [
        "https://meridian.example/1", "https://meridian.example/2",
    ]  # fmt: skip
    assert found[0].source == f"{path} (https://meridian.example/1)"
    assert isinstance(found[0], Article)
    assert found[0].title == "Market closes for the 1. time"


def test_only_pages_are_read(tmp_path: Path) -> None:
    picture = ("response", "https://meridian.example/a.jpg", "200 OK", b"\xff\xd8", (("Content-Type", "image/jpeg"),))
    stored = ("resource", "file:///a.html", "", page(3)[3], (("Content-Type", "text/html"),))
    path = archive(tmp_path / "a.warc.gz", [picture, page(1, "404 Not Found"), stored, page(2, kind="text/css")])
    assert only(path).address == "file:///a.html"


def test_packed_and_oddly_encoded_answers(tmp_path: Path) -> None:
    _, address, status, data, _ = page(1)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    latin = page(2, kind="text/html; charset=windows-1252", encoding="cp1252")
    path = archive(tmp_path / "a.warc.gz", [("response", address, status, gzip.compress(data), headers), latin])
    found = [one.text for one in outcomes(path) if isinstance(one, Article)]
    assert len(found) == 2
    assert all("café" in text for text in found)


def test_a_page_that_unpacks_beyond_the_limit_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    bomb = ("response", "https://meridian.example/b", "200 OK", gzip.compress(b" " * 3_000_000), headers)
    path = archive(tmp_path / "a.warc.gz", [bomb, page(2)])
    big, good = outcomes(path, replace(TOOLS, limits=Limits(file_size=100_000)))
    assert isinstance(big, Failure)
    assert isinstance(good, Article)
    assert big.problem.message.startswith("is too large; articles of up to 0.1 MB")


@pytest.mark.parametrize(("name", "message"), [("a.warc.gz", "is damaged gzip"), ("a.warc", "breaks off")])
def test_an_archive_that_breaks_off_gives_what_came_whole(tmp_path: Path, name: str, message: str) -> None:
    path = archive(tmp_path / name, [page(1), page(2)], packed=name.endswith("gz"))
    path.write_bytes(path.read_bytes()[:-200])
    first, last = outcomes(path)
    assert isinstance(first, Article)
    assert isinstance(last, Failure)
    assert message in last.problem.message


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "holds no web page"), (b"not an archive\n\n", "is no web archive"), (b"WARC/1.0\r\n\r\n", "")],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    assert message in refused(tmp_path / "a.warc")


def test_an_archive_without_pages_is_told(tmp_path: Path) -> None:
    assert "holds no web page among its 1 records" in refused(archive(tmp_path / "a.warc", []))
