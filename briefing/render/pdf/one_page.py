"""The fit: a first layout on an endless page, a plan from its exact heights, and at most two layouts more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from briefing.errors import LayoutError
from briefing.model import Briefing, Contest, Event, Line, Opposition, Player, Saying, Voice
from briefing.render.figures import figures
from briefing.render.pdf.estimate import VOICES, Estimate
from briefing.render.pdf.fit import Layout, Node, calibrated, gaps, joined, plan_drops
from briefing.render.pdf.machine import PIXELS
from briefing.render.pdf.references import pointless, printed_sentences
from briefing.render.proof import check_html
from briefing.render.words import Words, marks, ranges

if TYPE_CHECKING:
    from briefing.render.pdf.machine import Sheet
    from briefing.render.press import Press

Printable = Line | Saying | Event | Player | Contest | Voice | Opposition

ENDLESS = 20_000.0
"""Millimetres: a page nothing runs out of."""

NOMINAL, SMALLEST, LARGEST = 9.4, 8.6, 11.6
"""Body type in points: where material abounds, where even the last line would not fit, and where it is scarce."""

WIDEST = 4.0
"""Pixels: the most a gap between two lines grows by; gaps between groups and sections grow by more,
and those of the shorter column by half as much again, so that both columns end alike."""

ANY_OF = "[{}]+"
"""Pattern of a run of certain characters, given escaped; one class, so that it takes linear time."""

FOOT = "foot"
"""Id of the template's element that stands on the last line of the page."""

LOOSEST = 1.48
"""The widest leading, in type sizes."""

AIM, FULL = 0.965, 0.925
"""Share of the page's height that is aimed at, and that is good enough: wider gaps make up the rest."""

SPARE, NEARLY = 0.09, 0.99
"""Share of the page's height that is worth another layout when a column has it white, and up to which it is filled."""

PLANNED, LAYOUTS = 3, 6
"""Layouts a page gets to become fuller; and at most, where lines still overflow."""

MARGINS = 23.0
"""Millimetres above and below the text, as in page.css; what counts is measured on the first layout."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A page that fits: `fill` is the share of the height its content takes, `layouts` how many it took to find out."""

    sheet: Sheet
    layout: Layout
    fill: float
    layouts: int


def fit(briefing: Briefing, press: Press) -> Fitted:
    """Return the briefing laid out on one page of the press's paper.

    Raises LayoutError where even the page's fixed parts do not fit.
    """
    machine, ranks = press.machine, ranks_of(briefing)
    machine.load_scripts(briefing.article.text + (briefing.article.title or ""))
    width, height = press.size
    estimate = Estimate(briefing, Words((briefing.article,)), machine.metrics)
    start = Layout(width, ENDLESS, NOMINAL)
    layout: Layout | None = first_layout(estimate, ranks, start, (height - MARGINS) * PIXELS)
    best: tuple[float, Sheet, Layout] | None = None
    layouts = 0
    while layout and layouts < LAYOUTS:
        layout = replace(layout, dropped=layout.dropped | pointless(briefing, layout.dropped))
        layout = replace(layout, headline=estimate.headline(layout), left=estimate.left(layout))
        sheet = machine.lay_out(fill_template(briefing, press, layout))
        layouts += 1
        available, used = sheet.room(height), sheet.page.height(frozenset())
        if used <= available and (best is None or sheet.page.content > best[1].page.content):
            best = (used, sheet, layout)
        planned: Layout | None = None
        if used > available and (best is None or layouts < PLANNED):
            planned = shorter(layout, sheet, estimate, ranks, available)
        elif used <= available and layouts < PLANNED and (layouts == 1 or used < FULL * available):
            planned = fuller(layout, sheet, estimate, ranks, available)
            if planned is None and used < FULL * available:
                planned = longer(layout, estimate, ranks, used, available)
        layout = planned
    if best is None:
        raise LayoutError(f"{briefing.article.source}: the headline alone is longer than a page; give a shorter title")
    return finished(best[1], best[2], height, layouts)


