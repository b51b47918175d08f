"""`python -m tests.quality [SET ...]`: analyse, score, print; with all sets also write docs/quality.md and .svg."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.quality.corpora import CORPORA, ROOT, SHARED, available
from tests.quality.measure import OURS, Floor, Result, load_floors, measure
from tests.quality.picture import Bar, chart
from tests.quality.report import PAGE, report


def main() -> int:
    """Return 0 where every figure holds its floor (or nothing can be measured), else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"only these of: {', '.join(CORPORA)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the predictions here")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    if unknown := [name for name in args.sets if name not in CORPORA]:
        parser.error(f"no such set: {', '.join(unknown)}; choose from {', '.join(CORPORA)}")
    if not available():
        print(f"quality: skipped, the annotated articles are not at {SHARED.name}/ beside this checkout")
        return 0
    floors = load_floors()
    with tempfile.TemporaryDirectory(prefix="quality-") as scratch:
        folder = args.keep or Path(scratch)
        results = [measure(CORPORA[name], folder, jobs=args.jobs) for name in args.sets or CORPORA]
    page = report(results, floors)
    print(page)
    if not args.sets:
        PAGE.write_text(page, encoding="utf-8")
        PAGE.with_suffix(".svg").write_text(picture(results, floors), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}, {PAGE.with_suffix('.svg').relative_to(ROOT)}", file=sys.stderr)
    return 1 if fallen(results, floors) else 0


def fallen(results: Sequence[Result], floors: Sequence[Floor]) -> bool:
    """Tell whether any figure passed its floor, and print each that did."""
    by_name = {r.corpus.name: r.figures[OURS] for r in results}
    low = [f for f in floors if f.corpus in by_name and not f.holds(by_name[f.corpus][f.figure])]
    for f in low:
        print(f"{f.corpus}: {f.figure} is {by_name[f.corpus][f.figure]:.1f}, floor {f.floor:g}", file=sys.stderr)
    return bool(low)


def picture(results: Sequence[Result], floors: Sequence[Floor]) -> str:
    """Return the chart of all figures that have a floor."""
    by_name = {r.corpus.name: r.figures for r in results}
    bars = []
    for f in floors:
        figures = by_name[f.corpus]
        peers = tuple((m, v) for m, found in figures.items() if m != OURS and (v := found.get(f.figure)))
        bars.append(Bar(f.label, figures[OURS][f.figure], f.target, peers))
    return chart(bars, "briefing on annotated articles, per cent", 100)


if __name__ == "__main__":
    sys.exit(main())
