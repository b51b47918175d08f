"""The store as a whole: opened once a run, its parts by name; what is old is forgotten, room is given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.errors import StoreError
from briefing.store.analyses import Analyses
from briefing.store.articles import Articles
from briefing.store.codec import Codec
from briefing.store.database import Database, damaged, open_database, to_text
from briefing.store.deliveries import Deliveries
from briefing.store.editions import Editions
from briefing.store.sources import Sources

OLD = (
    "SELECT a.digest FROM articles a WHERE a.seen < :moment"
    " AND NOT EXISTS (SELECT 1 FROM members m JOIN stories s ON s.id = m.story"
    " WHERE m.article = a.digest AND s.last >= :day)"
)
"""Articles first seen before a moment that belong to no story told on a day or later."""

UNCITED = " AND NOT EXISTS (SELECT 1 FROM printed p WHERE p.article = a.digest)"

COUNTED = {
    "articles": "*", "analyses": "*", "sources": "*", "stories": "DISTINCT id", "editions": "*", "printed": "*",
    "deliveries": "*", "forgotten": "*",
}  # fmt: skip
"""What is counted in each table."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How much the store holds: rows by table, bytes on disk, and the moments its first and last article were seen."""

    counts: tuple[tuple[str, int], ...]
    size: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Store:
    """One open store. Each part's methods that change something do so as one transaction; close it at the end."""

    database: Database
    articles: Articles
    analyses: Analyses
    sources: Sources
    editions: Editions
    deliveries: Deliveries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def prune(self, before: datetime) -> int:
        """Forget the articles first seen before a moment; return how many. One change.

        Kept are the articles that editions cite and those of stories told since. Of a cited one only the analysis goes.
        An older analysis goes where there is a newer one. An article forgotten is still known: it is never new again.
        """
        day = before.date().isoformat()
        since = {"moment": to_text(before), "day": day}
        with self.database.transaction():
            self.database.run(f"DELETE FROM analyses WHERE article IN ({OLD})", since)  # noqa: S608
            self.database.run(
                "DELETE FROM analyses WHERE EXISTS (SELECT 1 FROM analyses newer"
                " WHERE newer.article = analyses.article AND newer.number > analyses.number)"
            )
            self.database.run(
                "INSERT OR IGNORE INTO forgotten (digest, seen)"  # noqa: S608
                f" SELECT digest, seen FROM articles WHERE digest IN ({OLD}{UNCITED})",
                since,
            )
            gone = self.database.run("DELETE FROM articles WHERE digest IN (SELECT digest FROM forgotten)")
            self.database.run(
                "DELETE FROM stories WHERE last < ?"
                " AND NOT EXISTS (SELECT 1 FROM members m WHERE (m.day, m.number, m.story) = (stories.day,"
                " stories.number, stories.id))"
                " AND NOT EXISTS (SELECT 1 FROM printed p WHERE (p.day, p.number, p.story) = (stories.day,"
                " stories.number, stories.id))",
                (day,),
            )
        return gone

    def vacuum(self) -> int:
        """Give unused room back to the disk; return how many bytes."""
        before = self._size()
        self.database.run("VACUUM")
        self.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return before - self._size()

    def check(self) -> None:
        """Look through the whole file; StoreError, saying what to do, where it is damaged."""
        found = [str(row[0]) for row in self.database.rows("PRAGMA integrity_check(1)")]
        found += [
            f"a record of {row[0]} without its {row[2]}" for row in self.database.rows("PRAGMA foreign_key_check")
        ]
        if found[0] != "ok" or found[1:]:
            raise StoreError(f"{self.database.path}: {damaged(self.database.path, found[-1])}")

    def stats(self) -> Stats:
        """Return how much the store holds."""
        queries = {name: f"SELECT count({what}) FROM {name}" for name, what in COUNTED.items()}  # noqa: S608
        counts = tuple((name, int(self._value(query) or 0)) for name, query in queries.items())
        first, last = self._value("SELECT min(seen) FROM articles"), self._value("SELECT max(seen) FROM articles")
        return Stats(counts, self._size(), first, last)

    def _size(self) -> int:
        path = self.database.path
        return sum(p.stat().st_size for p in (path, path.with_name(f"{path.name}-wal")) if p.exists())

    def _value(self, query: str) -> str | None:
        row = self.database.row(query)
        return None if row is None or row[0] is None else str(row[0])


def open_store(path: Path, *, make: bool = True) -> Store:
    """Open the store at a path; where there is none make one, readable by its owner alone, if wanted.

    Raises StoreError where it cannot be opened, and where there is none and none is wanted.
    """
    if not make and not path.exists():
        raise StoreError(f"{path}: there is no store yet; 'briefing daily' makes it")
    database = open_database(path)
    codec, sources = Codec(), Sources(database)
    articles = Articles(database, sources, codec.records)
    analyses = Analyses(database, articles, codec)
    return Store(database, articles, analyses, sources, Editions(database), Deliveries(database))
