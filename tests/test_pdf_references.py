"""What the page points to stands on the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from briefing.analyse import Models, analyse
from briefing.compose import compose
from briefing.render import Press, open_press
from briefing.render.pdf.one_page import fill_template, fit
from briefing.render.pdf.references import pointless, printed_sentences
from tests.bench.articles import samples
from tests.factory import analysis

MARK = re.compile(r"s(\d+)(?:–s(\d+))?")
"""A mark of one sentence or of a run of them."""


@pytest.fixture(scope="module")
def press() -> Press:
    return open_press()


def numbers(marks: list[str]) -> set[int]:
    """Return the sentence numbers that marks stand for."""
    found = (MARK.fullmatch(mark.strip()) for mark in marks)
    return {n for m in found if m for n in range(int(m[1]), int(m[2] or m[1]) + 1)}


@pytest.mark.parametrize("source", samples(), ids=lambda a: a.id)
def test_a_voice_points_only_to_lines_on_the_page(source: object, models: Models, press: Press) -> None:
    page = compose(analyse(source, models))  # type: ignore[arg-type]
    tree = lxml_html.document_fromstring(fill_template(page, press, fit(page, press).layout))
    pointed = numbers(tree.xpath("//*[@class='also']/*[@class='mark']/text()"))
    lines = tree.xpath("//*[@class='mark'][not(ancestor::*[@class='also' or @class='told' or @id='section-actors'])]")
    assert pointed <= numbers([line.text for line in lines])


def test_a_voice_that_points_to_nothing_is_left_out() -> None:
    page = compose(analysis())
    mute = [replace(v, sayings=(), also=(page.points[0].cites[0],)) for v in page.voices[:1]]
    page = replace(page, voices=tuple(mute), timeline=(), background=(), disputes=(), standfirst=None)
    assert pointless(page, frozenset()) == frozenset()
    gone = frozenset(p.id for p in page.points if page.points[0].cites[0] in p.cites)
    assert page.points[0].cites[0] not in printed_sentences(page, gone)
    assert pointless(page, gone) == {mute[0].id}
