"""A story on the front page: headline and key sentences of the article that leads, voices of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.compose.edition.placing import Desk, Places, named
from briefing.compose.page import ComposeOptions, compose
from briefing.model import (
    Briefing,
    DayStory,
    Front,
    Line,
    Opposition,
    Report,
    Saying,
    Shared,
    SharedSaying,
    Span,
    StoryActor,
    Telling,
    Voice,
    Weight,
)

LEAD_POINTS, SHORT_POINTS, BRIEF_POINTS = 8, 4, 2
"""Key sentences offered for the lead, for the lead in short and for each other story."""
LEAD_RANK, BRIEF_RANK = 100.0, 96.0
STEP, BRIEF_STEP = 7.0, 5.0
"""What each further key sentence of the lead, and each further story, ranks lower."""
SECOND = 30.0
"""What a story's second sentence ranks lower than the story."""
SHORT_STEP = 20.0
"""What each further key sentence of a lead in short ranks lower: the other stories go before its third."""
VOICES = 6
"""Speakers offered; those of most importance."""
FADING = 8.0
"""What a further saying of one speaker ranks lower."""


@dataclass(frozen=True, slots=True)
class Page:
    """The briefing of one article of a story, made for the front page."""

    report: Report
    briefing: Briefing


def pages_of(story: DayStory, options: ComposeOptions) -> tuple[Page, ...]:
    """Return a page for the first report of each origin, that of the leading report first.

    Only the leading one has key sentences; in the others, all that is said counts.
    """
    seen: set[str] = set()
    found: list[Page] = []
    for report in story.reports:
        if report.origin not in seen:
            seen.add(report.origin)
            own = options if not found else replace(options, points=0, background=0)
            found.append(Page(report, compose(report.analysis, own)))
    return tuple(found)


def lead_front(story: DayStory, weight: Weight, pages: Sequence[Page], desk: Desk) -> tuple[Front, tuple[Shared, ...]]:
    """Return the lead in full, and which other articles have its quotations."""
    first = pages[0]
    front = _front(story, weight, first, desk, "lead", LEAD_RANK, (LEAD_POINTS, STEP))
    voices, shared = _voices(story, pages, front.points, desk)
    oppositions = tuple(
        Opposition(
            desk.piece(o.one, first.report.analysis), desk.piece(o.other, first.report.analysis), o.issues
        )
        for o in first.briefing.oppositions
    )  # fmt: skip
    return replace(front, voices=voices, oppositions=oppositions), shared


def lead_in_short(story: DayStory, weight: Weight, page: Page, desk: Desk) -> Front:
    """Return the lead without its voices, for a page on which something else comes first."""
    return _front(story, weight, page, desk, "lead", LEAD_RANK, (SHORT_POINTS, SHORT_STEP))


def brief_front(story: DayStory, weight: Weight, page: Page, desk: Desk, number: int) -> Front:
    """Return a story in brief."""
    rank = BRIEF_RANK - BRIEF_STEP * number
    return _front(story, weight, page, desk, f"brief-{number}", rank, (BRIEF_POINTS, SECOND))


def _front(
    story: DayStory, weight: Weight, page: Page, desk: Desk, id: str, rank: float, offered: tuple[int, float]
) -> Front:  # fmt: skip
    """Return a story with its headline and so many of its key sentences, each ranking so much lower than the last."""
    points, step = offered
    analysis, briefing = page.report.analysis, page.briefing
    told = (briefing.standfirst, *briefing.points) if briefing.standfirst else briefing.points
    name = "point" if id == "lead" else f"also-{id}"
    lines = tuple(
        desk.line(line, analysis, f"{name}-{n}", rank - step * (n - 1)) for n, line in enumerate(told[:points], 1)
    )
    only = {(s.sentence.article, s.sentence.span) for s in story.comparison.singles}
    return Front(
        id=id,
        story=story.id,
        headline=desk.line(briefing.headline, analysis, f"{id}-headline", rank),
        points=lines,
        telling=telling_of(story),
        weight=weight,
        outlet=page.report.outlet,
        only=frozenset(line.id for line in lines if _only(line, page.report, only)),
        since=story.since,
    )  # fmt: skip


def telling_of(story: DayStory) -> Telling:
    """Return how a story is told."""
    reports = story.reports
    origins = {r.origin for r in reports}
    return Telling(len(reports), len({r.outlet for r in reports}), len(origins), story.opinions)