def finished(sheet: Sheet, layout: Layout, height: float, layouts: int) -> Fitted:
    """Return a sheet whose lines fit cut to the page's height in millimetres, its gaps widened to fill it."""
    available, used = sheet.room(height), sheet.page.height(frozenset())
    grown = justify(sheet, available - used)
    sheet.document.pages[0].height = height * PIXELS
    return Fitted(sheet, layout, (used + grown) / available, layouts)


def first_layout(estimate: Estimate, ranks: Mapping[str, float], layout: Layout, available: float) -> Layout:
    """Return the layout that should fill the page: the lines that fit in nominal type, in the largest they fit in.

    The background stands in the column, and who said what in one or two, where more of all lines can be kept.
    """
    aim = AIM * available
    planned = []
    for paired, aside in product((True, False), (False, True)):
        start = replace(layout, background_aside=aside, paired=paired)
        planned.append(_leaving_out(estimate.page(start), estimate, start, ranks, aim))
    best = min(planned, key=lambda p: (sum(ranks[id] for id in p.dropped), _uneven(estimate, p)))
    return replace(best, size=_largest(estimate, best, aim))


def _uneven(estimate: Estimate, layout: Layout) -> float:
    """Return by how much the columns differ in height."""
    columns = next(part for part in estimate.page(layout).children if part.beside)
    main, side = (column.height(layout.dropped) for column in columns.children)
    return abs(main - side)


def _largest(estimate: Estimate, layout: Layout, available: float) -> float:
    """Return the largest type size, in steps of a tenth of a point, at which what is not left out fits."""
    low, high = round(layout.size * 10), round(LARGEST * 10)
    while low < high:
        middle = (low + high + 1) // 2
        fits = estimate.page(replace(layout, size=middle / 10)).height(layout.dropped) <= available
        low, high = (middle, high) if fits else (low, middle - 1)
    return low / 10


def _leaving_out(
    page: Node, estimate: Estimate, layout: Layout, ranks: Mapping[str, float], available: float
) -> Layout:
    """Return the layout without the lines that are too many by the heights of `page`, which was made with it.

    What goes adds a little elsewhere, a date to those named in short, a count to the foot: the estimate says how much.
    """
    left = {id: rank for id, rank in ranks.items() if id not in layout.dropped}
    dropped = layout.dropped | plan_drops(page, left, available)
    after = replace(layout, dropped=dropped)
    added = estimate.page(after).height(dropped) - estimate.page(layout).height(dropped)
    return replace(layout, dropped=layout.dropped | plan_drops(page, left, available - added)) if added > 0 else after


def shorter(layout: Layout, sheet: Sheet, estimate: Estimate, ranks: Mapping[str, float], available: float) -> Layout:
    """Return the layout without the lines that are too many by exact heights, in small type where that fails."""
    page = joined(sheet.page, VOICES)
    planned = _leaving_out(page, estimate, layout, ranks, NEARLY * available)
    over = page.height(planned.dropped) > available
    return replace(planned, size=SMALLEST if over else layout.size)


def fuller(
    layout: Layout, sheet: Sheet, estimate: Estimate, ranks: Mapping[str, float], available: float
) -> Layout | None:
    """Return the layout with more lines where either column has much room for some that were left out, else None.

    The guess is corrected by what this layout has shown, column by column.
    """
    if not layout.dropped or _room(sheet, available) < SPARE * available:
        return None
    whole = calibrated(estimate.page(layout), sheet.page, layout.dropped)
    dropped = layout.dropped
    for id in sorted(dropped & ranks.keys(), key=lambda id: (-ranks[id], id)):
        if whole.height(dropped - {id}) <= NEARLY * available:
            dropped -= {id}
    return replace(layout, dropped=dropped) if dropped != layout.dropped else None


def _room(sheet: Sheet, available: float) -> float:
    """Return the height left white in the emptier column."""
    below = available - sheet.page.height(frozenset())
    columns = [child for part in sheet.page.children if part.beside for child in part.children]
    heights = [column.height(frozenset()) for column in columns]
    return below + (max(heights) - min(heights) if heights else 0.0)


