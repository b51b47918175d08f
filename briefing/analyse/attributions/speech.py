"""Quoted speech: which cue each quotation belongs to, by the marks and the words beside them, not by the parse.

The parser often stumbles over quotation marks; newspapers do not: a quotation is followed or preceded by its verb
within the sentence, or stands alone and goes on with the speaker before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.analyse.attributions.frames import Candidate, clausal, cue_of
from briefing.analyse.attributions.sources import passive, source_of
from briefing.analyse.attributions.view import View, run_between

REACH = 14
"""How many words may stand between a quotation and its verb in the same sentence."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "ADP", "NUM", "PART"})
"""Parts of speech of a plain noun phrase."""
VERBAL = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})
"""Tags of a word in front of which a subject may stand; the parser takes "injected" for a participle too easily."""
ENDS_SPEECH = ",.!?…"
"""What newspapers put before the closing mark of a quotation that is a sentence, or a clause a verb follows."""


@dataclass(slots=True)
class Speech:
    """Quotations of one speaker under one cue: the candidate's parts, grown quotation by quotation."""

    head: int
    source: set[int]
    cue: set[int]
    content: set[int] = field(default_factory=set)

    def frozen(self) -> Candidate:
        """Return the finished candidate."""
        return Candidate(
            self.head, "quote", tuple(sorted(self.source)), tuple(sorted(self.cue)), tuple(sorted(self.content))
        )


def find_speech(view: View, verbs: frozenset[str]) -> list[Candidate]:
    """Return one candidate for each run of speech, in text order of its first quotation.

    `verbs` are the lemmas that can carry a quotation. A quotation that is a mere fragment ('a "total farce"') is left
    to the clause it stands in.
    """
    found: list[Speech] = []
    by_head: dict[int, Speech] = {}
    last: Speech | None = None
    last_end = -1
    for n in range(len(view.ranges)):
        start, end = view.ranges[n]
        if start >= end:
            continue
        tokens = {i for i in range(start, end) if view.quoted[i] == n}
        verb = _verb_of(view, n, verbs)
        if verb is not None:
            last = by_head.get(verb)
            if last is None:
                last = by_head[verb] = Speech(verb, _speaker(view, verb, n), cue_of(view, verb, "quote"))
                found.append(last)
            last.content |= tokens | _running_on(view, n, last) | _leading_in(view, n, last)
        elif last is not None and _alone(view, n) and _follows(view, last_end, start):
            last.content |= tokens
        else:
            continue
        last_end = max(end, last.head + 1, max(last.source, default=0) + 1)
    return [s.frozen() for s in found]


def _speaker(view: View, verb: int, n: int) -> set[int]:
    """Return the source of a quotation's verb: by the parse, else the words between the quotation and its verb."""
    source = source_of(view, verb)
    end = view.ranges[n][1]
    if verb >= end and _swallows(view, source):
        source = set()
    if source or passive(view, verb) or verb < end:
        return source
    between = [t for t in run_between(view, end, verb) if t.pos not in {"ADV", "AUX", "CCONJ"}]
    if between:
        return {t.index for t in between} if all(t.pos in NOMINAL for t in between) else set()
    chunk = next((c for c in view.document.noun_chunks if c[0] == verb + 1), None)
    return set(range(*chunk)) if chunk is not None else set()


def _swallows(view: View, source: set[int]) -> bool:
    """Tell whether a subject holds quoted speech: there the parser took the words of the speech for the speaker's."""
    return any(view.quoted[i] >= 0 and view.tokens[i].pos in {"VERB", "AUX"} for i in source)


def is_speech(view: View, n: int) -> bool:
    """Tell whether a quotation is speech of its own, not a fragment of the sentence around it."""
    start, end = view.ranges[n]
    words = run_between(view, start, end)
    has_clause = any(t.dep in {"ROOT", "ccomp"} and t.pos in {"VERB", "AUX"} for t in words)
    if has_clause and len(words) > 3:
        return True
    last = view.document.text[view.document.quotations[n].spans[-1].end - 1]
    before = run_between(view, view.bounds(start)[0], start)
    announced = start > 0 and any(t.text == ":" for t in view.tokens[max(0, start - 2) : start])
    if last not in ENDS_SPEECH or (before and len(words) < 2 and not announced):
        return False
    # 'called it a "total farce," adding ...': behind another verb and without one of its own it is a fragment.
    return has_clause or not any(t.pos == "VERB" and view.quoted[t.index] < 0 for t in before[:-1])


