"""What a news format says of an item beside its text: which item and version, and whether it may be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

UNTIL_FURTHER_NOTICE = datetime.max.replace(tzinfo=UTC)
"""The end of an embargo that its provider leaves open."""


class Change(StrEnum):
    """What a version of an item does to the versions before it."""

    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a news item as its provider released it.

    `item` is the same over all versions of an item; a higher `version` takes the place of a lower one, and of two
    without a number the one `sent` later. `KILL` withdraws every version before it: the item must not be published, and
    what was published of it must be withdrawn. `embargo` is the time before which nothing of the item may be published.
    `note` is what the provider tells editors. Times carry their zone.
    """

    item: str | None = None
    version: int | None = None
    change: Change = Change.NEW
    embargo: datetime | None = None
    note: str | None = None
    sent: datetime | None = None

    @property
    def withdraws(self) -> bool:
        """Whether it takes back the item, itself included."""
        return self.change is Change.KILL

    def is_held(self, now: datetime) -> bool:
        """Tell whether an embargo keeps it from being published at a time, which carries its zone."""
        return self.embargo is not None and self.embargo > now
