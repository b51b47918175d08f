"""Quotations that stand alone behind a paragraph about their speaker: "In her address, Iveston said ...".

Newspapers then print the speech itself, paragraph by paragraph, without naming the speaker again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from briefing.analyse.attributions.context import subject_kind
from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.speech import is_speech
from briefing.analyse.attributions.view import View, run_between
from briefing.model import BlockKind

THIRD_PERSONS = frozenset({"name", "person", "speaker"})
"""Kinds of source that can go on speaking in the next paragraph."""
PASSED_OVER = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE})
"""Kinds of block that may stand between two paragraphs of the story."""


def continued(
    view: View, candidates: Sequence[Candidate], verbs: Collection[str], speakers: frozenset[str]
) -> list[Candidate]:
    """Return one candidate without a cue for each run of whole paragraphs quoted that nobody carries, in text order.

    Its source is the one that speaks in the last sentence of the paragraph before, where there is just one. `verbs`
    are the lemmas that can carry a quotation, `speakers` the nouns for those who speak.
    """
    taken = {i for c in candidates for i in c.content}
    last = _last_speakers(view, candidates, verbs, speakers)
    found: list[Candidate] = []
    end_of_run = -1
    for n, (start, end) in enumerate(view.ranges):
        if start >= end or start in taken or not is_speech(view, n) or not _fills_its_paragraphs(view, n):
            continue
        before = _paragraph_before(view, view.block(start))
        words = tuple(i for i in range(start, end) if view.quoted[i] == n)
        if found and before == end_of_run:
            found[-1] = replace(found[-1], content=(*found[-1].content, *words))
        elif before in last:
            found.append(replace(last[before], frame="quote", cue=(), content=words))
        else:
            continue
        end_of_run = view.block(end - 1)
    return found


def _fills_its_paragraphs(view: View, n: int) -> bool:
    """Tell whether a quotation is all its paragraphs hold, and no turn of a transcript."""
    start, end = view.ranges[n]
    blocks = view.document.article.blocks
    first, last = blocks[view.block(start)], blocks[view.block(end - 1)]
    if first.kind is not BlockKind.BODY or first.speaker is not None:
        return False
    text, spans = view.document.text, view.document.quotations[n].spans
    edges = text[first.span.start : spans[0].start] + text[spans[-1].end : last.span.end]
    return not any(c.isalnum() for c in edges)


def _paragraph_before(view: View, block: int) -> int:
    """Return the block of the story before this one, or -1 where a heading or nothing stands there."""
    blocks = view.document.article.blocks
    at = block - 1
    while at >= 0 and blocks[at].kind in PASSED_OVER:
        at -= 1
    return at if at >= 0 and blocks[at].kind is BlockKind.BODY else -1


def _last_speakers(
    view: View, candidates: Sequence[Candidate], verbs: Collection[str], speakers: frozenset[str]
) -> Mapping[int, Candidate]:
    """Return block -> who speaks in its last sentence, where one third person does and nobody else."""
    sentences = view.document.sentences
    closing = {s.block: s.index for s in sentences if run_between(view, *s.tokens)}
    found: dict[int, list[Candidate]] = {}
    for c in candidates:
        sentence = sentences[view.tokens[c.head].sentence]
        if closing.get(sentence.block) == sentence.index and c.source:
            found.setdefault(sentence.block, []).append(c)
    return {
        block: here[0]
        for block, here in found.items()
        if len({c.source for c in here}) == 1
        and any(view.tokens[c.head].lemma.lower() in verbs for c in here)
        and subject_kind(view, set(here[0].source), speakers) in THIRD_PERSONS
        and not view.words(here[0].source) & view.grammar["speech partner"]
    }
