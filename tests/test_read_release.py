"""What makes a release, what must not be published when, and how the command refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.sources import open_sources
from briefing.errors import ConfigError, Failure
from briefing.model import UNTIL_FURTHER_NOTICE, Article, Change, Release
from briefing.read import held
from briefing.read.release import embargo, make_release, moment
from tests.factory import article
from tests.formats import FOLDER, only
from tests.processes import briefing

UPDATE, CORRECTION, KILL = Change.UPDATE, Change.CORRECTION, Change.KILL

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2026-03-12T12:00:00Z", NOON),
        ("20260312T120000Z", NOON),
        ("20260312T070000-0500", NOON),
        ("2026-03-12T13:00:00.000+01:00", NOON),
        ("2026-03-12T12:00:00", NOON),
        (" 2026-03-12 ", datetime(2026, 3, 12, tzinfo=UTC)),
        ("20260312000000-0500", datetime(2026, 3, 12, 5, tzinfo=UTC)),
        ("noon", None),
        ("", None),
        (None, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_moments(words: str | None, wanted: datetime | None) -> None:
    assert moment(words) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (None, None),
        ("", UNTIL_FURTHER_NOTICE),
        ("Friday noon", UNTIL_FURTHER_NOTICE),
        ("2026-03-12T13:00:00+01:00", NOON),
        ("2026-03-12T00:00:00", NOON),
        ("2026-03-12", NOON),
    ],
)
def test_embargoes_never_end_early(words: str | None, wanted: datetime | None) -> None:
    assert embargo(words) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, Release("x")),
        ({"version": "3"}, Release("x", 3, UPDATE)),
        ({"version": "1" * 10}, Release("x")),
        ({"version": "²"}, Release("x")),
        ({"version": "3", "notes": ["CORRECTION: 14"]}, Release("x", 3, CORRECTION, None, "CORRECTION: 14")),
        ({"notes": ["Photo follows", None, "Photo follows"]}, Release("x", note="Photo follows")),
        ({"notes": ["Updates toll"], "signal": CORRECTION}, Release("x", None, CORRECTION, None, "Updates toll")),
        ({"notes": ["Mandatory kill"]}, Release("x", None, KILL, None, "Mandatory kill")),
        ({"status": " Withheld", "signal": UPDATE}, Release("x", None, KILL, None, "withheld until further notice")),
        ({"notes": ["EMBARGOED."]}, Release("x", embargo=UNTIL_FURTHER_NOTICE, note="EMBARGOED.")),
        ({"notes": ["EMBARGOED."], "embargoed": "2026-03-12T12:00Z"}, Release("x", embargo=NOON, note="EMBARGOED.")),
    ],
    ids=str,
)
def test_releases(given: dict[str, Any], wanted: Release) -> None:
    assert make_release("x", **given) == wanted


@pytest.mark.parametrize(
    ("release", "message"),
    [
        (None, None),
        (Release(), None),
        (Release(change=Change.CORRECTION), None),
        (Release(change=Change.KILL, note="wrong\nname"), "withdrawn by its provider: wrong name"),
        (Release(embargo=NOON), None),
        (Release(embargo=NOON - timedelta(hours=1)), None),
        (Release(embargo=NOON + timedelta(minutes=30)), "under embargo until 2026-03-12 12:30 UTC"),
        (
            Release(embargo=datetime(2026, 3, 12, 15, tzinfo=timezone(timedelta(hours=1)))),
            "under embargo until 2026-03-12 15:00 UTC+01:00",
        ),
        (Release(embargo=UNTIL_FURTHER_NOTICE, note="n"), "under embargo until further notice: n"),
    ],
    ids=str,
)
def test_what_is_held(release: Release | None, message: str | None) -> None:
    problem = held(article(release=release), NOON)
    assert (problem.message if problem else None) == message


def test_a_correction_is_told_on_the_page() -> None:
    assert [p.message for p in only(FOLDER / "ninjs-2.json").problems] == [
        "its provider marks it as a correction: CORRECTION: the divers counted 2,100 tufts",
    ]  # fmt: skip


def opened(path: Path, **options: Any) -> Iterator[Article | Failure]:
    return open_sources([str(path)], None, None, None, **options).articles


def test_withdrawn_items_are_refused_by_the_commands() -> None:
    (failure,) = (one for one in opened(FOLDER / "message.xml") if isinstance(one, Failure) and "ferry" in one.source)
    told, _, advice = failure.problem.message.partition("; ")
    assert told == "is withdrawn by its provider: KILL: the ferry did not sink"
    assert advice == "it is briefed only with --unreleased, for your eyes"


def test_embargoed_items_are_refused_unless_asked_for() -> None:
    (refused,) = opened(FOLDER / "embargoed.eml")
    assert isinstance(refused, Failure)
    assert refused.problem.message.startswith("is under embargo until further notice: STRICTLY EMBARGOED until 06:00")
    (asked,) = opened(FOLDER / "embargoed.eml", unreleased=True)
    assert isinstance(asked, Article)
    assert [p.message.partition(":")[0] for p in asked.problems] == ["under embargo until further notice"]


def test_several_articles_in_one_file_are_refused_where_one_is_wanted() -> None:
    with pytest.raises(ConfigError, match="one, not several"):
        opened(FOLDER / "day.jsonl", single="one, not {count}")
    assert isinstance(next(opened(FOLDER / "item.xml", single="one, not {count}")), Article)


def test_the_exit_code_and_the_line_on_standard_error(tmp_path: Path) -> None:
    found = briefing("make", str(FOLDER / "embargoed.eml"), cwd=tmp_path)
    assert found.returncode == 1
    assert found.stdout == ""
    assert "embargoed.eml: is under embargo until further notice" in found.stderr
    assert list((tmp_path / "output").iterdir()) == []
