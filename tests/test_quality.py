"""Figures on the annotated articles must not fall; floors and their meaning stand in tests/quality/floors.toml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quality.corpora import CORPORA, available
from tests.quality.measure import OURS, Floor, Result, load_floors, measure
from tests.quality.picture import Bar, chart
from tests.quality.report import report

FLOORS = load_floors()


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize("name", CORPORA)
def test_no_figure_falls(name: str, tmp_path: Path) -> None:
    # One test a set: with several test processes each set is still analysed only once.
    if not available():
        pytest.skip("the annotated articles (../shared) are not beside this checkout")
    result = measure(CORPORA[name], tmp_path, peers=False, jobs=1)
    figures = result.figures[OURS]
    fallen = [f"{f.figure}: {figures[f.figure]:.1f}, floor {f.floor:g}" for f in FLOORS if f.corpus == name
              and not f.holds(figures[f.figure])]  # fmt: skip
    assert fallen == []
    assert result.failures == ()


def test_every_set_has_a_floor() -> None:
    assert {f.corpus for f in FLOORS} == set(CORPORA)


@pytest.mark.parametrize(
    ("at_most", "value", "holds", "reached"),
    [
        (False, 49.9, False, False),
        (False, 50, True, False),
        (False, 60, True, True),
        (True, 50.1, False, False),
        (True, 50, True, False),
        (True, 40, True, True),
    ],
)
def test_floor_and_target(at_most: bool, value: float, holds: bool, reached: bool) -> None:
    floor = Floor("gold", "x", floor=50, target=40 if at_most else 60, at_most=at_most)
    assert (floor.holds(value), floor.reached(value)) == (holds, reached)


def test_report_shows_targets_and_peers() -> None:
    result = Result(CORPORA["gold"], {OURS: {"a": 61.24, "b": 9.0}, "LexRank": {"a": 38.7, "b": 0.0}}, ())
    page = report([result], [Floor("gold", "a", 50, 60, "Alpha"), Floor("gold", "b", 10, 6, "Beta", at_most=True)])
    assert "| Alpha, gold | **61.2** | ≥ 60 | 38.7 |" in page
    assert "| Beta, gold | 9.0 | ≤ 6 |  |" in page


def test_chart_is_wellformed_and_stays_within_its_axis() -> None:
    from xml.etree import ElementTree

    svg = chart([Bar("<odd> & label", 250.0, 60, (("LexRank", 40.0),))], "Title", 100)
    widths = [float(r.get("width", "0")) for r in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")]
    assert max(widths) == 430


def test_peers_see_the_parse_as_it_is(analysed: Callable[..., object], models: object) -> None:
    from tests.quality.peers import Peers

    text = '"The harbour is closed tonight," Mara Iveston said. Nobody answered her. Ships waited outside the harbour.'
    document = analysed(text).document  # type: ignore[attr-defined]
    peers = Peers(models.parser.pipeline.vocab)  # type: ignore[attr-defined]
    found = peers.predict("textacy", document, 0)["statements"]
    assert [[text[s["start"] : s["end"]] for s in found[0][k]] for k in ("source", "cue", "content")] == [
        ["Mara Iveston"], ["said"], ["The harbour is closed tonight,"],
    ]  # fmt: skip
    assert len(peers.predict("LexRank", document, 2)["key_points"]) == 2
    odd = analysed('"The harbour is closed tonight, Mara Iveston said.').document  # type: ignore[attr-defined]
    assert peers.predict("textacy", odd, 0)["statements"] == []
