"""Editions, the lines they printed, the stories they told, and their deliveries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from briefing.model import (
    DeliveryState,
    EditionState,
    KeptDelivery,
    KeptEdition,
    KeptLine,
    KeptStory,
    Span,
)
from briefing.store.database import Database, Row, to_moment, to_text
from briefing.store.records import canonical


class Editions:
    """The store's editions. One is opened, its files are written, it is recorded as made, and it is delivered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, day: date, inputs: str) -> KeptEdition:
        """Return the edition of a day that is made of `inputs`: the one there is, or a new one, still open.

        What an earlier run left open is taken over: it printed nothing that anybody was told of. To be called while
        the store's lock is held.
        """
        with self._database.transaction():
            made = self._database.row(
                "SELECT day, number, inputs, state, manifest FROM editions WHERE day = ? AND inputs = ?"
                " AND state = 'made'",
                (day.isoformat(), inputs),
            )
            if made:
                return _edition(made)
            self._database.run("DELETE FROM editions WHERE state = 'open'")
            last = self._database.row("SELECT coalesce(max(number), 0) FROM editions WHERE day = ?", (day.isoformat(),))
            edition = KeptEdition(day, (last[0] if last else 0) + 1, inputs, EditionState.OPEN)
            self._database.run(
                "INSERT INTO editions (day, number, inputs, state, manifest) VALUES (?, ?, ?, 'open', '{}')",
                (*_key(edition), inputs),
            )
            return edition

    def finish(
        self,
        edition: KeptEdition,
        manifest: Mapping[str, str],
        stories: Iterable[KeptStory],
        lines: Iterable[KeptLine],
    ) -> KeptEdition:
        """Record an edition as made, with its files' sums, the stories it tells and the lines it prints, as one change.

        A story's members take the place of those before; an article that told another story leaves it. Does nothing
        where the edition is made already. StoreError where a line's story or article is not kept.
        """
        with self._database.transaction():
            now = self._database.row("SELECT state FROM editions WHERE day = ? AND number = ?", _key(edition))
            if now != ("made",):
                for story in stories:
                    self._save(story)
                for place, line in enumerate(lines):
                    self._print(edition, place, line)
                self._database.run(
                    "UPDATE editions SET state = 'made', manifest = ? WHERE day = ? AND number = ?",
                    (canonical(dict(manifest)), *_key(edition)),
                )
        return self.get(edition.day, edition.number)

    def get(self, day: date, number: int) -> KeptEdition:
        """Return one edition; KeyError where there is none of this number."""
        row = self._database.row(
            "SELECT day, number, inputs, state, manifest FROM editions WHERE day = ? AND number = ?",
            (day.isoformat(), number),
        )
        if row is None:
            raise KeyError((day, number))
        return _edition(row)

    def all(self) -> tuple[KeptEdition, ...]:
        """Return every edition, by day and number."""
        rows = self._database.rows("SELECT day, number, inputs, state, manifest FROM editions ORDER BY day, number")
        return tuple(map(_edition, rows))

    def printed_before(self, edition: KeptEdition, since: date | None = None) -> tuple[KeptLine, ...]:
        """Return the lines of the editions before this one, from one day on, in the order they were printed."""
        rows = self._database.rows(
            'SELECT story, article, start, "end", kind, words FROM printed'
            " WHERE (day, number) < (?, ?) AND day >= ? ORDER BY day, number, place",
            (*_key(edition), since.isoformat() if since else ""),
        )
        return tuple(map(_line, rows))

    def printed_in(self, edition: KeptEdition) -> tuple[KeptLine, ...]:
        """Return the lines of one edition, in the order they were printed."""
        rows = self._database.rows(
            'SELECT story, article, start, "end", kind, words FROM printed WHERE day = ? AND number = ? ORDER BY place',
            _key(edition),
        )
        return tuple(map(_line, rows))

    def stories(self, since: date | None = None) -> tuple[KeptStory, ...]:
        """Return the stories last told on one day or later, by id."""
        rows = self._database.rows(
            "SELECT s.id, s.first, s.last, m.article FROM stories s LEFT JOIN members m ON m.story = s.id"
            " WHERE s.last >= ? ORDER BY s.id, m.article",
            (since.isoformat() if since else "",),
        )
        members: dict[tuple[str, str, str], list[str]] = {}
        for id, first, last, article in rows:
            members.setdefault((id, first, last), []).extend([article] if article else [])
        return tuple(
            KeptStory(id, tuple(found), date.fromisoformat(first), date.fromisoformat(last))
            for (id, first, last), found in members.items()
        )

    def _save(self, story: KeptStory) -> None:
        self._database.run(
            "INSERT INTO stories (id, first, last) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last",
            (story.id, story.first.isoformat(), story.last.isoformat()),
        )
        self._database.run("DELETE FROM members WHERE story = ?", (story.id,))
        for article in story.members:
            self._database.run("INSERT OR REPLACE INTO members (article, story) VALUES (?, ?)", (article, story.id))

    def _print(self, edition: KeptEdition, place: int, line: KeptLine) -> None:
        self._database.run(
            'INSERT INTO printed (day, number, place, story, article, start, "end", kind, words)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*_key(edition), place, line.story, line.article, line.span.start, line.span.end, line.kind, line.words),
        )


