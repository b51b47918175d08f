"""The learned reader: attributions, roles and vectors of an article's sentences in one pass of one small network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from briefing.analyse.reader.decode import Found, decode
from briefing.analyse.reader.layout import STORY, Layout, lay_out
from briefing.analyse.reader.network import Network, load_network
from briefing.model import Attribution, Document, Reading, Role, Span

__all__ = ["Network", "load_network", "read"]

Floats = npt.NDArray[np.float32]


def read(document: Document, network: Network) -> Document:
    """Return the document with its reading; linear in its words."""
    blocks = document.article.blocks
    spans: list[list[Span]] = [[] for _ in blocks]
    for sentence in document.sentences:
        spans[sentence.block].append(sentence.span)
    layout = lay_out(document.article, spans, document.quotations, network.tokenizer)
    total = len(document.sentences)
    if not len(layout.words):
        roles, speech, vectors = (np.zeros(shape, np.float32) for shape in ((total, len(Role)), total, (total, 0)))
        return replace(document, reading=Reading((), roles, speech, vectors))
    scores = network.scores(layout)
    found = decode(scores.cues, scores.cue_probabilities, scores.pairs, network.steps, len(layout.words))
    at = [s.index for s in document.sentences if blocks[s.block].kind in STORY]

    def placed(rows: Floats) -> Floats:
        full = np.zeros((total, *rows.shape[1:]), np.float32)
        full[at] = rows
        return full

    rows = (placed(part) for part in (scores.roles, scores.speech, scores.vectors))
    return replace(document, reading=Reading(_attributions(found, layout), *rows))


def _attributions(found: Sequence[Found], layout: Layout) -> tuple[Attribution, ...]:
    def spans(ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(int(layout.words[a, 0]), int(layout.words[b - 1, 1])) for a, b in ranges)

    made = [Attribution(spans(f.source), spans(f.cue), spans(f.content), None, round(f.confidence, 4)) for f in found]
    return tuple(sorted(made, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue)))
