"""What a denial is, and what it denies: words that point back ('the charge') or tell it ('that it knew')."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.lexicon import Lexicon
from briefing.model import Document, Span, Stance, Statement, Token

MODALS = frozenset({"could", "would", "may", "might", "can", "should", "must", "will"})
"""Words of a cue that make the denial a mere possibility."""
FEWEST = 2
"""Words a denied claim needs to tell what is denied: not 'denied it'."""
BACK = frozenset({"it", "that", "this", "these", "those", "them", "they", "which"})
"""Words that stand for what was said before."""
SOLID = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
SUBJECTS, OBJECTS = frozenset({"nsubj", "nsubjpass"}), frozenset({"dobj", "obj"})
PLEAD = "plead"
FALSE = frozenset({"deny", "dispute", "refute", "rebut"})
"""Verbs that say of words that they are not so; 'reject' may as well refuse a plan or a person."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial; `claim` are the words that tell what is denied, None where they point back.

    `plea` tells that it was made in court.
    """

    claim: Span | None
    plea: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The word lists the positions are read with."""

    claims: Mapping[str, str]
    untrue: frozenset[str]
    denying: frozenset[str]
    ruling: frozenset[str]
    insisting: frozenset[str]
    contrasts: frozenset[str]
    turning: frozenset[str]
    charging: frozenset[str]
    accusing: frozenset[str]
    adversaries: Mapping[str, str]
    answering: frozenset[str]
    refusing: frozenset[str]
    asking: frozenset[str]
    rebutting: Mapping[str, str]
    empty: frozenset[str]
    countries: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Wording:
        """Read them from the lexicon."""
        denying = lexicon.words("denial_verbs")
        contrasts, silence = lexicon.table("contrast_markers"), lexicon.table("silence_words")
        return cls(
            lexicon.table("claim_nouns"),
            lexicon.words("denial_words"),
            denying,
            lexicon.words("ruling_bodies"),
            lexicon.words("insisting_verbs"),
            frozenset(word for word, place in contrasts.items() if place in {"inner", "both"}),
            frozenset(word for word, place in contrasts.items() if place in {"front", "both"}),
            lexicon.words("charging_verbs"),
            frozenset(word for word, stance in lexicon.table("stance_cues").items() if stance == Stance.ACCUSES),
            lexicon.table("adversaries"),
            frozenset(word for word, use in silence.items() if use == "answer"),
            frozenset(word for word, use in silence.items() if use == "refuse"),
            frozenset(word for word, use in silence.items() if use == "ask"),
            lexicon.table("rebutting"),
            denying | lexicon.words("empty_words"),
            frozenset({*lexicon.table("demonyms"), *lexicon.table("countries")}),
        )


def find_denial(
    document: Document,
    statement: Statement,
    source: Sequence[Token],
    role: Sequence[Token],
    content: Sequence[Token],
    wording: Wording,
) -> Denial | None:
    """Return the denial a statement makes, by its cue ('denied') or within its words ('we reject the claim').

    A court that rejects an argument denies nothing, nor does who would, could or did not deny it.
    """
    if rules(source, wording) or rules(role, wording):
        return None
    cue = [t for span in statement.cue for t in document.tokens_of(span)]
    if any(t.lemma.lower() == PLEAD for t in cue):
        return _plea(statement, content)
    verb = next((t for t in cue if t.lemma.lower() in wording.denying), None)
    if verb is not None:
        return None if _unreal(document, verb, cue) else _by_cue(document, verb, content, wording)
    return _within(document, content, wording)


def rules(words: Sequence[Token], wording: Wording) -> bool:
    """Tell whether the words for a speaker, in source or role, have a court or the like for their head."""
    inside = {t.index for t in words}
    return any(t.lemma.lower() in wording.ruling and t.head not in inside - {t.index} for t in words)


def _unreal(document: Document, verb: Token, cue: Sequence[Token]) -> bool:
    """Tell whether a denial is turned over or only possible: 'did not deny', 'could not dispute'."""
    below = [document.tokens[c] for c in document.children[verb.index]]
    return any(t.dep == "neg" or t.lemma.lower() in MODALS for t in [*below, *cue])


