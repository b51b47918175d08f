"""How the runs of the daily edition went: what `briefing status` tells, and a monitor reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefing.model.delivery import Delivery, Outcome


class RunResult(StrEnum):
    """What became of a run. `RUNNING` until it ends; one that never did, as a later run finds, has `DIED`.

    `PARTLY`: there is an edition, but something was not read or not delivered.
    """

    RUNNING = "running"
    DONE = "done"
    PARTLY = "partly"
    FAILED = "failed"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Run:
    """One run, told from others by when it `started`. Times are aware; `ended` is None while it is running.

    `articles` came in new, `stories` stand in the edition. `problems` are in the words of the log.
    """

    day: date
    started: datetime
    result: RunResult = RunResult.RUNNING
    ended: datetime | None = None
    articles: int = 0
    stories: int = 0
    problems: tuple[str, ...] = ()
    deliveries: tuple[tuple[Delivery, Outcome], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source is: `failures` since it last answered well, and the last one's `error`; None where never tried."""

    name: str
    tried: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The last runs, newest first, and how the sources are, in the order of the settings."""

    runs: tuple[Run, ...] = ()
    sources: tuple[SourceHealth, ...] = ()
