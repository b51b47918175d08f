"""The steps from a document to its actors."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.analyse.actors.bodies import find_bodies
from briefing.analyse.actors.cluster import cluster_names
from briefing.analyse.actors.grammar import (
    head_of,
    is_quoted_source,
    quoted,
    relative_verb_of,
    span_of,
    text_of,
    title_case_sentences,
    verb_of,
)
from briefing.analyse.actors.groups import find_groups
from briefing.analyse.actors.mentions import find_names, without_overlaps
from briefing.analyse.actors.records import Cluster, NameMention
from briefing.analyse.actors.references import References
from briefing.analyse.actors.roles import RoleFinder
from briefing.analyse.actors.words import Words, load_words
from briefing.lexicon import Lexicon
from briefing.model import Actor, ActorKind, BlockKind, Document, Mention, MentionType, Problem, Span

MIN_PLACES = 2
ARTICLES = frozenset({"the", "a", "an", "these", "those", "this", "that"})
MIN_TELLING = 3
"""Words of a description that says more than 'the company'."""
MIN_SHOUTED = 6
"""Letters from which a name all in capitals is no acronym."""
STATES = frozenset(
    {"have", "be", "become", "remain", "lie", "suffer", "grow", "experience", "share", "border", "see", "need"}
)
"""Verbs whose subject undergoes: what countries do in them makes no actor."""


def find_actors(document: Document, lexicon: Lexicon) -> tuple[tuple[Actor, ...], tuple[Problem, ...]]:
    """Return the actors in order of first mention, ids 'a1', 'a2', ..., and what could not be resolved.

    People are always actors; bodies where they act or are named again; countries, places, groups only where they act.
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
    headlines, quotes = title_case_sentences(document), quoted(document)
    clusters += find_groups(document, words, taken, headlines)
    roles = RoleFinder(document, words, headlines | _headline_blocks(document), quotes)
    roles.assign(clusters)
    references = References(document, words, clusters, quotes, frozenset(roles.role_tokens))
    problems += references.resolve()
    clusters += references.recurring()
    actors = [_actor(document, words, c) for c in clusters]
    actors.sort(key=lambda a: (a.mentions[0].span, a.name))
    numbered = (Actor(f"a{n}", a.name, a.kind, a.mentions, a.role) for n, a in enumerate(actors, 1))
    return tuple(numbered), tuple(sorted(problems, key=lambda p: (p.span or Span(0, 0), p.message)))


def _headline_blocks(document: Document) -> frozenset[int]:
    """Return the sentences of headlines."""
    blocks = document.article.blocks
    return frozenset(s.index for s in document.sentences if blocks[s.block].kind is BlockKind.HEADLINE)


def _acts(document: Document, words: Words, cluster: Cluster) -> bool:
    """Tell whether a cluster of names is worth an actor."""
    if cluster.kind is ActorKind.PERSON:
        return True
    party = cluster.kind is ActorKind.GROUP and words.role_class(cluster.names[0].key.removesuffix("s")) != ""
    if party or any(_is_agent(document, words, m) for m in cluster.names):
        return party or cluster.kind is not ActorKind.GROUP or len(cluster.names) >= MIN_PLACES
    if len(cluster.names) < MIN_PLACES or all(m.key.lower() in words.agencies for m in cluster.names):
        return False
    return cluster.kind is ActorKind.ORGANIZATION


def _is_agent(document: Document, words: Words, m: NameMention) -> bool:
    """Tell whether a name acts, or is accused, asked or told; being at war or growing is no act of a country."""
    head = head_of(document, *m.core)
    if m.kind is ActorKind.ORGANIZATION and is_quoted_source(document, head):
        return True
    verb = verb_of(document, head.index) or relative_verb_of(document, head.index)
    if verb is None:
        told = head.dep == "dobj" and document.tokens[head.head].lemma in words.speaking_verbs
        return told and m.key.lower() not in words.agencies
    if m.kind is ActorKind.ORGANIZATION:
        return True
    if m.kind is ActorKind.COUNTRY:
        return verb.pos == "VERB" and head.dep != "nsubjpass" and verb.lemma not in STATES
    return verb.lemma in words.acting_verbs


def _actor(document: Document, words: Words, cluster: Cluster) -> Actor:
    """Return the finished record; its id is given later."""
    mentions = [*(_named(document, m) for m in cluster.names), *(m for _, m in cluster.places)]
    mentions.sort(key=lambda m: m.span)
    role = cluster.role or _described(document, words, cluster)
    return Actor("", _clearest(document, cluster, mentions), cluster.kind, tuple(_once(mentions)), role)


def _described(document: Document, words: Words, cluster: Cluster) -> Span | None:
    """Return the first telling description as a role where nothing stands beside the name: 'the Ruvenian senator'."""
    if not cluster.names or cluster.kind not in {ActorKind.PERSON, ActorKind.ORGANIZATION}:
        return None
    if any(m.key in words.institutions for m in cluster.names):
        return None  # everybody knows what the Senate is; 'the state senate' is likely another
    places = sorted(m.span for _, m in cluster.places if m.type is MentionType.DESCRIPTION)
    telling = (
        s for s in places if len(document.tokens_of(s)) >= MIN_TELLING and s.of(document.text)[:4].lower() == "the "
    )
    return next(telling, None)


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
    """Return the longest bare name (of equals the first; a country before its government), or the first mention."""
    if not cluster.names:
        inside = document.tokens_of(mentions[0].span)
        start = next((t.start for t in inside[:-1] if t.text.lower() not in ARTICLES), inside[-1].start)
        return Span(start, mentions[0].span.end)
    best = max(
        cluster.names,
        key=lambda m: (not _shouted(document, m), _is_plain(document, m), m.core[1] - m.core[0], -m.first),
    )
    lone = cluster.kind is ActorKind.PERSON and best.core[1] - best.core[0] == 1
    return span_of(document, best.first if lone else best.core[0], best.core[1])


def _shouted(document: Document, m: NameMention) -> bool:
    """Tell whether a name stands all in capitals, as in a headline; short ones are acronyms."""
    text = text_of(document, *m.core)
    return text.isupper() and len(text) >= MIN_SHOUTED


def _is_plain(document: Document, m: NameMention) -> bool:
    """Tell whether a country is called by its own name here, not by its seat or government."""
    return m.kind is ActorKind.COUNTRY and m.key.endswith(text_of(document, *m.core).split()[-1])
