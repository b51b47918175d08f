"""The article annotated: sentences, tokens, entities, quotations, and what the reader says of them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.model.article import Article
from briefing.model.spans import Problem, Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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
