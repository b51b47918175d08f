"""Words that mean somebody named elsewhere: who they stand for, and whether that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from briefing.model import Actor, Document, Mention, MentionType, Referent, Sentence, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
STANDS_FOR_ONE = frozenset({"he", "she"})
STANDS_FOR_MANY = frozenset({"they"})
STANDS_FOR_A_THING = frozenset({"it", "this", "that", "these", "those"})
OPENS_FOR_A_NAME = STANDS_FOR_ONE | STANDS_FOR_MANY
DEFINITE = frozenset({"the"})
"""First words of a description that points back at somebody: 'the spokesman'."""
LINKING = frozenset({"CCONJ", "PUNCT", "ADV"})
"""Words that may stand before a sentence's first subject without meaning anybody: 'But', 'Later'."""
SAYING_WHICH = frozenset({"relcl", "acl", "prep"})
SUBORDINATE = frozenset({"advcl", "acl", "relcl", "csubj", "ccomp"})
NAMING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
APOSTROPHES = frozenset({"'", "’"})
QUOTATION_MARKS = frozenset({'"', "“", "”", "``", "''"})

Mentions = Mapping[int, Sequence[tuple[Mention, Actor]]]


def mentions_by_sentence(document: Document, actors: Sequence[Actor]) -> Mentions:
    """Return each sentence's mentions in text order, by the sentence's index."""
    found: dict[int, list[tuple[Mention, Actor]]] = {}
    for actor in actors:
        for mention in actor.mentions:
            if sentence := document.sentence_at(mention.span.start):
                found.setdefault(sentence.index, []).append((mention, actor))
    return {index: sorted(pairs, key=lambda p: (p[0].span, p[1].id)) for index, pairs in found.items()}


def find_referents(
    document: Document, sentence: Sentence, mentions: Mentions, speaking: Collection[Span]
) -> tuple[Referent, ...]:
    """Return who the sentence's dangling words stand for, in text order: each actor once, where first meant.

    A word dangles where its actor, who has a name, is not named in the sentence. `speaking` are the sources of
    statements whose speaker is known: "she said" is printed under a name, so the name may stand beside it too.
    """
    here = mentions.get(sentence.index, ())
    named = {actor.id for mention, actor in here if mention.type is MentionType.NAME}
    found: list[Referent] = []
    for mention, actor in here:
        told = mention.span in speaking or _points_back(document, mention)
        if mention.type is not MentionType.NAME and actor.id not in named and told and _has_name(actor):
            named.add(actor.id)
            found.append(Referent(_with_clitic(document, mention.span), actor.id))
    return tuple(found)


def _with_clitic(document: Document, span: Span) -> Span:
    """Return a mention's span with the verb written onto it, so that no name is printed within a word: 'She's'."""
    following = document.text[span.end : span.end + 1]
    if following not in APOSTROPHES:
        return span
    return Span(span.start, max(t.end for t in document.tokens_of(Span(span.start, span.end + 1))))


def _points_back(document: Document, mention: Mention) -> bool:
    """Tell whether the mention surely needs its name beside it, which in the wrong place is worse than none.

    Only a subject does ('he', 'the senator') that opens its sentence or stands beside the main verb, where nothing
    before it in the sentence may be meant as well and nothing behind it says who is meant.
    """
    words = mention.span.of(document.text).lower().split()
    back = OPENS_FOR_A_NAME if mention.type is MentionType.PRONOUN else DEFINITE
    if words[0] not in back:
        return False
    head = next((t for t in reversed(document.tokens_of(mention.span)) if t.dep in SUBJECTS), None)
    if head is None or _told_further(document, head) or _looks_ahead(document, head):
        return False
    before = [t for t in document.words(document.sentences[head.sentence]) if t.end <= mention.span.start]
    if all(t.pos in LINKING for t in before):
        return True
    verb = document.tokens[head.head]
    beside = verb.index - head.index == 1 or (verb.end <= mention.span.start and head.index - verb.index <= len(words))
    return beside and verb.dep == "ROOT" and not any(_may_be_meant(t) for t in _unquoted(before))


def _told_further(document: Document, head: Token) -> bool:
    """Tell whether words behind a noun say who is meant: 'the firm that wrote it', 'the owner, Sundway Lines'."""
    below = [document.tokens[c] for c in document.children[head.index] if c > head.index]
    comma = head.index + 1 < len(document.tokens) and document.tokens[head.index + 1].text == ","
    return any(t.dep == "appos" or (t.dep in SAYING_WHICH and not comma) for t in below)


def _looks_ahead(document: Document, head: Token) -> bool:
    """Tell whether a subject stands in a clause before its main clause, whose subject it may mean."""
    verb = document.tokens[head.head]
    while verb.dep != "ROOT" and verb.head != verb.index:
        if verb.dep in SUBORDINATE and verb.head > verb.index:
            return True
        verb = document.tokens[verb.head]
    return False


def _may_be_meant(token: Token) -> bool:
    return token.entity in NAMING or (token.dep in SUBJECTS and token.pos in {"NOUN", "PROPN"})


def _unquoted(before: Sequence[Token]) -> Iterator[Token]:
    """Yield, from the last to the first, the words outside quotation marks; what follows them stands outside."""
    inside = False
    for token in reversed(before):
        if token.text in QUOTATION_MARKS:
            inside = not inside
        elif not inside:
            yield token


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
