"""The clause a timeline prints for a date: short, readable alone, and never cut within a quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing.compose.pieces import clause
from briefing.model import Analysis, Span

TABLE = [
    pytest.param(
        "On April 4, a dam near Orlan killed some 80 people and drove 200 families from their homes.", "April 4",
        "On April 4, a dam near Orlan killed some 80 people", id="up to what 'and' joins",
    ),
    pytest.param(
        "Iveston said that the council had approved the new bridge in early 2021.", "2021",
        "the council had approved the new bridge in early 2021", id="without 'that'",
    ),
    pytest.param(
        "In May 2019 the river rose.", "May 2019", "In May 2019 the river rose.", id="a short sentence stays whole",
    ),
    pytest.param(
        "The mayor, who resigned in 2023, denied the charge.", "2023",
        "The mayor, who resigned in 2023, denied the charge", id="no clause about 'who'",
    ),
    pytest.param(
        "Verrin said he would leave the council in 2026.", "2026", "Verrin said he would leave the council in 2026",
        id="no clause about 'he'",
    ),
    pytest.param(
        "Oram listed steps the council could take before a meeting with the union in May 2026.", "May 2026",
        "Oram listed steps the council could take before a meeting with the union in May 2026",
        id="no clause without its object",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "expected"), TABLE)
def test_clauses(analysed: Callable[..., Analysis], text: str, date: str, expected: str) -> None:
    document = analysed(text, published="2025-03-10").document
    start = document.text.index(date)
    (sentence,) = document.sentences
    found = clause(document, sentence, Span(start, start + len(date)))
    assert found.of(text).rstrip(".") == expected.rstrip(".")


def test_a_date_outside_the_parse_takes_the_whole_sentence(analysed: Callable[..., Analysis]) -> None:
    document = analysed("The dam was built in 1961 by Orlan.").document
    (sentence,) = document.sentences
    assert clause(document, sentence, Span(0, 0)) == sentence.span
