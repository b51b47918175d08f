"""Quotations that stand alone behind a paragraph about their speaker: "In her address, Iveston said ...".

Newspapers then print the speech itself, paragraph by paragraph, without naming the speaker again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.analyse.attributions.grammar import Grammar
from briefing.analyse.attributions.spans import words_of
from briefing.model import Attribution, BlockKind, Document, Quotation

PASSED_OVER = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE})
"""Kinds of block that may stand between two paragraphs of the story."""
FEWEST = 4
"""Words from which quoted words are speech, not a term."""


def continued(
    document: Document, found: Sequence[Attribution], verbs: frozenset[str], grammar: Grammar
) -> list[Attribution]:
    """Return one attribution without a cue for each run of whole paragraphs quoted that nobody carries, in text order.

    Its source is the one that speaks in the last sentence of the paragraph before, where there is just one. `verbs`
    are the lemmas that can carry a quotation.
    """
    alone = [q for q in document.quotations if _fills_its_paragraphs(document, q) and not _carried(q, found)]
    if not alone:
        return []
    last = _last_speakers(document, found, verbs, grammar)
    runs: list[Attribution] = []
    end_of_run = -1
    for quotation in alone:
        before = _paragraph_before(document, _block(document, quotation.spans[0].start))
        if runs and before == end_of_run:
            runs[-1] = replace(runs[-1], content=(*runs[-1].content, *quotation.spans))
        elif before in last:
            runs.append(replace(last[before], cue=(), content=quotation.spans, nested_in=None))
        else:
            continue
        end_of_run = _block(document, quotation.spans[-1].start)
    return runs


def _carried(quotation: Quotation, found: Sequence[Attribution]) -> bool:
    return any(s.overlap(c) for s in quotation.spans for a in found for c in a.content)


def _block(document: Document, offset: int) -> int:
    sentence = document.sentence_at(offset)
    return -1 if sentence is None else sentence.block


def _fills_its_paragraphs(document: Document, quotation: Quotation) -> bool:
    """Tell whether a quotation is all its paragraphs hold, and no turn of a transcript."""
    blocks, text, spans = document.article.blocks, document.text, quotation.spans
    first, last = (blocks[_block(document, s.start)] for s in (spans[0], spans[-1]))
    if first.kind is not BlockKind.BODY or first.speaker is not None:
        return False
    edges = text[first.span.start : spans[0].start] + text[spans[-1].end : last.span.end]
    words = sum(len(s.of(text).split()) for s in spans)
    return words >= FEWEST and not any(c.isalnum() for c in edges)


def _paragraph_before(document: Document, block: int) -> int:
    """Return the block of the story before this one, or -1 where a heading or nothing stands there."""
    blocks = document.article.blocks
    at = block - 1
    while at >= 0 and blocks[at].kind in PASSED_OVER:
        at -= 1
    return at if at >= 0 and blocks[at].kind is BlockKind.BODY else -1


def _last_speakers(
    document: Document, found: Sequence[Attribution], verbs: frozenset[str], grammar: Grammar
) -> Mapping[int, Attribution]:
    """Return block -> who speaks in its last sentence, where one third person does and nobody else."""
    closing = {s.block: s.index for s in document.sentences if s.tokens[1] > s.tokens[0]}
    here: dict[int, list[Attribution]] = {}
    for attribution in found:
        sentence = document.sentence_at(attribution.cue[0].start) if attribution.cue and attribution.source else None
        if sentence is not None and closing.get(sentence.block) == sentence.index:
            here.setdefault(sentence.block, []).append(attribution)
    return {
        block: speaking[0]
        for block, speaking in here.items()
        if len({a.source for a in speaking}) == 1
        and any(t.lemma.lower() in verbs for a in speaking for s in a.cue for t in document.tokens_of(s))
        and not words_of(document, speaking[0].source) & grammar["speech partner"]
    }
