"""One actor over all articles of a story: people by surname and first name, bodies by name, short form and acronym."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.analyse.actors.bodies import is_short_form, plain_body
from briefing.analyse.actors.names import INITIAL, PersonName, can_be_one, is_acronym_of, parse_name
from briefing.analyse.actors.words import Words, load_words
from briefing.gather.reports import in_order
from briefing.lexicon import Lexicon
from briefing.model import Actor, ActorKind, ActorRef, MentionType, Place, Report, Span, StoryActor

LANDS = frozenset({ActorKind.COUNTRY, ActorKind.PLACE})
"""Kinds that one name has now here, now there."""


BARE = 3
"""Times a surname stands alone before its one full name, from which that is in doubt."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An actor of one article with its name as it is compared, and where that stands."""

    report: Report
    actor: Actor
    name: str
    place: Span

    @property
    def article(self) -> str:
        return self.report.article


@dataclass(eq=False, slots=True)
class _Group:
    """Actors found to be one, while more are added; `articles` hold one of them each."""

    members: list[_Known] = field(default_factory=list)
    names: list[PersonName] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)

    def add(self, known: _Known, name: PersonName | None = None) -> None:
        self.members.append(known)
        self.articles.add(known.article)
        if name is not None:
            self.names.append(name)

    def takes(self, known: _Known, name: PersonName) -> bool:
        """Tell whether a name fits all names of the group, and its article has nobody else in it.

        Fitting all keeps an initial from making one person of two: 'J. Vale' of 'Jane Vale' and 'John Vale'.
        """
        return known.article not in self.articles and all(can_be_one(name, other) for other in self.names)


def find_story_actors(reports: Iterable[Report], lexicon: Lexicon) -> tuple[StoryActor, ...]:
    """Return the actors of a story, those in most articles first, then by importance and name.

    Two names mean one person where surname, first name (or its initial or short form), suffix and sex agree; a
    surname alone joins the one person of the story who bears it, and nobody where there are two. Two actors of one
    article never become one. Ids are 'p1', 'p2', ... in the order of the result.
    """
    words = load_words(lexicon)
    known = [_known(report, actor) for report in in_order(reports) for actor in report.analysis.actors]
    people = [k for k in known if k.actor.kind is ActorKind.PERSON]
    bodies = [k for k in known if k.actor.kind is ActorKind.ORGANIZATION]
    others = [k for k in known if k.actor.kind not in {ActorKind.PERSON, ActorKind.ORGANIZATION}]
    groups = [*_people(people, words), *_bodies(bodies, words), *_named_alike(others, words)]
    ranked = sorted(groups, key=_rank)
    return tuple(_story_actor(f"p{n}", group) for n, group in enumerate(ranked, 1))


def _known(report: Report, actor: Actor) -> _Known:
    """Return an actor under its name, or under its surname alone where the first name is in doubt.

    News names people in full first. Where a surname comes `BARE` times before its one full name, that is perhaps
    somebody else's: "Trump" all through, and once his wife.
    """
    text = report.analysis.text
    place = actor.name
    if actor.kind is ActorKind.PERSON:
        named = sorted(m.span for m in actor.mentions if m.type is MentionType.NAME)
        last = text[place.start : place.end].split()[-1:]
        before = [span for span in named if span < place and [span.of(text)] == last]
        fuller = [span for span in named if len(span.of(text).split()) > 1]
        if len(before) >= BARE and len(fuller) <= 1:
            place = before[0]
    return _Known(report, actor, " ".join(place.of(text).split()), place)


def _rank(group: _Group) -> tuple[float, float, str, str]:
    first = group.members[0]
    return -len(group.articles), -max(k.actor.importance for k in group.members), _best(group).name, first.article


# ---------------------------------------------------------------- people


def _people(known: Sequence[_Known], words: Words) -> list[_Group]:
    by_last: defaultdict[str, list[tuple[_Known, PersonName]]] = defaultdict(list)
    for k in known:
        if k.name:
            name = parse_name(words, k.name.split())
            by_last[name.last].append((k, name))
    return [group for last in sorted(by_last) for group in _namesakes(by_last[last])]


def _namesakes(named: Sequence[tuple[_Known, PersonName]]) -> list[_Group]:
    """Return the people of one surname: full first names first, so that initials and bare surnames find their one."""
    groups: list[_Group] = []
    for known, name in sorted((n for n in named if n[1].given), key=lambda n: _clearness(n[1])):
        fits = [g for g in groups if g.takes(known, name)]
        same = [g for g in fits if any(name.first == other.first for other in g.names)]
        if len(same or fits) == 1:
            (same or fits)[0].add(known, name)
        else:
            groups.append(_Group([known], [name], {known.article}))
    for known, name in (n for n in named if not n[1].given):
        _add_bare(groups, known, name)
    return groups


