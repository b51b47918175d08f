"""The parts of a person's name, and whether two names can mean one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.actors.words import Words

INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.?)?$")
"""One or two initials: 'J', 'J.', 'JW', 'N.R'."""


SMALL = frozenset({"the", "of", "for", "and", "on", "in", "to", "&", "'s", "’s"})
"""Words of a body's name that its acronym leaves out."""
MIN_ACRONYM = 2
MAX_PREFIX = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles. `given` holds what stands before the surname; `sex` is 'm', 'f' or ''."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    sex: str = ""

    @property
    def last(self) -> str:
        """The surname without its particle ('Mattei' of 'de Mattei'), lower case."""
        return self.surname.split()[-1].lower()

    @property
    def first(self) -> str:
        """The first given name, or ''."""
        return self.given[0] if self.given else ""


def parse_name(words: Words, parts: Sequence[str]) -> PersonName:
    """Return the name's parts; `parts` are its words as written, honorifics included; at least one is needed."""
    rest = list(parts)
    told = ""
    while len(rest) > 1 and rest[0] in words.honorifics:
        told = told or words.honorifics[rest.pop(0)]
    suffix = rest.pop() if len(rest) > 1 and rest[-1] in words.name_suffixes else ""
    while len(rest) > 1 and rest[-1] == ",":
        rest.pop()
    start = len(rest) - 1
    while start > 1 and rest[start - 1].lower() in words.name_particles:
        start -= 1
    given = tuple(rest[:start])
    sex = told or next((words.given_names.get(_plain(g), "") for g in given if not INITIAL.match(g)), "")
    return PersonName(given, " ".join(rest[start:]), suffix, sex)


def lone_sex(words: Words, name: PersonName) -> str:
    """Return the sex a name standing alone tells where it must be a given name ('Melanie'): 'm', 'f' or ''."""
    alone = not name.given and name.surname not in words.given_names_as_surnames
    return name.sex or (words.given_names.get(_plain(name.surname), "") if alone else "")


def can_be_one(a: PersonName, b: PersonName) -> bool:
    """Tell whether two names with the same surname can mean one person ('Robert J. Vale', 'Mr. Vale', 'R. Vale')."""
    if a.sex and b.sex and a.sex != b.sex:
        return False
    if a.given and b.given and a.suffix != b.suffix:
        return False
    return not a.given or not b.given or (_firsts_agree(a, b) and _middles_agree(a, b))


def _middles_agree(a: PersonName, b: PersonName) -> bool:
    """Tell whether no two middle initials differ ('George H.W. Bush' is not 'George W. Bush')."""
    x, y = ("".join(g.replace(".", "")[:2] for g in n.given[1:] if INITIAL.match(g)) for n in (a, b))
    return not x or not y or x == y


def _firsts_agree(a: PersonName, b: PersonName) -> bool:
    x, y = a.first.rstrip("."), b.first.rstrip(".")
    if x == y or x in b.given or y in a.given:
        return True
    if INITIAL.match(a.first) or INITIAL.match(b.first):
        return x[:1] == y[:1]
    short, long = sorted((x.lower(), y.lower()), key=len)
    return long.startswith(short) and len(short) >= MIN_SHORT_NAME


MIN_SHORT_NAME = 3
"""Letters that a short form ('Ben' for 'Benjamin') must share with the full one."""


def _plain(given: str) -> str:
    """Return the first part of a double given name; the lists hold both."""
    return given.split("-")[0]


def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether `short` ('VA', 'OPCW') is made of the first letters of `long`, whose head word may be left out."""
    letters = short.replace(".", "")
    parts = [p for p in long.replace("-", " ").split() if p[0].isalnum()]
    if len(letters) < MIN_ACRONYM or not letters.isupper() or len(parts) < MIN_ACRONYM:
        return False
    big = "".join(p[0] for p in parts if p.lower() not in SMALL).upper()
    every = "".join(p[0] for p in parts).upper()
    abbreviated = parts[0].replace(".", "").isupper() and len(parts[0]) <= MAX_PREFIX  # 'U.S. National Harbor Office'
    if abbreviated and big[1:] == letters:
        return True
    return letters in {big, every} or (
        len(big) == len(letters) + 1 and big.endswith(letters) and parts[1].lower() == "of"
    )