def longer(
    layout: Layout, estimate: Estimate, ranks: Mapping[str, float], used: float, available: float
) -> Layout | None:
    """Return a layout with more lines, or larger type where none is left out, or else wider leading; None at its limit.

    The first layout has shown by how much the estimate is wrong for this page.
    """
    aim = AIM * available * estimate.page(layout).height(layout.dropped) / used
    if layout.dropped:
        whole = estimate.page(replace(layout, dropped=frozenset()))
        dropped = plan_drops(whole, ranks, aim)
        if dropped < layout.dropped:
            return replace(layout, dropped=dropped)
    elif (size := _largest(estimate, layout, aim)) > layout.size:
        return replace(layout, size=size)
    leading = min(LOOSEST, layout.leading * AIM * available / used)
    return replace(layout, leading=round(leading, 3)) if leading > layout.leading else None


def justify(sheet: Sheet, slack: float) -> float:
    """Share out the height left over: wider gaps in the columns, the foot on the last line; return what the gaps took.

    The rest, where material is scarce, stays white above the foot.
    """
    grown = 0.0
    for child in sheet.page.children:
        sheet.move(child.id, slack if child.id == FOOT else grown)
        if child.beside:
            tallest = max(column.height(frozenset()) for column in child.children)
            grown = min(slack, WIDEST * max(gaps(c) for c in child.children if c.height(frozenset()) == tallest))
            for column in child.children:
                missing = tallest + grown - column.height(frozenset())
                sheet.spread(column, min(1.5 * WIDEST, missing / max(gaps(column), 1)))
                sheet.stretch(column.id, tallest + grown)
    return grown


def ranks_of(briefing: Briefing) -> dict[str, float]:
    """Return the rank of everything the page can leave out, by id."""
    lines: list[Line] = [*briefing.points, *briefing.background, *(c.issue for c in briefing.disputes)]
    lines += [e.line for e in briefing.timeline] + [p.line for p in briefing.players]
    lines += [s.line for v in briefing.voices for s in v.sayings]
    return {line.id: line.rank for line in lines} | {v.id: v.rank for v in briefing.voices if not v.sayings}


def fill_template(briefing: Briefing, press: Press, layout: Layout) -> str:
    """Return the page's HTML, checked against the source; what the fonts lack is then shown as '⟦?⟧'."""
    words = Words((briefing.article,))
    printed = printed_sentences(briefing, layout.dropped)
    unknown = press.machine.unknown(briefing.article.text + (briefing.article.title or ""))

    def kept(items: Sequence[Printable]) -> list[Printable]:
        return [item for item in items if _is_kept(item, layout.dropped)]

    html = press.templates.render(
        "page.html",
        briefing=briefing,
        layout=layout,
        unknown=len(unknown),
        words=words.html,
        ours=words.ours,
        plain=words.plain,
        marks=marks,
        ranges=ranges,
        printed=lambda indices: tuple(i for i in indices if i in printed),
        kept=kept,
        left_out=lambda items: [item for item in items if not _is_kept(item, layout.dropped)],
        **figures(words),
    )
    check_html(html, words.articles, words.printed)
    return with_stand_ins(html, unknown, words.ours("?"))


def with_stand_ins(html: str, unknown: frozenset[str], sign: str) -> str:
    """Return the HTML with the sign for each run of unknown characters."""
    return re.sub(ANY_OF.format(re.escape("".join(sorted(unknown)))), lambda _: sign, html) if unknown else html


def _is_kept(item: Printable, dropped: frozenset[str]) -> bool:
    if isinstance(item, Voice):
        return any(_is_kept(s, dropped) for s in item.sayings) if item.sayings else item.id not in dropped
    if isinstance(item, Contest):
        return item.issue.id not in dropped
    if isinstance(item, Opposition):
        return any(issue not in dropped for issue in item.issues)
    return (item if isinstance(item, Line) else item.line).id not in dropped
