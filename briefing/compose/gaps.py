"""What the page must admit."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model import Analysis, Gap, GapKind, Genre, Problem, Voice

COUNTED = frozenset({"actors", "statements", "dates"})
"""Stages whose problems the page tells in sum: words without a referent, unresolved speakers, no publication date."""


def find_gaps(analysis: Analysis, voices: tuple[Voice, ...], silent: int) -> tuple[Gap, ...]:
    """Return the gaps, those about the whole article first; equal problems are counted, not repeated.

    `silent` is the number of statements for which the source names nobody.
    """
    return tuple(_gaps(analysis, voices, silent))


def _gaps(analysis: Analysis, voices: tuple[Voice, ...], silent: int) -> Iterator[Gap]:
    if analysis.article.genre is Genre.OPINION:
        yield Gap(GapKind.OPINION)
    if analysis.article.published is None:
        yield Gap(GapKind.UNDATED)
    if not analysis.disputes:
        yield Gap(GapKind.UNDISPUTED)
    unresolved = sum(len(v.sayings) + len(v.also) for v in voices if v.actor is None and not v.unnamed)
    if unresolved:
        yield Gap(GapKind.UNRESOLVED, unresolved)
    if silent:
        yield Gap(GapKind.SILENT, silent)
    references = sum(problem.stage == "actors" for problem in analysis.problems)
    if references:
        yield Gap(GapKind.REFERENCE, references)
    counted: dict[tuple[str, str], list[Problem]] = {}
    for problem in analysis.problems:
        if problem.stage not in COUNTED:
            counted.setdefault((problem.stage, problem.message), []).append(problem)
    for (_, message), problems in counted.items():
        span = problems[0].span
        sentence = analysis.document.sentence_at(span.start) if span else None
        yield Gap(GapKind.PROBLEM, len(problems), message, sentence.index if sentence else None)
