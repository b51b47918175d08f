"""What one source has given so far in this run, and what is to be remembered of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from briefing.config import NewsSource
from briefing.errors import Failure, FetchError
from briefing.fetch import Fetched, shown
from briefing.harvest.records import Harvest, HarvestHealth, HealthStatus
from briefing.model import Article, Problem, SeenItem, SourceState
from briefing.read.files import Ids

REMEMBERED = 5_000
"""Items remembered of one source at most; feeds list far fewer at a time."""


@dataclass(slots=True)
class Basket:
    """Filled while a source is asked; `harvest` closes it.

    `left` counts items for the next run. `again`: something failed in passing, so that the whole source has to be asked
    for again even where it does not change. `settled` are the items that need not be read again. `missed` counts the
    pages in a row that did not answer.
    """

    source: NewsSource
    state: SourceState
    now: datetime
    outcomes: list[Article | Failure] = field(default_factory=list)
    settled: list[SeenItem] = field(default_factory=list)
    answer: Fetched | None = None
    size: int = 0
    left: int = 0
    again: bool = False
    failed: bool = False
    message: str | None = None
    not_before: datetime | None = None
    missed: int = 0
    ids: Ids = field(default_factory=Ids)

    @property
    def room(self) -> int:
        """The bytes that may still be taken."""
        return self.source.limits.size - self.size

    def add(self, outcome: Article | Failure) -> None:
        """Take an outcome; a second article of the same id, ignoring case, gets a number."""
        if isinstance(outcome, Article):
            outcome = replace(outcome, id=self.ids.free(outcome.id))
        self.outcomes.append(outcome)

    def put_off(self, error: FetchError) -> None:
        """Remember that something has to be asked for again, and until when the server wants to be left alone."""
        self.again = True
        if error.retry_after:
            self.not_before = self.now + timedelta(seconds=error.retry_after)

    def fail(self, message: str, stage: str = "fetch", retry_after: float | None = None) -> None:
        """Record that the source itself could not be had."""
        self.failed, self.message = True, message
        self.outcomes.append(Failure(shown(self.source.place), Problem(stage, message)))
        if retry_after:
            self.not_before = self.now + timedelta(seconds=retry_after)

    def harvest(self, seconds: float) -> Harvest:
        """Return all of it."""
        taken = sum(isinstance(one, Article) for one in self.outcomes)
        moved = self.answer.moved if self.answer else None
        advice = f"has moved for good to {moved}; write that address into your settings" if moved else None
        health = HarvestHealth(self._status(taken), taken, self.left, self.size, seconds, self.message, advice)
        return Harvest(self.source, tuple(self.outcomes), self._state(), health)

    def _status(self, taken: int) -> HealthStatus:
        if self.failed:
            return HealthStatus.FAILED
        if self.left or self.again or len(self.outcomes) > taken:
            return HealthStatus.PARTIAL if taken or self.answer else HealthStatus.FAILED
        return HealthStatus.OK if taken else HealthStatus.UNCHANGED

    def _state(self) -> SourceState:
        before = self.state
        if self.failed:
            failures, seen = before.failures + 1, self._seen()
            return replace(
                before, tried=self.now, failures=failures, error=self.message, not_before=self.not_before, seen=seen
            )
        whole = self.answer is not None and not self.left and not self.again
        return SourceState(
            before.name,
            self.answer.etag if self.answer and whole else None,
            self.answer.last_modified if self.answer and whole else None,
            tried=self.now,
            succeeded=self.now,
            not_before=self.not_before,
            seen=self._seen(),
        )

    def _seen(self) -> tuple[SeenItem, ...]:
        """Return what is settled now, then what was before; of the latter, what is listed no more goes first."""
        found = {item.id: item for item in self.state.seen}
        now = {item.id: item for item in self.settled}
        return tuple([*now.values(), *(item for id, item in found.items() if id not in now)][:REMEMBERED])
