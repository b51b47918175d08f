"""Briefing -> bytes. What can be written is one dict literal; the looks and all wording are in the templates."""

from __future__ import annotations

from collections.abc import Callable

from briefing.compose import verify
from briefing.model import Briefing
from briefing.render.briefing_json import render_json
from briefing.render.html import render_html
from briefing.render.markdown import render_markdown
from briefing.render.pdf import render_pdf
from briefing.render.press import Press, open_press

__all__ = ["RENDERERS", "Press", "open_press", "render"]

RENDERERS: dict[str, Callable[[Briefing, Press], bytes]] = {
    "md": render_markdown,
    "html": render_html,
    "pdf": render_pdf,
    "json": render_json,
}


def render(briefing: Briefing, kind: str, press: Press) -> bytes:
    """Return the briefing as one kind of `RENDERERS`; the same briefing gives the same bytes.

    Raises VerificationError where a line does not stand in its source, TemplateError where a template is at fault,
    KeyError for a kind that is not in `RENDERERS`.
    """
    verify(briefing, briefing.article)
    return RENDERERS[kind](briefing, press)
