"""Word of how the runs went, in one small JSON file that a monitor may read at any time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from briefing.deliver.files import open_folder, write_file
from briefing.errors import ConfigError
from briefing.model import Channel, Delivery, DeliveryState, Outcome, Run, RunResult, SourceHealth, Status

SCHEMA = "briefing.status/1"
FILE_NAME = "status.json"
KEPT_RUNS = 30


def status_file(store: Path) -> Path:
    """Return where the status lies: beside the store."""
    return store.with_name(FILE_NAME)


def put_run(file: Path, run: Run, sources: Iterable[SourceHealth] | None = None) -> None:
    """Write the status with this run in it: call it when a run starts, and again when it ends.

    A run takes the place of the one that started when it did; others that never ended have died. The last thirty are
    kept. Without `sources` the former ones stay. A damaged file is written anew. Raises DeliveryError.
    """
    try:
        former = read_status(file)
    except ConfigError:
        former = Status()
    others = (other for other in former.runs if other.started != run.started)
    runs = sorted((run, *map(_dead, others)), key=lambda r: r.started, reverse=True)[:KEPT_RUNS]
    found = Status(tuple(runs), former.sources if sources is None else tuple(sources))
    write_file(open_folder(file.parent), file.name, status_json(found).encode())


def read_status(file: Path) -> Status:
    """Return what the file says, an empty status where there is none; ConfigError where it is damaged."""
    try:
        document = json.loads(file.read_bytes())
        return Status(tuple(map(_run, document["runs"])), tuple(map(_source, document["sources"])))
    except FileNotFoundError:
        return Status()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{file}: is damaged; the next run of `briefing daily` writes it anew") from error


def without_runner(status: Status) -> Status:
    """Return the status with every unended run told as died, for when it is known that none is at work."""
    return replace(status, runs=tuple(map(_dead, status.runs)))


def _dead(run: Run) -> Run:
    return replace(run, result=RunResult.DIED) if run.result is RunResult.RUNNING else run


def status_json(status: Status) -> str:
    """Return the status by the published schema, as one JSON document."""
    document = {
        "schema": SCHEMA,
        "runs": [_run_values(run) for run in status.runs],
        "sources": [_source_values(source) for source in status.sources],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _run_values(run: Run) -> dict[str, Any]:
    return {
        "day": run.day.isoformat(),
        "started": run.started.isoformat(),
        "ended": _text(run.ended),
        "result": run.result.value,
        "articles": run.articles,
        "stories": run.stories,
        "problems": list(run.problems),
        "deliveries": [
            {
                "channel": delivery.channel.value,
                "target": delivery.target,
                "edition": delivery.edition,
                "state": outcome.state.value,
                "tries": outcome.tries,
                "message": outcome.message,
            }
            for delivery, outcome in run.deliveries
        ],
    }


def _run(values: dict[str, Any]) -> Run:
    return Run(
        date.fromisoformat(values["day"]),
        datetime.fromisoformat(values["started"]),
        RunResult(values["result"]),
        _time(values["ended"]),
        values["articles"],
        values["stories"],
        tuple(values["problems"]),
        tuple(map(_delivery, values["deliveries"])),
    )


def _delivery(values: dict[str, Any]) -> tuple[Delivery, Outcome]:
    delivery = Delivery(Channel(values["channel"]), values["target"], values["edition"])
    return delivery, Outcome(DeliveryState(values["state"]), values["tries"], values["message"])


def _source_values(source: SourceHealth) -> dict[str, Any]:
    return {
        "name": source.name,
        "tried": _text(source.tried),
        "succeeded": _text(source.succeeded),
        "failures": source.failures,
        "error": source.error,
    }


def _source(values: dict[str, Any]) -> SourceHealth:
    tried, succeeded = _time(values["tried"]), _time(values["succeeded"])
    return SourceHealth(values["name"], tried, succeeded, values["failures"], values["error"])


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
