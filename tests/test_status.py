"""How the runs went: the file, the command, and the log."""

from __future__ import annotations

import json
import logging
import re
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from briefing.cli.status import status
from briefing.deliver import run_log as room
from briefing.deliver.run_log import log_file, run_log
from briefing.deliver.status import put_run, read_status, status_file, status_json
from briefing.errors import ConfigError, DeliveryError
from briefing.model import Channel, Delivery, DeliveryState, Outcome, Run, RunResult, SourceHealth, Status
from briefing.store.lock import only_run

START = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
MAIL = (
    Delivery(Channel.MAIL, "desk@example.org", "0" * 64),
    Outcome(DeliveryState.FAILED, 5, "localhost:25 refuses desk@example.org: 550 no such desk"),
)
FEED = SourceHealth("Meridian", START, START - timedelta(days=2), 3, "HTTP 503")


def run(result: RunResult = RunResult.DONE, *, days: int = 0, **more: object) -> Run:
    start = START + timedelta(days=days)
    ended = None if result is RunResult.RUNNING else start + timedelta(seconds=90)
    return Run(start.date(), start, result, ended, **more)  # type: ignore[arg-type]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / ".briefing" / "status.json"
    whole = run(RunResult.PARTLY, articles=12, stories=4, problems=("Meridian: HTTP 503",), deliveries=(MAIL,))
    put_run(file, whole, [FEED, SourceHealth("Port Alden Post")])
    assert read_status(file) == Status((whole,), (FEED, SourceHealth("Port Alden Post")))


