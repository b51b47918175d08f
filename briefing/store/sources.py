"""What is remembered of each source: its validators, and how it went."""

from __future__ import annotations

import json

from briefing.model import SeenItem, SourceState
from briefing.store.database import Database, Row, to_moment, to_text

COLUMNS = "name, etag, last_modified, tried, succeeded, failures, error, not_before, seen"


class Sources:
    """The store's sources by name, an address or a path."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> SourceState:
        """Return what is known of a source; of one never asked, nothing but its name."""
        row = self._database.row(f"SELECT {COLUMNS} FROM sources WHERE name = ?", (name,))  # noqa: S608
        return _state(row) if row else SourceState(name)

    def all(self) -> tuple[SourceState, ...]:
        """Return what is known of every source, by name."""
        return tuple(map(_state, self._database.rows(f"SELECT {COLUMNS} FROM sources ORDER BY name")))  # noqa: S608

    def save(self, state: SourceState) -> None:
        """Record a source's state in place of the one before; with articles, use `Articles.take_in`."""
        moments = [to_text(m) if m else None for m in (state.tried, state.succeeded, state.not_before)]
        tried, succeeded, not_before = moments
        with self._database.transaction():
            self._database.run(
                f"INSERT OR REPLACE INTO sources ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (
                    state.name,
                    state.etag,
                    state.last_modified,
                    tried,
                    succeeded,
                    state.failures,
                    state.error,
                    not_before,
                    json.dumps([[item.id, item.mark] for item in state.seen]),
                ),
            )


def _state(row: Row) -> SourceState:
    name, etag, last_modified, tried, succeeded, failures, error, not_before, seen = row
    moments = [to_moment(m) if m else None for m in (tried, succeeded, not_before)]
    items = tuple(SeenItem(id, mark) for id, mark in json.loads(seen))
    return SourceState(name, etag, last_modified, moments[0], moments[1], failures, error, moments[2], items)
