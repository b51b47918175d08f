"""The bench's own arithmetic; what it measures is never asserted."""

from __future__ import annotations

from itertools import count

import pytest

from tests.bench.__main__ import report
from tests.bench.clock import Row, in_turns, ratio


def test_tasks_run_in_turns_and_every_other_round_in_reverse() -> None:
    ran: list[str] = []
    ticks = count(0.0, 0.5)
    seconds = in_turns({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, 3, lambda: next(ticks))
    assert "".join(ran) == "abbaab"
    assert seconds == {"a": [0.5] * 3, "b": [0.5] * 3}


def test_ratio_is_the_median_over_the_rounds() -> None:
    assert ratio({"a": [1.0, 9.0, 4.0], "b": [2.0, 1.0, 2.0]}, "a", "b") == 2.0


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (Row("Analysis", 1.234, 1.6), "| Analysis | **1.23×** | ≤ 1.6× |"),
        (Row("Processes", 1.5, 1.7, at_most=False), "| Processes | 1.50× | ≥ 1.7× |"),
        (Row("Peer", 0.4), "| Peer | 0.40× |  |"),
        (Row("Start", 0.2, 0.3, unit=" s"), "| Start | **0.20 s** | ≤ 0.3 s |"),
    ],
    ids=["kept", "missed", "no bar", "seconds"],
)
def test_report_line(row: Row, line: str) -> None:
    assert line in report([row], 10, 1234)
