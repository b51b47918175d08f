"""Articles -> stories: which tell of one event, which are copies of one text, which leads; ids carried over days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from briefing.gather.average_link import Vector, average_link, dot, near_pairs
from briefing.gather.copies import find_copies
from briefing.gather.identity import Identity, identify
from briefing.gather.links import groups
from briefing.gather.sisters import part_sisters
from briefing.gather.space import Spread, vectors_of
from briefing.gather.traits import Traits
from briefing.model import KeptStory, Origin, Story

THRESHOLD = 0.18
"""How alike two clusters must be on average to be one; sister events that are more alike are parted afterwards."""

WINDOW = 4
"""Days apart that two articles may be to be compared at all; a story goes on longer through those in between."""


def find_stories(articles: Iterable[Traits], kept: Iterable[KeptStory], spread: Spread) -> tuple[Story, ...]:
    """Return the stories of some articles, every article in one: those of most origins first, then by id.

    The articles are the day's and those of the days before that stories may go on from; `kept` are the stories as they
    stood then, whose ids are carried on. The order of the arguments changes nothing; of articles with one digest one
    is taken.
    """
    known = sorted({article.digest: article for article in articles}.values(), key=lambda a: a.digest)
    vectors = vectors_of(known, spread)
    days = [a.published.toordinal() if a.published else None for a in known]
    pairs = near_pairs(vectors, days, WINDOW, THRESHOLD)
    copies = list(find_copies(known, pairs))
    units = {unit[0]: unit for unit in groups(len(known), copies)}
    clusters = [
        sorted(part)
        for cluster in average_link(vectors, pairs, THRESHOLD, copies)
        for part in part_sisters(vectors, [units[i] for i in cluster if i in units])
    ]
    identities = identify([frozenset(known[i].digest for i in cluster) for cluster in clusters], kept)
    stories = [
        _story(identity, [known[i] for i in cluster], [vectors[i] for i in cluster], _copies_within(copies, cluster))
        for identity, cluster in zip(identities, clusters, strict=True)
    ]
    return tuple(sorted(stories, key=lambda story: (-len(story.origins), story.id)))


def _copies_within(copies: Sequence[tuple[int, int]], cluster: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of copies of one cluster, renumbered by their places in it."""
    place = {i: n for n, i in enumerate(cluster)}
    return [(place[i], place[j]) for i, j in copies if i in place and j in place]


def _story(
    identity: Identity, articles: Sequence[Traits], vectors: Sequence[Vector], copies: Sequence[tuple[int, int]]
) -> Story:
    news = [n for n, article in enumerate(articles) if not article.opinion]
    texts = [
        sorted(news_of, key=lambda n: _by_day(articles[n]))
        for text in groups(len(articles), copies)
        if (news_of := [n for n in text if not articles[n].opinion])
    ]
    lead = _lead(articles, vectors, texts)
    texts.sort(key=lambda text: (lead not in text, *_by_day(articles[text[0]])))
    order = sorted(news, key=lambda n: (n != lead, *_by_day(articles[n])))
    days = sorted(a.published for a in ([articles[n] for n in news] or articles) if a.published)
    return Story(
        identity.id,
        tuple(articles[n].digest for n in order),
        tuple(Origin(tuple(articles[n].digest for n in text), _agency(articles[n] for n in text)) for text in texts),
        tuple(a.digest for a in sorted(articles, key=_by_day) if a.opinion),
        days[0] if days else None,
        days[-1] if days else None,
        identity.merged,
        identity.split_from,
    )


def _by_day(article: Traits) -> tuple[date, str]:
    """Return what articles are sorted by: the day, undated ones last, then the digest."""
    return article.published or date.max, article.digest


def _lead(articles: Sequence[Traits], vectors: Sequence[Vector], texts: Sequence[Sequence[int]]) -> int | None:
    """Return the article that leads: of the last day's texts the one that has most in common with all texts.

    The earliest article of a text stands for it, so that no copy leads.
    """
    if not texts:
        return None
    middle: dict[str, float] = defaultdict(float)
    for text in texts:
        for key, weight in vectors[text[0]].items():
            middle[key] += weight
    firsts = [text[0] for text in texts]
    last = max((day for n in firsts if (day := articles[n].published)), default=None)
    return min(
        (n for n in firsts if articles[n].published == last),
        key=lambda n: (-round(dot(vectors[n], middle), 9), articles[n].digest),
    )


def _agency(articles: Iterable[Traits]) -> str | None:
    """Return the agency that most of an origin's articles credit; of equally many the first by name."""
    credited = [article.agency for article in articles if article.agency]
    return min(credited, key=lambda name: (-credited.count(name), name), default=None)
