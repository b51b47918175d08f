"""Transcripts: every turn is an attribution to its label, without a cue."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from briefing.analyse.attributions.grammar import Grammar
from briefing.analyse.attributions.spans import tight, words_of
from briefing.model import Attribution, Block, BlockKind, Document, Genre, Span


def find_turns(document: Document, reported: Iterable[Attribution], grammar: Grammar) -> list[Attribution]:
    """Return one attribution for each turn in text order.

    A turn ends with its paragraph. In a transcript an unlabelled paragraph goes on with it where another turn is still
    to come and nothing in it is `reported` of a third person: that is the narrator.
    """
    blocks, text = document.article.blocks, document.text
    last = max((i for i, b in enumerate(blocks) if b.speaker is not None), default=-1)
    if last < 0:
        return []
    narrated = _narrated(document, reported, grammar)
    turns: list[tuple[Span, list[Span]]] = []
    running = False
    for i, block in enumerate(blocks[: last + 1]):
        label = tight(text, block.speaker) if block.speaker is not None else None
        if label is not None:
            turns.append((label, []))
            running = True
        elif running and block.kind is BlockKind.BODY:
            running = document.article.genre is Genre.TRANSCRIPT and i not in narrated
        if running and (label is not None or block.kind is BlockKind.BODY):
            words = tight(text, _words_of(block))
            turns[-1][1].extend([words] if words is not None else [])
    return [Attribution((label,), (), tuple(words)) for label, words in turns if words]


def within_turn(document: Document, attribution: Attribution, grammar: Grammar) -> bool:
    """Tell whether an attribution only goes on with its turn: its source ('I', 'you', none) is no third person."""
    first = document.sentence_at((*attribution.cue, *attribution.content)[0].start)
    if first is None or document.article.blocks[first.block].speaker is None:
        return False
    source = words_of(document, attribution.source)
    return not source or bool(source & grammar["speech partner"])


def _words_of(block: Block) -> Span:
    return Span(block.speaker.end if block.speaker is not None else block.span.start, block.span.end)


def _narrated(document: Document, reported: Iterable[Attribution], grammar: Grammar) -> Collection[int]:
    """Return the blocks in which somebody outside the conversation is reported to speak."""
    partners = grammar["speech partner"]
    sentences = (
        document.sentence_at(a.source[0].start)
        for a in reported
        if a.source and not words_of(document, a.source) & partners
    )
    return {s.block for s in sentences if s is not None}
