"""Words that mean somebody named elsewhere: who they stand for, and whether that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.model import Actor, Document, Mention, MentionType, Referent, Sentence, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
STANDS_FOR_ONE = frozenset({"he", "she"})
STANDS_FOR_MANY = frozenset({"they"})
STANDS_FOR_A_THING = frozenset({"it", "this", "that", "these", "those"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
"""First words of a description that points back at somebody: 'the spokesman'."""

Mentions = Mapping[int, Sequence[tuple[Mention, Actor]]]


def mentions_by_sentence(document: Document, actors: Sequence[Actor]) -> Mentions:
    """Return each sentence's mentions in text order, by the sentence's index."""
    found: dict[int, list[tuple[Mention, Actor]]] = {}
    for actor in actors:
        for mention in actor.mentions:
            if sentence := document.sentence_at(mention.span.start):
                found.setdefault(sentence.index, []).append((mention, actor))
    return {index: sorted(pairs, key=lambda p: (p[0].span, p[1].id)) for index, pairs in found.items()}


def find_referents(document: Document, sentence: Sentence, mentions: Mentions) -> tuple[Referent, ...]:
    """Return who the sentence's dangling words stand for, in text order: each actor once, where first meant.

    A word dangles where its actor, who has a name, is not named in the sentence.
    """
    here = mentions.get(sentence.index, ())
    named = {actor.id for mention, actor in here if mention.type is MentionType.NAME}
    found: list[Referent] = []
    for mention, actor in here:
        if actor.id not in named and _points_back(document, mention) and _has_name(actor):
            named.add(actor.id)
            found.append(Referent(mention.span, actor.id))
    return tuple(found)


def _points_back(document: Document, mention: Mention) -> bool:
    """Tell whether the mention needs its name beside it: a pronoun, or a description that begins as one known."""
    if mention.type is MentionType.PRONOUN:
        return True
    return mention.type is MentionType.DESCRIPTION and mention.span.of(document.text).split()[0].lower() in DEFINITE


def _has_name(actor: Actor) -> bool:
    return any(mention.type is MentionType.NAME for mention in actor.mentions)


def dangles(document: Document, sentence: Sentence, referents: Sequence[Referent]) -> bool:
    """Tell whether the sentence's subject stands for somebody or something that is neither in it nor known."""
    known = [referent.span for referent in referents]
    words = document.words(sentence)
    return any(_unknown(document, words, n, known) for n, t in enumerate(words) if t.dep in SUBJECTS)


def _unknown(document: Document, words: Sequence[Token], n: int, known: Sequence[Span]) -> bool:
    token = words[n]
    word = token.text.lower()
    if any(span.overlap(token.span) for span in known):
        return False
    before = words[:n]
    if word in STANDS_FOR_ONE:
        return not any(t.entity == "PERSON" or (t.pos in {"NOUN", "PROPN"} and t.dep in SUBJECTS) for t in before)
    named = any(t.pos in {"PROPN", "NOUN"} for t in before)
    if word in STANDS_FOR_MANY:
        return not named
    return word in STANDS_FOR_A_THING and not named and not _empty(document, token)


def _empty(document: Document, token: Token) -> bool:
    """Tell whether 'it' announces a clause: 'It is clear that', 'It was to be expected'."""
    below = (document.tokens[c] for c in document.children[token.head])
    return any(t.dep in {"ccomp", "csubj", "xcomp", "advcl"} and t.index > token.index for t in below)