def _running_on(view: View, n: int, speech: Speech) -> set[int]:
    """Return the words behind a quotation that go on with it before its speaker: '"We do nothing" here, she said'."""
    end = view.ranges[n][1]
    text = view.document.text
    stop = min(speech.cue | speech.source)
    if stop <= end or text[view.document.quotations[n].spans[-1].end - 1] in ENDS_SPEECH:
        return set()
    return {i for i in range(end, stop) if view.tokens[i].sentence == view.tokens[end - 1].sentence}


def _leading_in(view: View, n: int, speech: Speech) -> set[int]:
    """Return the subject in front of a quotation whose words go on with it: 'The plan “is a farce,” she says'."""
    start, end = view.ranges[n]
    first = view.bounds(start)[0]
    before = run_between(view, first, start)
    if not before or min(speech.cue | speech.source) < end or view.tokens[start].pos not in {"VERB", "AUX"}:
        return set()
    plain = all(t.pos in NOMINAL and view.quoted[t.index] < 0 for t in before)
    return set(range(first, start)) if plain and before[-1].index == start - 2 else set()


def _verb_of(view: View, n: int, verbs: frozenset[str]) -> int | None:
    """Return the verb that carries a quotation: one right before it, else the next fit one behind it."""
    if not is_speech(view, n):
        return None
    before = _before(view, n, verbs)
    return before if before is not None else _behind(view, n, verbs)


def _behind(view: View, n: int, verbs: frozenset[str]) -> int | None:
    """Return the first verb of saying after the quotation, in the sentence in which it ends."""
    end = view.ranges[n][1]
    limit = view.bounds(end - 1)[1]
    words = 0
    for i in range(end, limit):
        token = view.tokens[i]
        words += token.pos != "PUNCT"
        if words > REACH or view.quoted[i] >= 0:
            return None
        if token.pos == "VERB" and token.lemma.lower() in verbs:
            return i if _free(view, i) and not _of_a_relative(view, i) else None
    return None


def _before(view: View, n: int, verbs: frozenset[str]) -> int | None:
    """Return the last verb of saying before the quotation, in the sentence in which it starts.

    It must stand right before the quotation, or a comma or colon must: in 'said the plan would "do harm"' the
    quotation is part of a clause.
    """
    start = view.ranges[n][0]
    limit = view.bounds(start)[0]
    if _opens_block(view, start) and limit > 0 and view.tokens[limit - 1].text == ":":
        start, limit = limit, view.bounds(limit - 1)[0]  # the line before announces it: "She said:"
    words, cut = 0, False
    for i in range(start - 1, limit - 1, -1):
        token = view.tokens[i]
        cut = cut or (words == 0 and token.text in {",", ":"})
        words += token.pos != "PUNCT"
        if words > REACH or view.quoted[i] >= 0:
            return None
        if token.pos == "VERB" and token.lemma.lower() in verbs and not passive(view, i):
            return i if words == 1 or cut else None
    return None


def _opens_block(view: View, start: int) -> bool:
    """Tell whether no word of its block stands before a quotation."""
    sentence = view.document.sentences[view.tokens[start].sentence]
    block = view.document.article.blocks[sentence.block]
    return not any(c.isalnum() for c in view.document.text[block.span.start : view.tokens[start].start])


def _free(view: View, verb: int) -> bool:
    """Tell whether a verb behind a quotation can belong to it: it has no clause of its own to its right."""
    if verb + 1 < len(view.tokens) and view.word_is(verb + 1, "that clause"):
        return False
    clauses = (c for c in view.children(verb, "ccomp") if clausal(view, verb, c))
    return not any(c > verb and view.quoted[c] < 0 for c in clauses)


def _of_a_relative(view: View, verb: int) -> bool:
    """Tell whether the subject of a verb is a bare relative pronoun: "a country which asked to be believed"."""
    subject = view.child(verb, "nsubj")
    return subject is not None and view.tokens[subject].tag == "WDT"


def _alone(view: View, n: int) -> bool:
    """Tell whether a quotation starts its sentence and no reporter's words follow, or it is speech all the same."""
    start, end = view.ranges[n]
    if run_between(view, view.bounds(start)[0], start):
        return False
    return not run_between(view, end, view.bounds(end - 1)[1]) or is_speech(view, n)


def _follows(view: View, last_end: int, start: int) -> bool:
    """Tell whether nothing but the end of the speaker's sentence stands between the last speech and this one."""
    if last_end < 0:
        return False
    here, there = view.tokens[start].sentence, view.tokens[last_end - 1].sentence
    sentences = view.document.sentences
    if sentences[here].block == sentences[there].block:
        return here - there <= 1
    return sentences[here].block - sentences[there].block == 1 and here - there == 1
