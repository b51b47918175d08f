"""Bodies named by what they belong to ('the Syrian government', 'the Vale campaign'), and how their names compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.analyse.actors.names import SMALL
from briefing.analyse.actors.records import NameMention
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Token

GOVERNMENTS = frozenset({"government", "authorities", "regime"})
WIDENING = frozenset({"federal", "central"})
DEPARTMENTS = frozenset({"department", "ministry"})
"""Nouns of bodies named both ways round: 'Department of Fisheries', 'Fisheries Department'."""


def find_bodies(document: Document, words: Words, names: Sequence[NameMention]) -> Iterable[NameMention]:
    """Yield governments by nationality (as their country) and bodies named after a person, in text order."""
    people = {m.core[1]: m for m in names if m.kind is ActorKind.PERSON}
    t = document.tokens
    for i in range(1, len(t)):
        if t[i].sentence != t[i - 1].sentence:
            continue
        if t[i].text.lower() in GOVERNMENTS:
            yield from _government(t, i, words)
        elif i in people and t[i].text.lower() in words.campaign_nouns and t[i].text.lower() not in GOVERNMENTS:
            core = people[i].core
            yield NameMention(
                _with_the(t, core[0]), i + 1, (core[0], i + 1), ActorKind.ORGANIZATION, _joined(t, core[0], i + 1)
            )


def _government(t: Sequence[Token], i: int, words: Words) -> Iterable[NameMention]:
    k = i - 1
    while k > 0 and t[k].text.lower() in WIDENING:
        k -= 1
    if t[k].text in {"'s", "’s"} and k > 0:
        k -= 1
    start = k - 1 if k > 0 and words.country(_joined(t, k - 1, k + 1)) else k
    country = words.country(_joined(t, start, k + 1))
    if country:
        yield NameMention(_with_the(t, start), i + 1, (start, i + 1), ActorKind.COUNTRY, country)


def _with_the(t: Sequence[Token], first: int) -> int:
    before = first > 0 and t[first - 1].sentence == t[first].sentence and t[first - 1].text.lower() == "the"
    return first - 1 if before else first


def _joined(t: Sequence[Token], first: int, end: int) -> str:
    return " ".join(x.text for x in t[first:end])


# ---------------------------------------------------------------- comparing


def plain_body(name: str, words: Words) -> tuple[str, ...]:
    """Return the words of a body's name that count when it is compared: no articles, company endings or case.

    A 'Department of Fisheries' becomes a 'fisheries department'.
    """
    parts = [p for p in (words.institutions.get(name) or name).replace("’", "'").split() if p.lower() != "the"]
    while len(parts) > 1 and parts[-1].strip(",") in words.organization_suffixes:
        parts.pop()
    plain = [p.strip(",").lower() for p in parts]
    of = plain.index("of") if "of" in plain[1:-1] else 0
    if of and plain[of - 1] in DEPARTMENTS:
        plain = [*plain[: of - 1], *plain[of + 1 :], plain[of - 1]]
    return tuple(plain)


def is_short_form(short: tuple[str, ...], long: tuple[str, ...], words: Words) -> bool:
    """Tell whether a body's plain name is a usual short form of another's.

    'Norrland' of 'Norrland Steel', 'Times' of 'Alden Times', 'Supreme Court' of 'Indian Supreme Court', 'Department' of
    'Fisheries Department'.
    """
    if not short or len(short) >= len(long):
        return False
    rest = long[len(short) :]
    if long[: len(short)] == short:
        generic = all(p in words.organization_nouns for p in short)
        other_body = len(rest) > 1 and rest[-1] in words.organization_nouns
        return not generic and not other_body and short[-1] not in SMALL
    if long[-len(short) :] != short:
        return False
    front = long[: -len(short)]
    place = " ".join(front)
    if words.country(place.title()) or words.country(place.upper()):
        return True
    return len(short) == 1 and (words.organization_nouns.get(short[0]) == "newspaper" or short[0] in DEPARTMENTS)
