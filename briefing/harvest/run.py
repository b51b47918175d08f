"""All sources of a run: those of the network side by side, the others after them; one harvest each, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.config import NewsSource
from briefing.fetch import Fetcher, FetchLimits, Manners
from briefing.harvest.opml import expand_sources
from briefing.harvest.records import Harvest
from briefing.harvest.source import harvest_source
from briefing.model import SourceState
from briefing.read import Tools


def harvest_sources(
    sources: Sequence[NewsSource],
    states: Mapping[str, SourceState],
    tools: Tools,
    now: datetime,
    *,
    limits: FetchLimits | None = None,
    manners: Manners | None = None,
) -> tuple[Harvest, ...]:
    """Return each source's harvest in the order of the sources, OPML lists replaced by their feeds.

    `states` are what the store remembers, by `NewsSource.place`; a place without one was never asked. `now` carries its
    zone. A source that fails is a failure in its own harvest; nothing is raised for it.
    """

    async def all_of_them() -> tuple[Harvest, ...]:
        async with Fetcher(limits, manners) as fetcher:
            tasks = [
                harvest_source(one, states.get(one.place) or SourceState(one.place), fetcher, tools, now)
                for one in expand_sources(sources)
            ]
            return tuple(await asyncio.gather(*tasks))

    return asyncio.run(all_of_them())
