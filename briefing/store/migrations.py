"""The store's tables, as numbered steps: a new table or column is a new step at the end, never a change to an old one.

A store that has taken the first n steps says so in `PRAGMA user_version`.
"""

from __future__ import annotations

FIRST = (
    # `body` is the article's canonical JSON: its SHA-256 is `digest`, so damage shows.
    """
    CREATE TABLE articles (
        digest TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        source TEXT NOT NULL,
        seen TEXT NOT NULL,
        day TEXT NOT NULL,
        item TEXT,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX articles_seen ON articles (seen, digest)",
    "CREATE INDEX articles_day ON articles (day, seen, digest)",
    "CREATE INDEX articles_item ON articles (item) WHERE item IS NOT NULL",
    # What retention removed: still known, so that an old article that is offered again is not news.
    "CREATE TABLE forgotten (digest TEXT PRIMARY KEY, seen TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # `number` grows: the newest analysis of an article has the highest.
    """
    CREATE TABLE analyses (
        number INTEGER PRIMARY KEY,
        article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
        version TEXT NOT NULL,
        body BLOB,
        failure TEXT,
        UNIQUE (article, version),
        CHECK ((body IS NULL) <> (failure IS NULL))
    ) STRICT
    """,
    # `seen` is a JSON list of pairs: an item's id, and the mark it had.
    """
    CREATE TABLE sources (
        name TEXT PRIMARY KEY,
        etag TEXT,
        last_modified TEXT,
        tried TEXT,
        succeeded TEXT,
        failures INTEGER NOT NULL,
        error TEXT,
        not_before TEXT,
        seen TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE editions (
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        inputs TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'made')),
        files TEXT NOT NULL,
        manifest TEXT NOT NULL,
        PRIMARY KEY (day, number),
        UNIQUE (day, inputs)
    ) STRICT, WITHOUT ROWID
    """,
    # One row for each story in each edition that told it, with the members it had then: what was known before an
    # edition can be asked for later, so that an edition made again is the same.
    """
    CREATE TABLE stories (
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        PRIMARY KEY (day, number, id),
        FOREIGN KEY (day, number) REFERENCES editions
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX stories_id ON stories (id, last)",
    # The key's columns come first: SQLite 3.40 takes a table that has others before them, and no rowid, for damaged.
    """
    CREATE TABLE members (
        article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        story TEXT NOT NULL,
        PRIMARY KEY (article, day, number),
        FOREIGN KEY (day, number, story) REFERENCES stories ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX members_story ON members (day, number, story)",
    """
    CREATE TABLE printed (
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        place INTEGER NOT NULL,
        story TEXT NOT NULL,
        article TEXT NOT NULL REFERENCES articles,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        kind TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (day, number, place),
        FOREIGN KEY (day, number, story) REFERENCES stories
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX printed_article ON printed (article)",
    "CREATE INDEX printed_story ON printed (day, number, story)",
    # `edition` is the digest of its manifest: the same bytes are not handed out twice.
    """
    CREATE TABLE deliveries (
        edition TEXT NOT NULL,
        target TEXT NOT NULL,
        state TEXT NOT NULL,
        tries INTEGER NOT NULL,
        message TEXT NOT NULL,
        tried TEXT NOT NULL,
        PRIMARY KEY (edition, target)
    ) STRICT, WITHOUT ROWID
    """,
)

SECOND = (
    # The moment an item under embargo becomes free: it is news then, however old it is.
    "ALTER TABLE articles ADD COLUMN embargo TEXT",
    "CREATE INDEX articles_embargo ON articles (embargo) WHERE embargo IS NOT NULL",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (FIRST, SECOND)
