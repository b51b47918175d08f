"""Calibration of the speakers' confidence, and docs/reliability.svg: what confidence says against what is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from html import escape
from importlib.resources import files
from pathlib import Path

from briefing.analyse.trust import FILE
from briefing.train.calibrate import Calibration, Judged, Reliability, calibrate, write
from tests.quality.corpora import CORPORA
from tests.quality.judged import TASKS, judged
from tests.quality.measure import folder_of, measure
from tests.quality.picture import BAR, INK, PALE
from tests.quality.switches import UNCALIBRATED

RECORD = Path(__file__).with_name("reliability.json")
SIDE, LEFT, TOP, GAP, FOOT = 300, 46, 52, 74, 46
RESOLVED = 0.96
"""Share of pronouns whose speaker was right, by reading (101 of 105): finding whom a source means may be no less sure.

The threshold is that of the source's words, which the annotated articles measure, times this.
"""
STEPS = 5
"""Parts of each axis."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Statements of one set: how many name a speaker, how many of these speakers are right, how many wrong."""

    corpus: str
    statements: int
    right: int
    wrong: int


def fit(scratch: Path, jobs: int) -> tuple[Calibration, tuple[Kind, ...]]:
    """Analyse the sets whose annotations name speakers, without calibration, and fit one; write it to the package."""
    found: list[Judged] = []
    for corpus in (c for c in CORPORA.values() if c.task in TASKS):
        measure(corpus, scratch, (UNCALIBRATED,), jobs=jobs)
        found += judged(corpus, folder_of(corpus, scratch, UNCALIBRATED))
    fitted = calibrate(found)
    least = round(fitted.trust.threshold * RESOLVED, 4)
    fitted = replace(fitted, trust=replace(fitted.trust, threshold=least))
    write(fitted.trust, Path(str(files("briefing.analyse") / "data" / FILE)))
    return fitted, kinds(found)


def kinds(found: Sequence[Judged]) -> tuple[Kind, ...]:
    """Return the counts of each set, in the order of their names."""
    return tuple(
        Kind(name, len(here), sum(j.right is True for j in here), sum(j.right is False for j in here))
        for name in sorted({j.corpus for j in found})
        for here in [[j for j in found if j.corpus == name]]
    )


def save(fitted: Calibration, counted: Sequence[Kind]) -> None:
    """Keep what the page says about the calibration."""
    stored = {**asdict(fitted), "kinds": [asdict(k) for k in counted]}
    RECORD.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def section() -> str:
    """Return the part of the page about trust, from what was kept."""
    stored = json.loads(RECORD.read_text(encoding="utf-8"))
    trust, before, after = stored["trust"], stored["before"], stored["after"]
    accuracy = trust["accuracy"]
    rows = "".join(
        f"| {k['corpus']} | {k['statements']} | {k['right']} | {k['wrong']} | "
        f"{k['statements'] - k['right'] - k['wrong']} |\n"
        for k in stored["kinds"]
    )
    bins, heard = (
        "".join(f"| {b['count']} | {b['confidence']:.3f} | {b['right']:.3f} |\n" for b in found["bins"])
        for found in (after, stored["heard"])
    )
    right, told = accuracy["right"], accuracy["judged"]
    share = 100 * right / max(1, told)
    named = sum(k["statements"] for k in stored["kinds"])
    return f"""\
## Trust: confidence, and what is printed

![Confidence against the share of speakers that are right](reliability.svg)

The reader's confidence is made the share of sources that were right at it, fitted by {stored["method"]} to the
statements below; how sure it is whom the source means comes on top as a factor, by kind: a name, a pronoun, a
description, a guess. A named speaker is printed from {trust["threshold"]:g} on: the least confidence from which at most
2 in 100 sources are wrong, times what pronouns reach; descriptions and guesses stay below it. What is less sure is
printed as *speaker unresolved*: {named - stored["printed"]} of {named} statements that name one, by source alone.

Measured in five folds over articles, each with what was fitted to the other four: **{right} of {told} printed
speakers are right ({share:.1f} %)**, on {accuracy["articles"]} articles. The foot of every page states this.

|  | before | after |
| --- | ---: | ---: |
| expected calibration error, points | {100 * before["ece"]:.1f} | {100 * after["ece"]:.1f} |
| Brier score | {before["brier"]:.4f} | {after["brier"]:.4f} |

| statements | calibrated confidence | right |
| ---: | ---: | ---: |
{bins}
| set | statements with a named speaker | right | wrong | nobody was heard there |
| --- | ---: | ---: | ---: | ---: |
{rows}
In *polnear* the words of the source decide, in *gold* the name. Where the annotators marked nobody as saying a thing,
there is no speaker to be right or wrong about: such statements count in *who said what*, not above. With them as wrong:

| statements | calibrated confidence | right, and heard by the annotators |
| ---: | ---: | ---: |
{heard}
"""


def diagram(before: Reliability, after: Reliability) -> str:
    """Return both states side by side as a self-contained SVG: a disc for each bin, as large as it holds statements.

    All axes start at the tenth below the least of all values.
    """
    values = [v for found in (before, after) for b in found.bins for v in (b.confidence, b.right)]
    start = min(0.9, int(10 * min(values, default=0.0)) / 10)
    title = "Confidence in speakers against the share that is right"
    width, height = 2 * (LEFT + SIDE) + GAP, TOP + SIDE + FOOT
    panels = _panel(before, "before", start, LEFT) + _panel(after, "calibrated", start, LEFT + SIDE + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">\n<title>{escape(title)}</title>\n'
        f'<text x="0" y="16" font-size="14" font-weight="bold">{escape(title)}</text>\n{panels}</svg>\n'
    )


def _panel(found: Reliability, name: str, start: float, left: int) -> str:
    """Return one square: on the diagonal confidence is what is right, above it the speakers are better than it says."""
    bottom, whole = TOP + SIDE, sum(b.count for b in found.bins)
    said = f"{name}: {whole} statements, off by {100 * found.ece:.1f} points"
    parts = [
        f'<text x="{left}" y="{TOP - 12}">{escape(said)}</text>\n',
        f'<rect x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="{PALE}"/>\n',
        f'<line x1="{left}" y1="{bottom}" x2="{left + SIDE}" y2="{TOP}" stroke="{INK}" stroke-dasharray="4 3"/>\n',
        f'<text x="{left + SIDE / 2:g}" y="{bottom + 34}" text-anchor="middle">confidence</text>\n',
        f'<text transform="translate({left - 34} {TOP + SIDE / 2:g}) rotate(-90)" text-anchor="middle">right</text>\n',
    ]
    for n in range(STEPS + 1):
        share = start + (1 - start) * n / STEPS
        at = SIDE * n / STEPS
        parts.append(f'<text x="{left + at:g}" y="{bottom + 16}" text-anchor="middle">{share:.2f}</text>\n')
        parts.append(f'<text x="{left - 6}" y="{bottom - at + 4:g}" text-anchor="end">{share:.2f}</text>\n')
    for b in sorted(found.bins, key=lambda b: (-b.count, b.confidence)):
        x, y = (SIDE * (share - start) / (1 - start) for share in (b.confidence, b.right))
        radius = 4 + 14 * (b.count / whole) ** 0.5
        parts.append(
            f'<circle cx="{left + x:.1f}" cy="{bottom - y:.1f}" r="{radius:.1f}" fill="{BAR}" fill-opacity="0.55" '
            f'stroke="{INK}">'
            f"<title>{b.count} statements: confidence {b.confidence:.3f}, right {b.right:.3f}</title></circle>\n"
        )
    return "".join(parts)
