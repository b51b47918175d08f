"""What several articles of one story tell together, and what changed since the last edition; all words are places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefing.model.analysis import ActorKind, Analysis
from briefing.model.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one article's text; `article` is its `Article.id`."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One article of a story as it is compared with the others.

    Articles of one `origin` are copies of one text and count as one source. `time` is when it was sent, with its zone,
    None where only the day of `Article.published` is known. `item` is what the sender calls it through all its
    versions, where it says so.
    """

    analysis: Analysis
    origin: str
    time: datetime | None = None
    item: str | None = None

    @property
    def article(self) -> str:
        """The article's id."""
        return self.analysis.article.id

    @property
    def outlet(self) -> str:
        """Who published it: the outlet, or where the article came from."""
        return self.analysis.article.outlet or self.analysis.article.source

    @property
    def day(self) -> date | None:
        """The day it is of."""
        return self.time.date() if self.time else self.analysis.article.published

    def later_than(self, other: Report) -> bool:
        """Tell whether it is surely of a later time: by the hour where both tell it, else by the day."""
        if self.time and other.time:
            return self.time > other.time
        return self.day is not None and other.day is not None and self.day > other.day


@dataclass(frozen=True, slots=True, order=True)
class ActorRef:
    """One article's actor by its id there."""

    article: str
    actor: str


@dataclass(frozen=True, slots=True)
class StoryActor:
    """One actor over all articles of a story.

    `name` is the clearest name, `aliases` one place for each other way the articles name it, `role` the fullest role.
    `members` are who it is in each article, at most one an article. `importance` is the greatest of theirs.
    """

    id: str
    name: Place
    kind: ActorKind
    members: tuple[ActorRef, ...]
    aliases: tuple[Place, ...] = ()
    role: Place | None = None
    importance: float = 0.0


@dataclass(frozen=True, slots=True, order=True)
class StatementRef:
    """One article's statement by its number in `Analysis.statements`."""

    article: str
    statement: int


@dataclass(frozen=True, slots=True)
class SharedSaying:
    """One quotation with every article that has it.

    `words` are the fullest wording, all from the article of `told[0]`; the rest of `told` is in order of time.
    `speaker` is a `StoryActor.id`, None where no article tells surely; `confidence` is that of the speaker. `origins`
    counts the texts that have it, copies as one.
    """

    words: tuple[Place, ...]
    speaker: str | None
    confidence: float
    told: tuple[StatementRef, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Stand:
    """One side of a dispute across articles: who (`StoryActor.id`s), where they stand, their words in one article.

    `position` is as in `Side`.
    """

    actors: tuple[str, ...]
    position: str
    words: Place


@dataclass(frozen=True, slots=True)
class SharedDispute:
    """A claim in one article and the reply to it in another of another origin; `issue` are the source's own words."""

    issue: Place
    claim: Stand
    reply: Stand
    confidence: float


class FigureKind(StrEnum):
    """Why two articles give different figures for one thing."""

    SUPERSEDED = "superseded"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as an article tells it.

    `words` is the number with its hedge and unit, `sentence` the sentence that holds it. What it can mean lies in
    [`low`, `high`], `value` is the number written (days since year 1 for a date). `source` is who is named for it: a
    `StoryActor.id`, else the source's own words in lower case, '' for nobody.
    """

    words: Place
    sentence: Place
    value: float
    low: float
    high: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """Figures of one thing that cannot all be true at a time, one or more articles each, earliest first.

    `unit` is what is counted: 'dead', 'usd', 'percent', 'date', ...
    """

    kind: FigureKind
    unit: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """A key sentence of which no article of another origin tells."""

    sentence: Place
    score: float


class NewsKind(StrEnum):
    """What is new since the last edition."""

    NEW_STORY = "new_story"
    NEW_FIGURE = "new_figure"
    NEW_SPEAKER = "new_speaker"
    NEW_LINE = "new_line"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class News:
    """One sentence that is news, or a printed line that no longer holds.

    `now` is the sentence in today's article, None for what was withdrawn without another in its place. `before` is what
    was printed, or the figure as known before.
    """

    kind: NewsKind
    now: Place | None
    before: Place | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the articles of one story tell together; each sequence in the order its function promises."""

    actors: tuple[StoryActor, ...]
    sayings: tuple[SharedSaying, ...]
    disputes: tuple[SharedDispute, ...]
    figures: tuple[FigureConflict, ...]
    singles: tuple[Single, ...]