def _only(line: Line, report: Report, only: set[tuple[str, Span]]) -> bool:
    """Tell whether a line's sentence is one that no other origin reports."""
    cited = [report.analysis.document.sentences[i].span for i in line.cites]
    return any((report.article, span) in only for span in cited)


def _voices(
    story: DayStory, pages: Sequence[Page], points: Sequence[Line], desk: Desk
) -> tuple[tuple[Voice, ...], tuple[Shared, ...]]:  # fmt: skip
    """Return who said what in all articles, the speakers of most importance first; each quotation once.

    And which other articles have what the `points` and the voices quote.
    """
    quoted = _Quoted(story.comparison.sayings, story.reports)
    quoted.print_lines(pages[0].report, [*_points_of(pages[0].briefing)])
    members = {(ref.article, ref.actor): actor for actor in story.comparison.actors for ref in actor.members}
    told: defaultdict[str, list[tuple[Page, Voice, Saying]]] = defaultdict(list)
    for page in pages:
        for voice in page.briefing.voices:
            actor = members.get((page.report.article, voice.actor or ""))
            for saying in voice.sayings if actor else ():
                if actor and quoted.is_fresh(page.report, saying):
                    told[actor.id].append((page, voice, saying))
    actors = [a for a in story.comparison.actors if a.id in told]
    actors = sorted(actors, key=lambda a: (-a.importance, a.id))[:VOICES]
    places = Places(story.reports, desk)
    voices = tuple(_voice(actor, told[actor.id], places, desk) for actor in actors)
    lines = (*points, *(saying.line for voice in voices for saying in voice.sayings))
    shared = (
        Shared(line.id, tuple(desk.number(r.analysis) for r in others))
        for line in lines
        if (others := quoted.others(desk, line))
    )
    return voices, tuple(shared)


def _voice(
    actor: StoryActor, told: Sequence[tuple[Page, Voice, Saying]], places: Places, desk: Desk
) -> Voice:  # fmt: skip
    sayings = [
        desk.saying(saying, page.report.analysis, f"statement-{actor.id}-{n}", saying.line.rank - FADING * (n - 1))
        for n, (page, _, saying) in enumerate(told, 1)
    ]
    return named(told[0][1], places.piece(actor.name), sayings, f"voice-{actor.id}")


def _points_of(briefing: Briefing) -> list[Line]:
    return [*([briefing.standfirst] if briefing.standfirst else []), *briefing.points, briefing.headline]


class _Quoted:
    """Which quotations were printed, in whatever article."""

    def __init__(self, sayings: Sequence[SharedSaying], reports: Sequence[Report]) -> None:
        self.sayings = sayings
        self.reports: Mapping[str, Report] = {r.article: r for r in reports}
        self.printed: set[int] = set()
        self._contents: defaultdict[str, list[tuple[int, Span]]] = defaultdict(list)
        for n, shared in enumerate(sayings):
            for ref in shared.told:
                contents = self.reports[ref.article].analysis.statements[ref.statement].content
                self._contents[ref.article] += ((n, content) for content in contents)

    def print_lines(self, report: Report, lines: Sequence[Line]) -> None:
        """Remember the quotations that lines of an article print."""
        for line in lines:
            self.printed.update(self._in(report.article, [p.span for p in line.pieces if not p.title]))

    def is_fresh(self, report: Report, saying: Saying) -> bool:
        """Tell whether no article's wording of a saying was printed yet, and remember it."""
        found = self._in(report.article, [p.span for p in saying.line.pieces])
        fresh = not found & self.printed
        self.printed |= found
        return fresh

    def others(self, desk: Desk, line: Line) -> list[Report]:
        """Return the other articles with what a printed line quotes, earliest first."""
        article = desk.articles[line.pieces[0].article].id
        found = self._in(article, [p.span for p in line.pieces if not p.title])
        ids = dict.fromkeys(ref.article for n in sorted(found) for ref in self.sayings[n].told)
        return [self.reports[id] for id in ids if id != article and id in self.reports]

    def _in(self, article: str, spans: Sequence[Span]) -> set[int]:
        """Return the numbers of the shared sayings whose wording in an article these stretches print."""
        return {n for n, content in self._contents[article] if any(content.overlap(span) for span in spans)}
