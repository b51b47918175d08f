"""docs/quality.md: the same figures give the same bytes; no dates, no machine names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.quality.corpora import ROOT
from tests.quality.measure import OURS, Floor, Result

PAGE = ROOT / "docs" / "quality.md"

HEAD = """\
# Quality

Measured by `make quality` on articles annotated by hand, with one scorer for everybody. The peers work on our
sentences and our parse, in the same run: what is compared is methods, not preparation. Figures are percentages.

![Figures, targets and peers](quality.svg)

"""

NOTES = """\
## How to read it

- **Key points**: of the six sentences two readers would have chosen, the share that is among our first six.
- **Who said what**: a statement counts when half of its content overlaps and its source agrees.
- **Wrong speakers**: statements whose named speaker is not the one either reader heard. Less is better; a speaker
  that is not known is left unresolved, and that does not count as wrong.
- **Summaries**: our first three key points against summaries by professional writers, ROUGE F1 of the best reference.
- **Dates**: the set is annotated in headline, date line and first five sentences only, and the scorer counts every date
  behind them as a false one, so that no method can exceed 67 on whole articles; *briefing, annotated part* is the same
  output cut there.
- The peers: *first sentences* takes as many as are asked for from the top; *LexRank* is sumy's (Erkan and Radev, 2004);
  *textacy* is its `direct_quotations`, given one paragraph at a time, because it refuses a text for one odd mark.

"""


def report(results: Sequence[Result], floors: Sequence[Floor]) -> str:
    """Return the page: the figures that have a floor beside targets and peers, then every figure of every set."""
    return HEAD + _overview(results, floors) + NOTES + "".join(_details(r) for r in results)


def _overview(results: Sequence[Result], floors: Sequence[Floor]) -> str:
    peers = list(dict.fromkeys(p for r in results for p in r.figures if p != OURS))
    rows = [_row(["", OURS, "target", *peers]), _row(["---"] + ["---:"] * (len(peers) + 2))]
    by_name = {r.corpus.name: r for r in results}
    for floor in floors:
        if floor.corpus in by_name:
            figures = by_name[floor.corpus].figures
            value = figures[OURS][floor.figure]
            ours = f"**{value:.1f}**" if floor.target is not None and floor.reached(value) else f"{value:.1f}"
            target = "" if floor.target is None else f"{'≤' if floor.at_most else '≥'} {floor.target:g}"
            others = [_peer(figures[p].get(floor.figure)) if p in figures else "" for p in peers]
            rows.append(_row([f"{floor.label}, {floor.corpus}", ours, target, *others]))
    return "".join(rows) + "\nBold: the target is reached.\n\n"


def _peer(value: float | None) -> str:
    """Return a peer's figure; nothing where the peer does not try (its figure is zero)."""
    return f"{value:.1f}" if value else ""


def _details(result: Result) -> str:
    rows = [f"## {result.corpus.name}: {result.corpus.about}\n\n", _row(["", *result.figures])]
    rows.append(_row(["---"] + ["---:"] * len(result.figures)))
    for name, value in result.figures[OURS].items():
        rows.append(_row([name, f"{value:.1f}", *(_peer(f.get(name)) for m, f in result.figures.items() if m != OURS)]))
    rows.append("\n")
    if result.failures:
        rows.append(f"{len(result.failures)} articles gave no analysis:\n\n")
        rows += [f"- {Path(f.source).name}: {f.problem.message}\n" for f in result.failures]
        rows.append("\n")
    return "".join(rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
