"""docs/quality.svg and docs/bench.svg: bars with a tick for the target and marks for the peers, readable in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LABEL, CHART, ROW, TOP = 250, 430, 26, 34
INK, BAR, PALE = "#111", "#8a8a8a", "#e4e4e4"
MARKS = (
    "M-4 0 a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0 Z",  # circle
    "M-4 -4 H4 V4 H-4 Z",  # square
    "M-5 4 H5 L0 -5 Z",  # triangle
    "M-5 0 L0 -5 L5 0 L0 5 Z",  # diamond
    "M-5 -1.5 H5 V1.5 H-5 Z",  # dash
    "M-5 -4 H5 L0 5 Z",  # triangle on its tip
)
"""Outlines of the peers' marks about their middle, by the order in which the peers appear."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: ours, the value to reach and the peers' values by name, all in the unit of the axis."""

    label: str
    value: float
    target: float | None = None
    peers: tuple[tuple[str, float], ...] = ()


def chart(bars: Sequence[Bar], title: str, most: float, digits: int = 1) -> str:
    """Return a self-contained SVG; values above `most` are drawn at its edge. The same bars give the same bytes."""
    peers = list(dict.fromkeys(name for bar in bars for name, _ in bar.peers))
    height = TOP + ROW * len(bars) + 34
    body = [_row(bar, TOP + ROW * n, most, digits, peers) for n, bar in enumerate(bars)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LABEL + CHART + 60} {height}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">\n<title>{escape(title)}</title>\n'
        f'<text x="0" y="16" font-size="14" font-weight="bold">{escape(title)}</text>\n'
        + "".join(body)
        + _legend(peers, height - 12)
        + "</svg>\n"
    )


def _x(value: float, most: float) -> float:
    return round(LABEL + CHART * min(value, most) / most, 1)


def _row(bar: Bar, y: int, most: float, digits: int, peers: Sequence[str]) -> str:
    width = round(_x(bar.value, most) - LABEL, 1)
    parts = [
        f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end">{escape(bar.label)}</text>\n',
        f'<rect x="{LABEL}" y="{y + 3}" width="{CHART}" height="14" fill="{PALE}"/>\n',
        f'<rect x="{LABEL}" y="{y + 3}" width="{width}" height="14" fill="{BAR}"/>\n',
        f'<text x="{LABEL + CHART + 6}" y="{y + 14}">{bar.value:.{digits}f}</text>\n',
    ]
    if bar.target is not None:
        x = _x(bar.target, most)
        parts.append(f'<line x1="{x}" x2="{x}" y1="{y}" y2="{y + 20}" stroke="{INK}" stroke-width="3"/>\n')
    parts += [_mark(peers.index(name), _x(value, most), y + 10) for name, value in bar.peers]
    return "".join(parts)


def _mark(peer: int, x: float, y: float) -> str:
    outline = MARKS[peer % len(MARKS)]
    return f'<path transform="translate({x:.1f} {y})" d="{outline}" fill="white" stroke="{INK}" stroke-width="1.5"/>\n'


def _legend(peers: Sequence[str], y: int) -> str:
    x = 8
    parts = [f'<line x1="{x}" x2="{x}" y1="{y - 12}" y2="{y + 2}" stroke="{INK}" stroke-width="3"/>\n']
    parts.append(f'<text x="{x + 7}" y="{y}">target</text>\n')
    x += 70
    for n, name in enumerate(peers):
        parts += [_mark(n, x, y - 4), f'<text x="{x + 9}" y="{y}">{escape(name)}</text>\n']
        x += 30 + 7 * len(name)
    return "".join(parts)
