"""Who said what: the speaker of each attribution resolved or left unresolved, with mode, stance and confidence."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from briefing.analyse.statements.speakers import Speaker, SpeakerIndex
from briefing.analyse.statements.stance import StanceWords, stance_of
from briefing.lexicon import Lexicon
from briefing.model import Actor, Attribution, Document, Mode, Problem, Span, Statement

STAGE = "statements"
MOSTLY = 0.9
"""Share of the content that must be quoted for a statement to count as direct speech."""


def find_statements(
    document: Document, attributions: Sequence[Attribution], actors: Sequence[Actor], lexicon: Lexicon
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Return one statement per attribution, in the same order, and what could not be resolved.

    A source that names nobody ("a police source") leaves the speaker None without a problem; one that points to
    somebody who was not found ("he", "the spokesman") is a problem with the source's span, or the content's where
    there is none.
    """
    turns = (s for a in attributions if _is_turn(document, a) for s in a.content)
    quoted = sorted({*turns, *(s for q in document.quotations for s in q.spans)})
    index = SpeakerIndex(document, actors, lexicon)
    words = StanceWords.load(lexicon)
    statements: list[Statement] = []
    problems: list[Problem] = []
    speakers: list[Speaker] = []
    for n, attribution in enumerate(attributions):
        outer = attribution.nested_in
        speaker = index.resolve(attribution, speakers[outer] if outer is not None and outer < n else None)
        speakers.append(speaker)
        statements.append(_statement(document, attribution, speaker, quoted, words))
        direct = statements[-1].mode is Mode.DIRECT
        if speaker.dangling or (not attribution.source and direct):
            at = attribution.source[0] if attribution.source else attribution.content[0]
            problems.append(Problem(STAGE, "speaker unresolved", at))
    return tuple(statements), tuple(problems)


def _statement(
    document: Document, attribution: Attribution, speaker: Speaker, quoted: Sequence[Span], words: StanceWords
) -> Statement:
    return Statement(
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        mode=mode_of(attribution.content, quoted),
        stance=stance_of(document, attribution, words),
        speaker=speaker.actor,
        confidence=speaker.confidence,
        nested_in=attribution.nested_in,
    )


def _is_turn(document: Document, attribution: Attribution) -> bool:
    """Tell whether an attribution is a transcript's turn, quoted without marks; its label has no tokens."""
    return bool(attribution.source) and not attribution.cue and not document.tokens_of(attribution.source[0])


def mode_of(content: Sequence[Span], quoted: Sequence[Span]) -> Mode:
    """Tell whether the content stands in quotation marks wholly (bar a few characters), in part, or not at all.

    `quoted` are the spans of all quotations, sorted.
    """
    total = sum(len(s) for s in content)
    inside = sum(_overlap(s, quoted) for s in content)
    if inside == 0:
        return Mode.INDIRECT
    return Mode.DIRECT if inside >= MOSTLY * total else Mode.MIXED


def _overlap(span: Span, quoted: Sequence[Span]) -> int:
    """Return how many characters of a span the sorted quoted spans cover."""
    shared, at, i = 0, span.start, max(0, bisect.bisect_left(quoted, span) - 1)
    while i < len(quoted) and quoted[i].start < span.end:
        shared += Span(at, span.end).overlap(quoted[i])
        at = min(span.end, max(at, quoted[i].end))
        i += 1
    return shared
