"""Times of things that run in turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Clock = Callable[[], float]


def in_turns(
    tasks: dict[str, Callable[[], object]], rounds: int, clock: Clock = time.process_time
) -> dict[str, list[float]]:
    """Return each task's seconds, one a round; every round runs all tasks, every other one in reverse order."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for n in range(rounds):
        for name in reversed(tasks) if n % 2 else tasks:
            start = clock()
            tasks[name]()
            seconds[name].append(clock() - start)
    return seconds


def ratio(seconds: Mapping[str, list[float]], name: str, base: str) -> float:
    """Return the median over the rounds of one task's time by another's."""
    return median(a / b for a, b in zip(seconds[name], seconds[base], strict=True))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: a ratio (or seconds where `unit` says so) and what it should be."""

    label: str
    value: float
    bar: float | None = None
    at_most: bool = True
    unit: str = "×"

    @property
    def holds(self) -> bool:
        """Tell whether the bar is kept."""
        return self.bar is None or (self.value <= self.bar if self.at_most else self.value >= self.bar)
