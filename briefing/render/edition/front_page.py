"""The front page on exactly one sheet: all of it on an endless page first, then without what matters least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.errors import LayoutError
from briefing.model import Edition
from briefing.render.edition.filling import filling, template_of, words_of_edition
from briefing.render.edition.items import is_above, is_kept, ranks_of
from briefing.render.pdf.fit import Layout, plan_drops
from briefing.render.pdf.one_page import (
    AIM,
    ENDLESS,
    FULL,
    LARGEST,
    LAYOUTS,
    LOOSEST,
    NEARLY,
    NOMINAL,
    SMALLEST,
    Fitted,
    finished,
    with_stand_ins,
)
from briefing.render.proof import check_html

if TYPE_CHECKING:
    from briefing.render.pdf.machine import Sheet
    from briefing.render.press import Press

PLANNED = 4
"""Layouts a page gets to become fuller."""


def fit(edition: Edition, press: Press) -> Fitted:
    """Return the edition laid out on one page of the press's paper.

    Raises LayoutError where even the page's fixed parts do not fit.
    """
    machine, ranks = press.machine, ranks_of(edition)
    machine.load_scripts(_text(edition))
    width, height = press.size
    layout = Layout(width, ENDLESS, NOMINAL)
    whole: Sheet | None = None
    best: tuple[float, Sheet, Layout] | None = None
    for layouts in range(1, LAYOUTS + 1):
        sheet = machine.lay_out(fill_front_page(edition, press, layout))
        if not layout.dropped and layout.size == NOMINAL:
            whole = sheet
        available, used = sheet.room(height), sheet.page.height(frozenset())
        if used <= available and (best is None or used > best[0]):
            best = (used, sheet, layout)
        if used <= available and (used >= FULL * available or layouts >= PLANNED):
            break
        if used > available:
            if best is not None and layouts >= PLANNED:
                break
            left = {id: rank for id, rank in ranks.items() if id not in layout.dropped}
            gone = plan_drops(sheet.page, left, (AIM if layouts == 1 else NEARLY) * available)
            small = sheet.page.height(gone) > available
            layout = replace(layout, dropped=layout.dropped | gone, size=SMALLEST if small else layout.size)
        else:
            planned = _fuller(layout, whole, sheet, ranks, available)
            if planned == layout:
                break
            layout = planned
    if best is None:
        raise LayoutError(f"edition of {edition.day}: the lead's headline alone is longer than a page")
    return finished(best[1], best[2], height, layouts)


def _fuller(layout: Layout, whole: Sheet | None, sheet: Sheet, ranks: dict[str, float], available: float) -> Layout:
    """Return a layout with more lines by their measured heights or, where none is left out, in larger, looser type."""
    used = sheet.page.height(frozenset())
    if layout.dropped and whole is not None:
        dropped = layout.dropped
        for id in sorted(dropped & ranks.keys(), key=lambda id: (-ranks[id], id)):
            if whole.page.height(dropped - {id}) <= AIM * available:
                dropped -= {id}
        return replace(layout, dropped=dropped)
    share = AIM * available / used
    size = min(LARGEST, round(layout.size * share**0.5, 1))
    if size > layout.size:
        return replace(layout, size=size)
    return replace(layout, leading=round(min(LOOSEST, layout.leading * share), 3))


def fill_front_page(edition: Edition, press: Press, layout: Layout) -> str:
    """Return the page's HTML, checked against the sources; what the fonts lack is then shown as '⟦?⟧'."""
    words = words_of_edition(edition)
    unknown = press.machine.unknown(_text(edition))

    def kept(items: Sequence[Any]) -> list[Any]:
        return [item for item in items if is_kept(item, layout.dropped)]

    html = press.templates.render(
        template_of(edition, "html"),
        **filling(edition, words),
        layout=layout,
        unknown=len(unknown),
        words=words.html,
        kept=kept,
        above=lambda item: is_above(item, edition, layout.dropped),
    )
    check_html(html, words.articles, words.printed)
    return with_stand_ins(html, unknown, words.ours("?"))


def _text(edition: Edition) -> str:
    return "".join(a.text + (a.title or "") for a in edition.articles)
