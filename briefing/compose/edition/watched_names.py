"""The watch-list on the page: for a press office all that the stories have on each name, for others the best of it."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.compose.edition.about import Found, Searcher, mentioned
from briefing.compose.edition.fronts import telling_of
from briefing.compose.edition.naming import Naming, namings
from briefing.compose.edition.placing import Desk
from briefing.compose.edition.told import Told
from briefing.compose.edition.watching import Watch
from briefing.compose.page import headline_of
from briefing.model import (
    DayStory,
    Reply,
    Shared,
    Watched,
    WatchedName,
    WatchedStory,
    Watching,
)

NAME_RANK = 500.0
"""Names go last of all, those at the end of the list before those at its head."""
FIRST_RANK = 400.0
"""What is first said of a name, and first against it, hardly goes before the name."""
URGENT = frozenset({Watching.AGAINST, Watching.DECLINED})
RANKS = {
    Watching.DECLINED: 190.0, Watching.AGAINST: 185.0, Watching.QUOTED: 180.0, Watching.MENTIONED: 165.0,
}  # fmt: skip
FADING = 4.0
"""What each further line of one kind on one name ranks lower: the twentieth gives way to the other stories."""
STORY_RANK = 170.0
LINES, EACH = 6, 2
"""Lines offered to the page for any reader, and of each name."""


def names_of_day(
    stories: Sequence[DayStory], watch: Watch, min_confidence: float, desk: Desk
) -> tuple[tuple[WatchedName, ...], tuple[Shared, ...]]:
    """Return what the stories, the weightiest first, have on each watched name; and which other articles have a line.

    A sentence is printed once for a name: as what was said against it or what it left unanswered, else as where it is
    mentioned, where nothing else of it is printed.
    """
    searcher = Searcher(min_confidence)
    found = [_name(n, name, stories, searcher, desk) for n, name in enumerate(watch.names, 1)]
    return tuple(name for name, _ in found), tuple(shared for _, others in found for shared in others)


def watched_of_day(
    stories: Sequence[DayStory], watch: Watch, min_confidence: float, told: Told, desk: Desk
) -> tuple[Watched, ...]:  # fmt: skip
    """Return the few lines about watched names that the page for any reader has, the first of each name first.

    What was not answered, said against them and said by them goes before where they are mentioned. Articles that an
    earlier edition knew say nothing new. What the page tells already is left out but for the best of a name, as told.
    """
    searcher = Searcher(min_confidence)
    offered: list[list[tuple[Found, bool]]] = []
    for name in watch.names:
        found = [
            one for story in stories if (named := namings(name, story))
            for one in _about(name, story, named, searcher) if one.report.article not in story.earlier
        ]  # fmt: skip
        found.sort(key=lambda one: -RANKS[one.how])
        known = [(one, told.has(one.line, one.report.analysis)) for one in found]
        offered.append([*known[:1], *(pair for pair in known[1:] if not pair[1])][:EACH])
    pairs = [
        (name, *lines[n])
        for n in range(EACH)
        for name, lines in zip(watch.names, offered, strict=True)
        if n < len(lines)
    ]
    return tuple(
        _watched(name, one, f"watched-{n}", 92.0 - 3.0 * n, desk, known)
        for n, (name, one, known) in enumerate(pairs[:LINES], 1)
    )


def _name(
    number: int, name: str, stories: Sequence[DayStory], searcher: Searcher, desk: Desk
) -> tuple[WatchedName, list[Shared]]:  # fmt: skip
    id = f"watched-{number}"
    told = [(story, named) for story in stories if (named := namings(name, story))]
    found = [one for story, named in told for one in _about(name, story, named, searcher)]
    found.sort(key=lambda one: list(Watching).index(one.how))
    lines = _lines(name, id, found, desk)
    shared = [
        Shared(watched.line.id, tuple(desk.number(r.analysis) for r in one.also))
        for watched, one in zip(lines, found, strict=True)
        if one.also
    ]
    reports = [naming.report for _, named in told for naming in named]
    whole = WatchedName(
        id=f"name-{number}",
        name=name,
        rank=NAME_RANK - number,
        stories=tuple(_story(story, f"{id}-story-{n}", desk) for n, (story, _) in enumerate(told, 1)),
        lines=lines,
        outlets=len({r.outlet for r in reports}),
        origins=len({r.origin for r in reports}),
        reply=_reply(found, told),
    )
    return whole, shared


def _about(name: str, story: DayStory, named: Sequence[Naming], searcher: Searcher) -> list[Found]:
    """Return all words of a story on a name."""
    quoted = searcher.quoted(name, story, named)
    others = [*searcher.against(story, named), *searcher.declined(named)]
    used = {(one.report.article, i) for one in (*quoted, *others) for i in one.line.cites}
    used.update(place for one in quoted for place in one.told)
    return [*quoted, *others, *mentioned(named, used)]


def _lines(name: str, id: str, found: Sequence[Found], desk: Desk) -> tuple[Watched, ...]:
    before = dict.fromkeys(Watching, 0)
    lines = []
    for n, one in enumerate(found, 1):
        first = n == 1 or (one.how in URGENT and not before[one.how])
        rank = FIRST_RANK if first else RANKS[one.how] - FADING * before[one.how]
        before[one.how] += 1
        lines.append(_watched(name, one, f"{id}-{n}", rank, desk))
    return tuple(lines)


def _watched(name: str, one: Found, id: str, rank: float, desk: Desk, told: bool = False) -> Watched:
    analysis = one.report.analysis
    line = desk.line(one.line, analysis, id, rank)
    also = dict.fromkeys(r.outlet for r in one.also if r.outlet != one.report.outlet)
    who, cue = desk.pieces(one.who, analysis), desk.pieces(one.cue, analysis)
    return Watched(name, one.how, line, one.report.outlet, tuple(also), who, cue, one.mode, told)


def _story(story: DayStory, id: str, desk: Desk) -> WatchedStory:
    analysis = story.reports[0].analysis
    return WatchedStory(desk.line(headline_of(analysis), analysis, id, STORY_RANK), telling_of(story), story.since)


def _reply(found: Sequence[Found], told: Sequence[tuple[DayStory, Sequence[Naming]]]) -> Reply | None:
    """Return what became of the chance to answer: given only where every story with a reproach quotes them."""
    hows = {one.how for one in found}
    if Watching.DECLINED in hows:
        return Reply.DECLINED
    if Watching.AGAINST not in hows:
        return None
    for story, _ in told:
        own = {r.article for r in story.reports}
        here = {one.how for one in found if one.report.article in own}
        if Watching.AGAINST in here and Watching.QUOTED not in here:
            return Reply.UNHEARD
    return Reply.GIVEN
