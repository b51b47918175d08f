"""The bench's own arithmetic; what it measures is never asserted."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from tests.bench.__main__ import report
from tests.bench.clock import Row, in_turns, ratio
from tests.bench.installed import install, locked
from tests.bench.usage import of_children, peak


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


def test_a_process_is_not_charged_with_the_memory_of_the_one_that_starts_it() -> None:
    ours = bytearray(b"x") * 100_000_000
    assert peak([sys.executable, "-c", ""]) < len(ours) // 1024


def test_processor_time_counts_processes_of_processes() -> None:
    before = of_children()
    peak([sys.executable, "-c", "sum(range(1_000_000))"])
    assert of_children() > before


def test_the_lock_files_requirements_hold_for_this_interpreter() -> None:
    text = 'alpha==1.0 \\\n    --hash=sha256:00\nbeta==2.0 ; python_version < "3" \\\n    --hash=sha256:11\n# end\n'
    assert [str(r) for r in locked(text)] == ["alpha==1.0"]


def test_an_installation_holds_what_the_lock_file_lists_alone(tmp_path: Path) -> None:
    python = install(tmp_path / "home") / "python"
    code = "import briefing, importlib.util as u; print(*(n for n in ('nltk', 'spacy', 'pytest') if u.find_spec(n)))"
    found = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert found.stdout.split() == ["nltk", "spacy"]
