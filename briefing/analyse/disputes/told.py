"""Disputes that one sentence tells whole: a denial of what nobody else is quoted for, a feud between two parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.analyse.disputes.positions import Position, Wording
from briefing.lexicon import Lexicon
from briefing.model import Actor, BlockKind, Dispute, Document, Side, Span, Stance, Token

DENIED = 0.6
FEUD = 0.55
"""Confidence of a dispute told in one sentence."""
MODALS = frozenset({"could", "would", "may", "might", "can", "should", "must", "will"})
"""Words of a cue that make the denial a mere possibility."""
FEWEST = 2
"""Words a denied claim needs to tell what is denied: not 'denied it'."""


def denied_claims(document: Document, positions: Sequence[Position], wording: Wording) -> list[Dispute]:
    """Return a dispute for each denial of a claim, in text order; who made the claim is left open."""
    found = []
    for position in positions:
        claim = _denied_claim(document, position, wording)
        if claim is not None:
            speaker = position.statement.speaker
            denier = Side((speaker,) if speaker else (), "denies", (position.evidence,))
            found.append(Dispute(claim, (Side((), "affirms", (claim,)), denier), DENIED))
    return found


def _denied_claim(document: Document, position: Position, wording: Wording) -> Span | None:
    """Return the words of what is denied: the content of 'denied', or the object of 'reject' within the content."""
    content = position.statement.content[0]
    cue = {t.lemma.lower() for span in position.statement.cue for t in document.tokens_of(span)}
    if position.statement.stance is Stance.DENIES and cue & wording.denying and not cue & MODALS:
        words = document.tokens_of(content)
        return content if _is_claim(words, wording) and _tells(words, wording) else None
    if not position.claim:
        return None
    for token in document.tokens_of(content):
        if token.pos == "VERB" and token.lemma.lower() in wording.denying:
            for child in document.children[token.index]:
                if document.tokens[child].dep in {"dobj", "obj"}:
                    whole = document.subtree(child)
                    if _tells([document.tokens[i] for i in whole], wording):
                        return document.span_of(whole)
    return None


def _is_claim(words: Sequence[Token], wording: Wording) -> bool:
    """Tell whether what is denied can be true or false: 'that it knew', 'having known', 'any part', 'the claim'."""
    first = words[0]
    opens = first.text.lower() in {"that", "any"} or first.tag == "VBG"
    return opens or any(t.lemma.lower() in wording.claims or t.dep in {"nsubj", "nsubjpass"} for t in words)


def _tells(words: Sequence[Token], wording: Wording) -> bool:
    """Tell whether the words say what is denied: 'involvement in the attack', not 'these allegations'."""
    solid = (t for t in words if t.pos in {"NOUN", "PROPN", "VERB", "ADJ"})
    return sum(t.lemma.lower() not in wording.claims for t in solid) >= FEWEST


def find_feuds(document: Document, actors: Sequence[Actor], lexicon: Lexicon) -> list[Dispute]:
    """Return 'a row between X and Y' and 'X and Y blame each other', in text order, where both are known actors."""
    nouns, verbs = lexicon.words("feud_nouns"), lexicon.table("stance_cues")
    at = {mention.span.start: actor.id for actor in actors for mention in actor.mentions}
    found = []
    for token in document.tokens:
        heads = _feuding(document, token, nouns, verbs)
        sides = list(dict.fromkeys(a for a in (_actor(document, head, at) for head in heads) if a))
        sentence = document.sentences[token.sentence]
        if len(sides) == 2 and document.article.blocks[sentence.block].kind is BlockKind.BODY:
            evidence = document.span_of(document.subtree(token.index))
            issue = evidence if token.pos == "NOUN" else sentence.span
            found.append(Dispute(issue, tuple(Side((a,), "opposes", (evidence,)) for a in sides), FEUD))
    return found


def _feuding(document: Document, token: Token, nouns: frozenset[str], verbs: dict[str, str]) -> Iterator[int]:
    """Yield the heads of the two parties' names, where this word is a feud between two."""
    below = [document.tokens[c] for c in document.children[token.index]]
    if token.pos == "NOUN" and token.lemma.lower() in nouns:
        between = [t for t in below if t.dep == "prep" and t.lemma.lower() == "between"]
        for preposition in between[:1]:
            for child in document.children[preposition.index]:
                yield from _joined(document, child)
    elif token.pos == "VERB" and verbs.get(token.lemma.lower()) in {"accuses", "criticizes"}:
        objects = {t.index for t in below if t.dep in {"dobj", "obj"} and t.lemma.lower() in {"other", "another"}}
        if objects:
            for subject in (t for t in below if t.dep == "nsubj"):
                yield from _joined(document, subject.index)


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