def _plea(statement: Statement, content: Sequence[Token]) -> Denial | None:
    """Return the denial of 'pleaded not guilty', which tells no claim, or of 'not guilty to three counts of theft'."""
    if [t.text.lower() for t in content[:2]] != ["not", "guilty"]:
        return None
    charge = [t for t in content[2:] if t.text.lower() != "to"]
    return Denial(Span(charge[0].start, statement.content[0].end) if len(charge) > FEWEST else None, plea=True)


def _by_cue(document: Document, verb: Token, content: Sequence[Token], wording: Wording) -> Denial | None:
    head = content[0].text.lower()
    if not tells(content, wording):
        points = (head in BACK and verb.lemma.lower() in FALSE) or any(
            t.lemma.lower() in wording.claims for t in content
        )
        return Denial(None) if points and len(content) <= 2 * FEWEST + 1 else None
    said = any(t.lemma.lower() in wording.claims for t in _phrase(content))
    clause = head == "that" or content[0].tag == "VBG"
    if said or (verb.lemma.lower() in FALSE and (clause or head == "any")):
        return Denial(_whole(document, content))
    return None


def _whole(document: Document, content: Sequence[Token]) -> Span:
    """Return the words of what is denied, with what follows a preposition they end on: 'knowing about | the leak'."""
    last = content[-1]
    below = document.subtree(last.index) if last.pos == "ADP" else [last.index]
    return document.span_of([content[0].index, *below])


def _phrase(content: Sequence[Token]) -> Sequence[Token]:
    """Return the words up to the first clause or preposition: 'Orrin's claims' of 'Orrin's claims that'."""
    for n, token in enumerate(content):
        if n and (token.pos in {"SCONJ", "ADP", "VERB", "AUX"} or token.text.lower() in {"that", ","}):
            return content[:n]
    return content


def _within(document: Document, content: Sequence[Token], wording: Wording) -> Denial | None:
    """Return the denial told by the content: 'we reject any accusations', 'she had denied the charge'."""
    for token in content:
        if token.pos != "VERB" or token.lemma.lower() not in wording.denying or _unreal(document, token, ()):
            continue
        below = [document.tokens[c] for c in document.children[token.index]]
        first = any(t.dep in SUBJECTS and (t.text.lower() in {"we", "i"} or t.pos == "PROPN") for t in below)
        for child in below:
            if first and child.dep in OBJECTS and child.lemma.lower() in wording.claims:
                whole = document.subtree(child.index)
                told = tells([document.tokens[i] for i in whole], wording)
                return Denial(document.span_of(whole) if told else None)
    return None


def tells(words: Sequence[Token], wording: Wording) -> bool:
    """Tell whether the words say what is denied: 'involvement in the attack', not 'these allegations'."""
    solid = (t for t in words if t.pos in SOLID)
    return sum(t.lemma.lower() not in wording.claims and t.lemma.lower() not in wording.untrue for t in solid) >= FEWEST


def calls_untrue(document: Document, content: Sequence[Token], wording: Wording) -> bool:
    """Tell whether the content calls words untrue or their speaker a liar: 'that is a lie', 'Dale was exaggerating'."""
    for token in content:
        if token.lemma.lower() not in wording.untrue:
            continue
        verb = token if token.pos == "VERB" else document.tokens[token.head]
        below = [document.tokens[c] for c in document.children[verb.index]]
        if any(t.dep == "neg" for t in below):
            continue
        subject = next((t for t in below if t.dep in SUBJECTS), None)
        if subject is not None and (
            subject.text.lower() in BACK or subject.lemma.lower() in wording.claims or token.pos == "VERB"
        ):
            return True
    return False


def insists(document: Document, statement: Statement, wording: Wording) -> bool:
    """Tell whether the cue sets the statement against another: 'insisted', not 'did not insist'."""
    cue = [t for span in statement.cue for t in document.tokens_of(span)]
    return any(t.lemma.lower() in wording.insisting and not _unreal(document, t, cue) for t in cue)
