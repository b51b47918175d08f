"""Quoted words, paired over paragraphs.

Newspapers open every paragraph of a long quotation with a mark and close only the last; a mark may be missing or
turned the wrong way. So marks are read by their surroundings, and an odd one costs a `Problem`, never the quotations
around it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from briefing.model import Article, Block, BlockKind, Problem, Quotation, Span

STAGE = "quotations"

STORY = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.HEADING})
"""Kinds of block whose marks count; a caption or a footer must not open what the story closes."""

# A double mark: straight, curly, low, LaTeX/wire style ``...'', or a guillemet.
DOUBLE = re.compile(r"``|''|[\"“”„‟«»]")
# A single mark; most are apostrophes, told apart in `_single_marks`.
SINGLE = re.compile(r"['‘’‚]")
# The end of a plural possessive ("the farmers’ union"): closes a quotation only where nothing better does.
POSSESSIVE = re.compile(r"s['’] \w")

BEFORE_OPEN = frozenset(" \t\r\n\u00a0([{—–-/‘'“\"")
"""What may stand before an opening mark (besides nothing)."""
MAX_SINGLE = 600
"""Longest stretch in characters between two single marks: beyond it they are apostrophes far apart."""


class Shape(Enum):
    """What a mark looks like from its surroundings."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark at `start:end` of the text."""

    start: int
    end: int
    shape: Shape


@dataclass(slots=True)
class _Open:
    """A quotation that is being read: its finished spans, and where its present one starts."""

    start: int
    spans: list[Span] = field(default_factory=list)


def find_quotations(article: Article) -> tuple[tuple[Quotation, ...], tuple[Problem, ...]]:
    """Return the outermost quotations in text order and a problem for every mark without its partner.

    A quotation that is never closed ends with its block and has `closed=False`. Quotations do not overlap, hold at
    least one word, and are without their marks and edge blanks.
    """
    pairer = _Pairer(article.text)
    for block in article.blocks:
        if block.kind in STORY:
            pairer.read(block)
    pairer.give_up()
    found = pairer.found + _single_quotations(article, pairer.found)
    return tuple(sorted(found, key=lambda q: q.spans[0])), tuple(pairer.problems)


class _Pairer:
    """Pairs double marks block by block; holds the one quotation that may run over to the next block."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Quotation] = []
        self.problems: list[Problem] = []
        self.running: _Open | None = None
        self.block_end = 0

    def read(self, block: Block) -> None:
        """Read the marks of one block."""
        marks = _double_marks(self.text, block.span)
        opened = self._carry_over(block, marks)
        by_turns = len(marks) % 2 == 0
        for mark in marks[1:] if opened else marks:
            self._take(mark, by_turns)
        self.block_end = block.span.end
        if self.running is not None:
            self._add_span(self.running, block.span.end)

    def give_up(self) -> None:
        """Close the quotation that found no closing mark at the end of its last block."""
        if self.running is not None:
            start = self.running.spans[0].start if self.running.spans else self.running.start
            self.problems.append(Problem(STAGE, "quotation without a closing mark", Span(start, self.block_end)))
            self._finish(closed=False)

    def _carry_over(self, block: Block, marks: Sequence[Mark]) -> bool:
        """Continue a running quotation into this block or give it up; True where its first mark was used for that."""
        if self.running is None:
            return False
        first = marks[0] if marks else None
        if (
            first is not None
            and first.shape is not Shape.CLOSE
            and not self.text[block.span.start : first.start].strip()
        ):
            self.running.start = first.end
            return True
        if first is not None and first.shape is Shape.CLOSE:
            self.running.start = block.span.start
            return False
        self.give_up()
        return False

    def _take(self, mark: Mark, by_turns: bool) -> None:
        """Open or close with one mark; with an even number of marks in the block, straight ones simply take turns."""
        if self.running is None:
            if mark.shape is Shape.CLOSE and not by_turns:
                self.problems.append(Problem(STAGE, "closing mark without an opening one", Span(mark.start, mark.end)))
            else:
                self.running = _Open(mark.end)
            return
        lost = mark.shape is Shape.OPEN and not by_turns
        self._add_span(self.running, mark.start)
        if lost:
            span = Span(self.running.start, mark.start)
            self.problems.append(Problem(STAGE, "quotation without a closing mark", span))
        self._finish(closed=not lost)
        if lost:
            self.running = _Open(mark.end)

    def _add_span(self, opened: _Open, end: int) -> None:
        span = _tight(self.text, Span(opened.start, end))
        if span is not None:
            opened.spans.append(span)

    def _finish(self, *, closed: bool) -> None:
        if self.running is not None and self.running.spans:
            self.found.append(Quotation(tuple(self.running.spans), closed))
        self.running = None


def _double_marks(text: str, within: Span) -> list[Mark]:
    """Return the block's double marks; the inch sign of a measure (6'2") is none unless something is open."""
    marks: list[Mark] = []
    for match in DOUBLE.finditer(text, within.start, within.end):
        shape = _shape(text, match, within)
        inch = match[0] == '"' and match.start() > within.start and text[match.start() - 1].isdigit()
        if inch and len(marks) % 2 == 0:
            continue
        marks.append(Mark(match.start(), match.end(), shape))
    return marks


