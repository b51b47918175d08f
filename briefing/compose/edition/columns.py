"""What stands beside the stories: disputes and figures side by side, changes, what is ahead, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from briefing.compose.disputes import SURE
from briefing.compose.edition.fronts import Page
from briefing.compose.edition.placing import Desk, Places
from briefing.compose.edition.told import Told
from briefing.compose.pieces import covered, is_open
from briefing.compose.printed import normal
from briefing.model import (
    ChangedLine,
    Contest,
    Coverage,
    DayStory,
    Event,
    Figure,
    FigureConflict,
    FigureKind,
    Figures,
    NewsKind,
    Party,
    SharedDispute,
    Span,
    Stand,
    Value,
)

DISPUTES, FIGURES, CHANGES, AHEAD, OUTLETS = 4, 4, 8, 6, 8
"""How many of each are offered."""
DISPUTE_RANK, FIGURE_RANK, LOWER = 96.0, 90.0, 9.0
"""Rank of the first dispute and of the first figures that differ, and what each further of them ranks lower."""
SIDES = 2
"""Sides that a dispute shows beside each other."""
GLANCE = 30
"""Words of a dated clause, at most."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
"""Labels of whom a clause is about."""
HORIZON = timedelta(days=60)
"""What lies farther ahead is no agenda."""
CHANGE_RANKS = {
    NewsKind.CORRECTED: 130.0, NewsKind.WITHDRAWN: 130.0, NewsKind.NEW_FIGURE: 84.0, NewsKind.NEW_SPEAKER: 66.0,
    NewsKind.NEW_LINE: 60.0, NewsKind.NEW_STORY: 50.0,
}  # fmt: skip

ALWAYS = frozenset({NewsKind.CORRECTED, NewsKind.WITHDRAWN})
"""What is said as such also where the page prints the sentence."""


def disputes_of_day(
    found: Sequence[tuple[DayStory, Sequence[Page]]], desk: Desk, told: Told, top: float = DISPUTE_RANK
) -> tuple[Contest, ...]:  # fmt: skip
    """Return the disputes of these stories: those across articles first, then those within one, story by story.

    The first ranks `top`, the others lower. Of those within an article the ones with words of both sides come first;
    where the words of both are the same, it is none to be read at a glance. One point is
    disputed once. What an earlier edition knew is no dispute of the day. What the sides say is noted as told.
    """
    makers: dict[str, Callable[[str, float], Contest]] = {}
    for story, _ in found:
        places = Places(story.reports, desk)
        shared = (d for d in story.comparison.disputes if d.confidence >= SURE)
        for dispute in shared:
            if not {dispute.claim.words.article, dispute.reply.words.article} <= story.earlier:
                makers.setdefault(normal(places.words(dispute.issue)), partial(_across, dispute, story, places))
    within = [
        (contest, page.report.analysis)
        for story, pages in found
        for page in pages
        if page.report.article not in story.earlier
        for contest in page.briefing.disputes
        if _has_sides(contest, page.report.analysis.text, told)
    ]
    within.sort(key=lambda pair: not all(party.evidence for party in pair[0].parties) or len(pair[0].parties) < SIDES)
    for contest, analysis in within:
        issue = normal("".join(piece.span.of(analysis.text) for piece in contest.issue.pieces))
        makers.setdefault(issue, partial(desk.contest, contest, analysis))
    contests = tuple(
        make(f"dispute-{n}", top - LOWER * (n - 1)) for n, make in enumerate([*makers.values()][:DISPUTES], 1)
    )
    for contest in contests:
        for line in (line for party in contest.parties for line in party.evidence):
            told.add(line, desk.analyses[line.pieces[0].article])
    return contests


def _has_sides(contest: Contest, text: str, told: Told) -> bool:
    """Tell whether the sides have words of their own: not the same ones, nor a denial for what the other denies."""
    said = [[piece.span for line in party.evidence for piece in line.pieces] for party in contest.parties]
    denied = any(
        party.position == "affirms" and party.evidence and all(told.negates(text, line) for line in party.evidence)
        for party in contest.parties
    )
    return not denied and (len(said) < SIDES or not _one_within(said[0], said[1]))


