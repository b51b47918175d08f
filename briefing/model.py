"""Every record that crosses a stage. Frozen and slotted; no I/O, no logic beyond looking at spans.

Text is stored once, in `Article.text`. All that is extracted from it is a `Span` into that text,
so whatever is printed can be compared with its source character by character.
Offsets are counted in Unicode code points, half open: `text[start:end]`.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Return how many characters the two spans share; 0 where they do not touch."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or resolved; printed with the briefing, never swallowed."""

    stage: str
    message: str
    span: Span | None = None


# ---------------------------------------------------------------- read


class BlockKind(StrEnum):
    """What a block of the article is for. Only `BODY` and `HEADING` blocks hold the story's sentences."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of the article, without surrounding blanks.

    `dateline` is the part at its front such as 'MOSCOW (Sputnik) — ', dash and blank included;
    `speaker` the part such as 'WALLACE: ' of a transcript's turn.
    """

    span: Span
    kind: BlockKind
    dateline: Span | None = None
    speaker: Span | None = None


class Genre(StrEnum):
    """Kinds of article that a briefing must tell apart."""

    NEWS = "news"
    OPINION = "opinion"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text once, and what is known about it.

    `published` is None where neither the source nor its text says. `published_from` tells where the date
    comes from: 'option', 'sidecar', 'metadata', 'byline', 'dateline' or None.
    Blocks are in text order, do not overlap, and cover every non-blank character.
    """

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_from: str | None = None
    authors: tuple[str, ...] = ()
    genre: Genre = Genre.NEWS
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- annotate


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parse. `head` is the index of its head in `Document.tokens` (its own for a root).

    `pos` is a Universal POS tag, `tag` Penn Treebank, `dep` a ClearNLP dependency label, `entity` an OntoNotes
    entity type or ''. `sentence` indexes `Document.sentences`.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity with its OntoNotes label; `tokens` is the half-open token range."""

    span: Span
    label: str
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span, its block, its half-open token range and its 0-based number in the document."""

    index: int
    span: Span
    block: int
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, without their marks. A quotation over several paragraphs has one span for each.

    `closed` is False where no closing mark was found and the end was inferred.
    """

    spans: tuple[Span, ...]
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Attribution:
    """The bare spans of one attribution before anybody is resolved: who, how, what; each may be broken or empty.

    `content` is never empty. `nested_in` indexes the attribution whose content holds this one. `confidence` in [0, 1]
    is how likely it is one at all, with these spans; 1 where a rule that is always right found it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    nested_in: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the learned reader says of an article.

    `attributions` in order of their content's first character, the longest first where they start alike. Per sentence
    of the document, zeros outside the story: `roles` (S, 9), probabilities in the order of `Role`; `speech` (S,), how
    likely it is speech; `vectors` (S, width), of unit length.
    """

    attributions: tuple[Attribution, ...]
    roles: npt.NDArray[np.float32]
    speech: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its linguistic annotation; what every extractor reads.

    `vectors` has one row of unit length per sentence (the mean of its content words' vectors; zeros
    where none is known), shape (sentences, width). `children[i]` are the indices of token i's dependents in text order.
    `reading` is None until the reader has read it.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    noun_chunks: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    vectors: npt.NDArray[np.float32]
    children: tuple[tuple[int, ...], ...]
    problems: tuple[Problem, ...] = ()
    reading: Reading | None = None
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _token_starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _entity_starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(s.span.start for s in self.sentences))
        object.__setattr__(self, "_token_starts", tuple(t.start for t in self.tokens))
        object.__setattr__(self, "_entity_starts", tuple(e.span.start for e in self.entities))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds this character, or None between sentences."""
        i = bisect.bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].span.end:
            return self.sentences[i]
        return None

    def sentences_of(self, span: Span) -> Sequence[Sentence]:
        """Return the sentences that share at least one character with the span, in text order."""
        i = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        j = bisect.bisect_left(self._starts, span.end)
        return [s for s in self.sentences[i:j] if s.span.overlap(span)]

    def tokens_of(self, span: Span) -> Sequence[Token]:
        """Return the tokens that share at least one character with the span, in text order."""
        i = max(0, bisect.bisect_right(self._token_starts, span.start) - 1)
        j = bisect.bisect_left(self._token_starts, span.end)
        return [t for t in self.tokens[i:j] if t.end > span.start]

    def entities_of(self, span: Span) -> Sequence[Entity]:
        """Return the named entities that share at least one character with the span, in text order."""
        i = bisect.bisect_right(self._entity_starts, span.start) - 1
        j = bisect.bisect_left(self._entity_starts, span.end)
        return [e for e in self.entities[max(0, i) : j] if e.span.overlap(span)]

    def words(self, sentence: Sentence) -> Sequence[Token]:
        """Return a sentence's tokens in text order."""
        return self.tokens[slice(*sentence.tokens)]

    def subtree(self, index: int) -> list[int]:
        """Return the indices of a token and all below it, in text order."""
        found, stack = [], [index]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self.children[i])
        return sorted(found)

    def span_of(self, indices: Iterable[int]) -> Span:
        """Return the smallest span that holds these tokens; ValueError where there are none."""
        found = list(indices)
        return Span(min(self.tokens[i].start for i in found), max(self.tokens[i].end for i in found))


# ---------------------------------------------------------------- extract


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


# ---------------------------------------------------------------- compose


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of stored words on the page, printed as written.

    Where `title` is set, `span` points into `Article.title` instead of `Article.text`. A `referent` is printed in
    marks of ours: the name, from elsewhere in the source, of what the words before it mean ('He ⟦Mara Iveston⟧').
    """

    span: Span
    referent: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: its pieces in reading order and the sentences it rests on (indices, in text order).

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
