"""Sources and named files -> the store: every article once, the state of its source with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.config import is_web_address, named_source
from briefing.daily.records import Collected, Order
from briefing.errors import Failure
from briefing.model import Article
from briefing.store import Store

OPML = ".opml"


def collect(order: Order, store: Store) -> Collected:
    """Ask the declared sources and read the named inputs; keep what is new. A source that fails stops no other."""
    from briefing.read import Hints, find_sources, load_tools, read_found

    tools, basket = load_tools(), _Basket()
    named = [named_source(word) for word in order.inputs if _is_asked(word)]
    sources = (*order.daily.sources, *named)
    if sources:
        from briefing.harvest import HealthStatus, harvest_sources

        states = {state.name: state for state in store.sources.all()}
        for harvest in harvest_sources(sources, states, tools, order.now):
            name, health = harvest.source.name, harvest.health
            if health.status in (HealthStatus.FAILED, HealthStatus.WAITING):
                basket.silent.append(f"{name}: {health.message}" if health.message else name)
                articles = [item for item in harvest.items if not isinstance(item, Failure)]
            else:
                articles = basket.sort(harvest.items)
                basket.advice += [f"{name}: {health.message}"] if health.message else []
            basket.advice += [f"{name}: {health.advice}"] if health.advice else []
            basket.new += sum(new for _, new in store.articles.take_in(articles, order.now, harvest.state))
    if files := [word for word in order.inputs if not _is_asked(word)]:
        articles = basket.sort(read_found(find_sources(files), Hints(), tools))
        basket.new += sum(new for _, new in store.articles.take_in(articles, order.now))
    return Collected(basket.new, tuple(basket.failures), tuple(basket.silent), tuple(basket.advice))


def _is_asked(word: str) -> bool:
    """Tell whether an input is a source to be asked for what is new, not a file or folder to be read."""
    return is_web_address(word) or word.lower().endswith(OPML)


@dataclass(slots=True)
class _Basket:
    """What comes in, kept apart from what failed."""

    new: int = 0
    failures: list[Failure] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    def sort(self, items: Iterable[Article | Failure]) -> list[Article]:
        """Return the articles; remember the failures."""
        found = []
        for item in items:
            if isinstance(item, Failure):
                self.failures.append(item)
            else:
                found.append(item)
        return found
