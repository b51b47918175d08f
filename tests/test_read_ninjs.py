"""ninjs 1, 2 and 3: the fields each version has, composites, and JSON that is something else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import Failure
from briefing.model import UNTIL_FURTHER_NOTICE, Article, Change, Release
from tests.formats import FOLDER, body, only, outcomes, paragraphs, refused


def written(folder: Path, **fields: Any) -> Path:
    """Return a file with the second version's sample, changed; None takes a field out."""
    found = json.loads((FOLDER / "ninjs-2.json").read_text("utf-8")) | fields
    path = folder / "item.json"
    path.write_text(json.dumps({k: v for k, v in found.items() if v is not None}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "headings"),
    [("ninjs-1.json", [("heading", "What it counted")]), ("ninjs-2.json", [])],
)
def test_mark_up_is_preferred_under_the_main_headline(name: str, headings: list[tuple[str, str]]) -> None:
    assert paragraphs(only(FOLDER / name)) == [
        ("headline", "Seagrass returns to the Tarn delta"),
        ("body", "Seagrass has come back to the Tarn delta after 30 years, the institute said on Thursday."),
        *headings,
        ("body", "Its divers counted 2,100 tufts."),
    ]


def test_metadata_of_version_1() -> None:
    article = only(FOLDER / "ninjs-1.json")
    assert (article.title, article.outlet, article.authors, article.published) == (
        "Seagrass returns to the Tarn delta", "Tarn Institute", ("Ilse Oram",), date(2026, 3, 12),
    )  # fmt: skip
    assert article.address == "https://meridian.example/items/seagrass"
    sent, embargo = datetime(2026, 3, 12, 9, 33, tzinfo=UTC), datetime(2026, 3, 13, 5, tzinfo=UTC)
    assert article.release == Release(article.address, 1, Change.NEW, embargo, "Photo follows", sent)


def test_metadata_of_version_2() -> None:
    article = only(FOLDER / "ninjs-2.json")
    assert (article.outlet, article.authors, article.address) == ("Meridian", ("Ilse Oram",), None)
    assert article.release
    assert (article.release.version, article.release.change) == (4, Change.CORRECTION)


def test_a_composite_of_version_3_gives_its_texts() -> None:
    one, two = outcomes(FOLDER / "ninjs-3.json")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, two.id) == ("ninjs-3-1", "ninjs-3-2")
    assert body(one)[-1] == "Its divers counted 2,100 tufts, the institute said."
    assert one.outlet == "Meridian"
    assert one.release
    assert two.release
    assert (one.release.item, one.release.change) == ("urn:newsml:meridian.example:one", Change.UPDATE)
    assert (two.release.change, two.release.note) == (Change.KILL, "withheld until further notice")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"pubstatus": "canceled"}, (Change.KILL, None)),
        ({"ednote": "KILL: the count was wrong"}, (Change.KILL, None)),
        ({"ednote": None}, (Change.UPDATE, None)),
        ({"ednote": None, "version": "1"}, (Change.NEW, None)),
        ({"ednote": None, "version": "2026-a"}, (Change.NEW, None)),
        ({"ednote": None, "embargoed": "2026-03-13"}, (Change.UPDATE, datetime(2026, 3, 13, 12, tzinfo=UTC))),
        ({"ednote": None, "embargoed": "tomorrow"}, (Change.UPDATE, UNTIL_FURTHER_NOTICE)),
        ({"ednote": "EMBARGOED until noon"}, (Change.UPDATE, UNTIL_FURTHER_NOTICE)),
    ],
    ids=str,
)
def test_releases(tmp_path: Path, fields: dict[str, Any], wanted: tuple[Change, datetime | None]) -> None:
    release = only(written(tmp_path, **fields)).release
    assert release
    assert (release.change, release.embargo) == wanted


def test_nitf_and_plain_text_bodies(tmp_path: Path) -> None:
    nitf = "<nitf><body><body.content><p>The caf&eacute; stays, the council said.</p></body.content></body></nitf>"
    path = written(tmp_path, bodies=[{"contenttype": "application/nitf+xml", "value": nitf}])
    assert body(only(path)) == ["The café stays, the council said."]
    path = written(tmp_path, bodies=[{"value": "The hall stays.\n\nThe council said so."}])
    assert body(only(path)) == ["The hall stays.", "The council said so."]


def test_a_list_gives_each_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    good = json.loads((FOLDER / "ninjs-2.json").read_text("utf-8"))
    path = tmp_path / "wire.json"
    path.write_text(json.dumps([good, good | {"uri": "urn:x:2", "bodies": []}, good | {"headline": 7}]), "utf-8")
    first, second, third = outcomes(path)
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert isinstance(third, Failure)
    assert second.source == f"{path} (urn:x:2)"
    assert second.problem.message == "has no body; have it sent again"
    assert third.problem.message == "holds int under 'headline', not a text"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is JSON nested too deeply"),
        ('{"title": "x"}', "holds no ninjs article"),
        ("[1, 2]", "holds no ninjs article"),
        ('{"uri": "urn:x", "type": "picture", "pubstatus": "usable"}', "holds no ninjs article"),
        ('{"uri": "urn:x", "type": ["text"]}', "holds no ninjs article"),
        ('{"uri": "urn:x", "type": "text"}', "has no body"),
    ],
    ids=lambda words: words[:30],
)
def test_other_json_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert message in refused(tmp_path / "x.json")


def test_half_a_character_is_shown_as_broken(tmp_path: Path) -> None:
    path = written(tmp_path, bodies=[{"value": "The hall \ud800 stays, the council said."}])
    article = only(path)
    assert body(article) == ["The hall \ufffd stays, the council said."]
    assert article.problems[0].message == "1 broken characters in the file are shown as \ufffd"
