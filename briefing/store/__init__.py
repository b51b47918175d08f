"""What is remembered between runs, in one SQLite file: articles, analyses, sources, stories, editions, deliveries."""

from __future__ import annotations

from briefing.store.articles import article_digest
from briefing.store.lock import only_run
from briefing.store.store import Stats, Store, open_store

__all__ = ["Stats", "Store", "article_digest", "only_run", "open_store"]
