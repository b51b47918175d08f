"""The key points: the best sentences, whole quotations where they quote, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.compose.pieces import covered, sentences_of, with_referents, without_dateline
from briefing.compose.printed import normal
from briefing.model import Analysis, KeyPoint, Line, Piece, Sentence, Span

MANY = 6
"""Key points, with the one set below the headline, that hardly give way to anything else on the page."""

LONGEST = 3
"""Sentences, at most, that a key point is extended to so that a quotation stands whole."""

TORN = 20
"""Rank lost by a point that shows a part of a quotation, or what a dispute prints anyway."""


def key_points(analysis: Analysis, limit: int, headline: Line, evidence: Sequence[Span]) -> tuple[Line, ...]:
    """Return the key sentences, best first, but those in the headline and those that repeat another.

    One that cuts a quotation is printed with the sentences that complete it, where they are few. What the disputes
    print anyway, and quotations that stay cut, rank lower.
    """
    names = {a.id: a.name for a in analysis.actors}
    lines: list[Line] = []
    for number, (point, sentences, torn) in enumerate(_chosen(analysis, set(headline.cites)), 1):
        if number > limit:
            break
        first = without_dateline(sentences[0], analysis)
        span = Span(first.start, sentences[-1].span.end)
        known = covered(span, evidence) > 0.5 * len(span)
        rank = (108 if number <= MANY else 78) - 4 * number - TORN * known - TORN * torn
        cites = tuple(s.index for s in sentences)
        words = (*_label(analysis, sentences[0]), *with_referents(span, point, names))
        lines.append(Line(f"point-{number}", words, cites, rank))
    return tuple(lines)


def _label(analysis: Analysis, sentence: Sentence) -> tuple[Piece, ...]:
    """Return the speaker's label of a turn for a sentence further on in it, as a name from elsewhere."""
    label = analysis.article.blocks[sentence.block].speaker
    if label is None or sentence.span.start < label.end:
        return ()
    name = label.of(analysis.text).rstrip(" :\t\n")
    return (Piece(Span(label.start, label.start + len(name)), referent=True),) if name.strip() else ()


def _chosen(analysis: Analysis, taken: set[int]) -> Iterator[tuple[KeyPoint, list[Sentence], bool]]:
    """Yield each key point that says something new, with its sentences, and whether it still cuts a quotation."""
    seen = {normal(analysis.document.sentences[i].span.of(analysis.text)) for i in taken}
    for point in analysis.key_points:
        words = normal(analysis.document.sentences[point.sentence].span.of(analysis.text))
        if point.sentence in taken or words in seen:
            continue
        sentences, torn = _whole(analysis, point.sentence)
        if not taken & {s.index for s in sentences}:
            taken |= {s.index for s in sentences}
            seen.add(words)
            yield point, sentences, torn


def _whole(analysis: Analysis, index: int) -> tuple[list[Sentence], bool]:
    """Return a key sentence with those of the quotation it cuts, and whether there are too many of them to print."""
    sentence = analysis.document.sentences[index]
    around = [sentence.span]
    for quotation in analysis.document.quotations:
        spans = [s for s in quotation.spans if s.overlap(sentence.span)]
        around += [s for s in spans if not sentence.span.covers(s)]
    found = sentences_of(analysis.document, around)
    if len(found) == 1:
        return found, False
    small = len(found) <= LONGEST and len({s.block for s in found}) == 1
    return (found, False) if small else ([sentence], True)
