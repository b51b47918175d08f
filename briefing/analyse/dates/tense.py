"""Whether what happens on a date has happened or is still to come, read off the words the date depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from briefing.model import Document, Span, Token

NOMINAL = frozenset({"NOUN", "PROPN"})
VERBAL = frozenset({"VERB", "AUX"})

STEPS_AT_MOST = 12
"""How far up the tree a verb is looked for."""


class Tense(Enum):
    """When, seen from the article's day. HINTED: a future verb, but a noun stands between ('will end May's strike')."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    HINTED = "hinted"
    UNKNOWN = "unknown"


def tense_at(document: Document, span: Span, kinds: Mapping[str, str]) -> Tense:
    """Return the tense of the clause a date stands in; UNKNOWN where nothing is parsed or no verb governs it.

    `kinds` maps words to what they tell (see `lexicons/en/tense_words.txt`).
    """
    inside = document.tokens_of(span)
    if not inside:
        return Tense.UNKNOWN
    token = next((t for t in inside if not inside[0].index <= t.head <= inside[-1].index), inside[-1])
    below: list[Token] = []
    for _ in range(STEPS_AT_MOST):
        noun = any(t.pos in NOMINAL and t.entity != "DATE" and not span.covers(t.span) for t in below)
        tense = _of_word(document, token, kinds, below)
        if noun and kinds.get(token.lemma) == "holds" and token.tag in {"VBZ", "VBP"}:
            return Tense.PRESENT
        if tense is not Tense.UNKNOWN:
            return Tense.HINTED if noun and tense is Tense.FUTURE and token.pos in VERBAL else tense
        if token.head == token.index:
            break
        below.append(token)
        token = document.tokens[token.head]
    return Tense.UNKNOWN


def _of_word(document: Document, token: Token, kinds: Mapping[str, str], below: Sequence[Token]) -> Tense:
    """Return the tense a word gives what depends on it; `below` are the words that lead up to it from the date."""
    match kinds.get(token.lemma.lower()):
        case "ahead" if token.index and document.tokens[token.index - 1].lemma.lower() == "up":
            return Tense.UNKNOWN  # 'up until Monday' tells nothing by itself
        case "ahead":
            return Tense.PAST if _not_before(document, token) else Tense.FUTURE
        case "behind":
            return Tense.PAST
        case "hint":
            return Tense.HINTED
        case "plan" if token.tag == "VBN" and _done_by(document, token, below):
            return Tense.PAST
        case "plan" if token.pos not in NOMINAL:
            return Tense.FUTURE
        case "intend" if any(t.pos in VERBAL for t in below):
            return Tense.FUTURE
        case "order" if any(kinds.get(t.lemma.lower()) == "onward" for t in below):
            return Tense.FUTURE  # 'declared three days of mourning from Monday'
    return _of_verb(document, token, kinds) if token.pos in VERBAL else Tense.UNKNOWN


def _not_before(document: Document, word: Token) -> bool:
    """Tell whether the word is the 'until' of 'did not end until Friday'."""
    helpers = _helpers(document, document.tokens[word.head])
    return any(t.dep == "neg" for t in helpers) and any(t.tag == "VBD" for t in helpers)


def _done_by(document: Document, participle: Token, below: Sequence[Token]) -> bool:
    """Tell whether a date says when somebody set a plan, not what for: 'the deadline set by the court in May'."""
    agents = {i for i in document.children[participle.index] if document.tokens[i].dep == "agent"}
    return bool(agents) and not any(t.lemma == "for" for t in below)


def _of_verb(document: Document, verb: Token, kinds: Mapping[str, str]) -> Tense:
    """Return the tense of one verb with its auxiliaries; UNKNOWN hands the question to what governs it."""
    helpers = _helpers(document, verb)
    modals = {kinds.get(t.text.lower()) for t in helpers if t.tag == "MD"}
    perfect = any(t.lemma == "have" for t in helpers)
    could_not = "able" in modals and any(t.dep == "neg" for t in helpers)
    if modals & {"modal", "able"} and not perfect and not could_not:
        return Tense.FUTURE
    if verb.tag == "VBD" or perfect or could_not or any(t.tag == "VBD" for t in helpers):
        return Tense.PAST
    if verb.tag in {"VBZ", "VBP"} or any(t.tag in {"VBZ", "VBP"} for t in helpers):
        dated = verb.tag == "VBG" or kinds.get(verb.lemma) in {"dated", "holds"}
        return Tense.FUTURE if dated else Tense.PRESENT
    if verb.tag == "VBN" and not helpers:
        return Tense.PAST  # 'the plans announced in May'
    to_be = any(t.lemma == "be" and t.tag == "VB" for t in helpers)
    above = document.tokens[verb.head].lemma
    if (to_be and kinds.get(above) != "seems") or (verb.dep == "xcomp" and above == "be"):
        return Tense.FUTURE  # 'an event to be held in May', 'if she were to win in May'
    return Tense.UNKNOWN


def _helpers(document: Document, verb: Token) -> list[Token]:
    """Return a verb's auxiliaries and its negation."""
    below = [document.tokens[i] for i in document.children[verb.index]]
    return [t for t in below if t.dep in {"aux", "auxpass", "neg"}]
