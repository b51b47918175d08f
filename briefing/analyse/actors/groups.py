"""Crowds and unnamed bodies that act or speak together: 'protesters', 'several Western states', 'police'."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.actors.grammar import head_of, phrase_start, relative_verb_of, span_of, verb_of
from briefing.analyse.actors.records import Cluster
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Mention, MentionType, Token

OPENERS = frozenset({"the", "these", "those", "a", "an", "some", "many", "most", "several", "all", "other", "such"})
SPEAKS, ACTS = 2, 1
MIN_PLACES = 2


def find_groups(document: Document, words: Words, taken: frozenset[int], headlines: frozenset[int]) -> list[Cluster]:
    """Return the groups worth an actor in order of first mention; `taken` are the tokens of names.

    A group told apart by a modifier ('Chinese officials') must speak, or act and be named again; a counted one
    ('19 states') need only act, and one without ('protesters') must be named again as well. The unnamed sources of the
    trade ('sources', 'experts') are no actors.
    """
    found: list[_Group] = []
    by_head: dict[str, list[_Group]] = {}
    for first, end in document.noun_chunks:
        head = head_of(document, first, end)
        if head.text.lower() not in words.group_nouns or head.pos not in {"NOUN", "PROPN"} or head.index in taken:
            continue
        if head.sentence in headlines or head.text.isupper():
            continue
        if end < len(document.tokens) and end in taken and document.tokens[end].sentence == head.sentence:
            continue  # a plural title: 'Senators Iveston and Brel'
        if _tells_of_others(document, head):
            continue
        start = _opened(document, first, end)
        key = tuple(t.text.lower() for t in document.tokens[start:end])
        alike = by_head.setdefault(key[-1], [])
        group = _known(alike, key, words) or _Group(key)
        if not group.cluster.places:
            found.append(group)
            alike.append(group)
        first = phrase_start(document, first, end)
        mention = Mention(span_of(document, first, end), MentionType.DESCRIPTION)
        group.cluster.places.append((first, mention))
        group.activity += _activity(document, words, head)
        group.told_apart = group.told_apart or _told_apart(document.tokens[start:end], words)
    return [g.cluster for g in found if g.matters(words)]


class _Group:
    """A group while its mentions are gathered."""

    def __init__(self, key: tuple[str, ...]) -> None:
        self.key = key
        self.cluster = Cluster(ActorKind.GROUP)
        self.activity = 0
        self.told_apart = False

    def matters(self, words: Words) -> bool:
        """Tell whether the group is worth an actor."""
        again = len(self.cluster.places) >= MIN_PLACES
        kind = words.group_nouns[self.key[-1]]
        if kind == "body":
            return self.activity > 0
        if not self.told_apart:
            return kind != "source" and again and self.activity > 0
        return self.activity >= SPEAKS or ((again or kind == "counted") and self.activity > 0)


def _tells_of_others(document: Document, head: Token) -> bool:
    """Tell whether a noun only says what others are: 'The owners are lobbyists', 'The firms act as regulators'."""
    above = document.tokens[head.head]
    called = head.dep == "attr" or (head.dep == "pobj" and above.text.lower() == "as")
    such = called and above.index > 0 and document.tokens[above.index - 1].text.lower() == "such"
    return called and not such and relative_verb_of(document, head.index) is None


def _opened(document: Document, first: int, end: int) -> int:
    """Return the chunk's first token behind its article or quantifier."""
    first = phrase_start(document, first, end)
    while first < end - 1 and document.tokens[first].text.lower() in OPENERS:
        first += 1
    return first


def _told_apart(tokens: Sequence[Token], words: Words) -> bool:
    """Tell whether a name or noun before the head says which group is meant; numbers do for states, opinions never."""
    if any(t.pos == "NUM" for t in tokens[:-1]) and words.group_nouns[tokens[-1].text.lower()] == "counted":
        return True
    return any(t.pos in {"PROPN", "NOUN"} or t.text[0].isupper() or t.tag == "POS" for t in tokens[:-1])


def _known(heads: Sequence[_Group], key: tuple[str, ...], words: Words) -> _Group | None:
    """Return the group meant again: the same words, or, of a bare and a told-apart one, the only one with its head."""
    same = [g for g in heads if g.key == key]
    if same or words.group_nouns[key[-1]] == "source":
        return same[0] if same else None
    return heads[0] if len(heads) == 1 and (len(key) == 1 or len(heads[0].key) == 1) else None


def _activity(document: Document, words: Words, head: Token) -> int:
    """Return how the group takes part in its clause."""
    verb = verb_of(document, head.index) or relative_verb_of(document, head.index)
    if verb is None:
        return 0
    return SPEAKS if verb.lemma in words.speaking_verbs else ACTS * (verb.lemma in words.acting_verbs)
