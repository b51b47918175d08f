"""The SQLite file: opened safely, brought up to date, written in transactions; its errors in words to act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.errors import StoreError
from briefing.store.migrations import MIGRATIONS

APPLICATION_ID = 0x42524645
"""Written into the file ('BRFE'), so that a database of another program is not taken for a store."""

NEWEST = len(MIGRATIONS)
PATIENCE = 10.0
"""Seconds to wait for another process that is writing just now."""

OLDEST_SQLITE = (3, 37, 0)
"""The first that knows STRICT tables."""

Values = Sequence[str | int | bytes | None] | Mapping[str, str | int | bytes | None]
Row = tuple[Any, ...]


class Database:
    """One open store file. Every statement's failure is a StoreError that says what to do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def rows(self, statement: str, values: Values = ()) -> list[Row]:
        """Return all rows of a query."""
        with translated(self.path):
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with translated(self.path):
            found: Row | None = self._connection.execute(statement, values).fetchone()
            return found

    def run(self, statement: str, values: Values = ()) -> int:
        """Run a statement that changes something; return how many rows it changed."""
        with translated(self.path):
            return self._connection.execute(statement, values).rowcount

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens within one change: all of it or nothing; one within another joins it."""
        return self._within("BEGIN IMMEDIATE")

    def snapshot(self) -> AbstractContextManager[None]:
        """See the store as it is now for as long as this lasts, whatever others write to it."""
        return self._within("BEGIN")

    @contextmanager
    def _within(self, begin: str) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        self.run(begin)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise

    def close(self) -> None:
        """Close the file; what was committed is on the disk."""
        with translated(self.path):
            self._connection.close()


def open_database(path: Path) -> Database:
    """Open a store file, make it where it is missing (readable by its owner alone), and bring it up to date.

    Raises StoreError: not a store, damaged, of a newer program, or not to be opened.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(f"the store needs SQLite {wanted} or later; this Python has {sqlite3.sqlite_version}")
    _touch(path)
    with translated(path):
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        database = Database(path, connection)
        try:
            _check(database)
            # WAL: readers do not wait for the writer; FULL: what is committed outlives a power cut.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
                connection.execute(f"PRAGMA {pragma}")
            _migrate(database)
        except BaseException:
            connection.close()
            raise
        return database


def _touch(path: Path) -> None:
    """Make the file and its folder for their owner alone; SQLite gives its side files the same mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be opened: {error.strerror}; name another with 'store'") from error


def _check(database: Database) -> None:
    """Refuse the database of another program and the store of a newer one."""
    version, application = _pragma(database, "user_version"), _pragma(database, "application_id")
    empty = database.row("SELECT count(*) FROM sqlite_schema") == (0,)
    if application != APPLICATION_ID and not empty:
        raise StoreError(f"{database.path}: is a database, but not a store of briefing; name another with 'store'")
    if version > NEWEST:
        raise StoreError(
            f"{database.path}: the store was written by a newer briefing (format {version}, this one knows up to "
            f"{NEWEST}); update briefing, or name another store"
        )


def _migrate(database: Database) -> None:
    """Take the steps not yet taken, each in a transaction of its own."""
    while (version := _pragma(database, "user_version")) < NEWEST:
        with database.transaction():
            # Asked again now that nobody else can write: another process may have been faster.
            if _pragma(database, "user_version") != version:
                continue
            for statement in MIGRATIONS[version]:
                database.run(statement)
            database.run(f"PRAGMA application_id = {APPLICATION_ID}")
            database.run(f"PRAGMA user_version = {version + 1}")


def _pragma(database: Database, name: str) -> int:
    row = database.row(f"PRAGMA {name}")
    return int(row[0]) if row else 0


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into what the user can do about them."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StoreError(f"{path}: the store refused a record that contradicts it: {error}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_advice(path, error)}") from error


def _advice(path: Path, error: sqlite3.Error) -> str:
    """Return what happened and what to do, by SQLite's primary result code."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another process is writing to the store; try again when it is done"
        case sqlite3.SQLITE_FULL:
            return "no room left on the disk for the store; nothing was recorded. Make room and run again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return f"the store cannot be opened or written ({error}); look at the rights of the file and its folder"
        case _:
            return f"the store cannot be used: {error}"


def damaged(path: Path, reason: str) -> str:
    """Return what to do with a damaged store."""
    return (
        f"the store is damaged ({reason}). Put a copy from your backup in its place, or rescue what can be read with "
        f"'sqlite3 {path} .recover | sqlite3 rescued.sqlite', or move it away: the next run starts a new one and no "
        "longer knows what was printed before"
    )


def to_text(moment: datetime) -> str:
    """Return a moment as the store writes it: UTC, so that texts sort as moments do; ValueError without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_moment(text: str) -> datetime:
    """Return the moment a text of the store means, in UTC."""
    return datetime.fromisoformat(text)
