"""Calendar dates with their precision, resolved against the publication date.

The rules follow TimeML (Pustejovsky et al. 2003) as HeidelTime applies it to news (Strötgen and Gertz, 2013): what the
calendar can name to the day, the month or the year. Durations, sets ('every Monday'), seasons, weeks, quarters and
decades are no such dates and are left out, and so are dates within titles and in lists of links run into a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefing.analyse.dates.asides import find_asides
from briefing.analyse.dates.context import Context, Undated
from briefing.analyse.dates.grammar import Expression, expressions
from briefing.analyse.dates.lexer import DateWords, Piece, pieces_of
from briefing.analyse.dates.readers import read
from briefing.analyse.dates.relative import coming_weekdays
from briefing.lexicon import Lexicon
from briefing.model import BlockKind, DateMention, Document, Precision, Problem, Span

STAGE = "dates"

HEAD_BLOCKS = 4
"""Blocks at the top of an article in which its own date may stand."""

AGREE_DAYS = 3
"""A numeric date read day first is taken for the article's own when it lies this near the publication day."""


def find_dates(document: Document, lexicon: Lexicon) -> tuple[tuple[DateMention, ...], tuple[Problem, ...]]:
    """Return the dates in text order, disjoint, and what could not be resolved.

    Dates count from `article.published`; where that is unknown, from a full date in a byline, a dateline or a line of
    its own at the top. Without either, relative dates are left out and one problem says how many.
    """
    words = DateWords.load(lexicon)
    blocks = [pieces_of(document.text, block.span, words) for block in document.article.blocks]
    found = [expressions(pieces) for pieces in blocks]
    day_first = _day_first(document.article.published, zip(blocks, found, strict=True))
    published = document.article.published or _own_date(document, words, blocks, found, day_first)
    context = Context(document, words, published, day_first, aside=find_asides(document))
    context.coming = coming_weekdays(context, blocks, found)
    undated: list[Span] = []
    for pieces, row in zip(blocks, found, strict=True):
        context.pieces = pieces
        _read(context, row, undated)
    return tuple(mention for mention, _ in context.dates), _problems(undated)


def _read(context: Context, row: list[Expression], undated: list[Span]) -> None:
    """Read one block's expressions: the first that means a date wins over those that overlap it."""
    at = 0
    for expression in row:
        if expression.first < at:
            continue
        try:
            if read(context, expression):
                at = expression.last
        except Undated:
            undated.append(context.span_of(expression))
            at = expression.last


def _problems(undated: list[Span]) -> tuple[Problem, ...]:
    if not undated:
        return ()
    count = f"{len(undated)} relative date{'s' if len(undated) > 1 else ''}"
    return (Problem(STAGE, f"publication date unknown: {count} not resolved", undated[0]),)


def _day_first(published: date | None, blocks: Iterable[tuple[list[Piece], list[Expression]]]) -> bool:
    """Tell whether the article writes numeric dates day first: one shows it, or only so is near the publication day."""
    votes = 0
    for _, row in blocks:
        for expression in row:
            if expression.form == "numeric":
                votes += _vote(expression, published)
    return votes > 0


def _vote(expression: Expression, published: date | None) -> int:
    first, second, year = (expression.parts[name].value for name in ("first", "second", "year"))
    if first > 12 or second > 12:
        return (first > 12) - (second > 12)
    if published is None or year % 100 != published.year % 100:
        return 0
    near = [
        abs((date(published.year, m, d) - published).days) <= AGREE_DAYS for m, d in ((second, first), (first, second))
    ]
    return near[0] - near[1]


def _own_date(
    document: Document, words: DateWords, blocks: list[list[Piece]], found: list[list[Expression]], day_first: bool
) -> date | None:
    """Return the article's own day as its first lines give it, or None."""
    for block, pieces, row in list(zip(document.article.blocks, blocks, found, strict=True))[:HEAD_BLOCKS]:
        context = Context(document, words, None, day_first, pieces)
        _read(context, row, [])
        for mention, calendar in context.dates:
            alone = block.kind is BlockKind.BYLINE or 2 * len(mention.span) >= len(block.span)
            if mention.precision is Precision.DAY and (
                alone or (block.dateline is not None and block.dateline.covers(mention.span))
            ):
                return calendar.first_day()
    return None
