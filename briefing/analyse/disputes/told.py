"""Disputes that one sentence tells whole: a denial of what nobody else is quoted for, a feud between two parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.analyse.disputes.denials import MODALS, OBJECTS, Wording
from briefing.analyse.disputes.positions import Position
from briefing.lexicon import Lexicon
from briefing.model import Actor, BlockKind, Dispute, Document, Side, Span, Token

DENIED = 0.75
FEUD = 0.65
"""Confidence of a dispute told in one sentence."""
OWNING = frozenset({"poss", "amod", "compound"})
"""How whose claim it is hangs on the claim: 'Orrin claims', 'Bo Dale's claim'."""
LOCKED = frozenset({"lock", "embroil", "engage", "entangle"})
"""Verbs (lemmas) whose subjects are in a feud: 'were locked in a battle'."""


def denied_claims(
    document: Document, actors: Sequence[Actor], positions: Sequence[Position], wording: Wording
) -> list[Dispute]:
    """Return a dispute for each denial that tells what it denies by a known speaker, in text order.

    Who made the claim is named only where the words of the claim name them: 'the claim of the ministry that'. Nobody
    denies a claim of their own.
    """
    found = []
    for position in positions:
        claim = position.denial.claim if position.denial else None
        if claim is not None and position.statement.speaker:
            claimants = tuple(_claimants(document, actors, claim, wording))
            if set(claimants).isdisjoint(position.actors):
                sides = (Side(claimants, "affirms", (claim,)), Side(position.actors, "denies", (position.evidence,)))
                found.append(Dispute(claim, sides, DENIED))
    return found


def _claimants(document: Document, actors: Sequence[Actor], claim: Span, wording: Wording) -> list[str]:
    """Return whose claim it is: the actor named before 'claim' or the like, 'Orrin claims', 'Bo Dale's allegation'."""
    words = document.tokens_of(claim)
    head = next((t for t in words if t.head < words[0].index or t.head > words[-1].index), words[0])
    if head.lemma.lower() not in wording.claims:
        return []
    at = {mention.span.start: actor.id for actor in actors for mention in actor.mentions}
    owners = [
        document.tokens[c]
        for c in document.children[head.index]
        if document.tokens[c].dep in {"poss", "amod", "compound"}
    ]
    below = (document.tokens[i] for owner in owners for i in document.subtree(owner.index))
    return list(dict.fromkeys(at[t.start] for t in below if t.start in at))


def find_feuds(document: Document, actors: Sequence[Actor], lexicon: Lexicon) -> list[Dispute]:
    """Return the feuds that the article tells of, in text order.

    'A row between X and Y' and 'X and Y blame each other', where both are known actors; 'X disagrees with Y' where one
    is, 'X opposes Y's plan' where both are.
    """
    nouns, verbs, contests = lexicon.words("feud_nouns"), lexicon.table("stance_cues"), lexicon.table("contest_verbs")
    at = {mention.span.start: actor.id for actor in actors for mention in actor.mentions}
    found = []
    for token in document.tokens:
        if document.article.blocks[document.sentences[token.sentence].block].kind is not BlockKind.BODY:
            continue
        heads = _feuding(document, token, nouns, verbs)
        sides = list(dict.fromkeys(a for a in (_actor(document, head, at) for head in heads) if a))
        if len(sides) == 2:
            evidence = document.span_of(document.subtree(token.index))
            issue = evidence if token.pos == "NOUN" else document.sentences[token.sentence].span
            found.append(Dispute(issue, tuple(Side((a,), "opposes", (evidence,)) for a in sides), FEUD))
        contest = _contesting(document, token, contests.get(token.lemma.lower(), ""), at)
        if contest is not None:
            found.append(contest)
    return found


