"""http(s) addresses -> bytes: politely, within limits, and never into a private network unasked."""

from __future__ import annotations

from briefing.fetch.client import Fetcher, fetch
from briefing.fetch.records import ACCEPT, ACCEPT_FEED, Ask, Fetched, FetchLimits, Manners, Reach, is_address, shown

__all__ = [
    "ACCEPT",
    "ACCEPT_FEED",
    "Ask",
    "FetchLimits",
    "Fetched",
    "Fetcher",
    "Manners",
    "Reach",
    "fetch",
    "is_address",
    "shown",
]
