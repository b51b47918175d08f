"""What holds for the analysis of any text: verbatim, in bounds, sorted, resolved, deterministic; it never raises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.analyse import Models, analyse
from briefing.model import Actor, Analysis, Dispute, Precision, Span, Statement
from tests.conftest import article
from tests.golden import SEEDS

SUBJECTS = [
    "Mara Iveston", "Iveston", "the spokeswoman", "She", "Ruvenia", "the government in Port Alden", "two officials",
    "Prime Minister Aldous Merrin", "former Prime Minister Aldous Merrin", "Mrs. Merrin", "Calder Ports", "It", "Who",
    "the Northern Maritime Council (NMC)", "a source who asked not to be named", "PELL:", "He and Merrin", "",
]  # fmt: skip
CUES = [
    "said", "said that", "denied that", "accused Kestria of", "rejected", "told reporters on Wednesday that", "added",
    "called it", "demanded", "warned last year that", "expects", ", according to", "tweeted:", "was asked whether", "",
]  # fmt: skip
CONTENTS = [
    "the ferry sank on March 8", '"Nobody was turned back', '"we won"', "“It is over,”", "”", '"', "the claim", "''",
    "turning back lifeboats", "31 people died in 2019", "`` yes", "it was true and 2.5 percent", "in January 2016",
    "earlier this year", "...", "— no —", "(laughs)", "@halvane", "U.S. Gov. A. B. Crowle Jr.", "ÅØ 東京 العربية",
    "\u200b\u00a0",
]  # fmt: skip
ENDS = [".", "?", "!", ".\n", ".\n\n", "\n", ". ", '."', ".”\n\n", ",", ""]
clauses = st.tuples(*map(st.sampled_from, (SUBJECTS, CUES, CONTENTS, ENDS)), st.permutations([0, 1, 2])).map(
    lambda c: " ".join(c[i] for i in c[4]) + c[3]
)
reports = st.lists(clauses, max_size=12).map(" ".join)
noise = st.text(max_size=200)
texts = st.one_of(reports, reports, noise, st.tuples(noise, reports).map("\n".join))


def spans_of(analysis: Analysis) -> Iterable[Span]:
    """Yield every span an analysis holds."""
    document = analysis.document
    yield from (s.span for s in document.sentences)
    yield from (t.span for t in document.tokens)
    yield from (s for q in document.quotations for s in q.spans)
    for actor in analysis.actors:
        yield from (actor.name, *(m.span for m in actor.mentions))
        yield from [actor.role] if actor.role else []
    for statement in analysis.statements:
        yield from (*statement.source, *statement.cue, *statement.content)
    for dispute in analysis.disputes:
        yield from (dispute.issue, *(e for side in dispute.sides for e in side.evidence))
    yield from (d.span for d in analysis.dates)
    yield from (e.mention for e in analysis.timeline)
    yield from (r.span for k in analysis.key_points for r in k.referents)
    yield from (p.span for p in analysis.problems if p.span)


def check(analysis: Analysis) -> None:
    """Assert all that must hold."""
    text = analysis.text
    for span in spans_of(analysis):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip(), f"blank: {span}"
    ids = {a.id for a in analysis.actors}
    assert len(ids) == len(analysis.actors)
    for actor in analysis.actors:
        check_actor(actor, text)
    assert all(a.importance >= b.importance for a, b in pairwise(analysis.actors))
    for n, statement in enumerate(analysis.statements):
        check_statement(statement, n, len(analysis.statements), ids)
    firsts = [min(s.start for s in statement.content) for statement in analysis.statements]
    assert firsts == sorted(firsts)
    for dispute in analysis.disputes:
        check_dispute(dispute, ids)
    check_dates(analysis)
    check_sentences(analysis, ids)


def check_actor(actor: Actor, text: str) -> None:
    assert actor.name.of(text)[0].isalnum() or actor.name.of(text)[0] in "@#", actor.name.of(text)
    assert 0.0 <= actor.importance <= 1.0
    starts = [(m.span.start, m.span.end) for m in actor.mentions]
    assert starts
    assert starts == sorted(set(starts))


def check_statement(statement: Statement, number: int, count: int, ids: set[str]) -> None:
    assert statement.content
    assert statement.speaker is None or statement.speaker in ids
    assert 0.0 <= statement.confidence <= 1.0
    assert statement.nested_in is None or (0 <= statement.nested_in < count and statement.nested_in != number)
    for spans in (statement.source, statement.cue, statement.content):
        assert all(a.end <= b.start for a, b in pairwise(spans))


def check_dispute(dispute: Dispute, ids: set[str]) -> None:
    assert len(dispute.sides) >= 2
    assert 0.0 <= dispute.confidence <= 1.0
    for side in dispute.sides:
        assert side.position
        assert side.evidence
        assert list(side.evidence) == sorted(side.evidence)
        assert set(side.actors) <= ids


def check_dates(analysis: Analysis) -> None:
    shapes = {Precision.DAY: r"\d{4}-\d\d-\d\d", Precision.MONTH: r"\d{4}-\d\d", Precision.YEAR: r"\d{4}"}
    for mention in analysis.dates:
        assert re.fullmatch(shapes[mention.precision], mention.value)
        date.fromisoformat((mention.value + "-01-01")[:10])
    assert all(a.span.end <= b.span.start for a, b in pairwise(analysis.dates))
    assert [e.date for e in analysis.timeline] == sorted(e.date for e in analysis.timeline)
    values = {(d.span, d.value) for d in analysis.dates}
    for entry in analysis.timeline:
        assert (entry.mention, entry.date) in values
        assert analysis.document.sentences[entry.sentence].span.covers(entry.mention)


def check_sentences(analysis: Analysis, ids: set[str]) -> None:
    sentences = analysis.document.sentences
    assert all(a.span.end <= b.span.start for a, b in pairwise(sentences))
    assert len(analysis.roles) == len(sentences)
    chosen = [k.sentence for k in analysis.key_points]
    assert len(chosen) == len(set(chosen))
    assert set(chosen) | set(analysis.background) <= set(range(len(sentences)))
    assert list(analysis.background) == sorted(set(analysis.background))
    assert all(0.0 <= k.score <= 1.0 for k in analysis.key_points)
    assert all(a.score >= b.score for a, b in pairwise(analysis.key_points))
    for point in analysis.key_points:
        assert all(r.actor in ids and sentences[point.sentence].span.covers(r.span) for r in point.referents)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(text=texts, published=st.sampled_from([None, "2025-03-12"]))
def test_any_text(models: Models, text: str, published: str | None) -> None:
    analysis = analyse(article(text, published=published), models)
    check(analysis)
    assert analysis.text == text


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem)
def test_sample_articles(models: Models, path: Path) -> None:
    analysis = analyse(article(path.read_text(encoding="utf-8")), models)
    check(analysis)
    assert len(analysis.key_points) >= 6
    assert analysis.statements
    assert analysis.actors


PRINT_ANALYSES = """
import json, sys
from pathlib import Path
from briefing.read import Hints, read_sources
from briefing.run import analyse_articles
found = analyse_articles(read_sources([sys.argv[1]], Hints()))
print(json.dumps([outcome.article for outcome in found]))
"""


@pytest.mark.slow
def test_two_processes_agree_whatever_their_hash_seed() -> None:
    def run(seed: str) -> bytes:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PRINT_ANALYSES, str(SEEDS)]
        done = subprocess.run(command, env=env, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    first = run("1")
    assert len(first) > 10_000
    assert first == run("4242")
