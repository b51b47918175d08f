"""Command-line arguments -> articles, read one by one as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, Failure

if TYPE_CHECKING:
    from briefing.model import Article


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles named, or why one could not be read, in their order; `total` counts both."""

    total: int
    articles: Iterator[Article | Failure]

    def jobs(self, wanted: int) -> int:
        """Return how many of the processes wanted have something to do."""
        return min(wanted, self.total)


def open_sources(
    inputs: Sequence[str], title: str | None, outlet: str | None, published: date | None, *, single: bool = False
) -> Sources:
    """Find the articles of all inputs; each is read when it is asked for.

    ConfigError where there are several but only a single one makes sense, as with a title.
    """
    from briefing.read import Hints, find_sources, load_tools, read_source

    found = find_sources(inputs)
    if single and len(found) > 1:
        raise ConfigError(f"--out - takes one article, not {len(found)}; give --out DIR for several")
    if title is not None and len(found) > 1:
        raise ConfigError(f"--title names one article, but {len(found)} are given")
    hints, tools = Hints(title, outlet, published), load_tools()
    return Sources(len(found), (s if isinstance(s, Failure) else read_source(s, hints, tools) for s in found))
