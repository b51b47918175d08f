"""What figures were: those that must not fall, the best of them recorded, and all of the release before."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.quality.measure import OURS, Figures, Result

HERE = Path(__file__).parent
GUARDED, RECORDED = HERE / "figures.toml", HERE / "recorded.json"

SLACK = 1.0
"""Points a figure may lie behind the best recorded: with few articles, one decision more or less."""

Table = Mapping[str, Mapping[str, float]]
"""Figures by set and by the scorer's name."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A figure that must not fall, and what it is meant to reach; `at_most`: less is better."""

    corpus: str
    name: str
    label: str = ""
    target: float | None = None
    at_most: bool = False
    unit: str = "per cent"

    def better(self, one: float, other: float) -> float:
        """Return the better of two values."""
        return min(one, other) if self.at_most else max(one, other)

    def floor(self, recorded: float) -> float:
        """Return the last value that is not yet a fall."""
        return recorded + SLACK if self.at_most else recorded - SLACK

    def holds(self, value: float, recorded: float) -> bool:
        """Tell whether the figure is no more than a point behind the best recorded."""
        return self.better(value, self.floor(recorded)) == value

    def reached(self, value: float) -> bool:
        """Tell whether the figure is where it is meant to be."""
        return self.target is None or self.better(value, self.target) == value


@dataclass(frozen=True, slots=True)
class Records:
    """The figures of the release before, all of them, and the best recorded since of those that must not fall."""

    release: str
    released: Table
    best: Table


def load_guards() -> tuple[Guard, ...]:
    """Return the figures that must not fall, in the order of the file."""
    return tuple(Guard(**row) for row in tomllib.loads(GUARDED.read_text(encoding="utf-8"))["figure"])


def load_records() -> Records:
    """Return what was recorded."""
    return Records(**json.loads(RECORDED.read_text(encoding="utf-8")))


def save_records(records: Records) -> None:
    """Write what `load_records` reads."""
    RECORDED.write_text(json.dumps(asdict(records), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def recorded(records: Records, results: Sequence[Result], guards: Sequence[Guard], *, anew: bool) -> Records:
    """Return the records with the guarded figures of these results: the better of old and new, or `anew` the new."""
    best = {corpus: dict(figures) for corpus, figures in records.best.items()}
    for guard, value in measured(results, guards):
        old = best.setdefault(guard.corpus, {}).get(guard.name)
        best[guard.corpus][guard.name] = value if old is None or anew else guard.better(old, value)
    return replace(records, best=best)


def released(records: Records, results: Sequence[Result], guards: Sequence[Guard], version: str) -> Records:
    """Return the records with all figures of these results as those of a release, which later ones stand beside."""
    figures = {r.corpus.name: r.figures[OURS] for r in results}
    return recorded(Records(version, {**records.released, **figures}, records.best), results, guards, anew=True)


def fallen(results: Sequence[Result], guards: Sequence[Guard], best: Table) -> list[str]:
    """Return a line for each figure that fell, or that nobody recorded yet."""
    lines = []
    for guard, value in measured(results, guards):
        known: Figures = dict(best.get(guard.corpus, {}))
        if guard.name not in known:
            lines.append(f"{guard.corpus}: {guard.name} is not recorded; run with --record")
        elif not guard.holds(value, known[guard.name]):
            floor, old = guard.floor(known[guard.name]), known[guard.name]
            lines.append(f"{guard.corpus}: {guard.name} is {value:.1f}, floor {floor:.1f} (recorded {old:.1f})")
    return lines


def measured(results: Sequence[Result], guards: Sequence[Guard]) -> list[tuple[Guard, float]]:
    """Return the guarded figures that these results hold, in the order of the guards."""
    by_name = {r.corpus.name: r.figures[OURS] for r in results}
    return [(g, by_name[g.corpus][g.name]) for g in guards if g.corpus in by_name]
