"""What is asked of a run, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from briefing.config import Config, Daily, DeliverySettings
from briefing.errors import Failure
from briefing.model import Delivery, Edition, KeptArticle, KeptEdition, Outcome, SourceHealth


@dataclass(frozen=True, slots=True)
class Order:
    """One run for the edition of a day, at `now` (with its zone).

    `inputs` are articles, files and folders beside the declared sources; `pages`: a page for each story, too.
    """

    day: date
    now: datetime
    config: Config
    daily: Daily
    delivery: DeliverySettings = field(default_factory=DeliverySettings)
    inputs: tuple[str, ...] = ()
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What came in: how many articles were new, and what failed, in the order it was asked for.

    `silent` names the sources that gave nothing, with the reason; `notes` is what the log says of all that were asked,
    `sources` how they are, in the order they were declared or named.
    """

    new: int
    failures: tuple[Failure, ...]
    silent: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceHealth, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles an edition is made of, by digest; those of earlier days stand in stories that go on.

    `fresh` are this edition's own, `former` earlier versions and what was withdrawn. `killed` are items withdrawn by
    their senders, `held` counts those under embargo, `undated` those without a day of their own.
    """

    articles: tuple[KeptArticle, ...]
    fresh: frozenset[str]
    former: tuple[KeptArticle, ...]
    killed: frozenset[str]
    held: int
    undated: int


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run: the edition as kept, and composed where it was made now; what came in; what was delivered.

    `unread` are the articles that came in and could not be analysed.
    """

    kept: KeptEdition
    edition: Edition | None
    collected: Collected
    unread: tuple[Failure, ...]
    deliveries: tuple[tuple[Delivery, Outcome], ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """All articles that the edition lacks, and why."""
        return (*self.collected.failures, *self.unread)
