"""Sources and named files -> the store: every article once, the state of its source with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from briefing.config import named_source
from briefing.daily.records import Collected, Order
from briefing.errors import Failure
from briefing.fetch import shown
from briefing.harvest import Harvest, HarvestHealth, HealthStatus, harvest_sources
from briefing.model import Article, SourceHealth, SourceState
from briefing.read import Hints, find_sources, load_tools, read_found
from briefing.store import Store


def collect(order: Order, store: Store) -> Collected:
    """Ask the declared sources and read the named inputs; keep what is new. A source that fails stops no other."""
    tools, intake = load_tools(), _Intake(store, order.now)
    named = [(word, named_source(word)) for word in order.inputs]
    states = {state.name: state for state in store.sources.all()}
    sources = (*order.daily.sources, *(source for _, source in named if source is not None))
    for harvest in harvest_sources(sources, states, tools, order.now) if sources else ():
        intake.take_harvest(harvest)
    if files := [word for word, source in named if source is None]:
        intake.take(read_found(find_sources(files), Hints(), tools))
    return intake.collected()


@dataclass(slots=True)
class _Intake:
    """What has come in so far: articles into the store, all else to be told."""

    store: Store
    now: datetime
    new: int = 0
    failures: list[Failure] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sources: list[SourceHealth] = field(default_factory=list)

    def take(self, items: Iterable[Article | Failure], state: SourceState | None = None) -> None:
        """Keep the articles, with the state of the source they came from; remember the failures."""
        articles = []
        for item in items:
            if isinstance(item, Failure):
                self.failures.append(item)
            else:
                articles.append(item)
        self.new += sum(new for _, new in self.store.articles.take_in(articles, self.now, state))

    def take_harvest(self, harvest: Harvest) -> None:
        """Keep what a source gave; one that gave nothing is told by its name, and its failure not once more."""
        name, state, health = shown(harvest.source.name), harvest.state, harvest.health
        self.sources.append(SourceHealth(name, state.tried, state.succeeded, state.failures, state.error))
        self.notes.append(_account(name, health))
        items = harvest.items
        if health.status in (HealthStatus.FAILED, HealthStatus.WAITING):
            self.silent.append(f"{name}: {health.message}" if health.message else name)
            items = tuple(item for item in items if not isinstance(item, Failure))
        elif health.message:
            self.notes.append(f"{name}: {health.message}")
        if health.advice:
            self.notes.append(f"{name}: {health.advice}")
        self.take(items, state)

    def collected(self) -> Collected:
        """Return all of it."""
        return Collected(
            self.new, tuple(self.failures), tuple(self.silent), tuple(self.notes), tuple(self.sources)
        )  # fmt: skip


def _account(name: str, health: HarvestHealth) -> str:
    """Return what came of asking a source, as the log says it."""
    left = f", {health.left} left for the next run" if health.left else ""
    size = f", {health.size / 1_000_000:.1f} MB" if health.size else ""
    return f"{name}: articles taken: {health.taken}{left}{size}, {health.seconds:.1f} s"
