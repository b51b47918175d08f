"""Analyses -> the stories of a day, each with what its articles tell together and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from briefing.daily.records import Selection
from briefing.daily.select import item_of
from briefing.gather.changes import NO_LONGER, TAKEN_BACK, Known, find_changes
from briefing.gather.compare import compare
from briefing.gather.space import Spread
from briefing.gather.stories import find_stories
from briefing.gather.traits import TraitsReader
from briefing.lexicon import Lexicon
from briefing.model import Analysis, DayStory, KeptArticle, KeptEdition, KeptLine, KeptStory, Report, Story
from briefing.store import Store


@dataclass(frozen=True, slots=True)
class DayStories:
    """All stories the day's articles fall into, and those that the edition tells."""

    all: tuple[Story, ...]
    told: tuple[DayStory, ...]
    kept: Mapping[str, KeptStory]


@dataclass(frozen=True, slots=True)
class Means:
    """What stories are compared with: the product's words, and how sure a speaker must be."""

    lexicon: Lexicon
    min_confidence: float


def stories_of_day(
    store: Store, edition: KeptEdition, selection: Selection, analyses: Mapping[str, Analysis], means: Means
) -> DayStories:
    """Return the stories of the analysed articles; those told are compared within, and with what was printed.

    Told are those with something fresh, and those of which something printed no longer holds.
    """
    before = {story.id: story for story in store.editions.stories(edition)}
    articles = {k.digest: k for k in (*selection.articles, *selection.former) if k.digest in analyses}
    reader = TraitsReader(means.lexicon)
    traits = [reader.read(kept.article, digest) for digest, kept in articles.items()]
    stories = find_stories(traits, before.values(), Spread(means.lexicon))
    printed = _printed(store, edition)
    told = []
    for story in stories:
        past = past_of(story, edition.day, before, printed)
        reports = _reports(story, articles, analyses)
        fresh = any(digest in selection.fresh for digest in story.articles)
        if fresh or past.may_have_changed(reports, selection):
            found = _day_story(story, reports, selection, past, means)
            if fresh or any(news.kind in NO_LONGER for news in found.news):
                told.append(found)
    return DayStories(tuple(stories), tuple(told), before)


def _printed(store: Store, edition: KeptEdition) -> Mapping[str, Sequence[KeptLine]]:
    """Return the lines of former editions by story.

    What an earlier issue of the day took back counts as not told: this one takes its place, and tells it as well.
    """
    again = {line for line in store.editions.printed_before(edition, edition.day) if line.kind == TAKEN_BACK}
    printed: dict[str, list[KeptLine]] = {}
    for line in store.editions.printed_before(edition):
        if line not in again:
            printed.setdefault(line.story, []).append(line)
    return printed


@dataclass(frozen=True, slots=True)
class Past:
    """What is remembered of a story: when it was first told, if before the day, its articles, and the lines printed."""

    since: date | None
    members: frozenset[str]
    printed: tuple[KeptLine, ...]

    def may_have_changed(self, reports: Mapping[str, Report], selection: Selection) -> bool:
        """Tell whether words of the story were printed from an article that no longer counts."""
        former = {k.digest for k in selection.former}
        return any(line.article in former and line.article in reports for line in self.printed)


def past_of(
    story: Story, day: date, before: Mapping[str, KeptStory], printed: Mapping[str, Sequence[KeptLine]]
) -> Past:  # fmt: skip
    """Return what is remembered of a story, out of all stories (`before`) and all lines (`printed`) by id.

    Stories that have gone into it count with all they told; the one that it was a part of counts with what was told of
    the articles that are here now.
    """
    whole = (story.id, *story.merged)
    lines = [line for id in whole for line in printed.get(id, ())]
    members = {digest for id in whole if id in before for digest in before[id].members}
    if story.split_from and story.split_from in before:
        own = frozenset(story.members)
        lines += (line for line in printed.get(story.split_from, ()) if line.article in own)
        members |= own.intersection(before[story.split_from].members)
    known = before.get(story.id)
    return Past(known.first if known and known.first < day else None, frozenset(members), tuple(lines))


def _reports(
    story: Story, articles: Mapping[str, KeptArticle], analyses: Mapping[str, Analysis]
) -> dict[str, Report]:  # fmt: skip
    origin = {digest: o.articles[0] for o in story.origins for digest in o.articles}
    return {
        digest: Report(analyses[digest], origin.get(digest, digest), _sent(articles[digest]), item_of(articles[digest]))
        for digest in story.articles
    }


def _day_story(
    story: Story, reports: Mapping[str, Report], selection: Selection, past: Past, means: Means
) -> DayStory:  # fmt: skip
    former = {k.digest for k in selection.former}
    counting = [report for digest, report in reports.items() if digest not in former]
    # What leads is fresh, or the page would open with yesterday's words.
    told = tuple(sorted(counting, key=lambda report: report.article not in selection.fresh))
    earlier = {d: r for d, r in reports.items() if d in former or (d in past.members and d not in selection.fresh)}
    today = [report for report in counting if report.article not in earlier]
    known = Known(earlier, past.printed, selection.killed)
    return DayStory(
        id=story.id,
        reports=told,
        former=tuple(report for digest, report in reports.items() if digest in former),
        comparison=compare(told, means.lexicon, means.min_confidence),
        news=find_changes(today, known, means.lexicon, means.min_confidence),
        opinions=len(story.opinions),
        earlier=frozenset(earlier),
        since=past.since,
    )


def story_of_article(stories: DayStories) -> dict[str, str]:
    """Return the story of each article by digest."""
    return {digest: story.id for story in stories.all for digest in story.members}


def kept_stories(stories: DayStories, day: date) -> list[KeptStory]:
    """Return the stories as they are remembered: one told today goes on from all it was told by before."""
    told = {story.id for story in stories.told}
    found = []
    for story in stories.all:
        if story.id in told:
            known = stories.kept.get(story.id)
            members = {*story.members, *(known.members if known else ())}
            found.append(KeptStory(story.id, tuple(sorted(members)), known.first if known else day, day))
    return found


def _sent(kept: KeptArticle) -> datetime | None:
    return kept.article.release.sent if kept.article.release else None
