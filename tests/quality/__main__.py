"""`python -m tests.quality [SET ...]`: analyse, score, print; with all sets also write docs/quality.md and .svg."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.quality import reliability
from tests.quality.corpora import CORPORA, ROOT, SHARED, available
from tests.quality.measure import OURS, Result, measure
from tests.quality.picture import Bar, chart
from tests.quality.records import Guard, Records, fallen, load_guards, load_records, recorded, released, save_records
from tests.quality.report import ABLATION, PAGE, parts, report, spliced
from tests.quality.switches import SWITCHES


def main() -> int:
    """Return 0 where no figure fell (or nothing can be measured), else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"only these of: {', '.join(CORPORA)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the predictions here")
    parser.add_argument("--jobs", type=int, default=2)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--record", action="store_true", help="record figures that are better than those recorded")
    how.add_argument("--record-anew", action="store_true", help="record the figures as they are, lower ones too")
    how.add_argument("--release", metavar="VERSION", help="record all figures as those of a release")
    how.add_argument("--calibrate", action="store_true", help="fit the speakers' confidence and the printing threshold")
    how.add_argument("--ablation", action="store_true", help="measure what each part is worth")
    args = parser.parse_args()
    if unknown := [name for name in args.sets if name not in CORPORA]:
        parser.error(f"no such set: {', '.join(unknown)}; choose from {', '.join(CORPORA)}")
    if not available():
        print(f"quality: skipped, the annotated articles are not at {SHARED.name}/ beside this checkout")
        return 0
    with tempfile.TemporaryDirectory(prefix="quality-") as scratch:
        folder = args.keep or Path(scratch)
        if args.calibrate:
            return calibrate(folder, args.jobs)
        if args.ablation:
            return ablate(folder, args.jobs)
        return figures(args, folder)


def figures(args: argparse.Namespace, folder: Path) -> int:
    """Measure the sets, print and with all of them write the page; record what was asked for."""
    guards, records = load_guards(), load_records()
    corpora = [CORPORA[name] for name in args.sets or CORPORA]
    results = [measure(corpus, folder, corpus.peers, jobs=args.jobs) for corpus in corpora]
    page = report(results, guards, records)
    print(page)
    if not args.sets:
        write(PAGE, page)
        write(PAGE.with_suffix(".svg"), picture(results, guards, records))
    if args.release:
        save_records(released(records, results, guards, args.release))
    elif args.record or args.record_anew:
        save_records(recorded(records, results, guards, anew=args.record_anew))
    lines = fallen(results, guards, load_records().best)
    print("".join(f"{line}\n" for line in lines), end="", file=sys.stderr)
    return 1 if lines else 0


def calibrate(folder: Path, jobs: int) -> int:
    """Fit the speakers' confidence anew, into the package; write the page's part about it and its picture."""
    fitted, counted = reliability.fit(folder, jobs)
    reliability.save(fitted, counted)
    write(PAGE.with_name("reliability.svg"), reliability.diagram(fitted.before, fitted.after))
    write(PAGE, spliced(PAGE.read_text(encoding="utf-8"), reliability.section()))
    print(reliability.section())
    return 0


def ablate(folder: Path, jobs: int) -> int:
    """Measure each part's worth on the sets it says; write the page's part about it."""
    guards = load_guards()
    found: dict[str, dict[str, dict[str, float]]] = {name: {} for name in (OURS, *SWITCHES)}
    for corpus in CORPORA.values():
        names = [s.name for s in SWITCHES.values() if corpus.name in s.corpora]
        if names:
            for method, values in measure(corpus, folder, names, jobs=jobs).figures.items():
                here = [g.name for g in guards if g.corpus == corpus.name and g.name in values]
                found[method][corpus.name] = {name: values[name] for name in here}
    ABLATION.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write(PAGE, spliced(PAGE.read_text(encoding="utf-8"), parts(guards)))
    print(parts(guards))
    return 0


def picture(results: Sequence[Result], guards: Sequence[Guard], records: Records) -> str:
    """Return the chart of all guarded figures that are shares."""
    by_name = {r.corpus.name: r.figures for r in results}
    bars = []
    for guard in guards:
        if guard.unit == "per cent":
            figures = by_name[guard.corpus]
            before = records.released.get(guard.corpus, {}).get(guard.name)
            others = [(records.release, before), *((m, f.get(guard.name)) for m, f in figures.items() if m != OURS)]
            bars.append(
                Bar(guard.label, figures[OURS][guard.name], guard.target, tuple((m, v) for m, v in others if v))
            )
    return chart(bars, "briefing on annotated articles, per cent", 100)


def write(path: Path, text: str) -> None:
    """Write a file and say so."""
    path.write_text(text, encoding="utf-8")
    print(f"written: {path.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
