"""Analyses kept by article and version of the models, so that nothing is analysed twice; failures too."""

from __future__ import annotations

import json
from collections.abc import Iterable

from briefing.errors import StoreError
from briefing.model import Analysis, Problem
from briefing.store.articles import Articles
from briefing.store.codec import Codec
from briefing.store.database import Database, damaged
from briefing.store.records import canonical, plain


class Analyses:
    """The store's analyses.

    `version` names all that makes an analysis what it is beside the article: the program and its models. What a
    program with other records wrote counts as not there.
    """

    def __init__(self, database: Database, articles: Articles, codec: Codec) -> None:
        self._database = database
        self._articles = articles
        self._codec = codec

    def get(self, digest: str, version: str) -> Analysis | Problem | None:
        """Return an article's analysis, the reason why it has none, or None where it is yet to be analysed.

        StoreError where it is damaged; KeyError where the article is not kept.
        """
        row = self._database.row(
            "SELECT body, failure FROM analyses WHERE article = ? AND version = ?", (digest, version)
        )
        if row is None:
            return None
        body, failure = row
        try:
            if failure is not None:
                return self._codec.records.read(Problem, json.loads(failure))
            return self._codec.decode(body, self._articles.get(digest).article)
        except ValueError as error:
            reason = f"analysis of article {digest}: {error}"
            raise StoreError(f"{self._database.path}: {damaged(self._database.path, reason)}") from error

    def missing(self, digests: Iterable[str], version: str) -> tuple[str, ...]:
        """Return which of these articles are yet to be analysed, in their order."""
        head = self._codec.head
        rows = self._database.rows(
            "SELECT article FROM analyses WHERE version = ? AND (body IS NULL OR substr(body, 1, ?) = ?)",
            (version, len(head), head),
        )
        there = {article for (article,) in rows}
        return tuple(digest for digest in digests if digest not in there)

    def save(self, digest: str, version: str, found: Analysis | Problem) -> None:
        """Record the analysis of an article, or why there is none, in place of what was there."""
        body = self._codec.encode(found) if isinstance(found, Analysis) else None
        failure = canonical(plain(found)) if isinstance(found, Problem) else None
        with self._database.transaction():
            self._database.run(
                "INSERT OR REPLACE INTO analyses (article, version, body, failure) VALUES (?, ?, ?, ?)",
                (digest, version, body, failure),
            )
