"""NITF 3.x: the parts of the story, its metadata, and what `docdata` says of its release."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.model import UNTIL_FURTHER_NOTICE, Change, Release
from tests.formats import FOLDER, only, paragraphs, refused


def variant(folder: Path, old: str, new: str) -> Path:
    text = (FOLDER / "story.nitf").read_text("latin-1")
    assert old in text
    path = folder / "story.nitf"
    path.write_text(text.replace(old, new), "latin-1")
    return path


def test_the_parts_of_the_story_in_their_order() -> None:
    assert paragraphs(only(FOLDER / "story.nitf")) == [
        ("headline", "Port Alden closes its fish market"),
        ("heading", "Quarrel of eleven years ends"),
        ("byline", "By Ona Sorne City reporter"),
        ("byline", "PORT ALDEN, March 12"),
        ("body", "The harbour council voted on Tuesday to close the old café and fish market."),
        ("caption", "The hall in 1961."),
        ("heading", "A long quarrel"),
        ("body", "Its chairwoman, Mara Iveston, said that the hall would be torn down before the winter."),
        ("body", "“Nobody asked us.”"),
        ("body", "Tomas Verrin"),
        ("boilerplate", "Ona Sorne reports from the harbour."),
    ]


def test_metadata() -> None:
    article = only(FOLDER / "story.nitf")
    assert (article.title, article.outlet, article.published, article.authors) == (
        "Port Alden closes its fish market", "Harbour Courier", date(2026, 3, 13), ("Ona Sorne",),
    )  # fmt: skip
    assert article.release == Release(
        "harbour.press.2026-03-12.7",
        2,
        Change.CORRECTION,
        datetime(2026, 3, 12, 14, tzinfo=UTC),
        "Photo follows; CORRECTS the name of the chairwoman",
        datetime(2026, 3, 12, 13, 30, tzinfo=UTC),
    )


def released(path: Path) -> Release:
    release = only(path).release
    assert release
    return release


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_status_that_withdraws(tmp_path: Path, status: str) -> None:
    assert released(variant(tmp_path, '"usable"', f'"{status}"')).change is Change.KILL


def test_an_embargo_without_a_day_holds_until_further_notice(tmp_path: Path) -> None:
    path = variant(tmp_path, '<docdata management-status="usable">', '<docdata management-status="embargoed">')
    text = path.read_text("latin-1").replace('<date.release norm="20260312T090000-0500"/>', "")
    path.write_text(text, "latin-1")
    assert released(path).embargo == UNTIL_FURTHER_NOTICE


def test_a_day_without_a_time_and_zone_holds_until_it_has_come_everywhere(tmp_path: Path) -> None:
    path = variant(tmp_path, '<date.release norm="20260312T090000-0500"/>', '<date.release norm="20260312000000"/>')
    assert released(path).embargo == datetime(2026, 3, 12, 12, tzinfo=UTC)


def test_opinion_is_known_by_its_section(tmp_path: Path) -> None:
    assert only(variant(tmp_path, '"City"', '"Opinion"')).genre == "opinion"


def test_without_a_body_there_is_no_article_unless_it_is_withdrawn(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        "<nitf><body><body.head><hedline><hl1>Gone</hl1></hedline></body.head></body></nitf>"
    )
    assert "has no body.content" in refused(tmp_path / "a.xml")
    killed = '<nitf><head><docdata management-status="canceled"/></head><body/></nitf>'
    (tmp_path / "a.xml").write_text(killed)
    assert released(tmp_path / "a.xml").change is Change.KILL


def test_an_unknown_entity_is_told_and_not_dropped(tmp_path: Path) -> None:
    assert "has &nosuchname; in its words" in refused(variant(tmp_path, "&eacute;", "&nosuchname;"))
