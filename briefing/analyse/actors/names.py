"""The parts of a person's name, and whether two names can mean one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.actors.words import Words

INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.?)?$")
"""One or two initials: 'J', 'J.', 'JW', 'N.R'."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles. `given` holds what stands before the surname; `sex` is 'm', 'f' or ''."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    sex: str = ""

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


def can_be_one(a: PersonName, b: PersonName) -> bool:
    """Tell whether two names with the same surname can mean one person ('Donald J. Trump', 'Mr. Trump', 'D. Trump')."""
    if a.sex and b.sex and a.sex != b.sex:
        return False
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    return not a.given or not b.given or _firsts_agree(a, b)


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
