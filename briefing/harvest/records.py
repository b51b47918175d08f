"""What a feed says, and what came of asking a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefing.config import NewsSource
from briefing.errors import Failure
from briefing.model import Article, SourceState


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed.

    `id` tells it apart within the feed; `mark` changes when what the feed says of it does. Times have a zone, the
    feed's own where it gives one. `content` is HTML, the longest the feed has; `title` is plain text.
    """

    id: str
    mark: str
    address: str | None = None
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's items in its order, each id once; `broken` says what is wrong with its form, where something is."""

    title: str | None
    items: tuple[FeedItem, ...]
    broken: str | None = None


class HealthStatus(StrEnum):
    """How it went: all taken; nothing new; something left for the next run; nothing could be had; not asked yet."""

    OK = "ok"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class HarvestHealth:
    """How a source did: articles taken, items left for the next run, bytes received, seconds it took.

    `message` says what is wrong, `advice` what the user should change, such as an address that has moved for good.
    """

    status: HealthStatus
    taken: int = 0
    left: int = 0
    size: int = 0
    seconds: float = 0.0
    message: str | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one source gave: articles and failures in its order, what to remember of it, and how it did.

    A source that failed has one failure in its own name among `items`.
    """

    source: NewsSource
    items: tuple[Article | Failure, ...]
    state: SourceState
    health: HarvestHealth
