"""What a front page can leave out: everything with an id and a rank."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from briefing.model import (
    ChangedLine,
    Contest,
    Edition,
    EditionLayout,
    Event,
    Figures,
    Front,
    Line,
    Opposition,
    Saying,
    Voice,
    Watched,
    WatchedName,
    WatchedStory,
)

Item = (
    Line | Saying | Event | Contest | Voice | Opposition | Front | Figures | ChangedLine
    | Watched | WatchedName | WatchedStory
)  # fmt: skip


def id_of(item: Item) -> str:
    """Return the id of the element that prints an item; '' for a figure of several."""
    match item:
        case Line() | Voice() | Front() | Figures() | WatchedName():
            return item.id
        case WatchedStory():
            return item.headline.id
        case Contest():
            return item.issue.id
        case Opposition():
            return ""
        case _:
            return item.line.id


def is_kept(item: Item, dropped: AbstractSet[str]) -> bool:
    """Tell whether an item is printed where `dropped` are left out; a voice is as long as something of it is."""
    if isinstance(item, Voice):
        return any(is_kept(saying, dropped) for saying in item.sayings)
    if isinstance(item, Opposition):
        return any(issue not in dropped for issue in item.issues)
    return id_of(item) not in dropped


def is_above(item: Event | Watched, edition: Edition, dropped: AbstractSet[str]) -> bool:
    """Tell whether what an item tells is told by another line of the page that is not left out."""
    if not item.told:
        return False
    where = {(item.line.pieces[0].article, index) for index in item.line.cites}
    return any(
        line.pieces[0].article == article and index in line.cites
        for line in _telling(edition, dropped)
        for article, index in where
    )


def _telling(edition: Edition, dropped: AbstractSet[str]) -> Iterator[Line]:
    """Yield the lines of the page that tell something in full."""
    for name in edition.names:
        if is_kept(name, dropped):
            yield from (one.line for one in name.lines if is_kept(one, dropped) and not one.told)
    for front in edition.fronts:
        if is_kept(front, dropped):
            yield from (line for line in (front.headline, *front.points) if line.id not in dropped)
            yield from (s.line for voice in front.voices for s in voice.sayings if is_kept(s, dropped))
    for contest in edition.disputes:
        if is_kept(contest, dropped):
            yield from (contest.issue, *(line for party in contest.parties for line in party.evidence))
    for found in edition.figures:
        if is_kept(found, dropped):
            yield from (value.line for value in found.values)
    yield from (change.line for change in edition.changes if is_kept(change, dropped))


def ranks_of(edition: Edition) -> dict[str, float]:
    """Return the rank of everything the front page can leave out, by id."""
    return dict(_ranked(edition))


def _ranked(edition: Edition) -> Iterator[tuple[str, float]]:
    for name in edition.names:
        yield name.id, name.rank
        yield from ((story.headline.id, story.headline.rank) for story in name.stories)
    if edition.lead and edition.layout is EditionLayout.PRESS:
        yield edition.lead.id, edition.lead.headline.rank
    if edition.lead:
        yield from ((line.id, line.rank) for line in edition.lead.points)
        yield from ((s.line.id, s.line.rank) for v in edition.lead.voices for s in v.sayings)
    for front in edition.briefs:
        yield front.id, front.headline.rank
        yield from ((line.id, line.rank) for line in front.points)
    yield from ((contest.issue.id, contest.issue.rank) for contest in edition.disputes)
    yield from ((found.id, found.rank) for found in edition.figures)
    watched = (*edition.watched, *(one for name in edition.names for one in name.lines))
    for items in (edition.changes, edition.agenda, watched):
        yield from ((item.line.id, item.line.rank) for item in items)
