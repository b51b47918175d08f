"""Which reader serves what, packed files, and hostile bytes: whatever they are, only the product's errors come out."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import Failure, ReadError
from briefing.model import Article
from briefing.read import Hints, Limits, read_file, read_sources
from briefing.read.formats import HEAD, HTML, JSON, LINES, MAIL, TEXT, WARC, XML, Format, format_of, sniff
from tests.formats import FOLDER, TOOLS, only, outcomes, refused

SAMPLES = sorted(FOLDER.iterdir())

STORY = "The harbour council voted on Tuesday to close the old fish market, its chairwoman said.\n"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (b"<!DOCTYPE html><html>", HTML),
        (b"<?xml version='1.0'?>\n<html>", HTML),
        (b"<?xml version='1.0'?>\n<newsItem>", XML),
        (b"\xef\xbb\xbf<nitf>", XML),
        (b'<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">', XML),
        (b"<g2:newsMessage xmlns:g2='x'>", XML),
        (b"WARC/1.0\r\n", WARC),
        (b'{"uri": "urn:x",\n', JSON),
        (b'[\n{"uri": "urn:x"', JSON),
        (b'{"a": 1}\n{"a": 2}\n', LINES),
        (b'{"title": "x", "text": "' + b"y" * 20_000, LINES),
        (b"Return-Path: <a>\r\nReceived: x\r\n\ty\r\nFrom: a@b\r\n", MAIL),
        (b"From: a@b\nSubject: x\n\nWords", TEXT),  # a memo
        (b"From: a@b\nDate: x\n\nWords", MAIL),
        (b"Date: Thu\nWhat I heard From: nobody", TEXT),
        (b"{curly} beginnings", TEXT),
        (b"", TEXT),
    ],
    ids=lambda one: repr(one[:30]) if isinstance(one, bytes) else "",
)
def test_how_formats_begin(head: bytes, wanted: Format) -> None:
    assert sniff(head[:HEAD]) is wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a.XML", XML), ("a.jsonl.gz", LINES), ("a.warc.GZ", WARC), ("a.gz", None), ("cur/a", None), ("a", None)],
)
def test_endings(name: str, wanted: Format | None) -> None:
    assert format_of(Path(name)) is wanted


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_sample_is_read_from_standard_input_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(path.read_bytes())))
    piped = [one.text for one in read_sources(["-"], Hints(), TOOLS) if isinstance(one, Article)]
    assert piped == [one.text for one in outcomes(path) if isinstance(one, Article)]
    assert piped


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(STORY.encode() * 20_000))
    (found,) = outcomes(path, replace(TOOLS, limits=Limits(collection=1_000_000, file_size=10_000_000)))
    assert isinstance(found, Failure)
    assert found.problem.message == "unpacks to more than 1 MB; give its articles in parts"
    (found,) = outcomes(path, replace(TOOLS, limits=Limits(file_size=500_000)))
    assert isinstance(found, Failure)
    assert found.problem.message.startswith("is too large; articles of up to 0.5 MB")


def test_a_packed_text_is_read_and_a_damaged_one_told(tmp_path: Path) -> None:
    path = tmp_path / "market.txt.gz"
    path.write_bytes(gzip.compress(STORY.encode()))
    assert (only(path).text, only(path).id) == (STORY, "market")
    path.write_bytes(gzip.compress(STORY.encode())[:-9])
    assert refused(path).startswith("is damaged gzip")


def test_a_sidecar_of_several_says_outlet_and_day_but_no_title(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(f'{{"text": "{STORY.strip()}"}}\n' * 2)
    (tmp_path / "wire.meta.json").write_text('{"title": "One", "outlet": "Meridian", "published": "2026-03-12"}')
    found = [(a.title, a.outlet, str(a.published)) for a in outcomes(path) if isinstance(a, Article)]
    assert found == [(None, "Meridian", "2026-03-12")] * 2


def test_one_article_is_not_read_from_a_file_of_several() -> None:
    with pytest.raises(ReadError, match=r"message\.xml holds several articles, where one is wanted"):
        read_file(FOLDER / "message.xml", Hints(), TOOLS)


PIECES = (b"", b"\0", b"<", b'"', b"&#x0;", b"\\ud800", b"\xff", b"}", b"\n\n", b"=")
MUTATIONS = st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(PIECES)), min_size=1, max_size=6)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
@given(mutations=MUTATIONS, cut=st.integers(0, 4_000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_bytes_never_raise(path: Path, tmp_path: Path, mutations: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(path.read_bytes())
    for at, piece in mutations:
        data[at % len(data) : at % len(data) + max(1, len(piece))] = piece
    if cut < 1_000:
        del data[cut:]
    copy = tmp_path / path.name
    copy.write_bytes(data)
    for one in outcomes(copy):
        if isinstance(one, Failure):
            assert one.source.startswith(str(copy))
            one.problem.message.encode("utf-8")
            continue
        told = (
            one.text,
            one.title,
            one.outlet,
            one.source,
            one.id,
            *one.authors,
            one.address,
            *one.links,
            repr(one.release),
        )
        "".join(words or "" for words in told).encode("utf-8")
        covered = "".join(block.span.of(one.text) for block in one.blocks)
        assert "".join(covered.split()) == "".join(one.text.split())
