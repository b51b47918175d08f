"""An edition -> its files, and what is remembered of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from briefing.compose.edition import EditionOptions, compose_edition, lines_of_edition
from briefing.compose.verbatim import words_of
from briefing.gather.changes import NO_LONGER, TAKEN_BACK, digest
from briefing.model import DayStory, Edition, Front, KeptLine
from briefing.render import Press
from briefing.render.edition import EDITION_RENDERERS, render_edition

NOT_PLAIN = re.compile(r"[^a-z0-9]+")
"""What file names of stories do without."""

LONGEST = 60
"""Characters of a story's file name."""


def edition_files(edition: Edition, press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield the front page in every format, by file name."""
    for kind in EDITION_RENDERERS:
        yield f"edition.{kind}", render_edition(edition, kind, press)


def story_files(
    edition: Edition, stories: Sequence[DayStory], press: Press, options: EditionOptions
) -> Iterator[tuple[str, bytes]]:
    """Yield a page of its own for each story of the front page, in every format: an edition of that story alone."""
    by_id = {story.id: story for story in stories}
    for n, front in enumerate(edition.fronts, 1):
        page = compose_edition(edition.day, edition.number, [by_id[front.story]], (), options)
        name = f"stories/{n:02}-{_file_name(edition, front)}"
        yield from ((f"{name}.{kind}", render_edition(page, kind, press)) for kind in EDITION_RENDERERS)


def kept_lines(edition: Edition, stories: Mapping[str, str]) -> tuple[KeptLine, ...]:
    """Return what the edition prints, by story; `stories` is the story of each article.

    The kind of a line is the part of the page, which its id opens with; `TAKEN_BACK` where it no longer holds.
    """
    gone = {(change.before or change.line).id for change in edition.changes if change.kind in NO_LONGER}
    return tuple(
        KeptLine(stories[article.id], article.id, piece.span, kind, digest(words_of(piece, article)))
        for line in lines_of_edition(edition)
        for kind in (TAKEN_BACK if line.id in gone else line.id.partition("-")[0],)
        for piece in line.pieces
        if not piece.title and not piece.referent
        for article in (edition.articles[piece.article],)
    )


def _file_name(edition: Edition, front: Front) -> str:
    """Return a story's headline as a file name that every system takes."""
    words = " ".join(words_of(p, edition.articles[p.article]) for p in front.headline.pieces)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return NOT_PLAIN.sub("-", plain).strip("-")[:LONGEST].rstrip("-") or "story"
