"""Sources and named files -> the store: every article once, the state of its source with it."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.daily.records import Collected, Order
from briefing.errors import Failure
from briefing.model import Article
from briefing.store import Store


def collect(order: Order, store: Store) -> Collected:
    """Ask the declared sources and read the named inputs; keep what is new. A source that fails stops no other."""
    from briefing.read import Hints, find_sources, load_tools, read_found

    tools = load_tools()
    new, failures = 0, list[Failure]()

    def split(items: Iterable[Article | Failure]) -> list[Article]:
        found = []
        for item in items:
            if isinstance(item, Failure):
                failures.append(item)
            else:
                found.append(item)
        return found

    if order.daily.sources:
        from briefing.harvest import harvest_sources

        states = {state.name: state for state in store.sources.all()}
        for harvest in harvest_sources(order.daily.sources, states, tools, order.now):
            new += sum(is_new for _, is_new in store.articles.take_in(split(harvest.items), order.now, harvest.state))
    if order.inputs:
        named = split(read_found(find_sources(order.inputs), Hints(), tools))
        new += sum(is_new for _, is_new in store.articles.take_in(named, order.now))
    return Collected(new, tuple(failures))
