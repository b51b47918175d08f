"""What only one source of a story reports."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.gather.reports import in_order
from briefing.gather.telling import Sentences
from briefing.gather.words import Subjects
from briefing.lexicon import Lexicon
from briefing.model import Genre, Place, Report, Single

ORIGINS = 3
"""Independent texts from which it says something that only one has it."""
FIRST = 8
"""Key sentences of an article that are looked for in the others."""


def find_singles(reports: Iterable[Report], lexicon: Lexicon) -> tuple[Single, ...]:
    """Return the key sentences with something that no other origin has, best first, ties in order of the reports.

    Nothing where there are fewer than three origins: then it says little. What it is to say
    something of its own `Sentences.novel` tells. Opinion is left out, as one and as other.
    """
    ordered = [r for r in in_order(reports) if r.analysis.article.genre is not Genre.OPINION]
    if len({r.origin for r in ordered}) < ORIGINS:
        return ()
    subjects = Subjects(lexicon)
    sentences = Sentences(ordered, subjects)
    found = []
    seen: set[str] = set()
    for n, report in enumerate(ordered):
        if report.origin in seen:
            continue
        seen.add(report.origin)
        others = frozenset(m for m, other in enumerate(ordered) if other.origin != report.origin)
        for point in report.analysis.key_points[:FIRST]:
            if sentences.novel(n, point.sentence, others):
                span = report.analysis.document.sentences[point.sentence].span
                found.append(Single(Place(report.article, span), point.score))
    return tuple(sorted(found, key=lambda s: -s.score))
