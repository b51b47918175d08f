"""Command-line arguments -> articles, read one by one as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, Failure

if TYPE_CHECKING:
    from briefing.model import Article


COUNT = "{count}"
"""Where the number of articles goes in a message that refuses several."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles named, or why one could not be read, in their order.

    `total` counts both; it is None where only reading can tell how many articles a file holds.
    """

    total: int | None
    articles: Iterator[Article | Failure]

    def jobs(self, wanted: int) -> int:
        """Return how many of the processes wanted have something to do."""
        return wanted if self.total is None else min(wanted, self.total)


def open_sources(
    inputs: Sequence[str],
    title: str | None,
    outlet: str | None,
    published: date | None,
    *,
    single: str | None = None,
    unreleased: bool = False,
) -> Sources:
    """Find the articles of all inputs; each is read when it is asked for.

    What its provider has withdrawn, or holds under embargo, is a failure unless `unreleased` asks for it. ConfigError
    where there are several but only a single one makes sense: as with a title, or where `single` says why.
    """
    from briefing.read import Hints, find_sources, load_tools, read_found

    found, why = find_sources(inputs), single
    if title is not None:
        why = f"--title names one article, but {COUNT} are given"
    if why and len(found) > 1:
        raise ConfigError(why.replace(COUNT, str(len(found))))
    several = any(not isinstance(one, Failure) and one.may_hold_several for one in found)
    articles = read_found(found, Hints(title, outlet, published), load_tools())
    if why and several:
        ahead = list(islice(articles, 2))
        if len(ahead) > 1:
            raise ConfigError(why.replace(COUNT, "several"))
        articles = chain(ahead, articles)
    now = datetime.now(UTC)
    return Sources(None if several else len(found), (_released(one, now, unreleased) for one in articles))


def _released(outcome: Article | Failure, now: datetime, unreleased: bool) -> Article | Failure:
    """Return the outcome; an article that must not be published is a failure, or asked for says so on its page."""
    from briefing.read import held

    problem = None if isinstance(outcome, Failure) else held(outcome, now)
    if problem is None or isinstance(outcome, Failure):
        return outcome
    if unreleased:
        return replace(outcome, problems=(problem, *outcome.problems))
    message = f"is {problem.message}; it is briefed only with --unreleased, for your eyes"
    return Failure(outcome.source, replace(problem, message=message))
