"""Command-line arguments -> articles, read one by one as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, Failure

if TYPE_CHECKING:
    from briefing.model import Article


def open_sources(
    inputs: Sequence[str], title: str | None, outlet: str | None, published: date | None
) -> Iterator[Article | Failure]:
    """Yield the articles of all inputs in order, or why one could not be read.

    A title is that of one article: ConfigError where there are several inputs.
    """
    from briefing.read import Hints, read_sources

    if title is not None and len(inputs) > 1:
        raise ConfigError(f"--title names one article, but {len(inputs)} are given")
    return iter(read_sources(inputs, Hints(title, outlet, published)))


def only_one(sources: Iterator[Article | Failure]) -> list[Article | Failure]:
    """Return the only source; ConfigError where there are more, since their pages cannot share standard output."""
    found = list(islice(sources, 2))
    if len(found) > 1:
        raise ConfigError("--out - takes one article; give --out DIR for several")
    return found
