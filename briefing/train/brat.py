"""PolNeAR's annotations: the brat stand-off format (Stenetorp et al., EACL 2012)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

EDGE = " \t\r\n.,;:!?\"“”‘’'`()[]{}—–-"
"""What a span sheds at its ends, so that annotators' habits with marks do not matter."""
NUMBERED = re.compile(r"\d+$")
"""The number that tells a role's second span from its first: 'Content2'."""


@dataclass(slots=True)
class Marked:
    """One attribution as an annotator marked it: half-open character ranges, in text order."""

    source: list[tuple[int, int]] = field(default_factory=list)
    cue: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)


def read_brat(path: Path, text: str) -> list[Marked]:
    """Return the attributions with content of an .ann file about the text, in the file's order."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: list[Marked] = []
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition("\t")
        where, _, _ = rest.partition("\t")
        if where and mark.startswith("T"):
            ranges = (tuple(map(int, r.split())) for r in where.partition(" ")[2].split(";"))
            spans[mark] = [trimmed(text, a, b) for a, b in ranges]
        elif where and mark.startswith("E"):
            events.append(where.split()[1:])
    for event in events:
        one = Marked()
        for part in event:
            name, _, mark = part.partition(":")
            getattr(one, NUMBERED.sub("", name).lower()).extend(spans.get(mark, []))
        if one.content:
            found.append(Marked(sorted(one.source), sorted(one.cue), sorted(one.content)))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without blanks and punctuation at its ends, or as it is where nothing else is in it."""
    a, b = start, end
    while a < b and text[a] in EDGE:
        a += 1
    while b > a and text[b - 1] in EDGE:
        b -= 1
    return (a, b) if b > a else (start, end)
