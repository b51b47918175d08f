"""Spans of source, cue and content, found with the parse and the quotation marks; replaceable whole.

After PolNeAR (Newell, Margolin, Ruths, LREC 2018): speech, beliefs and intentions of others, marked in the reporter's
own words only, never inside a quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.analyse.attributions.context import PLAIN_SPEECH, CueModel
from briefing.analyse.attributions.continued import continued
from briefing.analyse.attributions.doubts import Doubts
from briefing.analyse.attributions.frames import Candidate, content_of, cue_of, verb_frame
from briefing.analyse.attributions.phrases import according_to, hearsay, labelled, nominal, unspoken
from briefing.analyse.attributions.sources import done_by_object, source_of, trailing
from briefing.analyse.attributions.speech import find_speech
from briefing.analyse.attributions.turns import find_turns, within_turn
from briefing.analyse.attributions.view import View, run_between, view_of
from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document

LEAST = 0.38
"""How probable a verb must be as a cue in its frame to be taken."""
LEAST_PURPOSE = 0.6
"""The same for an infinitive; within what somebody says ("declined to say") it is none at all."""
LONGEST = 400
"""Tokens of the longest sentence that is searched: what is longer is a list or a table, and would cost its square."""

NEAR = 12
"""How many attributions away the one may be that holds another; keeps the search linear."""


def find_attributions(document: Document, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return the attributions in order of their content's first character, the longest first where they start alike.

    Content is never empty; source and cue may be. Spans of one attribution are sorted and do not overlap.
    """
    view = view_of(document, lexicon)
    candidates = find_candidates(view, lexicon)
    found = [*find_turns(view, candidates), *_as_spans(view, candidates)]
    return _nested(sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue)))


def find_candidates(view: View, lexicon: Lexicon) -> list[Candidate]:
    """Return what the rules find, as token sets and by kind of rule."""
    model = CueModel.load(lexicon)
    speech = find_speech(view, lexicon.words("speech_verbs"))
    doubts = Doubts.load(lexicon)
    verbal = [c for c in verbal_candidates(view, {s.head for s in speech}) if not doubts.reject(view, c)]
    verbal = _freed(view, verbal, model)
    framed = [*labelled(view), *unspoken(view)]
    inside = mark_reported(view, [*(c for c in verbal if model.clear(view, c, LEAST)), *framed])
    sure = [c for c in verbal if model.sureness(view, c, nested=inside[c.head]) >= least(view, c, inside[c.head])]
    found = [*framed, *sure, *according_to(view), *nominal(view, lexicon.words("cue_nouns"))]
    found += [c for c in hearsay(view, lexicon.words("hearsay")) if not inside[c.head]]
    found = [*speech, *(_whole_quotations(view, c) for c in found)]
    return [*found, *continued(view, found, lexicon.words("speech_verbs"), model.speakers)]


def least(view: View, candidate: Candidate, nested: bool) -> float:
    """Return how probable a verb must be as a cue here: more where it only names a purpose ("came to explain it")."""
    if "to" not in view.words(view.children(candidate.head, "aux")):
        return LEAST
    return 1.0 if nested else LEAST_PURPOSE


def _freed(view: View, candidates: Sequence[Candidate], model: CueModel) -> list[Candidate]:
    """Give "..., adding that ..." back to the speaker where the parser hung it on what is said.

    The participle's clause leaves the content before it, and its source is that content's.
    """
    found = list(candidates)
    for n, added in enumerate(candidates):
        if not trailing(view, added.head) or model.known(view, added.head, added.frame) < PLAIN_SPEECH:
            continue
        own = set(view.document.subtree(added.head))
        for m in range(n - 1, -1, -1):
            if added.head in found[m].content and model.clear(view, found[m], LEAST):
                found[n] = replace(found[n], source=found[m].source)
            elif view.tokens[found[m].head].sentence != view.tokens[added.head].sentence:
                break
            found[m] = replace(found[m], content=tuple(i for i in found[m].content if i not in own))
    return [c for c in found if c.content]


def _whole_quotations(view: View, candidate: Candidate) -> Candidate:
    """Let a content that ends its sentence within a quotation go on to the quotation's end."""
    last = candidate.content[-1]
    n = view.quoted[last]
    if n < 0 or view.ranges[n][1] <= last + 1 or run_between(view, last + 1, view.bounds(last)[1]):
        return candidate
    rest = tuple(i for i in range(last + 1, view.ranges[n][1]) if view.quoted[i] == n)
    return replace(candidate, content=(*candidate.content, *rest))


def verbal_candidates(view: View, taken: set[int]) -> Iterator[Candidate]:
    """Yield every verb outside quotations that reports something if it is a cue, in text order."""
    for token in view.tokens:
        if token.pos != "VERB" or view.quoted[token.index] >= 0 or token.index in taken:
            continue
        if view.length(token.index) > LONGEST or done_by_object(view, token.index):
            continue
        frame = verb_frame(view, token.index)
        source, cue = source_of(view, token.index), cue_of(view, token.index, frame)
        content = content_of(view, token.index, frame) - cue - source
        content -= {k for i in content if view.word_is(i, "addition") for k in view.document.subtree(i)}
        if content:
            yield Candidate(token.index, frame, tuple(sorted(source)), tuple(sorted(cue)), tuple(sorted(content)))


def mark_reported(view: View, candidates: Iterable[Candidate]) -> list[bool]:
    """Tell for each token whether it stands in the content of one of these candidates."""
    inside = [False] * len(view.tokens)
    for c in candidates:
        for i in c.content:
            inside[i] = True
    return inside


def _as_spans(view: View, candidates: Iterable[Candidate]) -> list[Attribution]:
    """Turn candidates into attributions; one whose content is only punctuation is dropped."""
    found = []
    for c in candidates:
        content = view.spans(_without_loose_end(view, c.content))
        if content and not within_turn(view, c.head, view.words(c.source)):
            found.append(Attribution(view.spans(c.source), view.spans(c.cue), content))
    return found


def _without_loose_end(view: View, content: Sequence[int]) -> Sequence[int]:
    """Return a content without the "and" or "but" it ends in, which joins the cue's next clause to it."""
    end = len(content)
    while end > 0 and (t := view.tokens[content[end - 1]]).pos in {"CCONJ", "PUNCT"} and view.quoted[t.index] < 0:
        end -= 1
    return content[:end] if any(view.tokens[i].pos == "CCONJ" for i in content[end:]) else content


def _nested(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Link each attribution to the smallest of its neighbours whose content holds its cue and its content."""
    found: list[Attribution] = []
    for i, inner in enumerate(attributions):
        first = max(0, i - NEAR)
        holders = [
            (sum(map(len, outer.content)), k)
            for k, outer in enumerate(attributions[first : i + NEAR], first)
            if k != i and _holds(outer, inner)
        ]
        found.append(replace(inner, nested_in=min(holders)[1] if holders else None))
    return tuple(found)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    parts = (*inner.cue, *inner.content)
    return all(any(o.covers(p) for o in outer.content) for p in parts) and outer.content != inner.content
