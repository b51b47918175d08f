"""Turns: how many requests run at once, to each host and in all, and how close they follow one another."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from briefing.fetch.records import Manners

Sleep = Callable[[float], Awaitable[object]]
"""Waits for so many seconds."""


@dataclass(slots=True)
class _Lane:
    """One host: its free places, and when the next request may start."""

    places: asyncio.Semaphore
    opens: float = 0.0


class Lanes:
    """Hands out turns, first come, first served, within each host."""

    def __init__(self, manners: Manners, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic):
        self._manners, self._sleep, self._clock = manners, sleep, clock
        self._all = asyncio.Semaphore(manners.at_once)
        self._hosts: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at a host, and hold it; one holder asks for no second turn meanwhile."""
        lane = self._hosts.setdefault(host, _Lane(asyncio.Semaphore(self._manners.per_host)))
        async with lane.places:
            now = self._clock()
            start = max(now, lane.opens)
            lane.opens = start + self._manners.pause
            if start > now:
                await self._sleep(start - now)
            async with self._all:
                yield
