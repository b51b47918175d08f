"""docs/reading.md against the code: every ending, limit, key, kind and source of a date it names is the program's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefing.lexicon import Lexicon
from briefing.model import BlockKind
from briefing.read import READERS, Hints, Limits, load_tools, read_file
from briefing.read.article import EARLIEST_YEAR, YEARS_AHEAD, Known, make_article
from briefing.read.draft import Draft, Part
from briefing.read.encoding import MARKS, OVERRIDES, WESTERN
from briefing.read.sidecar import LARGEST, SUFFIX, sidecar_path
from briefing.read.text import draft_text
from briefing.read.wording import load_wording
from tests.reference import ROOT

TEXT = (ROOT / "docs/reading.md").read_text("utf-8")

BODY = "The dam above Port Alden burst on Tuesday, and the council asked the people of the valley to leave their homes."


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table whose first column has this heading."""
    found = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert found, heading
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in found[1].splitlines()]


def ticked(words: str) -> list[str]:
    return re.findall(r"`([^`]+)`", words)


def test_endings_and_media_types() -> None:
    for ending, media, _ in table("ending"):
        readers = {READERS[name] for name in (*ticked(ending), *ticked(media))}
        assert len(readers) == 1, ending
    named = {name for row in table("ending") for name in (*ticked(row[0]), *ticked(row[1]))}
    assert named == set(READERS)


def test_limits() -> None:
    limits = Limits()
    assert dict(table("what")) == {
        "a file, a line of JSON lines, a page of an archive, or standard input": f"{limits.file_size / 1e6:g} MB",
        "a file of JSON lines, a web archive, and what any file unpacks to": f"{limits.collection / 1e6:g} MB",
        "a sidecar": f"{LARGEST / 1e6:g} MB",
        "a page at an address": f"{limits.fetch.size / 1e6:g} MB",
        "wait for one answer of a server": f"{limits.fetch.silence:g} seconds",
        "time for a whole page": f"{limits.fetch.total:g} seconds",
        "redirects": f"{limits.fetch.redirects}",
    }


def test_encodings() -> None:
    marked = {re.sub("-[lb]e$", "", name).upper() for _, name in MARKS}
    assert marked == set(re.findall(r"UTF-\d+", TEXT))
    assert f"`{WESTERN[0]}` or `{WESTERN[1]}`" in TEXT
    named = re.search(r"reading direction \((.+)\)", TEXT)
    assert named
    assert all(OVERRIDES.search(chr(int(code[2:], 16))) for code in ticked(named[1]))


def test_the_sidecar_shown_is_read_and_has_every_key(tmp_path: Path) -> None:
    shown = re.search(r"```json\n(.+?)```", TEXT, re.DOTALL)
    assert shown
    assert set(json.loads(shown[1])) == {ticked(row[0])[0] for row in table("key")} == set(Hints.__slots__)
    story = tmp_path / "flood.txt"
    story.write_text(BODY, encoding="utf-8")
    (tmp_path / f"flood{SUFFIX}").write_text(shown[1], encoding="utf-8")
    assert f"`{story.name}` has `{sidecar_path(story).name}`" in TEXT
    article = read_file(story, Hints(), load_tools())
    assert (article.title, article.outlet, article.published_from) == (
        json.loads(shown[1])["title"], json.loads(shown[1])["outlet"], "sidecar",
    )  # fmt: skip


def test_front_matter_keys_are_read(tmp_path: Path) -> None:
    listed = re.search(r"front matter may say (.+?)\.\n", TEXT, re.DOTALL)
    assert listed
    values = {"date": "2025-06-15", "published": "2025-06-15", "section": "Opinion", "category": "Opinion"}
    plain = _described(tmp_path, "")
    for key in ticked(listed[1]):
        assert _described(tmp_path, f"---\n{key}: {values.get(key, 'Mara Iveston')}\n---\n\n") != plain, key


def _described(folder: Path, front: str) -> tuple[object, ...]:
    (folder / "story.md").write_text(front + BODY, encoding="utf-8")
    a = read_file(folder / "story.md", Hints(), load_tools())
    return a.title, a.outlet, a.published, a.authors, a.genre


def test_sources_of_the_date_in_order_of_trust() -> None:
    """Whichever source comes first of those that speak is taken."""
    wording, days = load_wording(Lexicon()), [f"2019-05-0{n}" for n in range(1, 6)]
    text = f"By Mara Iveston, May 4, 2019\n\nPORT ALDEN, May 5, 2019 (Meridian) - {BODY}"
    order = [ticked(row[0])[0] for row in table("`published_from`")]
    for first, name in enumerate(order):
        cut = {3: text, 4: text.partition("\n\n")[2]}.get(first, text)
        draft = draft_text(cut)
        option, sidecar, metadata = (_day(days[i]) if first <= i else None for i in range(3))
        known = Known(Hints(published=option), Hints(published=sidecar))
        dated = Draft(draft.text, tuple(Part(p.span) for p in draft.parts), published=metadata)
        article = make_article(dated, known, wording, id="x", source="x")
        assert (article.published_from, str(article.published)) == (name, days[first])


def _day(words: str) -> object:
    from briefing.read.sidecar import parse_date

    return parse_date(words)


def test_years_that_can_be() -> None:
    assert f"A day before {EARLIEST_YEAR}, or after the next calendar year" in TEXT
    assert YEARS_AHEAD == 1


def test_block_kinds() -> None:
    assert {ticked(row[0])[0] for row in table("kind")} == {kind.value for kind in BlockKind}


@pytest.mark.parametrize("line", ["Advertisement", "Story continues below"])
def test_a_text_of_furniture_alone_fails(line: str, tmp_path: Path) -> None:
    from briefing.errors import ReadError

    (tmp_path / "x.txt").write_text(line, encoding="utf-8")
    with pytest.raises(ReadError, match="holds no article"):
        read_file(tmp_path / "x.txt", Hints(), load_tools())
