"""The steps from a document to its actors."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.analyse.actors.bodies import find_bodies
from briefing.analyse.actors.cluster import Cluster, cluster_names
from briefing.analyse.actors.grammar import head_of, quoted, span_of, title_case_sentences, verb_of
from briefing.analyse.actors.groups import find_groups
from briefing.analyse.actors.mentions import NameMention, find_names, without_overlaps
from briefing.analyse.actors.references import References
from briefing.analyse.actors.roles import RoleFinder
from briefing.analyse.actors.words import Words, load_words
from briefing.lexicon import Lexicon
from briefing.model import Actor, ActorKind, Document, Mention, MentionType, Problem, Span

MIN_PLACES = 2


def find_actors(document: Document, lexicon: Lexicon) -> tuple[tuple[Actor, ...], tuple[Problem, ...]]:
    """Return the actors in order of first mention, ids 'a1', 'a2', ..., and what could not be resolved.

    People are always actors; bodies where they act or are named again; countries, places and groups only where they act.
    No two mentions of all actors start at the same character; an actor's mentions are in text order. Never raises.
    """
    if not document.tokens:
        return (), ()
    words = load_words(lexicon)
    names = find_names(document, words)
    names = without_overlaps([*names, *find_bodies(document, words, names)])
    clusters, problems = cluster_names(document, words, names)
    clusters = [c for c in clusters if _acts(document, words, c)]
    taken = frozenset(i for m in names for i in range(m.first, m.end))
    clusters += find_groups(document, words, taken)
    roles = RoleFinder(document, words, title_case_sentences(document))
    for cluster in clusters:
        roles.assign(cluster)
    references = References(document, words, clusters, quoted(document))
    problems += references.resolve()
    actors = [_actor(document, c) for c in clusters]
    actors.sort(key=lambda a: (a.mentions[0].span, a.name))
    numbered = (Actor(f"a{n}", a.name, a.kind, a.mentions, a.role) for n, a in enumerate(actors, 1))
    return tuple(numbered), tuple(sorted(problems, key=lambda p: (p.span or Span(0, 0), p.message)))


def _acts(document: Document, words: Words, cluster: Cluster) -> bool:
    """Tell whether a cluster of names is worth an actor."""
    if cluster.kind is ActorKind.PERSON:
        return True
    subject = any(_is_agent(document, words, m) for m in cluster.names)
    return subject or (cluster.kind is ActorKind.ORGANIZATION and len(cluster.names) >= MIN_PLACES)


def _is_agent(document: Document, words: Words, m: NameMention) -> bool:
    verb = verb_of(document, head_of(document, *m.core).index)
    return verb is not None and verb.lemma in words.acting_verbs


def _actor(document: Document, cluster: Cluster) -> Actor:
    """Return the finished record; its id is given later."""
    mentions = [*(_named(document, m) for m in cluster.names), *(m for _, m in cluster.places)]
    mentions.sort(key=lambda m: m.span)
    return Actor("", _clearest(document, cluster, mentions), cluster.kind, tuple(_once(mentions)), cluster.role)


def _named(document: Document, m: NameMention) -> Mention:
    return Mention(span_of(document, m.first, m.end), MentionType.NAME)


def _once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    """Yield the mentions that do not start inside the one before."""
    end = -1
    for m in mentions:
        if m.span.start >= end:
            end = m.span.end
            yield m


def _clearest(document: Document, cluster: Cluster, mentions: list[Mention]) -> Span:
    """Return the longest bare name (the earliest of equals), or the first mention where there is no name."""
    if not cluster.names:
        return mentions[0].span
    best = max(cluster.names, key=lambda m: (m.core[1] - m.core[0], -m.first))
    lone = cluster.kind is ActorKind.PERSON and best.core[1] - best.core[0] == 1
    return span_of(document, best.first if lone else best.core[0], best.core[1])
