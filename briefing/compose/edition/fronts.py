"""A story on the front page: headline and key sentences of the article that leads, voices of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.compose.edition.placing import Desk, Places, named
from briefing.compose.edition.told import Told
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
SHORT = 45
"""Words of a key sentence that can be read at a glance below another story's headline."""
SHORT_STEP = 20.0
"""What each further key sentence of a lead in short ranks lower: the other stories go before its third."""
VOICES, SAYINGS = 6, 8
"""Speakers offered, those of most importance, and sayings of each."""
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


def lead_front(
    story: DayStory, weight: Weight, pages: Sequence[Page], desk: Desk, told: Told
) -> tuple[Front, tuple[Shared, ...]]:  # fmt: skip
    """Return the lead in full, and which other articles have its quotations; all of it is noted as told."""
    first = pages[0]
    front = _front(story, weight, first, desk, told, "lead", LEAD_RANK, Offered(LEAD_POINTS, STEP))
    voices, shared = _voices(story, pages, front.points, desk, told)
    oppositions = tuple(
        Opposition(
            desk.piece(o.one, first.report.analysis), desk.piece(o.other, first.report.analysis), o.issues
        )
        for o in first.briefing.oppositions
    )  # fmt: skip
    return replace(front, voices=voices, oppositions=oppositions), shared


def lead_in_short(story: DayStory, weight: Weight, page: Page, desk: Desk, told: Told) -> Front:
    """Return the lead without its voices, for a page on which something else comes first; it is noted as told."""
    return _front(story, weight, page, desk, told, "lead", LEAD_RANK, Offered(SHORT_POINTS, SHORT_STEP))


def brief_front(story: DayStory, weight: Weight, page: Page, desk: Desk, told: Told, number: int) -> Front:
    """Return a story in brief, by its short key sentences where it has any; it is noted as told."""
    rank = BRIEF_RANK - BRIEF_STEP * number
    return _front(story, weight, page, desk, told, f"brief-{number}", rank, Offered(BRIEF_POINTS, SECOND, SHORT))


@dataclass(frozen=True, slots=True)
class Offered:
    """How many key sentences are offered, how much lower each ranks than the last, and words of those preferred."""

    points: int
    step: float
    words: int | None = None


def _front(
    story: DayStory, weight: Weight, page: Page, desk: Desk, told: Told, id: str, rank: float, offered: Offered
) -> Front:  # fmt: skip
    """Return a story with its headline and those of its key sentences that say more than the page does so far."""
    analysis, briefing = page.report.analysis, page.briefing
    told.add(briefing.headline, analysis)
    points = (briefing.standfirst, *briefing.points) if briefing.standfirst else briefing.points
    if (most := offered.words) is not None:
        points = tuple(sorted(points, key=lambda line: _words(line, analysis.text) > most))
    fresh: list[Line] = []
    for line in points:
        if len(fresh) < offered.points and not told.repeats(line, analysis):
            told.add(line, analysis)
            fresh.append(line)
    name = "point" if id == "lead" else f"also-{id}"
    lines = tuple(
        desk.line(line, analysis, f"{name}-{n}", rank - offered.step * (n - 1)) for n, line in enumerate(fresh, 1)
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


def _words(line: Line, text: str) -> int:
    return sum(len(piece.span.of(text).split()) for piece in line.pieces if not piece.title)


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
    story: DayStory, pages: Sequence[Page], points: Sequence[Line], desk: Desk, told: Told
) -> tuple[tuple[Voice, ...], tuple[Shared, ...]]:  # fmt: skip
    """Return who said what in articles of origins that are new, the speakers of most importance first.

    Each saying is printed once. And which other articles have what the `points` and the voices quote.
    """
    quoted = _Quoted(story.comparison.sayings, story.reports)
    quoted.print_lines(pages[0].report, [*_points_of(pages[0].briefing)])
    members = {(ref.article, ref.actor): actor for actor in story.comparison.actors for ref in actor.members}
    known = {report.origin for report in story.reports if report.article in story.earlier}
    heard: defaultdict[str, list[tuple[Page, Voice, Saying]]] = defaultdict(list)
    for page in (page for page in pages if page.report.origin not in known):
        analysis = page.report.analysis
        for voice in page.briefing.voices:
            actor = members.get((page.report.article, voice.actor or ""))
            name = voice.name.span.of(analysis.text) if voice.name else ""
            for saying in voice.sayings if actor else ():
                repeated = told.reports(saying.line, analysis, name)
                if actor and quoted.is_fresh(page.report, saying) and not repeated:
                    told.add(saying.line, analysis, name)
                    heard[actor.id].append((page, voice, saying))
    actors = [a for a in story.comparison.actors if a.id in heard]
    actors = sorted(actors, key=lambda a: (-a.importance, a.id))[:VOICES]
    places = Places(story.reports, desk)
    voices = tuple(_voice(actor, heard[actor.id], places, desk) for actor in actors)
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
    best = sorted(told, key=lambda one: -one[2].line.rank)[:SAYINGS]
    sayings = [
        desk.saying(saying, page.report.analysis, f"statement-{actor.id}-{n}", saying.line.rank - FADING * (n - 1))
        for n, (page, _, saying) in enumerate((one for one in told if one in best), 1)
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
