"""A story keeps its id over days: today's clusters matched with the stories kept from the days before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from briefing.model import KeptStory

ID_LENGTH = 12
"""Hexadecimal digits of a new id: a million stories clash with a chance of one in five hundred."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a cluster is: its id, the kept stories that went into it, and the one it is a lesser part of."""

    id: str
    merged: tuple[str, ...] = ()
    split_from: str | None = None


def identify(clusters: Sequence[frozenset[str]], kept: Iterable[KeptStory]) -> list[Identity]:
    """Return each cluster's identity, in the order given; clusters are digests of articles and share none.

    A kept story goes on in the cluster with which it shares most articles, and a cluster is the kept story with which
    it shares most: of pairs equally strong the older story first, then the smaller id, then the cluster with the
    smallest digest. So of a story that splits the largest part keeps the id and the others are new, `split_from` it;
    where stories merge the one that gives most articles goes on and the others are `merged`. The order of the
    arguments changes nothing.
    """
    known = {story.id: story for story in kept}
    owner = {digest: story.id for story in known.values() for digest in story.members}
    shares = [Counter(owner[digest] for digest in cluster if digest in owner) for cluster in clusters]
    strongest = sorted(
        ((number, id) for number, found in enumerate(shares) for id in found),
        key=lambda pair: (-shares[pair[0]][pair[1]], known[pair[1]].first, pair[1], min(clusters[pair[0]])),
    )
    carried: dict[int, str] = {}
    for number, id in strongest:
        if number not in carried and id not in carried.values():
            carried[number] = id
    alive = frozenset(carried.values())
    return [
        _identity(cluster, carried.get(number), shares[number], alive, known) for number, cluster in enumerate(clusters)
    ]


def _identity(
    cluster: frozenset[str], id: str | None, shares: Counter[str], alive: frozenset[str], known: Container[str]
) -> Identity:
    gone = tuple(sorted(set(shares) - alive))
    if id is not None:
        return Identity(id, gone)
    parents = sorted((-count, parent) for parent, count in shares.items())
    return Identity(new_id(cluster, known), gone, parents[0][1] if parents else None)


def new_id(cluster: Iterable[str], known: Container[str] = ()) -> str:
    """Return the id of a story that begins with these articles: a digest of theirs, and none that is `known`.

    A part of a story that parts again into what it began with has the digest the whole was named by.
    """
    named = "\n".join(sorted(cluster))
    while (id := hashlib.sha256(named.encode()).hexdigest()[:ID_LENGTH]) in known:
        named += "\n"
    return id
