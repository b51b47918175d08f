"""Stories of a day -> Edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from briefing.compose.edition.about import DOUBLED
from briefing.compose.edition.columns import (
    DISPUTE_RANK,
    FIGURE_RANK,
    agenda,
    changes_of_day,
    coverage_of_day,
    disputes_of_day,
    figures_of_day,
)
from briefing.compose.edition.fronts import Page, brief_front, lead_front, lead_in_short, pages_of
from briefing.compose.edition.placing import Desk
from briefing.compose.edition.told import Told
from briefing.compose.edition.watched_names import names_of_day, watched_of_day
from briefing.compose.edition.watching import Watch
from briefing.compose.edition.weigh import by_weight
from briefing.compose.page import ComposeOptions, shipped_options
from briefing.compose.pieces import covered
from briefing.lexicon import Lexicon
from briefing.model import (
    DayStory,
    Edition,
    EditionLayout,
    Front,
    Line,
    Missing,
    MissingKind,
    Shared,
    Span,
    Watched,
    WatchedName,
)

BRIEFS = 12
"""Stories offered beside the lead."""
LATE = 45.0
"""Rank of the first dispute and figures on the page of a press office: behind the stories and what is ahead."""


@dataclass(frozen=True, slots=True)
class EditionOptions:
    """How an edition is composed; `page` is for the articles of its stories."""

    watch: Watch = field(default_factory=Watch)
    page: ComposeOptions = field(default_factory=shipped_options)
    layout: EditionLayout = EditionLayout.NEWS


def compose_edition(
    day: date, number: int, stories: Sequence[DayStory], missing: Sequence[Missing], options: EditionOptions
) -> Edition:  # fmt: skip
    """Return the front page of a day: the weightiest story leads, the next follow in brief.

    Offers more than a page holds; ranks say what goes first. Of a story that no report tells any more only what was
    withdrawn is said; opinion pieces without a story are counted as set aside. For a press office the watch-list is
    composed of all stories, and the lead in brief as well.
    """
    told = [story for story in stories if story.reports]
    weighed = by_weight(told, day, options.watch)
    ranked, desk, press = weighed[: BRIEFS + 1], Desk(), options.layout is EditionLayout.PRESS
    found: list[tuple[DayStory, tuple[Page, ...]]] = [(story, pages_of(story, options.page)) for story, _ in ranked]
    everywhere = [story for story, _ in weighed]
    lead: Front | None = None
    shared: tuple[Shared, ...] = ()
    names: tuple[WatchedName, ...] = ()
    told_lines, least = Told(Lexicon()), options.page.min_confidence
    if press:
        names, shared = names_of_day(everywhere, options.watch, least, desk)
    if ranked and press:
        lead = _once(lead_in_short(*ranked[0], found[0][1][0], desk, told_lines), names)
    elif ranked:
        lead, shared = lead_front(*ranked[0], found[0][1], desk, told_lines)
    briefs = tuple(
        _once(brief_front(story, weight, pages[0], desk, told_lines, n), names)
        for n, ((story, weight), (_, pages)) in enumerate(zip(ranked[1:], found[1:], strict=True), 1)
    )
    disputes = disputes_of_day(found, desk, told_lines, LATE if press else DISPUTE_RANK)
    watch_list = () if press else watched_of_day(everywhere, options.watch, least, told_lines, desk)
    stories_of_page = [story for story, _ in found]
    watched = (*watch_list, *(one for name in names for one in name.lines))
    printed = _cited((*((lead,) if lead else ()), *briefs), watched, desk)
    withdrawn = [story for story in stories if not story.reports]
    changes = changes_of_day([*stories_of_page, *withdrawn], printed, desk)
    ahead = agenda([page for _, pages in found for page in pages], day, desk, told_lines)
    figures = figures_of_day(stories_of_page, desk, LATE if press else FIGURE_RANK)
    return Edition(
        day=day,
        number=number,
        lead=lead,
        briefs=briefs,
        disputes=disputes,
        figures=figures,
        changes=changes,
        agenda=ahead,
        coverage=coverage_of_day(told),
        watched=watch_list,
        missing=(*missing, *_set_aside(stories)),
        shared=shared,
        read=sum(len(story.reports) + story.opinions for story in told),
        accuracy=options.page.accuracy,
        articles=desk.articles,
        sentences=desk.sentences,
        layout=options.layout,
        names=names,
    )


def _cited(fronts: Sequence[Front], watched: Sequence[Watched], desk: Desk) -> set[tuple[str, int]]:
    """Return the sentences (article, number) that the stories, their voices and the watch-list print."""
    lines = [
        *(line for front in fronts for line in (front.headline, *front.points)),
        *(saying.line for front in fronts for voice in front.voices for saying in voice.sayings),
        *(one.line for one in watched),
    ]
    articles = desk.articles
    return {(articles[line.pieces[0].article].id, n) for line in lines for n in line.cites}


def _set_aside(stories: Sequence[DayStory]) -> Iterator[Missing]:
    """Yield how many opinion pieces have no story."""
    opinions = sum(story.opinions for story in stories if not story.reports)
    if opinions:
        yield Missing(MissingKind.OPINION, opinions)


def _once(front: Front, names: Sequence[WatchedName]) -> Front:
    """Return a story without the sentences that the watch-list prints already."""
    printed: dict[int, list[Span]] = {}
    for piece in (piece for name in names for watched in name.lines for piece in watched.line.pieces):
        printed.setdefault(piece.article, []).append(piece.span)

    def fresh(line: Line) -> bool:
        told = sum(covered(p.span, printed.get(p.article, ())) for p in line.pieces if not p.title)
        return told <= DOUBLED * sum(len(p.span) for p in line.pieces)

    return replace(front, points=tuple(line for line in front.points if fresh(line)))
