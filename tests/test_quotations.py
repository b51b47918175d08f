"""Quotation marks paired over paragraphs, whatever their kind; odd ones cost a problem and nothing else."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analyse.quotations import find_quotations
from briefing.model import Article, Block, BlockKind, Quotation, Span
from tests.conftest import article as plain


def quoted(text: str) -> list[tuple[str, ...]]:
    quotations, _ = find_quotations(plain(text))
    return [tuple(s.of(text) for s in q.spans) for q in quotations]


ONE_PARAGRAPH = [
    ("straight", 'Mara Iveston said "the port is safe" on Monday.', [("the port is safe",)]),
    ("curly", "Mara Iveston said “the port is safe” on Monday.", [("the port is safe",)]),
    ("wire", "Mara Iveston said ``the port is safe'' on Monday.", [("the port is safe",)]),
    ("two single marks", "Mara Iveston said ''the port is safe'' on Monday.", [("the port is safe",)]),
    ("guillemets", "Mara Iveston said «the port is safe» on Monday.", [("the port is safe",)]),
    ("low and high", "Mara Iveston said „the port is safe“ on Monday.", [("the port is safe",)]),
    ("British straight", "'The port is safe,' said Mara Iveston.", [("The port is safe,",)]),
    ("British curly", "‘The port is safe,’ said Mara Iveston.", [("The port is safe,",)]),
    ("split", '"The port," she said, "is safe."', [("The port,",), ("is safe.",)]),
    ("nested singles stay inside", "\"He told me 'leave now' twice,\" she said.", [("He told me 'leave now' twice,",)]),
    ("blanks inside the marks", 'She said " the port is safe " again.', [("the port is safe",)]),
    ("closing turned the wrong way", "“The port is safe,“ she said.", [("The port is safe,",)]),
    ("fragment after a bracket", 'The port ("a disgrace") was shut.', [("a disgrace",)]),
    ("apostrophes are no marks", "The farmers' union didn't like '90s rules, and Iveston's aides wouldn't say.", []),
    ("an elision is no mark", "They stood by the rock 'n' roll sign.", []),
    ("possessive inside single marks", "'The farmers' union is wrong,' he said.", [("The farmers' union is wrong,",)]),
    ("inches are no mark", 'The 6\'2" runner said "never" to reporters.', [("never",)]),
    ("nothing but punctuation", 'She wrote "..." and left.', []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in ONE_PARAGRAPH], ids=[c[0] for c in ONE_PARAGRAPH])
def test_pairs_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    assert quoted(text) == expected


def test_runs_over_paragraphs() -> None:
    text = '"We shall rebuild Port Alden.\n\n"We shall do it by spring.\n\n"That is a promise," Iveston said.'
    (found,), problems = find_quotations(plain(text))
    assert [s.of(text) for s in found.spans] == [
        "We shall rebuild Port Alden.",
        "We shall do it by spring.",
        "That is a promise,",
    ]
    assert found.closed
    assert problems == ()


def test_closes_in_the_next_paragraph_without_a_second_opening() -> None:
    text = '"We shall rebuild.\n\nWe promise it," Iveston said. "Soon."'
    assert quoted(text) == [("We shall rebuild.", "We promise it,"), ("Soon.",)]


def test_a_lost_closing_mark_costs_a_problem_and_not_the_rest() -> None:
    text = 'Iveston said "the port is safe.\n\nNobody asked.\n\n"We are late," Dorn said.'
    quotations, problems = find_quotations(plain(text))
    assert [(q.spans[0].of(text), q.closed) for q in quotations] == [
        ("the port is safe.", False),
        ("We are late,", True),
    ]
    assert [(p.stage, p.message, p.span.of(text) if p.span else None) for p in problems] == [
        ("quotations", "quotation without a closing mark", "the port is safe.")
    ]


def test_a_lost_opening_mark_costs_a_problem_and_not_the_rest() -> None:
    text = 'The port is safe," Iveston said.\n\n"We are late," Dorn said.'
    quotations, problems = find_quotations(plain(text))
    assert [q.spans[0].of(text) for q in quotations] == ["We are late,"]
    assert [p.message for p in problems] == ["closing mark without an opening one"]


def test_a_closing_mark_lost_before_another_quotation() -> None:
    text = '"The port is safe, Iveston said. "We are late," Dorn said.'
    quotations, problems = find_quotations(plain(text))
    assert quotations[-1] == Quotation((Span(text.index("We"), text.index('," Dorn') + 1),))
    assert len(problems) == 1


def test_captions_and_footers_do_not_count() -> None:
    lines = ['Iveston at the "old port', '"We are late," Dorn said.']
    text = "\n".join(lines)
    blocks = (
        Block(Span(0, len(lines[0])), BlockKind.CAPTION),
        Block(Span(len(lines[0]) + 1, len(text)), BlockKind.BODY),
    )
    quotations, problems = find_quotations(Article("t", "t.txt", text, blocks))
    assert [q.spans[0].of(text) for q in quotations] == ["We are late,"]
    assert problems == ()


@given(st.text(alphabet="ab., \n\"“”'‘’`«»-(1", max_size=120))
def test_invariants(text: str) -> None:
    article = plain(text)
    quotations, problems = find_quotations(article)
    spans = [s for q in quotations for s in q.spans]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(any(c.isalnum() for c in s.of(text)) and s.of(text) == s.of(text).strip() for s in spans)
    assert all(any(b.span.covers(s) for b in article.blocks) for s in spans)
    assert all(p.span is not None and 0 <= p.span.start <= p.span.end <= len(text) for p in problems)
    assert (quotations, problems) == find_quotations(article)
