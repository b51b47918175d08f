"""The fit: a first layout on an endless page, a plan from its exact heights, and at most two layouts more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefing.model import Briefing, Contest, Event, Line, Player, Saying, Voice
from briefing.render.figures import figure_filters
from briefing.render.pdf.fit import Layout, plan_drops
from briefing.render.proof import check_html
from briefing.render.words import Words, marks

if TYPE_CHECKING:
    from briefing.render.pdf.machine import Sheet
    from briefing.render.press import Press

Printable = Line | Saying | Event | Player | Contest | Voice

ENDLESS = 20_000.0
"""Millimetres: a page nothing runs out of."""

NOMINAL, SMALLEST, LARGEST = 9.4, 8.6, 11.6
"""Body type in points: where material abounds, where even the last line would not fit, and where it is scarce."""

FULL = 0.94
"""A page filled to this share of its height is not set in larger type."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A page that fits: `fill` is the share of the height its content takes, `layouts` how many it took to find out."""

    sheet: Sheet
    layout: Layout
    fill: float
    layouts: int


def fit(briefing: Briefing, press: Press) -> Fitted:
    """Return the briefing laid out on one page of the press's paper."""
    machine = press.machine
    machine.load_scripts(briefing.article.text + (briefing.article.title or ""))
    width, height = press.size
    layout = Layout(width, ENDLESS, NOMINAL)
    sheet = machine.lay_out(fill_template(briefing, press, layout))
    available = sheet.room(height)
    best, layouts = (sheet, layout), 1
    while layouts < 5:
        used = sheet.page.height(frozenset())
        if used <= available:
            best = (sheet, layout)
        planned = _next(layout, sheet, available, ranks_of(briefing), layouts)
        if planned is None:
            break
        layout = planned
        sheet = machine.lay_out(fill_template(briefing, press, layout))
        layouts += 1
    sheet, layout = best
    used = sheet.page.height(frozenset())
    grown = justify(sheet, available - used)
    sheet.document.pages[0].height = height * 96 / 25.4
    return Fitted(sheet, layout, (used + grown) / available, layouts)


def _next(layout: Layout, sheet: Sheet, available: float, ranks: dict[str, float], layouts: int) -> Layout | None:
    used = sheet.page.height(frozenset())
    if used > available:
        left = {id: rank for id, rank in ranks.items() if id not in layout.dropped}
        return replace(layout, dropped=layout.dropped | plan_drops(sheet.page, left, available))
    if used < FULL * available and not layout.dropped and layout.size < LARGEST and layouts == 1:
        size = min(LARGEST, layout.size * (0.96 * available / used) ** 0.5)
        return replace(layout, size=round(size, 2))
    return None


def justify(sheet: Sheet, slack: float) -> float:
    return 0.0


def ranks_of(briefing: Briefing) -> dict[str, float]:
    """Return the rank of everything the page can leave out, by id."""
    lines: list[Line] = [*briefing.points, *briefing.background, *(c.issue for c in briefing.disputes)]
    lines += [e.line for e in briefing.timeline] + [p.line for p in briefing.players]
    lines += [s.line for v in briefing.voices for s in v.sayings]
    return {line.id: line.rank for line in lines} | {v.id: v.rank for v in briefing.voices if not v.sayings}


def fill_template(briefing: Briefing, press: Press, layout: Layout) -> str:
    """Return the page's HTML, checked against the source."""
    words = Words(briefing.article)

    def kept(items: Sequence[Printable]) -> list[Printable]:
        return [item for item in items if _is_kept(item, layout.dropped)]

    filters: dict[str, Any] = {
        "words": words.html, "plain": words.plain, "marks": marks, "kept": kept, **figure_filters(words)
    }  # fmt: skip
    html = press.templates.render("page.html", filters, briefing=briefing, layout=layout)
    check_html(html, briefing.article, words.printed)
    return html


def _is_kept(item: Printable, dropped: frozenset[str]) -> bool:
    if isinstance(item, Voice):
        return any(_is_kept(s, dropped) for s in item.sayings) if item.sayings else item.id not in dropped
    if isinstance(item, Contest):
        return item.issue.id not in dropped
    return (item if isinstance(item, Line) else item.line).id not in dropped
