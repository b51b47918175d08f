"""What the news formats say of an item's version, status and embargo -> Release; and what must not be published yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from briefing.model import UNTIL_FURTHER_NOTICE, Article, Change, Problem, Release

NO_TIME = re.compile(r"\A(\d{8})0{6}(?=\D|\Z)")
"""NITF's way to write a day without a time: '20260312000000-0500'."""

LAST_ZONE = timezone(timedelta(hours=-12))
"""Where a day or an hour comes last. An embargo that names no zone ends when it has ended everywhere."""

NOTICE = re.compile(
    r"\W*(?:(?:strictly|under|press|news|mandatory)\s+)*"
    r"(?:embargoed(?=\s+(?:until|till|to|for|copy)\b|\s*[:.!–—-]|\s*\Z)|embargo(?=\s*:|\s+(?:until|till)\b))",
    re.IGNORECASE,
)
"""How a note or a subject begins that puts its item under embargo: 'STRICTLY EMBARGOED until noon'."""

SPOKEN = re.compile(r"\W*(?:mandatory\s+)?(kill|withdraw|correct|update)", re.IGNORECASE)
"""How a note to editors begins that tells what a version does: 'CORRECTION: the toll is 14'."""

CHANGES = {"kill": Change.KILL, "withdraw": Change.KILL, "correct": Change.CORRECTION, "update": Change.UPDATE}
"""What its word stands for."""

WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
"""Publishing statuses under which nothing of an item may be published, and what was has to be withdrawn."""

WITHHELD = "withheld until further notice"
"""The note for the one of them that may be lifted."""

LARGEST_VERSION = 9
"""Digits of a version's number; a longer one is something else."""


def moment(words: str | None, zone: timezone = UTC) -> datetime | None:
    """Return the time that ISO 8601, basic or extended, gives; `zone` where it names none; None where it is no time."""
    try:
        found = datetime.fromisoformat(NO_TIME.sub(r"\1T000000", (words or "").strip()))
        found = found if found.tzinfo else found.replace(tzinfo=zone)
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found


def embargo(words: str | None) -> datetime | None:
    """Return when an embargo ends: None where there is none, UNTIL_FURTHER_NOTICE where it gives no time to read.

    A provider that writes something means that the item is not free; what cannot be read must not set it free.
    """
    return None if words is None else moment(words, LAST_ZONE) or UNTIL_FURTHER_NOTICE


def make_release(
    item: str | None,
    version: str | None = None,
    *,
    status: str | None = None,
    signal: Change | None = None,
    embargoed: str | None = None,
    notes: Sequence[str | None] = (),
    sent: datetime | None = None,
) -> Release:
    """Return the release of an item from the words of its format.

    A status that withdraws wins over `signal`, that over what a note begins with, that over the version: above 1 it is
    an update. `embargoed` is None where the format has no such field, '' where it is there without a time; a note that
    begins like an embargo counts as one without a time.
    """
    said = [note for note in notes if note]
    number = int(version) if version and version.isdecimal() and len(version) <= LARGEST_VERSION else None
    state = (status or "").strip().lower()
    spoken = next((CHANGES[found[1].lower()] for note in said if (found := SPOKEN.match(note))), None)
    change = signal or spoken or (Change.UPDATE if (number or 0) > 1 else Change.NEW)
    if state in WITHDRAWN:
        change = Change.KILL
        said += [WITHHELD] if state == "withheld" else []
    if embargoed is None and any(NOTICE.match(note) for note in said):
        embargoed = ""
    return Release(item, number, change, embargo(embargoed), "; ".join(dict.fromkeys(said)) or None, sent)


def remarks(release: Release | None) -> tuple[Problem, ...]:
    """Return what a reader of the page has to know of the version: that it is a correction, and of what."""
    if release is None or release.change is not Change.CORRECTION:
        return ()
    return (Problem("release", f"its provider marks it as a correction{_note(release)}"),)


def held(article: Article, now: datetime) -> Problem | None:
    """Return why the article must not be published at a time (which carries its zone), None where it may be."""
    release = article.release
    if release is None:
        return None
    why = _note(release)
    if release.withdraws:
        return Problem("release", f"withdrawn by its provider{why}")
    if release.embargo is None or not release.is_held(now):
        return None
    if release.embargo == UNTIL_FURTHER_NOTICE:
        return Problem("release", f"under embargo until further notice{why}")
    return Problem("release", f"under embargo until {release.embargo:%Y-%m-%d %H:%M %Z}{why}")


def _note(release: Release) -> str:
    return f": {' '.join(release.note.split())}" if release.note else ""
