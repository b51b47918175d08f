"""Briefing -> one HTML page that needs nothing else: the Markdown rendered, the figures, and the source's sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.model import Briefing, Piece
from briefing.render.figures import figures
from briefing.render.markdown import filled, to_html
from briefing.render.proof import check_html
from briefing.render.words import Words, marks

if TYPE_CHECKING:
    from briefing.render.press import Press


SECTION = re.compile(r'<section id="([^"]*)">.*?</section>', re.DOTALL)
"""A part of the rendered Markdown; sections do not nest, and '<' in source words is escaped."""


def render_html(briefing: Briefing, press: Press) -> bytes:
    """Return the page in UTF-8; its marks lead to the numbered sentences at its end."""
    words = Words((briefing.article,))
    lead, sections = split(to_html(filled(briefing, press)))
    page = press.templates.render(
        "screen.html",
        briefing=briefing,
        lead=lead,
        sections=sections,
        sentences=[Piece(span) for span in briefing.sentences],
        style=Markup(press.templates.source("screen.css")),  # noqa: S704 - a style sheet, the template author's own
        words=words.html,
        ours=words.ours,
        plain=words.plain,
        marks=marks,
        **figures(words),
    )
    check_html(page, words.articles, words.printed)
    return page.encode()


def split(html: str) -> tuple[Markup, dict[str, Markup]]:
    """Return what stands before the first section, and the sections by id, in page order."""
    sections = {found[1]: Markup(found[0]) for found in SECTION.finditer(html)}  # noqa: S704 - our converter's
    start = SECTION.search(html)
    return Markup(html[: start.start() if start else None]), sections  # noqa: S704
