"""Articles kept by their content: the same article from the same or another source is one, the first that came."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta

from briefing.errors import StoreError
from briefing.model import Article, KeptArticle, SourceState
from briefing.model.kept import day_of
from briefing.store.database import Database, damaged, to_moment, to_text
from briefing.store.records import Records, canonical, plain
from briefing.store.sources import Sources

APART = ("id", "source")
"""Fields that say where an article came from, not what it is; they are no part of its digest."""


def article_body(article: Article) -> str:
    """Return the canonical JSON of an article's content: all fields that differ from their default, but `APART`."""
    kept = plain(article)
    return canonical({name: value for name, value in kept.items() if name not in APART})


def article_digest(article: Article) -> str:
    """Return the SHA-256 of an article's content in hexadecimal: the same wherever and whenever it was found."""
    return _digest(article_body(article))


class Articles:
    """The store's articles."""

    def __init__(self, database: Database, sources: Sources, records: Records) -> None:
        self._database = database
        self._sources = sources
        self._records = records

    def take_in(
        self, articles: Iterable[Article], seen: datetime, state: SourceState | None = None
    ) -> tuple[tuple[str, bool], ...]:
        """Keep the articles not kept yet; return each one's digest and whether it is new, in their order.

        One change: `state`, what the source they came from says of itself, is recorded with them or not at all. So a
        source is never asked only for what came after articles that were lost. What retention removed is not new.
        """
        with self._database.transaction():
            found = tuple(self._add(article, seen) for article in articles)
            if state is not None:
                self._sources.save(state)
            return found

    def get(self, digest: str) -> KeptArticle:
        """Return one article; KeyError where it is not kept, StoreError where it is damaged."""
        row = self._database.row("SELECT digest, id, source, seen, body FROM articles WHERE digest = ?", (digest,))
        if row is None:
            raise KeyError(digest)
        return self._read(*row)

    def since(self, first: datetime | None = None, before: datetime | None = None) -> Iterator[KeptArticle]:
        """Yield the articles first seen from one moment up to, not including, another; by that moment, then digest."""
        return map(self.get, self.digests(first, before))

    def digests(self, first: datetime | None = None, before: datetime | None = None) -> tuple[str, ...]:
        """Return the digests of these articles in the order of `since`."""
        rows = self._database.rows(
            "SELECT digest FROM articles WHERE seen >= ? AND (? IS NULL OR seen < ?) ORDER BY seen, digest",
            (to_text(first) if first else "", *[to_text(before) if before else None] * 2),
        )
        return tuple(digest for (digest,) in rows)

    def of_days(self, first: date, last: date) -> tuple[KeptArticle, ...]:
        """Return the articles of the days (`KeptArticle.day`) from one to another, both in; by first seen, digest."""
        rows = self._database.rows(
            "SELECT digest, id, source, seen, body FROM articles WHERE day BETWEEN ? AND ? ORDER BY seen, digest",
            (first.isoformat(), last.isoformat()),
        )
        return tuple(self._read(*row) for row in rows)

    def freed(self, first: date, last: date) -> tuple[KeptArticle, ...]:
        """Return the articles whose embargo ends on the days (UTC) from one to another, both in; by seen, digest."""
        rows = self._database.rows(
            "SELECT digest, id, source, seen, body FROM articles WHERE embargo >= ? AND embargo < ?"
            " ORDER BY seen, digest",
            (first.isoformat(), (last + timedelta(days=1)).isoformat()),
        )
        return tuple(self._read(*row) for row in rows)

    def versions(self, item: str) -> tuple[KeptArticle, ...]:
        """Return all that came of one news item (`Release.item`), by the moment first seen, then digest."""
        rows = self._database.rows(
            "SELECT digest, id, source, seen, body FROM articles WHERE item = ? ORDER BY seen, digest", (item,)
        )
        return tuple(self._read(*row) for row in rows)

    def _add(self, article: Article, seen: datetime) -> tuple[str, bool]:
        body = article_body(article)
        digest = _digest(body)
        if self._database.row("SELECT 1 FROM forgotten WHERE digest = ?", (digest,)):
            return digest, False
        item, embargo = (article.release.item, article.release.embargo) if article.release else (None, None)
        added = self._database.run(
            "INSERT INTO articles (digest, id, source, seen, day, item, embargo, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (digest) DO NOTHING",
            (
                digest,
                article.id,
                article.source,
                to_text(seen),
                day_of(article, seen).isoformat(),
                item,
                to_text(embargo) if embargo else None,
                body,
            ),
        )
        return digest, added == 1

    def _read(self, digest: str, id: str, source: str, seen: str, body: str) -> KeptArticle:
        if _digest(body) != digest:
            raise StoreError(f"{self._database.path}: {damaged(self._database.path, f'article {digest}')}")
        # A field a later program left out is not asked for; one it added has its default.
        names = {f.name for f in fields(Article)}
        kept = {name: value for name, value in json.loads(body).items() if name in names}
        try:
            article = self._records.read(Article, {**kept, "id": id, "source": source})
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"{self._database.path}: article {digest} is of a kind this briefing does not know ({error!r}); "
                "update briefing"
            ) from error
        return KeptArticle(digest, article, to_moment(seen))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
