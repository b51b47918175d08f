"""Article -> arrays: word pieces with letter case, quotation state and paragraph starts, cut into overlapping windows.

The encoder sees the story's blocks in order. Everything the network is told beside the pieces is computed here, for
training and for use alike, so that the two cannot differ.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefing.model import Article, BlockKind, Quotation, Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Ints = npt.NDArray[np.int64]

STORY = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.HEADING})
"""Kinds of block the reader reads."""

WINDOW = 256
"""Pieces of the longest window, its two marks included."""
OVERLAP = 64
"""Pieces two windows share: each word is read where it stands farther from an edge."""

LOWER, TITLE, UPPER, MIXED, DIGITS, MARK = range(6)
"""Kinds of letter case; `MARK` is a word without letters or digits."""
CASES = 6
INSIDE, SENTENCE, PARAGRAPH, HEAD = range(4)
"""Where a word stands: within a sentence, first of one, first of a paragraph, first of a headline or heading."""
STARTS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """The story's words and pieces in text order.

    Per word (W): `words` (W, 2) half-open offsets in the article's text, `sentences` (W,) the number of its sentence
    among `spans`, `blocks` (W,) its block, `first` (W,) its first piece. Per piece (P): `ids`, `case`, `quoted`
    (0 or 1) and `start`, all (P,). `spans` are the sentences that have words.
    """

    words: Ints
    sentences: Ints
    blocks: Ints
    first: Ints
    ids: Ints
    case: Ints
    quoted: Ints
    start: Ints
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Windows:
    """A layout cut for the encoder: `ids`, `case`, `quoted`, `start` and `mask` of shape (windows, length).

    `take` (W,) are the places of the words' first pieces in the flattened windows.
    """

    ids: Ints
    case: Ints
    quoted: Ints
    start: Ints
    mask: Ints
    take: Ints


def lay_out(
    article: Article, sentences: Sequence[Sequence[Span]], quotations: Sequence[Quotation], tokenizer: Tokenizer
) -> Layout:
    """Return the layout of the article's story; `sentences` are those of each block, in the order of the blocks."""
    told = [i for i, b in enumerate(article.blocks) if b.kind in STORY and sentences[i]]
    texts = [article.blocks[i].span.of(article.text) for i in told]
    spans = tuple(s for i in told for s in sentences[i])
    quoted = _Stretches(sorted({s for q in quotations for s in q.spans}))
    builder = _Builder(article, [s.start for s in spans], quoted)
    for i, encoding in zip(told, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True):
        builder.add(i, encoding)
    return builder.layout(spans)


def cut(layout: Layout, cls: int, sep: int, window: int = WINDOW, overlap: int = OVERLAP) -> Windows:
    """Cut the layout into windows of even length; `cls` and `sep` are the ids that open and close each."""
    total, room = len(layout.ids), window - 2
    count = max(1, -(-(total - overlap) // (room - overlap)))
    size = min(total, -(-(total + (count - 1) * overlap) // count))
    starts = np.array([min(n * (size - overlap), total - size) for n in range(count)], np.int64)
    at = starts[:, None] + np.arange(size)

    def padded(values: Ints, before: int, after: int) -> Ints:
        return np.pad(values[at], ((0, 0), (1, 1)), constant_values=((0, 0), (before, after)))

    # A word belongs to the window whose middle is nearest to it.
    middles = starts + size / 2
    nearest = np.searchsorted((middles[1:] + middles[:-1]) / 2, layout.first, side="right")
    take = nearest * (size + 2) + layout.first - starts[nearest] + 1
    ids = padded(layout.ids, cls, sep)
    return Windows(
        ids, padded(layout.case, MARK, MARK), padded(layout.quoted, 0, 0), padded(layout.start, INSIDE, INSIDE),
        np.ones_like(ids), take,
    )  # fmt: skip


def letter_case(word: str) -> int:
    """Return the kind of letter case of a word."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return DIGITS if any(c.isdigit() for c in word) else MARK
    if all(c.islower() for c in letters):
        return LOWER
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return UPPER
    return TITLE if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else MIXED


class _Stretches:
    """Sorted spans, asked whether a place lies in one."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.starts = [s.start for s in spans]
        self.ends = [s.end for s in spans]

    def hold(self, offset: int) -> bool:
        """Tell whether the nearest span that starts at or before the offset reaches over it."""
        i = bisect.bisect_right(self.starts, offset) - 1
        return i >= 0 and offset < self.ends[i]


class _Builder:
    """Collects the arrays of a `Layout` block by block."""

    def __init__(self, article: Article, sentence_starts: Sequence[int], quoted: _Stretches) -> None:
        self.article = article
        self.sentence_starts = sentence_starts
        self.stretches = quoted
        self.words: list[tuple[int, int]] = []
        self.sentences: list[int] = []
        self.blocks: list[int] = []
        self.first: list[int] = []
        self.pieces: list[tuple[int, int, int, int]] = []

    def add(self, index: int, encoding: Encoding) -> None:
        """Add the words and pieces of one block."""
        block = self.article.blocks[index]
        base, sentence = block.span.start, -1
        before: int | None = -1
        for piece, word, (a, b) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word != before:
                start, end = base + a, base + b
                here = max(0, bisect.bisect_right(self.sentence_starts, start) - 1)
                place = INSIDE if here == sentence else SENTENCE
                if before == -1:
                    place = PARAGRAPH if block.kind is BlockKind.BODY else HEAD
                before, sentence = word, here
                case, quoted = letter_case(self.article.text[start:end]), int(self.stretches.hold(start))
                self.words.append((start, end))
                self.sentences.append(here)
                self.blocks.append(index)
                self.first.append(len(self.pieces))
            else:
                self.words[-1] = (self.words[-1][0], base + b)
                place = INSIDE
            self.pieces.append((piece, case, quoted, place))

    def layout(self, spans: tuple[Span, ...]) -> Layout:
        """Return the finished arrays."""
        words = np.array(self.words, np.int64).reshape(-1, 2)
        ids, case, quoted, start = np.array(self.pieces, np.int64).reshape(-1, 4).T.copy()
        sentences, blocks, first = (np.array(v, np.int64) for v in (self.sentences, self.blocks, self.first))
        return Layout(words, sentences, blocks, first, ids, case, quoted, start, spans)
