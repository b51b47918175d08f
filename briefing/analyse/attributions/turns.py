"""Transcripts: every turn is an attribution to its label, without a cue."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.view import View
from briefing.model import Attribution, Block, BlockKind, Genre, Span


def find_turns(view: View, candidates: Iterable[Candidate]) -> list[Attribution]:
    """Return one attribution for each turn in text order.

    A turn ends with its paragraph. In a transcript an unlabelled paragraph goes on with it where another turn is still
    to come and none of the `candidates` in it reports what a third person says: that is the narrator.
    """
    blocks = view.document.article.blocks
    narrated = _narrated(view, candidates)
    last = max((i for i, b in enumerate(blocks) if b.speaker is not None), default=-1)
    turns: list[tuple[Span, list[Span]]] = []
    running = False
    for i, block in enumerate(blocks[: last + 1]):
        label = view.tight(block.speaker) if block.speaker is not None else None
        if label is not None:
            turns.append((label, []))
            running = True
        elif running and block.kind is BlockKind.BODY:
            running = view.document.article.genre is Genre.TRANSCRIPT and i not in narrated
        if running and (label is not None or block.kind is BlockKind.BODY):
            words = view.tight(_words_of(block))
            turns[-1][1].extend([words] if words is not None else [])
    return [Attribution((label,), (), tuple(words)) for label, words in turns if words]


def _words_of(block: Block) -> Span:
    return Span(block.speaker.end if block.speaker is not None else block.span.start, block.span.end)


def _narrated(view: View, candidates: Iterable[Candidate]) -> Collection[int]:
    """Return the blocks in which somebody outside the conversation is reported to speak."""
    partners = view.grammar["speech partner"]
    sentences = view.document.sentences
    return {
        sentences[view.tokens[c.head].sentence].block
        for c in candidates
        if c.source and not view.words(c.source) & partners
    }


def within_turn(view: View, index: int, source: frozenset[str]) -> bool:
    """Tell whether a cue at this token only goes on with its turn: its source ('I', 'you', none) is no third person."""
    block = view.document.article.blocks[view.document.sentences[view.tokens[index].sentence].block]
    return block.speaker is not None and (not source or bool(source & view.grammar["speech partner"]))
