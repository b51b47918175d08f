"""What was found in one article: actors, statements, disputes, dates, roles, key points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.model.article import Article
from briefing.model.document import Document
from briefing.model.spans import Problem, Span


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE = "place"
    GROUP = "group"


class MentionType(StrEnum):
    """How an actor is referred to."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is meant, without a role standing beside the name ('spokesman' Mara Iveston)."""

    span: Span
    type: MentionType


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organization, country or group that acts or speaks.

    `name` and `role` are spans of the clearest name and the fullest role as written; mentions are in text order;
    `importance` lies in [0, 1].
    """

    id: str
    name: Span
    kind: ActorKind
    mentions: tuple[Mention, ...]
    role: Span | None = None
    importance: float = 0.0


class Mode(StrEnum):
    """Whether a statement's content is quoted, reported, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the speaker does by saying it."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    CRITICIZES = "criticizes"
    SUPPORTS = "supports"
    DEMANDS = "demands"
    PROMISES = "promises"
    PREDICTS = "predicts"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what.

    `speaker` is an actor's id, or None: unresolved or unnamed; `confidence` in [0, 1] is that of the speaker.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: Mode
    stance: Stance
    speaker: str | None
    confidence: float
    nested_in: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: its actors' ids (may be empty) and its evidence in text order."""

    actors: tuple[str, ...]
    position: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more sides opposed on one point. `issue` is the source's own words for that point."""

    issue: Span
    sides: tuple[Side, ...]
    confidence: float


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar date as written; `value` is ISO 8601 cut to its precision: 2017-04-04, 2017-04 or 2017."""

    span: Span
    value: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated event: its date (as in `DateMention.value`), the mention it rests on, and its sentence's index."""

    date: str
    mention: Span
    sentence: int


class Role(StrEnum):
    """What a sentence is for: van Dijk's news schema as annotated in NewsDiscourse (Choubey et al., ACL 2020)."""

    MAIN_EVENT = "main_event"
    CONSEQUENCE = "consequence"
    PREVIOUS_EVENT = "previous_event"
    CURRENT_CONTEXT = "current_context"
    HISTORICAL_EVENT = "historical_event"
    ANECDOTAL_EVENT = "anecdotal_event"
    EVALUATION = "evaluation"
    EXPECTATION = "expectation"
    NOT_NEWS = "not_news"


@dataclass(frozen=True, slots=True)
class SentenceRole:
    """The role of one sentence, and whether it is (mostly) speech."""

    role: Role
    speech: bool


@dataclass(frozen=True, slots=True)
class Referent:
    """Words of ours, printed in marks: what a dangling expression ('He') at `span` stands for, an actor's id."""

    span: Span
    actor: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A sentence worth printing.

    `score` lies in [0, 1]; `reasons` are its parts by feature name; `referents` say who its dangling words mean.
    """

    sentence: int
    score: float
    reasons: tuple[tuple[str, float], ...] = ()
    referents: tuple[Referent, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known about one article.

    Sequences are in text order, but actors (most important first), key points and disputes (best first) and the
    timeline (earliest first). `roles` runs beside `document.sentences`.
    """

    document: Document
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    disputes: tuple[Dispute, ...]
    dates: tuple[DateMention, ...]
    timeline: tuple[TimelineEntry, ...]
    roles: tuple[SentenceRole, ...]
    key_points: tuple[KeyPoint, ...]
    background: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def article(self) -> Article:
        """The article analysed."""
        return self.document.article

    @property
    def text(self) -> str:
        """The article's text."""
        return self.document.article.text
