"""Editions, the lines they printed and the stories they told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefing.model import (
    EditionFiles,
    EditionState,
    KeptEdition,
    KeptLine,
    KeptStory,
    Span,
)
from briefing.store.database import Database, Row

STORIES = """
SELECT s.id, s.first, s.last FROM stories s WHERE (s.day, s.number) < (?, ?) AND NOT EXISTS (
    SELECT 1 FROM stories t WHERE t.id = s.id AND (t.day, t.number) > (s.day, s.number) AND (t.day, t.number) < (?, ?)
) ORDER BY s.id
"""

MEMBERS = """
SELECT m.story, m.article FROM members m WHERE (m.day, m.number) < (?, ?) AND NOT EXISTS (
    SELECT 1 FROM members n
    WHERE n.article = m.article AND (n.day, n.number) > (m.day, m.number) AND (n.day, n.number) < (?, ?)
) ORDER BY m.story, m.article
"""


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
                "SELECT day, number, inputs, state, files, manifest FROM editions WHERE day = ? AND inputs = ?"
                " AND state = 'made'",
                (day.isoformat(), inputs),
            )
            if made:
                return _edition(made)
            self._database.run("DELETE FROM editions WHERE state = 'open'")
            last = self._database.row("SELECT coalesce(max(number), 0) FROM editions WHERE day = ?", (day.isoformat(),))
            edition = KeptEdition(day, (last[0] if last else 0) + 1, inputs, EditionState.OPEN)
            self._database.run(
                "INSERT INTO editions (day, number, inputs, state, files, manifest) VALUES (?, ?, ?, 'open', '', '')",
                (*_key(edition), inputs),
            )
            return edition

    def finish(
        self,
        edition: KeptEdition,
        files: EditionFiles,
        stories: Iterable[KeptStory],
        lines: Iterable[KeptLine],
    ) -> KeptEdition:
        """Record an edition as made, with its manifest, the stories it tells and the lines it prints, as one change.

        From then on an article belongs to the story it tells here. Does nothing where the edition is made already.
        StoreError where an article is not kept or tells two of the stories, and where a line's story is none of them.
        """
        with self._database.transaction():
            now = self._database.row("SELECT state FROM editions WHERE day = ? AND number = ?", _key(edition))
            if now != ("made",):
                for story in stories:
                    self._tell(edition, story)
                for place, line in enumerate(lines):
                    self._print(edition, place, line)
                self._database.run(
                    "UPDATE editions SET state = 'made', files = ?, manifest = ? WHERE day = ? AND number = ?",
                    (files.digest, files.manifest.decode(), *_key(edition)),
                )
        return self.get(edition.day, edition.number)

    def get(self, day: date, number: int) -> KeptEdition:
        """Return one edition; KeyError where there is none of this number."""
        row = self._database.row(
            "SELECT day, number, inputs, state, files, manifest FROM editions WHERE day = ? AND number = ?",
            (day.isoformat(), number),
        )
        if row is None:
            raise KeyError((day, number))
        return _edition(row)

    def all(self) -> tuple[KeptEdition, ...]:
        """Return every edition, by day and number."""
        rows = self._database.rows(
            "SELECT day, number, inputs, state, files, manifest FROM editions ORDER BY day, number"
        )
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

    def stories(self, before: KeptEdition | date | None = None) -> tuple[KeptStory, ...]:
        """Return every story as it was told last, by id: ever, or before an edition, or before all editions of a day.

        An article is a member only of the story that told it last.
        """
        limit = _limit(before)
        members: dict[str, list[str]] = {}
        for story, article in self._database.rows(MEMBERS, (*limit, *limit)):
            members.setdefault(story, []).append(article)
        return tuple(
            KeptStory(id, tuple(members.get(id, ())), date.fromisoformat(first), date.fromisoformat(last))
            for id, first, last in self._database.rows(STORIES, (*limit, *limit))
        )

    def _tell(self, edition: KeptEdition, story: KeptStory) -> None:
        self._database.run(
            "INSERT INTO stories (day, number, id, first, last) VALUES (?, ?, ?, ?, ?)",
            (*_key(edition), story.id, story.first.isoformat(), story.last.isoformat()),
        )
        for article in story.members:
            self._database.run(
                "INSERT INTO members (day, number, story, article) VALUES (?, ?, ?, ?)",
                (*_key(edition), story.id, article),
            )

    def _print(self, edition: KeptEdition, place: int, line: KeptLine) -> None:
        self._database.run(
            'INSERT INTO printed (day, number, place, story, article, start, "end", kind, words)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*_key(edition), place, line.story, line.article, line.span.start, line.span.end, line.kind, line.words),
        )


def _key(edition: KeptEdition) -> tuple[str, int]:
    return edition.day.isoformat(), edition.number


def _limit(before: KeptEdition | date | None) -> tuple[str, int]:
    """Return what day and number lie below, of the editions meant."""
    if isinstance(before, KeptEdition):
        return _key(before)
    return ("~", 0) if before is None else (before.isoformat(), 0)


def _edition(row: Row) -> KeptEdition:
    day, number, inputs, state, files, manifest = row
    return KeptEdition(date.fromisoformat(day), number, inputs, EditionState(state), files, manifest)


def _line(row: Row) -> KeptLine:
    story, article, start, end, kind, words = row
    return KeptLine(story, article, Span(start, end), kind, words)