def _shape(text: str, match: re.Match[str], within: Span) -> Shape:
    """Tell what a mark looks like: a straight or wrongly turned one by its neighbours, else by its own form."""
    left = text[match.start() - 1] if match.start() > within.start else " "
    right = text[match.end()] if match.end() < within.end else " "
    free_left, free_right = left in BEFORE_OPEN, right.isspace()
    mark = match[0]
    if mark in "“„‟«``":
        return Shape.CLOSE if free_right and not left.isspace() else Shape.OPEN
    if mark in "”»":
        return Shape.OPEN if free_left and not free_right and left != "-" else Shape.CLOSE
    if free_left and not free_right:
        return Shape.OPEN
    if free_right and not left.isspace():
        return Shape.CLOSE
    if not free_left and not right.isalnum():
        return Shape.CLOSE
    return Shape.EITHER


def _single_quotations(article: Article, outer: Sequence[Quotation]) -> list[Quotation]:
    """Return quotations in single marks outside the double ones: 'so', or ‘so’; apostrophes are left alone."""
    taken = sorted(s for q in outer for s in q.spans)
    found: list[Quotation] = []
    for block in article.blocks:
        if block.kind in STORY:
            for free in _gaps(block.span, taken):
                found += _pair_singles(article.text, free)
    return found


def _gaps(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a span that none of the `taken` spans covers; those are sorted and none starts before it."""
    at = span.start
    for i in range(bisect.bisect_left(taken, Span(span.start, span.start)), len(taken)):
        other = taken[i]
        if other.start >= span.end:
            break
        if other.start > at:
            yield Span(at, other.start)
        at = max(at, other.end)
    if at < span.end:
        yield Span(at, span.end)


def _pair_singles(text: str, within: Span) -> Iterator[Quotation]:
    """Pair single marks: an opening one with the next closing one, past plural possessives where one is better."""
    marks = _single_marks(text, within)
    at = 0
    while at < len(marks):
        opening = marks[at]
        at += 1
        if opening.shape is not Shape.OPEN:
            continue
        closing = _closing(text, opening, marks, at)
        if closing is None:
            continue
        span = _tight(text, Span(opening.end, marks[closing].start))
        if span is not None and len(span) > 1:  # a single letter is an elision: rock 'n' roll
            yield Quotation((span,))
        at = closing + 1


def _closing(text: str, opening: Mark, marks: Sequence[Mark], at: int) -> int | None:
    """Return the index of the mark that closes `opening`, or None where it is an apostrophe ('90s, ’em)."""
    fallback = None
    for i in range(at, len(marks)):
        mark = marks[i]
        if mark.shape is Shape.OPEN or mark.start - opening.end > MAX_SINGLE:
            break
        if not POSSESSIVE.match(text, mark.start - 1):
            return i
        fallback = i if fallback is None else fallback
    return fallback


def _single_marks(text: str, within: Span) -> list[Mark]:
    """Return the single marks that can open or close; one between two letters is an apostrophe."""
    marks: list[Mark] = []
    for match in SINGLE.finditer(text, within.start, within.end):
        left = text[match.start() - 1] if match.start() > within.start else " "
        right = text[match.end()] if match.end() < within.end else " "
        if left in BEFORE_OPEN and not right.isspace() and match[0] != "’":
            marks.append(Mark(match.start(), match.end(), Shape.OPEN))
        elif not left.isspace() and not right.isalnum() and match[0] != "‘":
            marks.append(Mark(match.start(), match.end(), Shape.CLOSE))
    return marks


def _tight(text: str, span: Span) -> Span | None:
    """Return the span without edge blanks, or None where no letter or digit is in it."""
    words = span.of(text)
    if not any(c.isalnum() for c in words):
        return None
    return Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))
