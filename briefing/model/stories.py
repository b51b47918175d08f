"""Which articles tell of one event, and which of them are copies of one text. Articles are named by their digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that are one text, earliest first: an original and its copies. They count as one source.

    `agency` is the wire agency they credit, None where none does.
    """

    articles: tuple[str, ...]
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event; no article is in two stories.

    `articles` are the news, the one that leads first, the others by day; `origins` hold exactly these, the one with
    the lead first, the others by day. `opinions` are pieces that argue a case, by day: they neither lead nor confirm,
    so a story of opinions alone has no articles. The days are those of the news, else of the opinions; None where all
    are undated. `id` stays over days (see `gather.identity`); `merged` are the ids of stories that went into this one
    since they were kept, `split_from` is the one this was a part of.
    """

    id: str
    articles: tuple[str, ...]
    origins: tuple[Origin, ...]
    opinions: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    merged: tuple[str, ...] = ()
    split_from: str | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """All its articles, opinions too, sorted."""
        return tuple(sorted((*self.articles, *self.opinions)))
