"""Briefing -> one HTML page that needs nothing else: the Markdown rendered, the figures, and the source's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.model import Briefing, Piece
from briefing.render.figures import figures
from briefing.render.markdown import filled, to_html
from briefing.render.proof import check_html
from briefing.render.words import Words, marks

if TYPE_CHECKING:
    from briefing.render.press import Press


def render_html(briefing: Briefing, press: Press) -> bytes:
    """Return the page in UTF-8; its marks lead to the numbered sentences at its end."""
    words = Words(briefing.article)
    body = Markup(to_html(filled(briefing, press)))  # noqa: S704 - escaped by `escape_markdown`, rendered by our converter
    page = press.templates.render(
        "screen.html",
        briefing=briefing,
        body=body,
        sentences=[Piece(span) for span in briefing.sentences],
        style=Markup(press.templates.source("screen.css")),  # noqa: S704 - a style sheet, the template author's own
        words=words.html,
        plain=words.plain,
        marks=marks,
        **figures(words),
    )
    check_html(page, briefing.article, words.printed)
    return page.encode()