class Deliveries:
    """What became of each edition in each channel; a delivery that is done is never done again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, edition: KeptEdition, channel: str, at: datetime) -> KeptDelivery | None:
        """Record that a delivery is about to be tried, and return it; None where it is done already.

        A delivery that was left `STARTED` by a run that died may have arrived: its `tries` is then above 1, and the
        channel has to be one where a second delivery does no harm (a file written again, a mail with the same id).
        """
        with self._database.transaction():
            before = self._get(edition, channel)
            if before is not None and before.state is DeliveryState.DONE:
                return None
            tries = before.tries + 1 if before else 1
            found = KeptDelivery(channel, DeliveryState.STARTED, tries, at, before.error if before else None)
            self._save(edition, found)
            return found

    def end(self, edition: KeptEdition, delivery: KeptDelivery, at: datetime, error: str | None = None) -> None:
        """Record how a delivery that was started ended: done, or failed for a reason."""
        state = DeliveryState.DONE if error is None else DeliveryState.FAILED
        with self._database.transaction():
            self._save(edition, KeptDelivery(delivery.channel, state, delivery.tries, at, error))

    def of(self, edition: KeptEdition) -> tuple[KeptDelivery, ...]:
        """Return what became of an edition, by channel."""
        rows = self._database.rows(
            "SELECT channel, state, tries, tried, error FROM deliveries WHERE day = ? AND number = ? ORDER BY channel",
            _key(edition),
        )
        return tuple(map(_delivery, rows))

    def _get(self, edition: KeptEdition, channel: str) -> KeptDelivery | None:
        return next((d for d in self.of(edition) if d.channel == channel), None)

    def _save(self, edition: KeptEdition, found: KeptDelivery) -> None:
        self._database.run(
            "INSERT OR REPLACE INTO deliveries (day, number, channel, state, tries, tried, error)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*_key(edition), found.channel, found.state.value, found.tries, to_text(found.tried), found.error),
        )


def _key(edition: KeptEdition) -> tuple[str, int]:
    return edition.day.isoformat(), edition.number


def _edition(row: Row) -> KeptEdition:
    day, number, inputs, state, manifest = row
    sums = tuple(sorted(json.loads(manifest).items()))
    return KeptEdition(date.fromisoformat(day), number, inputs, EditionState(state), sums)


def _line(row: Row) -> KeptLine:
    story, article, start, end, kind, words = row
    return KeptLine(story, article, Span(start, end), kind, words)


def _delivery(row: Row) -> KeptDelivery:
    channel, state, tries, tried, error = row
    return KeptDelivery(channel, DeliveryState(state), tries, to_moment(tried), error)