def _one_within(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether all of the shorter of two stretches of an article stands in the other."""
    short, long = sorted((one, other), key=lambda spans: sum(map(len, spans)))
    return bool(short) and all(covered(span, long) == len(span) for span in short)


def _across(dispute: SharedDispute, story: DayStory, places: Places, id: str, rank: float) -> Contest:
    names = {actor.id: actor.name for actor in story.comparison.actors}

    def party(stand: Stand, n: int) -> Party:
        called = tuple(places.piece(names[a]) for a in stand.actors if a in names)
        return Party(called, stand.position, (places.line(stand.words, f"{id}-{n}", rank),))

    return Contest(places.line(dispute.issue, id, rank), (party(dispute.claim, 1), party(dispute.reply, 2)))


def figures_of_day(stories: Sequence[DayStory], desk: Desk, top: float = FIGURE_RANK) -> tuple[Figures, ...]:
    """Return the figures that differ, those on which sources disagree first, story by story; the first ranks `top`.

    One of them at least is new. Each number is told once, by the article that has it first, with the others' outlets.
    """
    pairs = [
        (story, conflict)
        for story in stories
        for conflict in story.comparison.figures
        if not {figure.sentence.article for figure in conflict.figures} <= story.earlier
    ]
    pairs.sort(key=lambda pair: pair[1].kind is not FigureKind.DISAGREE)
    found = []
    for number, (story, conflict) in enumerate(pairs[:FIGURES], 1):
        id, rank = f"figures-{number}", top - LOWER * (number - 1)
        places = Places(story.reports, desk)
        values = tuple(
            _value(figures, places, f"{id}-{n}", rank) for n, figures in enumerate(_alike(conflict, places), 1)
        )
        found.append(Figures(id, conflict.kind, conflict.unit, values, rank))
    return tuple(found)


def _alike(conflict: FigureConflict, places: Places) -> list[list[Figure]]:
    """Return the figures by number, in the order of their first ones; sentences of the story before headlines."""
    found: dict[tuple[float, float, float], list[Figure]] = {}
    for figure in conflict.figures:
        found.setdefault((figure.value, figure.low, figure.high), []).append(figure)
    return [sorted(figures, key=places.is_headline) for figures in found.values()]


def _value(figures: Sequence[Figure], places: Places, id: str, rank: float) -> Value:
    first = figures[0]
    report = places.reports[first.sentence.article]
    outlets = dict.fromkeys(places.reports[figure.sentence.article].outlet for figure in figures)
    number, line = places.piece(first.words), places.line(first.sentence, id, rank)
    return Value(number, line, ", ".join(outlets), report.day)


def changes_of_day(stories: Sequence[DayStory], printed: set[tuple[str, int]], desk: Desk) -> tuple[ChangedLine, ...]:
    """Return what is new since the last edition and not `printed` (article, sentence); corrections first.

    A new story is told by its headline, so it is none of these.
    """
    found: list[ChangedLine] = []
    seen = set(printed)
    for story in stories:
        places = Places((*story.reports, *story.former), desk)
        for news in story.news:
            place = news.now or news.before
            if place is None or not places.has(place) or news.kind is NewsKind.NEW_STORY:
                continue
            report = places.reports[place.article]
            sentence = report.analysis.document.sentence_at(place.span.start)
            if sentence is None or (news.kind not in ALWAYS and (place.article, sentence.index) in seen):
                continue
            seen.add((place.article, sentence.index))
            rank = CHANGE_RANKS[news.kind] - 2.0 * len(found)
            id = f"change-{len(found) + 1}"
            before = news.before if news.now and news.before and places.has(news.before) else None
            former = places.line(before, f"{id}-before", rank) if before else None
            found.append(ChangedLine(news.kind, places.line(place, id, rank), former))
    return tuple(sorted(found, key=lambda c: -c.line.rank)[:CHANGES])


def agenda(pages: Sequence[Page], day: date, desk: Desk, told: Told) -> tuple[Event, ...]:
    """Return what is dated after the day, to the day and within `HORIZON`, earliest first.

    Each clause is told once, and one of each article and day. It must be short enough to be read at a glance, quote
    whole, and be about somebody named: not 'he'. Of what the page tells already only day and mark are printed.
    """
    last, first = (day + HORIZON).isoformat(), day.isoformat()
    ahead = [
        (event, page)
        for page in pages
        for event in page.briefing.timeline
        if len(event.date) == len(first) and first < event.date <= last and _reads_alone(event, page)
    ]
    seen: set[str] = set()
    dated: set[tuple[str, str]] = set()
    found: list[Event] = []
    for event, page in sorted(ahead, key=lambda pair: pair[0].date):
        analysis, at = page.report.analysis, (page.report.article, event.date)
        words = "".join(p.span.of(analysis.text) for p in event.line.pieces).lower()
        if words not in seen and at not in dated and len(found) < AHEAD:
            seen.add(words)
            dated.add(at)
            number = len(found) + 1
            set_event = desk.event(event, analysis, f"event-{number}", 70.0 - 4.0 * number)
            found.append(replace(set_event, told=told.has(event.line, analysis)))
    return tuple(found)


def _reads_alone(event: Event, page: Page) -> bool:
    """Tell whether a dated clause can be read where nothing stands before it."""
    document = page.report.analysis.document
    words = "".join(p.span.of(document.text) for p in event.line.pieces)
    tokens = [t for p in event.line.pieces for t in document.tokens_of(p.span)]
    subject = next((t for t in tokens if t.dep in SUBJECTS), None)
    return len(words.split()) <= GLANCE and not is_open(words) and (subject is None or subject.pos != "PRON")


def coverage_of_day(stories: Sequence[DayStory]) -> tuple[Coverage, ...]:
    """Return how much each outlet wrote, most first, ties by name; a copy is a report whose origin is told before."""
    wrote, copied = Counter[str](), Counter[str]()
    for story in stories:
        seen: set[str] = set()
        for report in story.reports:
            wrote[report.outlet] += 1
            copied[report.outlet] += report.origin in seen
            seen.add(report.origin)
    ranked = sorted(wrote.items(), key=lambda pair: (-pair[1], pair[0]))[:OUTLETS]
    return tuple(Coverage(outlet, count, copied[outlet]) for outlet, count in ranked)
