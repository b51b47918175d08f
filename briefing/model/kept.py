"""What is remembered from one run to the next: articles seen, sources asked, stories, editions, what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefing.model.article import Article
from briefing.model.spans import Span


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article as it came in first: `digest` names its content, `seen` is when, `article.source` where from."""

    digest: str
    article: Article
    seen: datetime

    @property
    def day(self) -> date:
        """The day it is of: the one it was published or sent on, else the one it was first seen."""
        return day_of(self.article, self.seen)


def day_of(article: Article, seen: datetime) -> date:
    """Return the day an article is of that was first seen at a moment."""
    if article.published:
        return article.published
    return (article.release.sent if article.release and article.release.sent else seen).date()


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item a source has given: its id, and a mark that changes when what the source says of it changes."""

    id: str
    mark: str


@dataclass(frozen=True, slots=True)
class SourceState:
    """What to tell a source next time, and how it went.

    `etag` and `last_modified` are its validators, sent back as they came. `failures` counts those since the last
    success, `error` is the last one's message. `not_before`: it asked to be left alone until then. `seen` are the items
    that need not be read again, the latest first.
    """

    name: str
    etag: str | None = None
    last_modified: str | None = None
    tried: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    error: str | None = None
    not_before: datetime | None = None
    seen: tuple[SeenItem, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptStory:
    """A story over days: its articles' digests, sorted, and the first and last day it was told."""

    id: str
    members: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as printed: the words at `span` of an article (its digest), told for a story.

    `kind` is the part of the page, `words` the digest by which the same words are known again elsewhere.
    """

    story: str
    article: str
    span: Span
    kind: str
    words: str


class EditionState(StrEnum):
    """How far an edition has come: `OPEN` until its files and lines are recorded."""

    OPEN = "open"
    MADE = "made"


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """One edition: the `number`-th of its day. `inputs` is a digest of all it is made of.

    `files` is `EditionFiles.digest`, by which its deliveries go, and `manifest` the manifest itself; both are empty
    while it is open.
    """

    day: date
    number: int
    inputs: str
    state: EditionState
    files: str = ""
    manifest: str = ""


class DeliveryState(StrEnum):
    """What is known of a delivery; `STARTED` and no more where the run died while it was under way."""

    STARTED = "started"
    FAILED = "failed"
    DONE = "done"
