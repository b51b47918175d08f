"""The store as its users meet it: the commands, and runs that are killed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.cli.store import _line
from briefing.config import Daily
from briefing.model import Article, Release
from briefing.read import Hints, read_sources
from briefing.store import Store, only_run, open_store
from tests.factory import article
from tests.processes import briefing, environment
from tests.reference import ROOT

LONG_AGO = datetime(2020, 4, 6, 6, 0, tzinfo=UTC)
ARTICLE = replace(
    article(authors=("Ilse Oram", "Aldo Renn"), address="https://meridian.example/dam", title="The Karsk dam"),
    release=Release("urn:item:7", sent=datetime(2025, 3, 10, 5, 30, tzinfo=UTC)),
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with settings and a store of two articles, seen long ago."""
    (tmp_path / "briefing.toml").write_text('[daily]\nstore = "memory/store.sqlite"\n', encoding="utf-8")
    with opened(tmp_path) as store:
        store.articles.take_in([ARTICLE, article("A second text.\n", None)], LONG_AGO)
    return tmp_path


def opened(desk: Path) -> Store:
    return open_store(desk / "memory" / "store.sqlite")


@pytest.mark.parametrize(
    ("settings", "out", "wanted"),
    [
        (Daily(), "output", "output/.briefing/store.sqlite"),
        (Daily(), "trial", "trial/.briefing/store.sqlite"),
        (Daily(), "-", "output/.briefing/store.sqlite"),
        (Daily(store=Path("/var/lib/s.sqlite")), "output", "/var/lib/s.sqlite"),
    ],
)
def test_the_store_lies_by_its_editions_or_where_it_is_wanted(settings: Daily, out: str, wanted: str) -> None:
    assert settings.store_path(Path(out)) == Path(wanted)


def test_stats_say_how_much_there_is(desk: Path) -> None:
    found = briefing("store", "stats", cwd=desk, TZ="UTC")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("memory/store.sqlite: 0.")
    assert "        2  articles kept\n" in found.stdout
    assert found.stdout.endswith("articles first seen from 2020-04-06 06:00 to 2020-04-06 06:00\n")


def test_a_store_named_on_the_command_line_counts(desk: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.sqlite"):
        pass
    found = briefing("store", "stats", "--store", tmp_path / "other.sqlite", cwd=desk)
    assert "        0  articles kept\n" in found.stdout
    assert "first seen" not in found.stdout


def test_no_store_is_no_traceback(tmp_path: Path) -> None:
    for command in ("stats", "vacuum", "export"):
        found = briefing("store", command, cwd=tmp_path)
        assert found.returncode == 2
        assert found.stderr == (
            "briefing: output/.briefing/store.sqlite: there is no store yet; 'briefing daily' makes it\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_vacuum_forgets_what_is_old(desk: Path) -> None:
    kept = briefing("store", "vacuum", "--keep-days", "100000", cwd=desk)
    assert kept.stdout.startswith("articles forgotten: 0; room given back: ")
    assert briefing("store", "vacuum", cwd=desk).stdout.startswith("articles forgotten: 2; ")
    with opened(desk) as store:
        assert store.articles.digests() == ()


def test_vacuum_waits_for_no_other_run(desk: Path) -> None:
    with only_run(desk / "memory" / "store.sqlite", LONG_AGO):
        found = briefing("store", "vacuum", cwd=desk)
    assert found.returncode == 3
    assert "memory/store.sqlite: another run is at work (process " in found.stderr
    assert "nothing was done" in found.stderr
    with opened(desk) as store:
        assert len(store.articles.digests()) == 2


def test_a_damaged_store_says_what_to_do(desk: Path) -> None:
    (desk / "memory" / "store.sqlite").write_bytes(b"\x00damaged" * 2000)
    found = briefing("store", "stats", cwd=desk)
    assert found.returncode == 2
    assert "memory/store.sqlite: the store is damaged" in found.stderr
    assert "backup" in found.stderr


def test_export_is_read_again_as_it_was(desk: Path) -> None:
    found = briefing("store", "export", cwd=desk)
    assert (found.returncode, found.stderr) == (0, "")
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    (line,) = (line for line in lines if "title" in line)
    assert line == {
        "id": "urn:item:7", "title": "The Karsk dam", "outlet": "Meridian", "date": "2025-03-10T05:30:00+00:00",
        "author": ["Ilse Oram", "Aldo Renn"], "url": "https://meridian.example/dam", "text": ARTICLE.text,
    }  # fmt: skip
    (desk / "articles.jsonl").write_text(found.stdout, encoding="utf-8")
    read = [a for a in read_sources([str(desk / "articles.jsonl")], Hints()) if isinstance(a, Article)]
    (back,) = (a for a in read if a.address == "https://meridian.example/dam")
    assert (back.text, back.title, back.outlet) == (ARTICLE.text, ARTICLE.title, ARTICLE.outlet)
    assert (back.published, back.authors) == (ARTICLE.published, ARTICLE.authors)
    assert back.release is not None
    assert back.release.item == "urn:item:7"


def test_a_line_leaves_out_what_is_not_known() -> None:
    bare = article("A text.\n", None, published=None, outlet=None)
    assert _line(bare) == {"id": "test", "text": bare.text}
    assert _line(replace(bare, published=date(2025, 3, 10)))["date"] == "2025-03-10"


@pytest.mark.slow
def test_a_run_killed_at_any_instant_loses_nothing_and_does_nothing_twice() -> None:
    command = [sys.executable, "-m", "tests.bench.kills", "--kills", "25", "--articles", "24"]
    found = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.startswith("25 kills in ")
    assert "nothing lost, doubled or half-written" in found.stdout
