"""Briefing -> one HTML page that needs nothing else: the Markdown rendered, the figures, and the source's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.model import Briefing, Piece
from briefing.render.figures import figure_filters
from briefing.render.markdown import filled, to_html
from briefing.render.proof import check_html
from briefing.render.words import Words, marks

if TYPE_CHECKING:
    from briefing.render.press import Press


def render_html(briefing: Briefing, press: Press) -> bytes:
    """Return the page in UTF-8; its marks lead to the numbered sentences at its end."""
    words = Words(briefing.article)
    filters = {"words": words.html, "plain": words.plain, "marks": marks, **figure_filters(words)}
    body = Markup(to_html(filled(briefing, press)))  # noqa: S704 - escaped by `escape_markdown`, rendered by our converter
    page = press.templates.render(
        "screen.html",
        filters,
        briefing=briefing,
        body=body,
        sentences=[Piece(s) for s in briefing.sentences],
        style=Markup(press.templates.source("screen.css")),  # noqa: S704
    )
    check_html(page, briefing.article, words.printed)
    return page.encode()
