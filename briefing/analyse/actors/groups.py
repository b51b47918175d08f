"""Crowds and unnamed bodies that act or speak together: 'protesters', 'several Western states', 'police'."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.analyse.actors.cluster import Cluster
from briefing.analyse.actors.grammar import head_of, span_of, verb_of
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Mention, MentionType, Token

TOO_WIDE = frozenset(
    {"people", "men", "women", "members", "others", "parties", "groups", "companies", "countries", "states", "nations"}
)
"""Heads that name nobody without a modifier."""
OPENERS = frozenset({"the", "these", "those", "a", "an", "some", "many", "most", "several"})
MIN_PLACES = 2


def find_groups(document: Document, words: Words, taken: frozenset[int]) -> list[Cluster]:
    """Return the groups that speak, or act and are named again, in order of first mention; `taken` are tokens of names."""
    clusters: dict[str, Cluster] = {}
    active: dict[int, int] = {}
    for chunk in document.noun_chunks:
        head = head_of(document, *chunk)
        if head.index in taken or head.text.lower() not in words.group_nouns or head.pos not in {"NOUN", "PROPN"}:
            continue
        first = _opened(document, chunk)
        key = _key(document, first, chunk[1])
        if not key or key in TOO_WIDE:
            continue
        cluster = _known(clusters, key, document.tokens[chunk[0]]) or clusters.setdefault(key, Cluster(ActorKind.GROUP))
        span = span_of(document, chunk[0], chunk[1])
        cluster.places.append((chunk[0], Mention(span, MentionType.DESCRIPTION)))
        active[id(cluster)] = active.get(id(cluster), 0) + _activity(document, words, head)
    return [
        c for c in _unique(clusters.values()) if active[id(c)] >= 2 or (active[id(c)] and len(c.places) >= MIN_PLACES)
    ]


def _unique(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(c): c for c in clusters}.values())


def _opened(document: Document, chunk: tuple[int, int]) -> int:
    """Return the chunk's first token behind its article."""
    first, end = chunk
    while first < end - 1 and document.tokens[first].text.lower() in OPENERS:
        first += 1
    return first


def _key(document: Document, first: int, end: int) -> str:
    return " ".join(t.text.lower() for t in document.tokens[first:end])


def _known(clusters: dict[str, Cluster], key: str, opener: Token) -> Cluster | None:
    """Return the group meant again: the same words, or 'the' and the head of exactly one earlier group."""
    if key in clusters or opener.text.lower() not in {"the", "these", "those"}:
        return clusters.get(key)
    head = key.split()[-1]
    same = [c for k, c in clusters.items() if k.split()[-1] == head]
    return same[0] if len({id(c) for c in same}) == 1 and key == head else None


def _activity(document: Document, words: Words, head: Token) -> int:
    """Return 2 for the subject of a verb of speaking, 1 for one of acting, 0 otherwise."""
    verb = verb_of(document, head.index)
    if verb is None:
        return 0
    return 2 if verb.lemma in words.speaking_verbs else int(verb.lemma in words.acting_verbs)
