"""What a page holds, chosen and ordered; every word of it is a span into its article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.model.analysis import ActorKind, Mode, Stance
from briefing.model.article import Article
from briefing.model.spans import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of stored words on the page, printed as written.

    `article` counts the articles of the page. Where `title` is set, `span` points into `Article.title` instead of
    `Article.text`. A `referent` is printed in marks of ours: the name, from elsewhere in the source, of what the words
    before it mean ('He ⟦Mara Iveston⟧').
    """

    span: Span
    referent: bool = False
    title: bool = False
    article: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: its pieces in reading order and the sentences it rests on (indices, in text order).

    All its pieces are of one article.

    `id` is unique on the page. Where the page is too small the lines of lowest `rank` go first.
    `cites` is empty only for a title that came with the article.
    """

    id: str
    pieces: tuple[Piece, ...]
    cites: tuple[int, ...]
    rank: float


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement as printed under its speaker; `cue` are the source's words for how it was said.

    `source` are the source's words for who said it, given only where the speaker is no known actor.
    """

    line: Line
    cue: tuple[Piece, ...]
    source: tuple[Piece, ...]
    mode: Mode
    stance: Stance

    @property
    def runs_on(self) -> bool:
        """Whether the words said follow right on their cue, as in 'urged both sides to stop'."""
        gap = self.line.pieces[0].span.start - self.cue[-1].span.end if self.cue and self.line.pieces else -1
        return 0 <= gap <= 1


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and what they say that the page does not print elsewhere.

    `actor` is None for all whose speaker is no known actor: those whom the source describes ('a naval officer') where
    `unnamed` is set, else those it leaves unclear. `also` are the sentences, printed elsewhere on the page or left
    out, that hold more of this speaker's statements. `rank` counts where there are no sayings.
    """

    id: str
    actor: str | None
    name: Piece | None
    sayings: tuple[Saying, ...]
    also: tuple[int, ...]
    rank: float
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a dispute: the names of its actors, its position and its evidence."""

    names: tuple[Piece, ...]
    position: str
    evidence: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A disputed point as printed: the source's words for it, and its parties.

    There is one party where nobody is quoted for the other side.
    """

    issue: Line
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event. `date` is ISO 8601 cut to its precision; `told`: the page prints its words elsewhere."""

    date: str
    line: Line
    told: bool


@dataclass(frozen=True, slots=True)
class Player:
    """An actor as printed: name and role; `line.pieces` is the name alone."""

    actor: str
    kind: ActorKind
    line: Line
    role: Piece | None


class GapKind(StrEnum):
    """What the page must admit; the words for each stand in the templates."""

    OPINION = "opinion"
    UNDATED = "undated"
    UNDISPUTED = "undisputed"
    UNRESOLVED = "unresolved"
    REFERENCE = "reference"
    SILENT = "silent"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the page must admit: how often, and for a problem its message and sentence."""

    kind: GapKind
    count: int = 1
    message: str = ""
    cite: int | None = None


@dataclass(frozen=True, slots=True)
class Opposition:
    """Who stands against whom: two actors' names and the ids of the disputes' lines; for the figure."""

    one: Piece
    other: Piece
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of the speakers that would be printed were right, on how many annotated articles."""

    right: int
    judged: int
    articles: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """A page's content, chosen and ordered; it holds no words but the article's own.

    `sentences` are the spans that marks such as s12 number (one more than their index). All sequences are in the
    order of the page. `place` is where the article was filed from; `accuracy` is what its
    speakers are worth by measurement, None where nothing was measured.
    """

    article: Article
    sentences: tuple[Span, ...]
    headline: Line
    standfirst: Line | None
    points: tuple[Line, ...]
    voices: tuple[Voice, ...]
    disputes: tuple[Contest, ...]
    background: tuple[Line, ...]
    timeline: tuple[Event, ...]
    players: tuple[Player, ...]
    oppositions: tuple[Opposition, ...]
    place: Piece | None
    gaps: tuple[Gap, ...]
    accuracy: Accuracy | None = None
