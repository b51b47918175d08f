"""Confidence made a probability: what is shipped and applied, and how it is fitted."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models, analyse
from briefing.analyse.statements.speakers import FULL_NAME
from briefing.analyse.trust import SpeakerTrust, calibrated, load_trust
from briefing.model import Accuracy, Attribution, Span
from briefing.train.calibrate import Judged, calibrate, isotonic, platt, reliability, threshold, write
from tests.conftest import article

KNOTS = ((0.2, 0.1), (0.6, 0.5), (0.8, 1.0))


@pytest.mark.parametrize(
    ("confidence", "probability"),
    [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.6, 0.5), (0.7, 0.75), (0.8, 1.0), (1.0, 1.0)],
)
def test_confidence_is_interpolated_between_knots(confidence: float, probability: float) -> None:
    assert SpeakerTrust(KNOTS).probability(confidence) == pytest.approx(probability)


def test_without_figures_confidence_stays_what_it_is() -> None:
    assert SpeakerTrust().probability(0.37) == 0.37


def test_only_attributions_with_a_source_are_calibrated() -> None:
    somebody, nobody = Attribution((Span(0, 4),), (), (Span(9, 12),)), Attribution((), (), (Span(9, 12),))
    after = calibrated((somebody, nobody), SpeakerTrust(((0.0, 0.25), (1.0, 0.25))))
    assert after == (dataclasses.replace(somebody, confidence=0.25), nobody)


def test_the_shipped_figures_are_sound() -> None:
    trust = load_trust()
    confidences = [trust.probability(n / 100) for n in range(101)]
    assert confidences == sorted(confidences)
    assert all(a[0] < b[0] for a, b in zip(trust.knots, trust.knots[1:], strict=False))
    assert 0.5 <= trust.threshold <= 1
    assert trust.accuracy is not None
    assert trust.accuracy.right >= 0.98 * trust.accuracy.judged, "more than 2 in 100 printed speakers are wrong"


def test_the_analysis_gives_calibrated_confidence(models: Models) -> None:
    read = article('"The harbour is closed tonight," Mara Iveston said.')
    (given,) = analyse(read, dataclasses.replace(models, trust=SpeakerTrust())).statements
    (found,) = analyse(read, models).statements
    assert given.speaker is not None
    assert found.confidence == pytest.approx(
        models.trust.probability(given.confidence / FULL_NAME) * FULL_NAME, abs=1e-3
    )


# ---------------------------------------------------------------- fitting


def heard(count: int, seed: int = 5) -> list[Judged]:
    """Return statements whose confidence is far too low: what is given as c is right with the root's root of c."""
    draw = random.Random(seed)
    return [
        Judged("set", f"article {n % 37}", c, draw.random() < c**0.25)
        for n in range(count)
        for c in [round(draw.random(), 3)]
    ]


def test_calibration_mends_confidence_on_articles_it_has_not_seen() -> None:
    found = calibrate(heard(4000))
    assert found.before.ece > 0.2
    assert found.after.ece < 0.04
    assert found.after.brier < found.before.brier
    for c in (0.1, 0.5, 0.9):
        assert found.trust.probability(c) == pytest.approx(c**0.25, abs=0.05)


def test_the_threshold_keeps_at_most_two_wrong_in_a_hundred() -> None:
    found = calibrate(heard(4000))
    accuracy = found.trust.accuracy
    assert accuracy is not None
    assert 0.9 < found.trust.threshold < 1
    assert accuracy.right >= 0.98 * accuracy.judged
    assert accuracy.articles == 37
    assert 0 < found.printed < 4000


def test_where_too_many_are_wrong_on_unseen_articles_the_threshold_rises(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def lenient(chances: object, right: object, most_wrong: float = 0.02) -> float:
        asked.append(most_wrong)
        return 0.5 if most_wrong > 0.015 else 0.99

    monkeypatch.setattr("briefing.train.calibrate.threshold", lenient)
    found = calibrate(heard(4000))
    assert list(dict.fromkeys(asked)) == [0.02, 0.0175, 0.015]
    assert found.trust.threshold == 0.99


def test_statements_with_nobody_to_be_right_about_are_counted_but_not_judged() -> None:
    some = heard(400)
    none = [Judged("set", "article 3", 0.99, None)] * 50
    assert calibrate([*some, *none]).trust == calibrate(some).trust
    assert calibrate([*some, *none]).printed >= calibrate(some).printed


def test_the_order_of_the_statements_does_not_matter() -> None:
    some = heard(300)
    assert calibrate(some) == calibrate(some[::-1])


def test_few_articles_are_refused() -> None:
    with pytest.raises(ValueError, match="1 articles are too few"):
        calibrate([Judged("set", "one", 0.5, True)] * 9)


@pytest.mark.parametrize(
    ("right", "least"),
    [
        pytest.param([1] * 99, 0.5, id="all right"),
        pytest.param([1] * 10, 1.0, id="too few to tell"),
        pytest.param([1] * 50 + [0] * 49, 1.0, id="too many wrong at the top"),
        pytest.param([0] * 5 + [1] * 94, 0.525, id="from the least that is right"),
    ],
)
def test_threshold(right: list[int], least: float) -> None:
    found = threshold(np.linspace(0.5, 0.99, len(right)), np.array(right, dtype=float))
    assert found == pytest.approx(least, abs=1e-4)


def test_isotonic_pools_what_would_fall() -> None:
    found = np.array([0.1, 0.1, 0.2, 0.3, 0.3, 0.4])
    right = np.array([0, 0, 1, 0, 1, 1], dtype=float)
    assert isotonic(found, right) == ((0.1, 0.0), (0.2, 0.6667), (0.3, 0.6667), (0.4, 1.0))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60), st.sampled_from([platt, isotonic]))
def test_a_fit_rises_and_stays_a_probability(pairs: list[tuple[float, bool]], fit: object) -> None:
    knots = fit(np.array([c for c, _ in pairs]), np.array([float(r) for _, r in pairs]))  # type: ignore[operator]
    ys = [y for _, y in knots]
    assert ys == sorted(ys)
    assert all(0 <= y <= 1 for y in ys)


def test_reliability_of_the_known() -> None:
    found = reliability(np.array([0.9] * 10), np.array([1.0] * 8 + [0.0] * 2))
    assert [(b.count, b.confidence, b.right) for b in found.bins] == [(10, pytest.approx(0.9), 0.8)]
    assert found.ece == pytest.approx(0.1)
    assert found.brier == pytest.approx((8 * 0.01 + 2 * 0.81) / 10)


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust = SpeakerTrust(KNOTS, 0.6, Accuracy(98, 99, 7))
    (tmp_path / "data").mkdir()
    write(trust, tmp_path / "data" / "speakers.json")
    monkeypatch.setattr("briefing.analyse.trust.files", lambda _: tmp_path)
    assert load_trust() == trust
    with pytest.raises(TypeError):
        write(SpeakerTrust(), tmp_path / "x.json")
