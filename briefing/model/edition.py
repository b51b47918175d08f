"""What a day's front page holds: stories by weight, what is disputed, what changed, what is ahead, and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.model.analysis import Mode
from briefing.model.article import Article
from briefing.model.comparison import Comparison, FigureKind, News, NewsKind, Report
from briefing.model.page import Accuracy, Contest, Event, Line, Opposition, Piece, Voice
from briefing.model.spans import Span


@dataclass(frozen=True, slots=True)
class DayStory:
    """A story of the day with all that was found out about it.

    `reports` are its articles, copies too, the one that leads first; `opinions` counts pieces that argue a case, which
    are none of them. `former` are articles it was told by before that no longer count: replaced by a newer version or
    withdrawn. `since` is the day it was first printed, None for a new one; `earlier` are the ids of the reports that an
    edition before this one knew: what they say is no news.
    """

    id: str
    reports: tuple[Report, ...]
    comparison: Comparison
    former: tuple[Report, ...] = ()
    news: tuple[News, ...] = ()
    opinions: int = 0
    since: date | None = None
    earlier: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Telling:
    """How a story is told: `articles` of `outlets`, of which `origins` are texts of their own and the rest copies.

    `opinions` are pieces that argue a case; they are none of the others.
    """

    articles: int
    outlets: int
    origins: int
    opinions: int = 0


@dataclass(frozen=True, slots=True)
class Weight:
    """Why a story stands where it stands: its parts by name, which add up to `score`."""

    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """A story on the front page; `story` is its identity over days.

    `points` are its key sentences, the best first; `only` are the ids of those that no other origin reports. The lead
    has `voices` and `oppositions`, the others have none. `since` is the day it was first printed, None for a new one.
    """

    id: str
    story: str
    headline: Line
    points: tuple[Line, ...]
    telling: Telling
    weight: Weight
    outlet: str
    only: frozenset[str] = frozenset()
    voices: tuple[Voice, ...] = ()
    oppositions: tuple[Opposition, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as one article tells it: `number` within the words of `line`, and who published it."""

    number: Piece
    line: Line
    outlet: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one thing side by side, earliest first; `line` ids share the prefix `id`."""

    id: str
    kind: FigureKind
    unit: str
    values: tuple[Value, ...]
    rank: float


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """What is new since the last edition: the sentence, and what was printed before, where that still stands."""

    kind: NewsKind
    line: Line
    before: Line | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the day's articles one outlet wrote, and how many of them are copies of another's text."""

    outlet: str
    articles: int
    copies: int


class Watching(StrEnum):
    """How somebody on the watch-list comes up."""

    QUOTED = "quoted"
    MENTIONED = "mentioned"
    AGAINST = "against"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Watched:
    """A line about a name of the watch-list.

    `outlet` published it, and so did `also`. `who` are the names of those who said it and `cue` the source's words for
    how, where the line does not have them. Where the page prints the line elsewhere (`told`), it is only pointed to.
    """

    name: str
    how: Watching
    line: Line
    outlet: str
    also: tuple[str, ...] = ()
    who: tuple[Piece, ...] = ()
    cue: tuple[Piece, ...] = ()
    mode: Mode | None = None
    told: bool = False

    @property
    def outlets(self) -> tuple[str, ...]:
        """All outlets that have the line, the one it is printed from first."""
        return (self.outlet, *self.also)


class Reply(StrEnum):
    """What became of somebody's chance to answer what was said against them."""

    DECLINED = "declined"
    GIVEN = "given"
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True)
class WatchedStory:
    """A story in which a watched name occurs; `since` is the day it was first printed, None for a new one."""

    headline: Line
    telling: Telling
    since: date | None = None


@dataclass(frozen=True, slots=True)
class WatchedName:
    """All that the day's stories have on one name of the watch-list; no `stories`: the name does not occur.

    `stories` are the weightiest first, `lines` by how the name comes up, in the order of `Watching`; `outlets` and
    `origins` count those of all its stories that name it. `reply` is None where nothing is said against it and nobody
    asked.
    """

    id: str
    name: str
    rank: float
    stories: tuple[WatchedStory, ...] = ()
    lines: tuple[Watched, ...] = ()
    outlets: int = 0
    origins: int = 0
    reply: Reply | None = None


class EditionLayout(StrEnum):
    """For whom the page is laid out: any reader of the news, or a press office, whose watch-list comes first."""

    NEWS = "news"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Shared:
    """Other articles of the page, by number, that have the quotation of a line."""

    line: str
    articles: tuple[int, ...]


class MissingKind(StrEnum):
    """What the edition could not take in; the words for each stand in the templates."""

    SOURCE_FAILED = "source_failed"
    UNREAD = "unread"
    OTHER_LANGUAGE = "other_language"
    UNDATED = "undated"
    OPINION = "opinion"
    EMBARGOED = "embargoed"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the edition must admit: how often, and the names or the reason, where there are any."""

    kind: MissingKind
    count: int = 1
    message: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A day's front page, chosen and ordered; it holds no words but the articles' own.

    `articles` are those cited, in the order of their letters; `sentences` the spans that their marks number. `number`
    counts the issues of the day from 1. `shared` says of a line which other articles have the same quotation; `read` is
    how many articles the edition rests on. `layout` says which page is made of it: that of a press office has `names`,
    the whole watch-list in its order, and the lead no voices; the other has the few lines of `watched`.
    """

    day: date
    number: int
    articles: tuple[Article, ...]
    sentences: tuple[tuple[Span, ...], ...]
    lead: Front | None
    briefs: tuple[Front, ...]
    disputes: tuple[Contest, ...]
    figures: tuple[Figures, ...]
    changes: tuple[ChangedLine, ...]
    agenda: tuple[Event, ...]
    coverage: tuple[Coverage, ...]
    watched: tuple[Watched, ...]
    missing: tuple[Missing, ...]
    shared: tuple[Shared, ...]
    read: int
    accuracy: Accuracy | None = None
    layout: EditionLayout = EditionLayout.NEWS
    names: tuple[WatchedName, ...] = ()

    @property
    def fronts(self) -> tuple[Front, ...]:
        """Its stories, the weightiest first."""
        return (self.lead, *self.briefs) if self.lead else self.briefs
