"""Whether what happens on a date has happened or is still to come, read off the verb the date depends on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from briefing.model import Document, Span, Token

FUTURE_MODALS = frozenset(
    {"will", "shall", "'ll", "’ll", "wo", "may", "might", "should", "can", "could", "must", "would"}
)
"""Modals of what has not happened; 'would' is the future of reported speech."""

AHEAD = frozenset({"until", "till", "ahead", "upcoming"})
"""Words that put the day they govern after the present."""

BEHIND = frozenset({"since", "after", "following"})
"""Words that put the day they govern before the present."""

STEPS_AT_MOST = 12
"""How far up the tree a verb is looked for."""


class Tense(Enum):
    """When, seen from the article's day."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = "unknown"


def tense_at(document: Document, span: Span, planning: Mapping[str, str], direct: bool = False) -> Tense:
    """Return the tense of the clause a date stands in; UNKNOWN where nothing is parsed or no verb governs it.

    `planning` maps lemmas to 'plan', 'intend' or 'dated' (see `lexicons/en/planning.txt`). With `direct`, a future verb
    does not count where the date reaches it through a noun: 'will discuss the strike in May'.
    """
    inside = document.tokens_of(span)
    if not inside:
        return Tense.UNKNOWN
    token = next((t for t in inside if not inside[0].index <= t.head <= inside[-1].index), inside[-1])
    clause = noun = False
    for _ in range(STEPS_AT_MOST):
        tense = _of_word(document, token, planning, clause)
        if tense is not Tense.UNKNOWN:
            return Tense.UNKNOWN if direct and noun and tense is Tense.FUTURE else tense
        if token.head == token.index:
            break
        clause = clause or token.pos in {"VERB", "AUX"}
        noun = noun or (token.pos in {"NOUN", "PROPN"} and not span.covers(token.span))
        token = document.tokens[token.head]
    return Tense.UNKNOWN


def _of_word(document: Document, token: Token, planning: Mapping[str, str], clause: bool) -> Tense:
    """Return the tense a word gives what depends on it, a clause or a mere phrase."""
    lemma = token.lemma.lower()
    kind = planning.get(lemma)
    if lemma in AHEAD or kind == "plan" or (kind == "intend" and clause):
        return Tense.FUTURE
    if lemma in BEHIND:
        return Tense.PAST
    return _of_verb(document, token, planning) if token.pos in {"VERB", "AUX"} else Tense.UNKNOWN


def _of_verb(document: Document, verb: Token, planning: Mapping[str, str]) -> Tense:
    """Return the tense of one verb with its auxiliaries; UNKNOWN hands the question to what governs it."""
    helpers = [
        document.tokens[i] for i in document.children[verb.index] if document.tokens[i].dep in {"aux", "auxpass"}
    ]
    perfect = any(t.lemma == "have" for t in helpers)
    if not perfect and any(t.tag == "MD" and t.text.lower() in FUTURE_MODALS for t in helpers):
        return Tense.FUTURE
    if verb.tag == "VBD" or perfect or any(t.tag == "VBD" for t in helpers):
        return Tense.PAST
    if verb.tag in {"VBZ", "VBP"} or any(t.tag in {"VBZ", "VBP"} for t in helpers):
        if verb.tag == "VBG":
            return Tense.FUTURE
        return Tense.FUTURE if planning.get(verb.lemma) == "dated" else Tense.PRESENT
    if verb.tag == "VBN" and not helpers:
        return Tense.PAST  # 'the plans announced in May'
    to_be = any(t.lemma == "be" and t.tag == "VB" for t in helpers)
    if to_be or (verb.dep == "xcomp" and document.tokens[verb.head].lemma == "be"):
        return Tense.FUTURE  # 'an event to be held in May', 'if she were to win in May'
    return Tense.UNKNOWN