def _contesting(document: Document, verb: Token, use: str, at: dict[int, str]) -> Dispute | None:
    """Return the dispute of 'X disagrees with Y' or 'X opposes Y's plan'; `use` as in the list of such verbs."""
    below = [document.tokens[c] for c in document.children[verb.index]]
    subject = next((t for t in below if t.dep == "nsubj"), None)
    unreal = any(t.dep == "neg" or t.lemma.lower() in MODALS for t in below)
    if verb.pos != "VERB" or not use or subject is None or unreal:
        return None
    one = _subject(document, subject.index, at)
    objects = [t for t in below if t.dep in OBJECTS]
    if use == "with":
        objects = [document.tokens[c] for t in below if t.lemma.lower() == use for c in document.children[t.index]]
    others = [_owner(document, t.index, at) for t in objects]
    if one is None or not others or others[0] == one or (others[0] is None and use != "with"):
        return None
    evidence = document.span_of(i for t in (subject, verb, *objects) for i in _clause(document, verb, t))
    issue = document.span_of(document.subtree(objects[0].index))
    positions = ("opposes", "opposes" if use == "with" else "supports")
    actors = ((one,), (others[0],) if others[0] else ())
    return Dispute(issue, tuple(Side(a, p, (evidence,)) for a, p in zip(actors, positions, strict=True)), FEUD)


def _clause(document: Document, verb: Token, part: Token) -> list[int]:
    return [verb.index] if part.index == verb.index else document.subtree(part.index)


def _subject(document: Document, head: int, at: dict[int, str]) -> str | None:
    """Return the actor a noun phrase names, not one whom its head belongs to: nobody for 'Dale's ideas'."""
    own = [document.tokens[i] for i in document.subtree(head) if i <= head]
    if any(t.dep == "poss" for t in own):
        return None
    return next((at[t.start] for t in reversed(own) if t.start in at), None)


def _owner(document: Document, head: int, at: dict[int, str]) -> str | None:
    """Return the actor a noun phrase names or belongs to: its head's, else its owner's; 'her' names nobody."""
    own = [document.tokens[i] for i in document.subtree(head) if i <= head and document.tokens[i].pos != "PRON"]
    return next((at[t.start] for t in own if t.start in at), None)


def _feuding(document: Document, token: Token, nouns: frozenset[str], verbs: dict[str, str]) -> Iterator[int]:
    """Yield the heads of the two parties' names, where this word is a feud between two."""
    below = [document.tokens[c] for c in document.children[token.index]]
    if token.pos == "NOUN" and token.lemma.lower() in nouns:
        between = [t for t in below if t.dep == "prep" and t.lemma.lower() == "between"]
        for preposition in between[:1]:
            for child in document.children[preposition.index]:
                yield from _joined(document, child)
        yield from () if between else _locked(document, token)
    elif token.pos == "VERB" and verbs.get(token.lemma.lower()) in {"accuses", "criticizes"}:
        objects = {t.index for t in below if t.dep in {"dobj", "obj"} and t.lemma.lower() in {"other", "another"}}
        if objects:
            for subject in (t for t in below if t.dep == "nsubj"):
                yield from _joined(document, subject.index)


def _locked(document: Document, feud: Token) -> Iterator[int]:
    """Yield the heads of the parties that are 'locked in a battle', 'embroiled in a row': the verb's subjects."""
    preposition = document.tokens[feud.head]
    verb = document.tokens[preposition.head]
    if feud.dep == "pobj" and preposition.lemma.lower() == "in" and verb.lemma.lower() in LOCKED:
        for child in document.children[verb.index]:
            if document.tokens[child].dep in {"nsubj", "nsubjpass"}:
                yield from _joined(document, child)


def _joined(document: Document, head: int) -> Iterator[int]:
    """Yield a name's head and those joined to it by 'and'."""
    yield head
    for child in document.children[head]:
        if document.tokens[child].dep == "conj":
            yield from _joined(document, child)


def _actor(document: Document, head: int, at: dict[int, str]) -> str | None:
    """Return the actor mentioned by the noun phrase of this head, its first where there are several."""
    own = [i for i in document.subtree(head) if i <= head]
    return next((at[document.tokens[i].start] for i in own if document.tokens[i].start in at), None)
