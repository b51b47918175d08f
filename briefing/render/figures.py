"""Two small figures as inline SVG, drawn in black and greys: when it happened, and who stands against whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from briefing.model import Event, Opposition
from briefing.render.words import Words

INK, GREY, PALE = "#1a1a1a", "#6b6b6b", "#b5b5b5"


def figure_filters(words: Words) -> dict[str, Callable[..., Any]]:
    """Return the template filters that draw."""

    def opposed(found: Sequence[Opposition], title: str, width: float = 240, size: float = 11) -> Markup:
        pairs = [(words.plain(o.one), words.plain(o.other)) for o in found]
        return opposition_figure(pairs, title, width, size)

    return {"timeline_strip": timeline_strip, "opposition_figure": opposed}


def timeline_strip(
    events: Sequence[Event], title: str, labels: Sequence[str], width: float = 240, size: float = 11
) -> Markup:
    """Draw one tick a date on a line, at its distance in time; nothing where there are fewer than two dates.

    `labels` are the dates' names beside `events`; a label that would touch the one before it is left out.
    Where one gap is longer than all the others together by far, the line would show one clump: ticks are then spread evenly.
    """
    dates: dict[str, str] = {}
    for event, label in zip(events, labels, strict=True):
        dates.setdefault(event.date, label)
    if len(dates) < 2:
        return Markup()
    places = _places([_day(d) for d in dates])
    left, right, y = size * 0.5, width - size * 0.5, size * 0.7
    parts = [f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}" stroke="{PALE}" stroke-width="1.2"/>']
    free = [-1.0, -1.0]
    for label, place in zip(dates.values(), places, strict=True):
        x = left + place * (right - left)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.26:.1f}" fill="{INK}"/>')
        half = _width(label, size) / 2
        middle = min(max(x, half), width - half)
        row = next((n for n, end in enumerate(free) if middle - half > end + size * 0.4), None)
        if row is not None:
            free[row] = middle + half
            base = y + size * (1.35 + 1.15 * row)
            parts.append(_text(middle, base, label, size, "middle", GREY))
    height = y + size * (1.7 + 1.15 * (free[1] > 0))
    return _svg(width, height, title, parts)


def opposition_figure(pairs: Sequence[tuple[str, str]], title: str, width: float = 240, size: float = 11) -> Markup:
    """Draw the two sides as columns of names, each pair joined by a line with a bar across; nothing without a pair."""
    if not pairs:
        return Markup()
    left, right = _sides(pairs)
    step, limit = size * 1.5, width * 0.4
    x1, x2 = width * 0.41, width * 0.59
    height = step * max(len(left), len(right)) + size * 0.2
    rows = {name: step * (n + 0.5) for side in (left, right) for n, name in enumerate(side)}
    parts = []
    for one, other in pairs:
        a, b = (one, other) if one in left else (other, one)
        parts.append(
            f'<line x1="{x1:.1f}" y1="{rows[a]:.1f}" x2="{x2:.1f}" y2="{rows[b]:.1f}" stroke="{GREY}" stroke-width="1"/>'
        )
    middle = height / 2
    parts.append(
        f'<line x1="{width / 2:.1f}" y1="{middle - size * 0.6:.1f}" x2="{width / 2:.1f}" y2="{middle + size * 0.6:.1f}" '
        f'stroke="{INK}" stroke-width="2.4"/>'
    )
    for name in left:
        parts.append(_text(x1 - size * 0.4, rows[name] + size * 0.35, _fit(name, limit, size), size, "end", INK))
    for name in right:
        parts.append(_text(x2 + size * 0.4, rows[name] + size * 0.35, _fit(name, limit, size), size, "start", INK))
    return _svg(width, height, title, parts)


def _sides(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the two columns, each name once and on the side it was first seen on."""
    left: list[str] = []
    right: list[str] = []
    for one, other in pairs:
        if one in right or other in left:
            one, other = other, one
        if one not in left and one not in right:
            left.append(one)
        if other not in left and other not in right:
            right.append(other)
    return left, right


def _day(value: str) -> int:
    """Return the ordinal of a date, of the middle of a month or year."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    return date(max(year, 1), month or 7, day or (15 if month else 1)).toordinal()


def _places(days: Sequence[int]) -> list[float]:
    """Return places in [0, 1]: true to time, or even where that would put most of them on one spot."""
    first, last = min(days), max(days)
    true = [(d - first) / (last - first) if last > first else 0.0 for d in days]
    gaps = [b - a for a, b in zip(sorted(true), sorted(true)[1:], strict=False)]
    if len(days) > 2 and max(gaps) > 0.8:
        order = sorted(range(len(days)), key=lambda i: days[i])
        return [order.index(i) / (len(days) - 1) for i in range(len(days))]
    return true


def _width(words: str, size: float) -> float:
    """Return roughly how wide words print: half the type size a character."""
    return len(words) * size * 0.5


def _fit(name: str, width: float, size: float) -> str:
    """Return the name, or its last words behind an ellipsis where it is too long for its column."""
    words = name.split()
    while len(words) > 1 and _width(" ".join(words), size) > width:
        words = words[1:]
    short = " ".join(words)
    return short if short == name else f"… {short}"


def _text(x: float, y: float, words: str, size: float, anchor: str, fill: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" font-size="{}" text-anchor="{}" fill="{}">{}</text>').format(
        x, y, size, anchor, fill, words
    )


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> Markup:
    """Return an SVG whose words are also its text alternative."""
    label = escape(title)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{width:.1f}" height="{height:.1f}" '
        f'viewBox="0 0 {width:.1f} {height:.1f}"><title>{label}</title>'
    )
    return Markup(start + "".join(map(str, parts)) + "</svg>")  # noqa: S704 - numbers and escaped words only
