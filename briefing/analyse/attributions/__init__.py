"""Spans of source, cue and content, found with the parse and the quotation marks; replaceable whole.

After PolNeAR (Newell, Margolin, Ruths, LREC 2018): speech, beliefs and intentions of others, marked in the reporter's
own words only, never inside a quotation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.analyse.attributions.frames import Candidate, content_of, cue_of, source_of, verb_frame
from briefing.analyse.attributions.phrases import according_to, nominal
from briefing.analyse.attributions.speech import find_speech
from briefing.analyse.attributions.view import View, view_of
from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document

LEAST = 0.45
"""How probable a verb must be as a cue in its frame to be taken."""


def find_attributions(document: Document, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return the attributions in order of their content's first character, then of its end.

    Content is never empty; source and cue may be. Spans of one attribution are sorted and do not overlap.
    """
    view = view_of(document)
    cues = {key: float(value) for key, value in lexicon.table("cues").items()}
    speech = find_speech(view, lexicon.words("speech_verbs"))
    taken = {c.head for c in speech}
    found = [*speech, *_verbal(view, cues, taken), *according_to(view), *nominal(view, lexicon.words("cue_nouns"))]
    return _nested(_ordered(view, found))


def _verbal(view: View, cues: Mapping[str, float], taken: set[int]) -> list[Candidate]:
    """Return the verbs that report something outside quotations, where the lexicon knows them well enough as cues."""
    found = []
    for token in view.tokens:
        if token.pos != "VERB" or view.quoted[token.index] >= 0 or token.index in taken:
            continue
        frame = verb_frame(view, token.index)
        if cues.get(f"{token.lemma.lower()} {frame}", 0.0) < LEAST:
            continue
        source, cue = source_of(view, token.index), cue_of(view, token.index, frame)
        content = content_of(view, token.index, frame) - cue - source
        if content:
            found.append(
                Candidate(token.index, frame, tuple(sorted(source)), tuple(sorted(cue)), tuple(sorted(content)))
            )
    return found


def _ordered(view: View, candidates: Sequence[Candidate]) -> list[Attribution]:
    """Turn candidates into spans, in the promised order."""
    found = []
    for c in candidates:
        content = view.spans(c.content)
        if content:
            found.append(Attribution(view.spans(c.source), view.spans(c.cue), content))
    return sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue))


def _nested(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Link each attribution to the smallest one whose content holds its cue and its content."""
    found: list[Attribution] = []
    for i, inner in enumerate(attributions):
        holders = [
            (sum(map(len, outer.content)), k)
            for k, outer in enumerate(attributions[max(0, i - 12) : i + 12], max(0, i - 12))
            if k != i and _holds(outer, inner)
        ]
        nested = min(holders)[1] if holders else None
        found.append(Attribution(inner.source, inner.cue, inner.content, nested))
    return tuple(found)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    parts = (*inner.cue, *inner.content)
    return all(any(o.covers(p) for o in outer.content) for p in parts) and outer.content != inner.content
