"""Which story leads: by origins that confirm it, what is new in it, who is watched, and how fresh it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from briefing.compose.edition.watching import Watch
from briefing.model import DayStory, NewsKind, Weight

ORIGINS, OUTLETS = 10.0, 2.0
"""Points for each doubling of the texts of their own, and of the outlets that print them."""
NEW, NEWS, NEWS_MOST = 6.0, 2.0, 6.0
"""Points for a story that is new, for each new figure, speaker or correction, and for these at most."""
WATCHED = 25.0
DISPUTED, DIFFERING = 3.0, 3.0
AGEING = 2.0
"""Points lost for each day since the newest report, up to a week."""
WEEK = 7
TELLING = frozenset({NewsKind.NEW_FIGURE, NewsKind.NEW_SPEAKER, NewsKind.CORRECTED, NewsKind.WITHDRAWN})


def weigh(story: DayStory, day: date, watch: Watch) -> Weight:
    """Return a story's weight with its parts; the more the nearer to the top."""
    origins = len({r.origin for r in story.reports})
    outlets = len({r.outlet for r in story.reports})
    news = sum(n.kind in TELLING for n in story.news)
    newest = max((r.day for r in story.reports if r.day), default=None)
    age = min(WEEK, max(0, (day - newest).days)) if newest else WEEK
    parts = {
        "independent origins": ORIGINS * math.log2(1 + origins),
        "outlets": OUTLETS * math.log2(1 + outlets),
        "new story": NEW * (story.since is None),
        "changes": min(NEWS_MOST, NEWS * news),
        "disputed": DISPUTED * bool(story.comparison.disputes),
        "figures differ": DIFFERING * bool(story.comparison.figures),
        "watch-list": WATCHED * any(watch.match(a, story) for a in story.comparison.actors),
        "age": -AGEING * age,
    }
    kept = tuple((name, round(value, 2)) for name, value in parts.items() if value)
    return Weight(round(sum(value for _, value in kept), 2), kept)


def by_weight(stories: Sequence[DayStory], day: date, watch: Watch) -> list[tuple[DayStory, Weight]]:
    """Return the stories, the weightiest first; of equals the one of which more is written, then by id."""
    weighed = [(story, weigh(story, day, watch)) for story in stories]
    return sorted(weighed, key=lambda pair: (-pair[1].score, -_length(pair[0]), pair[0].id))


def _length(story: DayStory) -> int:
    """Return the characters of a story's longest article."""
    return max((len(report.analysis.text) for report in story.reports), default=0)
