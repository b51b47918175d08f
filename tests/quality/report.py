"""docs/quality.md: the same figures give the same bytes; no dates, no machine names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.quality import reliability
from tests.quality.corpora import ROOT
from tests.quality.measure import OURS, Result
from tests.quality.records import HERE, Guard, Records, Table

PAGE = ROOT / "docs" / "quality.md"
ABLATION = HERE / "ablation.json"
PARTS = "## What each part is worth"

HEAD = """\
# Quality

Measured by `make quality` on articles annotated by hand, with one scorer for everybody. The peers work on our
sentences and our parse, in the same run: what is compared is methods, not preparation. Figures are percentages.

![Figures, targets and peers](quality.svg)

"""

SWITCHED = """\
Each part switched off alone, all else as shipped and on the same parse: what changes of the figures above by a tenth of
a point or more. Measured by `python -m tests.quality --ablation`.

"""
NOTICED = 0.1

NOTES = """\
## How to read it

- **Key points**: of the six sentences two readers would have chosen, the share that is among our first six.
- **Who said what**: a statement counts when half of its content overlaps and its source agrees.
- **Printed speakers right**: of the speakers sure enough to be printed, where annotators heard somebody, the share that
  is right: in *polnear* by the words of the source, in *gold* by name.
- **Wrong speakers**: statements whose speaker is not the one either reader heard. Less is better; where no speaker is
  named the scorer takes the words of the source for the name, so that an unresolved *she* counts as wrong here.
- **Summaries**: our first three key points against summaries by professional writers, ROUGE F1 of the best reference;
  *above the first three*: by how many points ROUGE-1 exceeds that of the article's first three sentences.
- **Dates**: the set is annotated in headline, date line and first five sentences only, and the scorer counts every date
  behind them as a false one, so that no method can exceed 67 on whole articles; *briefing, annotated part* is the same
  output cut there.
- **Stories**: which articles tell of one event, on a set in which every event has a sister told in the same words. The
  settings are fixed; chosen on some topics and measured on the others, five folds, they give 94.3 in the mean of twenty
  drawings and 93.3 at worst. The peer has the threshold that is best on this very set.
- The peers: *first sentences* takes as many as are asked for from the top; *LexRank* is sumy's (Erkan and Radev, 2004);
  *textacy* is its `direct_quotations`, given one paragraph at a time, because it refuses a text for one odd mark.

"""


def report(results: Sequence[Result], guards: Sequence[Guard], records: Records) -> str:
    """Return the page: the guarded figures beside targets, the release before and peers, then all figures."""
    details = "".join(_details(r, records) for r in results)
    return HEAD + _overview(results, guards, records) + NOTES + reliability.section() + parts(guards) + details


def parts(guards: Sequence[Guard]) -> str:
    """Return the table of what falls when a part is switched off, from what was kept of the last such measurement."""
    stored: Mapping[str, Table] = json.loads(ABLATION.read_text(encoding="utf-8"))
    rows = [_row(["without", "figure", "with", "without", "change"]), _row(["---", "---", "---:", "---:", "---:"])]
    whole = stored[OURS]
    for name, table in stored.items():
        here = [g for g in guards if g.name in table.get(g.corpus, {})]
        pairs = [(g, whole[g.corpus][g.name], table[g.corpus][g.name]) for g in here]
        changed = [pair for pair in pairs if abs(pair[2] - pair[1]) >= NOTICED]
        for n, (guard, with_it, without) in enumerate(changed):
            label = f"{guard.label}, {guard.corpus}"
            figures = f"{with_it:.1f}", f"{without:.1f}", f"{without - with_it:+.1f}"
            rows.append(_row(["" if n else name, label, *figures]))
        if name != OURS and not changed:
            rows.append(_row([name, "nothing", "", "", ""]))
    return f"{PARTS}\n\n{SWITCHED}{''.join(rows)}\n"


def spliced(page: str, part: str) -> str:
    """Return a page with the part of the same heading replaced; what follows starts at the next such heading."""
    before, heading, rest = page.partition(part.partition("\n")[0] + "\n")
    if not heading:
        return page + part
    after = rest.find("\n## ")
    return before + part + ("" if after < 0 else rest[after + 1 :])


def _overview(results: Sequence[Result], guards: Sequence[Guard], records: Records) -> str:
    peers = list(dict.fromkeys(p for r in results for p in r.figures if p != OURS))
    rows = [_row(["", OURS, "target", records.release, *peers]), _row(["---"] + ["---:"] * (len(peers) + 3))]
    by_name = {r.corpus.name: r for r in results}
    for guard in guards:
        if guard.corpus in by_name:
            figures = by_name[guard.corpus].figures
            value = figures[OURS][guard.name]
            ours = f"**{value:.1f}**" if guard.target is not None and guard.reached(value) else f"{value:.1f}"
            target = "" if guard.target is None else f"{'≤' if guard.at_most else '≥'} {guard.target:g}"
            before = _before(records, guard.corpus, guard.name)
            others = [_peer(figures[p].get(guard.name)) if p in figures else "" for p in peers]
            rows.append(_row([f"{guard.label}, {guard.corpus}", ours, target, before, *others]))
    return (
        "".join(rows) + f"\nBold: the target is reached. {records.release}: the release before, on the same sets.\n\n"
    )


def _before(records: Records, corpus: str, name: str) -> str:
    """Return a figure of the release before; nothing where it was not measured."""
    value = records.released.get(corpus, {}).get(name)
    return "" if value is None else f"{value:.1f}"


def _peer(value: float | None) -> str:
    """Return a peer's figure; nothing where the peer does not try (its figure is zero)."""
    return f"{value:.1f}" if value else ""


def _details(result: Result, records: Records) -> str:
    peers = {m: f for m, f in result.figures.items() if m != OURS}
    rows = [f"## {result.corpus.name}: {result.corpus.about}\n\n", _row(["", OURS, records.release, *peers])]
    rows.append(_row(["---"] + ["---:"] * (len(peers) + 2)))
    for name, value in result.figures[OURS].items():
        others = [_peer(f.get(name)) for f in peers.values()]
        rows.append(_row([name, f"{value:.1f}", _before(records, result.corpus.name, name), *others]))
    rows.append("\n")
    if result.failures:
        rows.append(f"{len(result.failures)} articles gave no analysis:\n\n")
        rows += [f"- {Path(f.source).name}: {f.problem.message}\n" for f in result.failures]
        rows.append("\n")
    return "".join(rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
