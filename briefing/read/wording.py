"""The word lists reading needs, prepared once a run and passed in; and how a line is compared with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.lexicon import Lexicon

DIGITS = re.compile(r"\d+")
"""A number of any length; in a comparison '7 years ago' and '12 years ago' are one line."""

EDGES = " \t\n*•·-–—_|()[]{}<>«»"
"""Marks that outlets put before and behind a line of furniture: bullets, brackets, rules."""

SHORT = 45
"""Words of a line that a phrase at its end or within gives away; a longer one may be a story with it glued on."""

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})
"""Typographic marks and their plain forms."""


def comparable(line: str) -> str:
    """Return a line as the word lists hold it: lower case, straight quotes, one blank, digits as '0', no edge marks."""
    return DIGITS.sub("0", " ".join(line.translate(STRAIGHT).lower().split()).strip(EDGES))


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of phrases that give a line away, by the place where they stand in it."""

    whole: frozenset[str]
    start: tuple[str, ...]
    gapped: tuple[tuple[str, str], ...]
    end: tuple[str, ...]
    any: tuple[str, ...]

    @classmethod
    def of(cls, table: Mapping[str, str]) -> Phrases:
        """Sort the entries of a word list by their value: whole, start, end, any, or several; others are left out."""
        by = {where: [p for p, w in table.items() if where in w.split()] for where in ("whole", "start", "end", "any")}
        gapped = tuple((head, tail) for p in by["start"] if " … " in p for head, tail in [p.split(" … ", 1)])
        starts = tuple(p for p in by["start"] if " … " not in p)
        return cls(frozenset(by["whole"]), starts, gapped, tuple(by["end"]), tuple(by["any"]))

    def match(self, line: str) -> bool:
        """Tell whether a `comparable` line is one of these; a longer line only by how it opens."""
        return self._opens(line) or (line.count(" ") < SHORT and self._holds(line))

    def _opens(self, line: str) -> bool:
        return (
            line.rstrip(".:!…") in self.whole
            or line in self.whole
            or (line.startswith(self.start) and any(opens_with(line, p) for p in self.start))
            or any(opens_with(line, head) and tail in line[len(head) :] for head, tail in self.gapped)
        )

    def _holds(self, line: str) -> bool:
        return line.rstrip(".").endswith(self.end) or any(p in line for p in self.any)


def opens_with(line: str, phrase: str) -> bool:
    """Tell whether the phrase opens the line and ends where a word ends."""
    after = line[len(phrase) : len(phrase) + 1]
    return line.startswith(phrase) and not (phrase[-1].isalnum() and after.isalnum())


@dataclass(frozen=True, slots=True)
class Wording:
    """All word lists of reading; make it with `load_wording`."""

    boilerplate: Phrases
    captions: Phrases
    opinion: Phrases
    opinion_titles: frozenset[str]
    byline_openers: tuple[str, ...]
    byline_words: frozenset[str]
    byline_links: frozenset[str]
    about_authors: frozenset[str]
    photo_agencies: frozenset[str]
    agencies: Mapping[str, str]
    not_places: frozenset[str]
    months: Mapping[str, int]
    weekdays: frozenset[str]
    function_words: frozenset[str]
    headline_drops: frozenset[str]
    languages: Mapping[str, str]


def load_wording(lexicon: Lexicon) -> Wording:
    """Read the lists from the lexicon."""
    byline = lexicon.table("byline")
    return Wording(
        boilerplate=Phrases.of(lexicon.table("boilerplate")),
        captions=Phrases.of(lexicon.table("captions")),
        opinion=Phrases.of(lexicon.table("opinion")),
        opinion_titles=lexicon.words("opinion_titles"),
        byline_openers=tuple(p for p, where in byline.items() if where == "opens"),
        byline_words=frozenset(
            w for p, where in byline.items() if where in {"", "opens"} for w in p.rstrip(":").split()
        ),
        byline_links=frozenset(p for p, where in byline.items() if where == "link"),
        about_authors=frozenset(p for p, where in byline.items() if where == "about"),
        photo_agencies=lexicon.words("photo_agencies"),
        agencies=lexicon.table("agencies"),
        not_places=lexicon.words("not_places"),
        months={name: int(number) for name, number in lexicon.table("months").items()},
        weekdays=lexicon.words("weekday_names"),
        function_words=lexicon.words("function_words"),
        headline_drops=lexicon.words("headline_drops"),
        languages=lexicon.table("languages"),
    )
