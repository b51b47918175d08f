"""Accusations, denials and silence outside every statement: 'Dale, charged with fraud', 'a charge Dale denies'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.analyse.disputes.denials import FALSE, OBJECTS, PLEAD, SUBJECTS, Wording
from briefing.model import Document, Mode, Span, Stance, Statement, Token

RELATIVE = frozenset({"relcl", "acl"})
COMPLEMENTS = frozenset({"prep", "pcomp", "xcomp", "ccomp"})
"""What tells an accusation behind its verb: 'of poisoning the lake', 'to have poisoned it'."""
BEHIND = COMPLEMENTS | OBJECTS
TOLD_OF = frozenset({"of", "that", "against"})
"""Words that open what an accusation, the noun, is about."""
ACCUSATION = "accusation"


def find_unheard(
    document: Document, mentions: Mapping[int, str], statements: Sequence[Statement], wording: Wording
) -> list[Statement]:
    """Return what the article tells of accusations, denials and silence outside the statements, in text order.

    An accusation that nobody is named for has neither source nor speaker.
    """
    cues = {t.index for s in statements for span in s.cue for t in document.tokens_of(span)}
    denied = {
        t.index for s in statements if s.stance is Stance.DENIES for span in s.content for t in document.tokens_of(span)
    }
    found: list[Statement] = []
    for token in document.tokens:
        if token.index in cues or token.index in denied:
            continue
        lemma = token.lemma.lower()
        if token.pos == "VERB" and (lemma in FALSE or lemma == PLEAD):
            found.extend(_denial(document, token, mentions, wording))
        elif token.pos == "VERB" and lemma in wording.charging:
            found.extend(_charge(document, token, mentions))
        elif token.pos == "VERB":
            found.extend(_silence(document, token, mentions, wording))
        elif token.pos == "NOUN" and wording.claims.get(lemma) == ACCUSATION:
            found.extend(_accusation(document, token))
    return found


def _denial(document: Document, verb: Token, mentions: Mapping[int, str], wording: Wording) -> Iterator[Statement]:
    """Yield the denial of a verb with a subject, with what it denies."""
    below = [document.tokens[c] for c in document.children[verb.index]]
    subject = next((t for t in below if t.dep in SUBJECTS), None)
    if subject is not None and subject.tag.startswith("W"):
        subject = document.tokens[verb.head] if verb.dep == "relcl" else None
    denied = _denied(document, verb, subject, wording) if subject else None
    if subject is not None and denied is not None:
        yield _told(document, subject, verb, denied, Stance.DENIES, mentions)


def _denied(document: Document, verb: Token, subject: Token, wording: Wording) -> Span | None:
    """Return what a verb denies: its object, the noun it hangs on, or one right before it: 'charges Dale denies'."""
    below = [document.tokens[c] for c in document.children[verb.index]]
    if verb.lemma.lower() == PLEAD:
        told = [t for t in below if t.index > verb.index and t.dep in {"neg", "acomp", "oprd", "prep"}]
        return document.span_of(i for t in told for i in document.subtree(t.index)) if told else None
    objects = [t for t in below if t.dep in OBJECTS or t.dep == "ccomp"]
    if objects:
        return document.span_of(document.subtree(objects[0].index))
    first = min(i for i in document.subtree(subject.index) if i <= subject.index)
    before = document.tokens[first - 1] if first else None
    return before.span if before is not None and before.lemma.lower() in wording.claims else None


def _charge(document: Document, verb: Token, mentions: Mapping[int, str]) -> Iterator[Statement]:
    """Yield the accusation of a verb that tells whom it blames: 'sued the company', 'who was charged with fraud'."""
    below = [document.tokens[c] for c in document.children[verb.index]]
    accused = any(t.dep in OBJECTS or t.dep == "nsubjpass" for t in below) or verb.dep in RELATIVE
    subject = next((t for t in below if t.dep == "nsubj" and not t.tag.startswith("W")), None)
    behind = [t for t in below if t.index > verb.index and t.dep in BEHIND]
    if accused and behind and not any(t.dep == "neg" for t in below):
        content = document.span_of(i for t in behind for i in document.subtree(t.index))
        yield _told(document, subject, verb, content, Stance.ACCUSES, mentions)


def _silence(document: Document, verb: Token, mentions: Mapping[int, str], wording: Wording) -> Iterator[Statement]:
    """Yield that somebody gave no answer: 'did not respond to a request', 'could not be reached for comment'."""
    below = [document.tokens[c] for c in document.children[verb.index]]
    subject = next((t for t in below if t.dep in SUBJECTS and not t.tag.startswith("W")), None)
    denial = next((t for t in below if t.dep == "neg"), None)
    behind = [i for t in below if t.index > verb.index and t.dep in BEHIND for i in document.subtree(t.index)]
    lemmas = {document.tokens[i].lemma.lower() for i in behind}
    refused = verb.lemma.lower() in wording.refusing and not lemmas.isdisjoint(wording.answering)
    unanswered = denial is not None and not lemmas.isdisjoint(wording.answering | wording.asking)
    if subject is not None and behind and (refused or unanswered):
        cue = Span(min(verb.start, denial.start if denial else verb.start), verb.end)
        yield replace(_told(document, subject, verb, document.span_of(behind), Stance.OTHER, mentions), cue=(cue,))


def _accusation(document: Document, noun: Token) -> Iterator[Statement]:
    """Yield the accusation that a noun names and tells: 'allegations against Dale', 'an accusation that he lied'."""
    below = [document.tokens[c] for c in document.children[noun.index] if c > noun.index]
    if any(t.lemma.lower() in TOLD_OF or t.dep in RELATIVE for t in below):
        content = document.span_of(document.subtree(noun.index))
        yield Statement((), (noun.span,), (content,), Mode.INDIRECT, Stance.ACCUSES, None, 1.0)


def _told(
    document: Document, subject: Token | None, verb: Token, content: Span, stance: Stance, mentions: Mapping[int, str]
) -> Statement:
    own = [i for i in document.subtree(subject.index) if i <= subject.index] if subject else []
    source = (document.span_of(own),) if own else ()
    head = document.tokens[own[-1]] if own else verb
    named = [mentions[document.tokens[i].start] for i in own if document.tokens[i].start in mentions]
    possessed = any(document.tokens[i].dep == "poss" for i in own)
    speaker = None if not named or (possessed and head.start not in mentions) else named[-1 if possessed else 0]
    return Statement(source, (verb.span,), (content,), Mode.INDIRECT, stance, speaker, 1.0)