def test_it_keeps_to_the_published_schema(tmp_path: Path) -> None:
    schema = json.loads((files("briefing") / "schemas" / "status-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    found = Status((run(RunResult.RUNNING, days=1), run(RunResult.PARTLY, deliveries=(MAIL,))), (FEED,))
    jsonschema.validate(json.loads(status_json(found)), schema)
    jsonschema.validate(json.loads(status_json(Status())), schema)
    assert [r.value for r in RunResult] == schema["$defs"]["run"]["properties"]["result"]["enum"]
    assert {c.value for c in Channel} == set(schema["$defs"]["delivery"]["properties"]["channel"]["enum"])
    assert {s.value for s in DeliveryState} == set(schema["$defs"]["delivery"]["properties"]["state"]["enum"])


def test_a_run_takes_the_place_of_its_start(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    put_run(file, run(RunResult.RUNNING), [FEED])
    put_run(file, run(RunResult.DONE))
    assert read_status(file) == Status((run(RunResult.DONE),), (FEED,))


def test_a_run_that_never_ended_has_died(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    put_run(file, run(RunResult.RUNNING))
    put_run(file, run(RunResult.RUNNING, days=1))
    assert [r.result for r in read_status(file).runs] == [RunResult.RUNNING, RunResult.DIED]


def test_the_last_thirty_runs_are_kept_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    for n in range(32):
        put_run(file, run(days=n))
    days = [r.day for r in read_status(file).runs]
    assert days == [date(2026, 11, 23) + timedelta(days=n) for n in range(31, 1, -1)]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"runs": [{}], "sources": []}', b"\xff", b"null"])
def test_a_damaged_file_is_said_and_written_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "status.json"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=r"status\.json: is damaged"):
        read_status(file)
    put_run(file, run())
    assert len(read_status(file).runs) == 1


# The command


def said(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.chdir(folder)
    found = CliRunner().invoke(status, list(arguments), standalone_mode=False)
    assert found.exception is None
    return found.return_value, found.stdout


def here(folder: Path) -> Path:
    return status_file(folder / "output" / ".briefing" / "store.sqlite")


def test_without_a_run_it_says_how_to_start_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(tmp_path, monkeypatch) == (1, "no run yet; start one with: briefing daily\n")


def test_it_tells_what_a_person_wants_to_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    put_run(here(tmp_path), run(articles=9, stories=3))
    partly = run(
        RunResult.PARTLY, days=1, articles=12, stories=4, problems=("Meridian: \x1b[31mHTTP 503",), deliveries=(MAIL,)
    )
    put_run(here(tmp_path), partly, [FEED, SourceHealth("Port Alden Post", START, START)])
    code, text = said(tmp_path, monkeypatch)
    assert code == 1
    lines = text.splitlines()
    assert lines[0].startswith("2026-11-24  ")
    assert lines[0].endswith(", 90 s  done in part  articles: 12, stories: 4")
    assert lines[1].endswith(", 90 s  done  articles: 9, stories: 3")
    assert "  mail    FAILED  localhost:25 refuses desk@example.org: 550 no such desk" in lines
    assert "  problem: Meridian: \N{REPLACEMENT CHARACTER}[31mHTTP 503" in lines
    assert "sources: 2, failing: 1" in lines
    assert any(line.startswith("  Meridian: failed 3 times, last read 2026-11-2") for line in lines)
    assert lines[-1] == "log: output/.briefing/briefing.log"


def test_only_so_many_runs_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        put_run(here(tmp_path), run(days=n))
    _, text = said(tmp_path, monkeypatch, "--runs", "2")
    assert text.count("stories:") == 2


RUNNING, DONE, PARTLY, FAILED = RunResult.RUNNING, RunResult.DONE, RunResult.PARTLY, RunResult.FAILED


@pytest.mark.parametrize(
    ("results", "at_work", "code"),
    [
        ([DONE], False, 0),
        ([DONE, RUNNING], True, 0),
        ([DONE, RUNNING], False, 1),
        ([RUNNING], True, 1),
        ([DONE, PARTLY], False, 1),
        ([DONE, FAILED], False, 1),
        ([FAILED, RUNNING], True, 1),
        ([FAILED, DONE], False, 0),
    ],
    ids=["done", "done, now running", "died", "first running", "partly", "failed", "failed, now running", "mended"],
)
def test_the_exit_code_tells_whether_the_last_run_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, results: list[RunResult], at_work: bool, code: int
) -> None:
    for n, result in enumerate(results):
        put_run(here(tmp_path), run(result, days=n))
    with only_run(here(tmp_path).with_name("store.sqlite"), START) if at_work else nullcontext():
        assert said(tmp_path, monkeypatch)[0] == code


def test_a_run_is_running_while_its_process_holds_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_run(here(tmp_path), run(RUNNING))
    with only_run(here(tmp_path).with_name("store.sqlite"), START):
        assert '"result": "running"' in said(tmp_path, monkeypatch, "--json")[1]
    assert '"result": "died"' in said(tmp_path, monkeypatch, "--json")[1]


def test_json_is_the_file_and_the_schema_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_run(here(tmp_path), run(), [FEED])
    assert said(tmp_path, monkeypatch, "--json") == (0, here(tmp_path).read_text())
    monkeypatch.chdir(tmp_path)
    assert json.loads(CliRunner().invoke(status, ["--schema"]).stdout)["title"].endswith("briefing.status/1")


# The log


def test_a_line_says_when_how_bad_and_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = log_file(tmp_path / "state" / "store.sqlite")
    with run_log(file) as log:
        log.info("%d sources", 3)
        log.warning("Meridian: \x1b[31mHTTP\n2026-11-23 05:30:00 info     forged")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line[20:] for line in lines] == [
        "info     3 sources",
        "warning  Meridian: \N{REPLACEMENT CHARACTER}[31mHTTP 2026-11-23 05:30:00 info forged",
    ]
    assert datetime.strptime(lines[0][:19], "%Y-%m-%d %H:%M:%S")
    assert capsys.readouterr().err.splitlines() == lines


def test_quiet_shows_only_what_went_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with run_log(tmp_path / "briefing.log", quiet=True) as log:
        log.info("all well")
        log.error("not well")
    assert len((tmp_path / "briefing.log").read_text().splitlines()) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_traceback_stays_on_the_line(tmp_path: Path) -> None:
    with run_log(tmp_path / "briefing.log", quiet=True) as log:
        try:
            raise ValueError("odd")
        except ValueError:
            log.exception("a defect")
    (line,) = (tmp_path / "briefing.log").read_text().splitlines()
    assert "a defect: Traceback" in line
    assert line.endswith("ValueError: odd")


def test_the_log_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SIZE", 200)
    with run_log(tmp_path / "briefing.log", quiet=True) as log:
        for n in range(60):
            log.info("line %d", n)
    kept = sorted(p.name for p in tmp_path.iterdir())
    assert kept == ["briefing.log", *(f"briefing.log.{n}" for n in range(1, 6))]
    assert all(p.stat().st_size <= 200 for p in tmp_path.iterdir())
    assert "line 59" in (tmp_path / "briefing.log").read_text()


def test_the_logger_is_left_as_it_was(tmp_path: Path) -> None:
    logger = logging.getLogger("briefing")
    before = logger.level, logger.propagate, list(logger.handlers)
    with pytest.raises(KeyError), run_log(tmp_path / "briefing.log"):
        raise KeyError
    assert (logger.level, logger.propagate, logger.handlers) == before


def test_a_log_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "briefing.log").mkdir()
    with pytest.raises(DeliveryError, match="the log cannot be written"), run_log(tmp_path / "briefing.log"):
        pass


def test_the_documentation_names_every_key() -> None:
    """The table of docs/delivery.md has the keys of the schema, in its order."""
    schema = json.loads((files("briefing") / "schemas" / "status-1.schema.json").read_text(encoding="utf-8"))

    def keys(record: dict[str, Any], prefix: str = "") -> list[str]:
        found = []
        for key, value in record["properties"].items():
            found.append(prefix + key)
            if "$ref" in value.get("items", {}):
                inner = schema["$defs"][value["items"]["$ref"].rsplit("/", 1)[-1]]
                found += keys(inner, f"{prefix}{key}[].")
        return found

    text = (Path(__file__).parent.parent / "docs" / "delivery.md").read_text(encoding="utf-8").partition("## Status")[2]
    assert re.findall(r"^\| `([\w.\[\]]+)` \|", text, re.MULTILINE) == keys(schema)
