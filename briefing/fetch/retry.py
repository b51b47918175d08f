"""When to ask again."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from briefing.fetch.records import Manners

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed later."""

LONGEST = 30 * 24 * 3600.0
"""Seconds a server can ask to be left alone for; more is a mistake."""


def retry_after(header: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (RFC 9110, 10.2.3), or None where it says nothing usable."""
    words = (header or "").strip()
    if words.isascii() and words.isdigit():
        return min(float(words[:12]), LONGEST)
    try:
        when = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (when - now).total_seconds()), LONGEST)


def back_off(manners: Manners, address: str, attempt: int) -> float:
    """Return the seconds to wait after a failed attempt, counted from 0; the same ones for the same arguments."""
    drawn = random.Random(f"{manners.seed} {attempt} {address}").random()  # noqa: S311 - spreads requests, no secret
    return float(manners.backoff * 2**attempt * (0.5 + drawn))
