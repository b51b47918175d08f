"""What each sentence is for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefing.analyse.role_features import Quoted, role_features, story_sentences
from briefing.analyse.role_model import Floats, RoleModel, best_role
from briefing.model import Document, Role, Sentence, SentenceRole, Span, Statement

SPEECH = 0.3
"""Share of a sentence within quotation marks or reported content from which it counts as speech; NewsDiscourse's own
line, the rest being who spoke, when and where."""
SHARE = 0.5
"""What the features' model counts beside the reader, in the product of both (Hinton, Neural Computation 2002).

The reader knows the article and its words, the features tense, dates and place: together they are right more often.
"""
FLOOR = 1e-6
"""Probability below which a model is not heard."""


def find_roles(document: Document, statements: Sequence[Statement], model: RoleModel) -> tuple[SentenceRole, ...]:
    """Return the role of every sentence, in order.

    Bylines, captions and other sentences outside the story are not news; a headline tells the main event. The rest is
    the choice of reader and model together. A sentence is speech where at least `SPEECH` of its characters are quoted
    or reported.
    """
    story = story_sentences(document)
    rows = model.probabilities(role_features(document, story), document.vectors[[s.index for s in story]])
    rows = _together(document, story, rows)
    chosen = {s.index: best_role(row) for s, row in zip(story, rows, strict=True)}
    said = _said(document, statements)
    return tuple(
        SentenceRole(chosen.get(s.index) or _outside(s), said.share(s.span) >= SPEECH) for s in document.sentences
    )


def _together(document: Document, story: Sequence[Sentence], rows: Floats) -> Floats:
    """Return the product of the model's probabilities, to the power of `SHARE`, and the reader's; not normalised."""
    if document.reading is None or not story:
        return rows
    read = document.reading.roles[[s.index for s in story]]
    return np.multiply(np.maximum(read, FLOOR), np.maximum(rows, FLOOR) ** SHARE, dtype=np.float32)


def _outside(sentence: Sentence) -> Role:
    """Return the role of a sentence that is no part of the story: a headline has a parse, a caption none."""
    return Role.MAIN_EVENT if sentence.tokens[1] > sentence.tokens[0] else Role.NOT_NEWS


def _said(document: Document, statements: Sequence[Statement]) -> Quoted:
    """Return all that is quoted or reported, as stretches without overlap."""
    spans = {s for q in document.quotations for s in q.spans} | {s for x in statements for s in x.content}
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return Quoted(tuple(s.start for s in merged), tuple(s.end for s in merged))
