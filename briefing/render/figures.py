"""Small figures as inline SVG, drawn in black and greys: when it happened, who stands against whom, who covered it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from briefing.model import Coverage, Event, Opposition
from briefing.render.words import Words

INK, GREY, PALE = "#1a1a1a", "#5a5a5a", "#a8a8a8"

FAMILY = "Briefing Sans, Source Sans Pro, Briefing Arabic, Briefing CJK, sans-serif"
CHARACTER = 0.5
"""Width of an average character, in type sizes."""

FAR = 0.6
"""An empty stretch longer than this share of the strip is cut short and marked as broken."""


def figures(words: Words) -> dict[str, Callable[..., Any]]:
    """Return the functions templates draw with; each returns nothing where there is no material for its figure."""

    def against(found: Sequence[Opposition], title: str, width: float, size: float) -> Markup:
        return draw_sides([(words.plain(o.one), words.plain(o.other)) for o in found[:4]], title, width, size)

    return {"draw_timeline": draw_timeline, "draw_sides": against, "draw_coverage": draw_coverage}


def draw_timeline(events: Sequence[Event], name: Callable[[str], str], title: str, width: float, size: float) -> Markup:
    """Draw a dot a date on a line, true to time; an empty stretch of most of its length is cut and drawn broken.

    `name` turns a date into its label; one that would run into its neighbours in both rows is left out. Nothing is
    drawn for fewer than three dates.
    """
    dates = sorted({event.date for event in events})
    if len(dates) < 3:
        return Markup()
    days = sorted((_day(value), str(name(value)).strip()) for value in dates)
    places, breaks = _places([day for day, _ in days])
    left, span, y = size * 0.5, width - size, size * 1.6
    parts = [_line(left, y, left + span, y, PALE, 1.4)]
    for place in breaks:
        x = left + place * span
        parts.append(_line(x - 3, y, x + 3, y, "#fff", 3))
        parts += [_line(x + d - 1.5, y + 4, x + d + 1.5, y - 4, GREY, 1) for d in (-3, 3)]
    rows = [-size, -size]
    for place, (_, label) in zip(places, days, strict=True):
        x = left + place * span
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.27:.1f}" fill="{INK}"/>')
        half = len(label) * size * CHARACTER / 2
        middle = min(max(x, half), width - half)
        for row, end in enumerate(rows):
            if middle - half > end + size * 0.4:
                rows[row] = middle + half
                parts.append(_text(middle, y + size * (-0.65 if row else 1.4), label, size, "middle", GREY))
                break
    return _svg(width, y + size * 1.75, title, parts)


def draw_sides(pairs: Sequence[tuple[str, str]], title: str, width: float, size: float) -> Markup:
    """Draw the two sides as columns of names with a bar between, or, where both are several, a line for each pair."""
    if not pairs:
        return Markup()
    left, right = _sides(pairs)
    lines = {name: _wrapped(name, width * 0.43, size) for name in (*left, *right)}
    rows: dict[str, float] = {}
    height = 0.0
    for names in (left, right):
        at = size * 0.3
        for name in names:
            rows[name] = at
            at += size * (1.15 * len(lines[name]) + 0.3)
        height = max(height, at)
    middles = {name: rows[name] + size * 1.15 * len(lines[name]) / 2 for name in rows}
    x1, x2 = width * 0.45, width * 0.55
    parts = []
    if len(left) > 1 and len(right) > 1:
        turned = [(a, b) if a in left else (b, a) for a, b in pairs]
        parts += [_line(x1, middles[a], x2, middles[b], GREY, 1) for a, b in turned]
    else:
        parts.append(_line(width / 2, size * 0.3, width / 2, height - size * 0.3, INK, 2.4))
    for side, x, anchor in ((left, x1 - size * 0.35, "end"), (right, x2 + size * 0.35, "start")):
        for name in side:
            at = rows[name] + size * 0.9
            parts += [_text(x, at + size * 1.15 * n, words, size, anchor, INK) for n, words in enumerate(lines[name])]
    return _svg(width, height, title, parts)


def draw_coverage(coverage: Sequence[Coverage], title: str, width: float, size: float) -> Markup:
    """Draw a bar an outlet, as long as its articles are many; those that copy another text stand pale at its end."""
    if not coverage:
        return Markup()
    most = max(c.articles for c in coverage)
    names, left = width * 0.42, width * 0.45
    bars = width - left - size * 1.8
    parts = []
    for n, outlet in enumerate(coverage):
        top = n * size * 1.3
        own, whole = (bars * count / most for count in (outlet.articles - outlet.copies, outlet.articles))
        label = _wrapped(outlet.outlet, names, size)
        parts.append(_text(names, top + size, label[0] + ("…" if len(label) > 1 else ""), size, "end", INK))
        parts.append(_bar(left, top + size * 0.25, whole, size * 0.8, PALE))
        parts.append(_bar(left, top + size * 0.25, own, size * 0.8, INK))
        parts.append(_text(left + whole + size * 0.3, top + size, str(outlet.articles), size, "start", GREY))
    return _svg(width, len(coverage) * size * 1.3 + size * 0.2, title, parts)


def rows_of_sides(pairs: Sequence[tuple[str, str]], width: float, size: float) -> float:
    """Return the height of the figure `draw_sides` draws, in type sizes."""
    lines = [[len(_wrapped(name, width * 0.43, size)) for name in side] for side in _sides(pairs)]
    return max(0.3 + sum(1.15 * n + 0.3 for n in side) for side in lines)


def _sides(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the two columns, each name once, on the side it was first seen on."""
    left: list[str] = []
    right: list[str] = []
    for pair in pairs:
        turned = pair[0] in right or pair[1] in left
        for name, side in zip(pair, (right, left) if turned else (left, right), strict=True):
            if name not in left and name not in right:
                side.append(name)
    return left, right


def _day(value: str) -> int:
    """Return the ordinal of a date, or of the middle of a month or year."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    return date(year, month or 7, day or (15 if month else 1)).toordinal()


def _places(days: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return the place of each day in [0, 1], and where the line is broken; days are in order."""
    whole = max(days[-1] - days[0], 1)
    steps = [(b - a) / whole for a, b in pairwise(days)]
    cut = [n for n, step in enumerate(steps) if step > FAR and len(days) > 2]
    for n in cut:
        steps[n] = (1 - steps[n]) * 0.5 or 1.0
    total = sum(steps) or 1.0
    places = [0.0]
    for step in steps:
        places.append(places[-1] + step / total)
    return places, [(places[n] + places[n + 1]) / 2 for n in cut]


def _wrapped(name: str, width: float, size: float) -> list[str]:
    """Return the lines a name takes in a column; a word wider than the column is broken."""
    most = max(1, int(width / (size * CHARACTER)))
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
        while len(lines[-1]) > most:
            lines[-1:] = [lines[-1][:most], lines[-1][most:]]
    return lines


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width:.1f}"/>'
    )


def _bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _text(x: float, y: float, words: str, size: float, anchor: str, fill: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-family="{FAMILY}">'
        f"{escape(words)}</text>"
    )


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> Markup:
    """Return an SVG with its text alternative."""
    label = escape(title)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{width:.1f}" '
        f'height="{height:.1f}" viewBox="0 0 {width:.1f} {height:.1f}"><title>{label}</title>'
    )
    return Markup(start + "".join(parts) + "</svg>")  # noqa: S704 - numbers and escaped words only
