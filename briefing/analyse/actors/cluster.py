"""Names gathered into actors: one cluster for each person, body or country, however it is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.analyse.actors.bodies import is_short_form, plain_body
from briefing.analyse.actors.grammar import span_of, text_of
from briefing.analyse.actors.names import PersonName, can_be_one, is_acronym_of, lone_sex, parse_name
from briefing.analyse.actors.records import Cluster, NameMention
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Problem

MIN_ELDER = 2
DOMINANT = 3
"""How many times as often as any namesake a person must have been named to own the bare surname."""
NEAR = 1
"""Sentences within which a namesake makes a bare surname ambiguous."""


def cluster_names(
    document: Document, words: Words, names: Sequence[NameMention]
) -> tuple[list[Cluster], list[Problem]]:
    """Return the clusters in order of first name, and the names that may mean one of several people."""
    people = [m for m in names if m.kind is ActorKind.PERSON]
    clusters, problems = _cluster_people(document, words, people)
    clusters += _cluster_bodies(document, words, [m for m in names if m.kind is ActorKind.ORGANIZATION])
    by_key: dict[tuple[ActorKind, str], Cluster] = {}
    for m in names:
        if m.kind in {ActorKind.COUNTRY, ActorKind.PLACE, ActorKind.GROUP}:
            by_key.setdefault((m.kind, m.key), Cluster(m.kind)).names.append(m)
    clusters += by_key.values()
    for cluster in clusters:
        cluster.names.sort(key=lambda m: m.first)
    return sorted(clusters, key=lambda c: c.names[0].first), problems


# ---------------------------------------------------------------- people


def _cluster_people(
    document: Document, words: Words, mentions: Sequence[NameMention]
) -> tuple[list[Cluster], list[Problem]]:
    parsed = [(m, parse_name(words, text_of(document, min(m.first, m.core[0]), m.end).split())) for m in mentions]
    clusters: list[Cluster] = []
    for m, name in parsed:
        if name.given:
            _full_cluster(clusters, name).names.append(m)
    problems: dict[str, Problem] = {}
    bare = [(m, name) for m, name in parsed if not name.given]
    _add_elders(clusters, words, bare)
    for m, name in bare:
        cluster = _bare_cluster(document, words, clusters, m, name)
        if cluster is None:
            said = text_of(document, m.first, m.end)
            where = span_of(document, m.first, m.end)
            problems.setdefault(said, Problem("actors", f"'{said}' may mean more than one person", where))
        else:
            cluster.names.append(m)
            cluster.sex = cluster.sex or name.sex
    return [c for c in clusters if c.names], list(problems.values())


def _add_elders(clusters: list[Cluster], words: Words, bare: Sequence[tuple[NameMention, PersonName]]) -> None:
    """Add an elder for each 'Jr.' whose surname stands alone twice before him: 'Vale' is not 'Robert Vale Jr.' then."""
    for cluster in list(clusters):
        if cluster.name is None or not cluster.name.suffix:
            continue
        last, first = cluster.name.last, min(m.first for m in cluster.names)
        before = [name for m, name in bare if m.first < first and name.last == last and not name.suffix]
        if len(before) >= MIN_ELDER and not any(c.name and c.name.last == last and not c.name.suffix for c in clusters):
            clusters.append(Cluster(ActorKind.PERSON, before[0], before[0].sex))


def _full_cluster(clusters: list[Cluster], name: PersonName) -> Cluster:
    for cluster in clusters:
        if cluster.name and cluster.name.last == name.last and can_be_one(cluster.name, name):
            if len(name.given) > len(cluster.name.given) or (name.suffix and not cluster.name.suffix):
                cluster.name = name
            cluster.sex = cluster.sex or name.sex
            return cluster
    clusters.append(Cluster(ActorKind.PERSON, name, name.sex))
    return clusters[-1]


def _bare_cluster(
    document: Document, words: Words, clusters: list[Cluster], m: NameMention, name: PersonName
) -> Cluster | None:
    """Return the cluster a lone surname (or given name) means, a new one where nobody is so called, None if unsure."""
    wanted = name.last
    named = [c for c in clusters if c.name and c.name.last == wanted]
    fit = [c for c in named if not (name.sex and c.sex and name.sex != c.sex)]
    if not name.suffix:
        fit = [c for c in fit if c.name and not c.name.suffix] or fit
    if len(fit) > 1:
        return _titled_alike(document, words, fit, m) if _title(document, words, m) else _likelier(document, fit, m)
    if not fit and not named and not _title(document, words, m):
        fit = [c for c in clusters if c.name and wanted in {g.lower() for g in c.name.given} and m.first == m.core[0]]
        fit = [c for c in fit if c.name and c.name.suffix == name.suffix]
        if len(fit) > 1:
            return None
    if fit:
        return fit[0]
    clusters.append(Cluster(ActorKind.PERSON, name, lone_sex(words, name)))
    return clusters[-1]


def _title(document: Document, words: Words, m: NameMention) -> str:
    """Return the title right before a name ('President'), or ''."""
    before = document.tokens[m.first - 1].text if m.first > 0 else ""
    return before if before in words.titles else ""


def _titled_alike(document: Document, words: Words, clusters: Sequence[Cluster], m: NameMention) -> Cluster | None:
    """Return the one namesake who bears the same title, else the likelier of those without any, or None."""
    title = _title(document, words, m)
    alike = [c for c in clusters if any(_title(document, words, n) == title for n in c.names)]
    if alike:
        return alike[0] if len(alike) == 1 else None
    plain = [c for c in clusters if not any(_title(document, words, n) or n.first < n.core[0] for n in c.names)]
    return _likelier(document, plain, m) if plain else None


def _likelier(document: Document, clusters: Sequence[Cluster], m: NameMention) -> Cluster | None:
    """Return the namesake introduced first, whom the press then calls by surname.

    None where another was named just now, unless the first has been named far more often.
    """
    first = min(clusters, key=lambda c: min((n.first for n in c.names), default=0))
    here = document.tokens[m.first].sentence
    for cluster in clusters:
        near = (here - document.tokens[n.first].sentence for n in cluster.names if n.first < m.first)
        if cluster is not first and any(d <= NEAR for d in near):
            before = [sum(n.first < m.first for n in c.names) for c in (first, cluster)]
            if before[0] < DOMINANT * before[1]:
                return None
    return first


# ---------------------------------------------------------------- bodies


def _cluster_bodies(document: Document, words: Words, mentions: Sequence[NameMention]) -> list[Cluster]:
    """Return one cluster for each body; short forms and acronyms join the one longer name they fit."""
    by_name: dict[tuple[str, ...], list[NameMention]] = {}
    for m in mentions:
        by_name.setdefault(plain_body(m.key, words), []).append(m)
    longest_first = sorted(by_name, key=lambda k: (-len(k), by_name[k][0].first))
    clusters: dict[tuple[str, ...], Cluster] = {}
    for key in longest_first:
        owner = _owner(key, by_name, clusters, words)
        cluster = clusters.setdefault(owner or key, Cluster(ActorKind.ORGANIZATION))
        cluster.names += by_name[key]
        clusters[key] = cluster
    unique = {id(c): c for c in clusters.values()}
    for cluster in unique.values():
        cluster.classes |= {words.organization_nouns[p] for m in cluster.names for p in _heads(m.key, words)}
    return list(unique.values())


def _owner(
    key: tuple[str, ...],
    by_name: dict[tuple[str, ...], list[NameMention]],
    clusters: dict[tuple[str, ...], Cluster],
    words: Words,
) -> tuple[str, ...] | None:
    """Return the one longer name this one is short for, or None where there is none or more than one."""
    written = by_name[key][0].key
    fits = [k for k in clusters if is_acronym_of(written, by_name[k][0].key)]
    if not fits and written not in words.institutions:
        fits = [k for k in clusters if is_short_form(key, k, words)]
    elif not fits:
        fits = [k for k in clusters if k[-len(key) :] == key and is_short_form(key, k, words)]
    owners = {id(clusters[k]) for k in fits}
    return fits[0] if len(owners) == 1 else None


def _heads(name: str, words: Words) -> Iterable[str]:
    """Yield the noun of a body's name that tells what it is, lower case: the last before 'of', 'for' or 'on'."""
    parts = name.lower().split()
    end = next((i for i, p in enumerate(parts) if p in {"of", "for", "on"}), len(parts))
    if end and parts[end - 1] in words.organization_nouns:
        yield parts[end - 1]