def _clearness(name: PersonName) -> tuple[bool, int, int]:
    return bool(INITIAL.match(name.first)), -len(name.first), -len(name.given)


def _add_bare(groups: list[_Group], known: _Known, name: PersonName) -> None:
    """Add a lone surname to the only person so called; to nobody where its article or the story knows two."""
    full = [g for g in groups if any(n.given for n in g.names)]
    bare = [g for g in groups if g not in full]
    fits = full if full else bare
    if len(fits) == 1 and fits[0].takes(known, name):
        fits[0].add(known, name)
    else:
        groups.append(_Group([known], [name], {known.article}))


# ---------------------------------------------------------------- bodies, countries, groups


def _bodies(known: Sequence[_Known], words: Words) -> list[_Group]:
    """Return the bodies: equal names are one, a short form or acronym joins the one longer name it fits."""
    by_name: defaultdict[tuple[str, ...], list[_Known]] = defaultdict(list)
    for k in known:
        by_name[plain_body(k.name, words)].append(k)
    index = _Index(by_name, words)
    owner: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in sorted(by_name, key=lambda k: (-len(k), k)):
        longer = {owner[long] for long in index.longer(key) if long in owner}
        taken = {k.article for k in by_name[key]}
        free = [o for o in longer if taken.isdisjoint(k.article for k in by_name[o])]
        if len(longer) == 1 and free:
            owner[key] = free[0]
            by_name[free[0]] = by_name[free[0]] + by_name[key]
        else:
            owner[key] = key
    return [g for key in sorted(owner) if owner[key] == key for g in _apart(by_name[key])]


class _Index:
    """Names of bodies by what a short form has of them: first word, last word, first letters."""

    def __init__(self, by_name: dict[tuple[str, ...], list[_Known]], words: Words) -> None:
        self._words = words
        self._written = {key: known[0].name for key, known in by_name.items()}
        self._at: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key in by_name:
            for end in {key[0], key[-1]} if key else ():
                self._at[end].append(key)
            self._at[self._written[key][:1]].append(key)

    def longer(self, short: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the longer names this one can be short for, in no order that matters."""
        if not short:
            return []
        written = self._written[short]
        found = [k for k in self._at[short[0]] + self._at[short[-1]] if is_short_form(short, k, self._words)]
        if written.replace(".", "").isupper():
            found += [k for k in self._at[written[0]] if k != short and is_acronym_of(written, self._written[k])]
        return found


def _named_alike(known: Sequence[_Known], words: Words) -> list[_Group]:
    """Return countries, places and groups, one for each name; a nationality is its country."""
    by_name: defaultdict[tuple[str, str], list[_Known]] = defaultdict(list)
    for k in known:
        kind = "land" if k.actor.kind in LANDS else k.actor.kind.value
        bare = k.name.removeprefix("the ").removeprefix("The ")
        by_name[kind, words.country(bare) or _unled(k.name)].append(k)
    return [group for key in sorted(by_name) for group in _apart(by_name[key])]


def _apart(known: Sequence[_Known]) -> list[_Group]:
    """Return the actors as one group, but those whose article has another in it already as groups of their own."""
    groups: list[_Group] = []
    for k in known:
        free = next((g for g in groups if k.article not in g.articles), None)
        if free is None:
            free = _Group()
            groups.append(free)
        free.add(k)
    return groups


# ---------------------------------------------------------------- the record


def _best(group: _Group) -> _Known:
    """Return the member with the fullest name; of equal ones that of the most important, earliest article."""
    return max(group.members, key=lambda k: (len(k.name.split()), k.actor.importance))


def _story_actor(id: str, group: _Group) -> StoryActor:
    best = _best(group)
    kinds = Counter(k.actor.kind for k in group.members)
    roles = [Place(k.article, k.actor.role) for k in group.members if k.actor.role]
    return StoryActor(
        id=id,
        name=Place(best.article, best.place),
        kind=max(kinds, key=lambda kind: (kinds[kind], kind.value)),
        members=tuple(ActorRef(k.article, k.actor.id) for k in group.members),
        aliases=tuple(_aliases(group, best)),
        role=max(roles, key=lambda place: len(place.span)) if roles else None,
        importance=max(k.actor.importance for k in group.members),
    )


def _aliases(group: _Group, best: _Known) -> list[Place]:
    """Return one place for each other way the articles name the actor, in the order of the articles."""
    seen, found = {_unled(best.name)}, []
    for known in group.members:
        named = (m.span for m in known.actor.mentions if m.type is MentionType.NAME)
        sure = (span for span in named if known.place == known.actor.name or span != known.actor.name)
        for span in (known.place, *sure):
            words = _unled(" ".join(span.of(known.report.analysis.text).split()))
            if words not in seen:
                seen.add(words)
                found.append(Place(known.article, span))
    return found


def _unled(name: str) -> str:
    """Return a name in lower case without its article."""
    return name.casefold().removeprefix("the ")
