"""Transcripts: every turn is an attribution to its label, without a cue."""

from __future__ import annotations

from briefing.analyse.attributions.view import View
from briefing.model import Attribution, Block, BlockKind, Document, Genre, Span


def find_turns(view: View) -> list[Attribution]:
    """Return one attribution for each turn in text order; unlabelled paragraphs of a transcript go on with the turn."""
    document = view.document
    turns: list[tuple[Span, list[Span]]] = []
    for block in document.article.blocks:
        if block.speaker is not None:
            label = view.tight(block.speaker)
            if label is not None:
                turns.append((label, []))
        if turns and _goes_on(document, block):
            front = block.speaker.end if block.speaker is not None else block.span.start
            words = view.tight(Span(front, block.span.end))
            turns[-1][1].extend([words] if words is not None else [])
    return [Attribution((label,), (), tuple(words)) for label, words in turns if words]


def _goes_on(document: Document, block: Block) -> bool:
    if block.speaker is not None:
        return True
    return block.kind is BlockKind.BODY and document.article.genre is Genre.TRANSCRIPT


def within_turn(view: View, index: int, source: frozenset[str]) -> bool:
    """Tell whether a cue at this token only goes on with its turn: its source ('I', 'you', none) is no third person."""
    block = view.document.article.blocks[view.document.sentences[view.tokens[index].sentence].block]
    return block.speaker is not None and (not source or bool(source & view.grammar["speech partner"]))
