"""All sources of a run, one harvest each: hosts side by side, the sources of one host one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing.config import NewsSource
from briefing.errors import Failure
from briefing.fetch import Fetcher, Manners
from briefing.harvest.opml import expand_sources
from briefing.harvest.records import Harvest
from briefing.harvest.source import harvest_source
from briefing.model import Article, SourceState
from briefing.read import Tools

TRACKING = "utm_"
"""How the names of an address's parameters begin that only tell where a reader came from."""


def harvest_sources(
    sources: Sequence[NewsSource],
    states: Mapping[str, SourceState],
    tools: Tools,
    now: datetime,
    *,
    manners: Manners | None = None,
) -> tuple[Harvest, ...]:
    """Return each source's harvest in the order of the sources, OPML lists replaced by their feeds.

    `states` are what the store remembers, by `NewsSource.place`; a place without one was never asked. `now` carries its
    zone. A source that fails is a failure in its own harvest; nothing is raised for it. A page that several sources
    link to is an article of the first of them. What is fetched keeps to the limits of `tools`.
    """
    fetcher = Fetcher(tools.limits.fetch, manners)
    return _each_page_once(asyncio.run(_harvest(expand_sources(sources), states, tools, now, fetcher)))


async def _harvest(
    sources: Sequence[NewsSource], states: Mapping[str, SourceState], tools: Tools, now: datetime, fetcher: Fetcher
) -> list[Harvest]:
    """Return the harvests in order. A source's time runs from when its turn comes, not while it waits for others."""
    turns = asyncio.Semaphore(fetcher.manners.at_once)
    found: dict[str, Harvest] = {}

    async def in_turn(group: Sequence[NewsSource]) -> None:
        for one in group:
            state = states.get(one.place) or SourceState(one.place)
            found[one.place] = await harvest_source(one, state, fetcher, tools, now)

    async def one_host(group: Sequence[NewsSource]) -> None:
        async with turns:
            await in_turn(group)

    hosts: dict[str, list[NewsSource]] = {}
    for source in sources:
        if source.address:
            hosts.setdefault(urlsplit(source.address).hostname or "", []).append(source)
    async with fetcher:
        await asyncio.gather(*(one_host(group) for group in hosts.values()))
        # Folders last: while one is read, no server would be listened to.
        await in_turn([source for source in sources if not source.address])
    return [found[source.place] for source in sources]


def _each_page_once(harvests: Sequence[Harvest]) -> tuple[Harvest, ...]:
    taken: set[tuple[str, str]] = set()

    def is_new(one: Article | Failure) -> bool:
        if isinstance(one, Failure) or not one.address:
            return True
        page = _page(one.address), one.text  # the text too: some feeds link every item to their front page
        known = page in taken
        taken.add(page)
        return not known

    return tuple(replace(harvest, items=tuple(filter(is_new, harvest.items))) for harvest in harvests)


def _page(address: str) -> str:
    """Return what tells pages apart: the address without fragment and tracking parameters."""
    parts = urlsplit(address)
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.startswith(TRACKING)]
    return parts._replace(query=urlencode(query), fragment="").geturl()
