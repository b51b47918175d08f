"""Edition -> bytes: the day's front page in each format; the looks and all wording are in the templates."""

from __future__ import annotations

from collections.abc import Callable

from briefing.compose.edition import verify_edition
from briefing.model import Edition
from briefing.render.edition.data import edition_json
from briefing.render.edition.screen import edition_html, edition_markdown
from briefing.render.press import Press

__all__ = ["EDITION_RENDERERS", "render_edition"]


def edition_pdf(edition: Edition, press: Press) -> bytes:
    """Return one page of PDF/A-3a and PDF/UA-1 with the edition's JSON attached."""
    # The layout library takes 0.7 seconds to import: only who asks for a PDF waits for it.
    from briefing.render.edition.front_page import fit
    from briefing.render.pdf.archive import write_archive

    return write_archive(fit(edition, press).sheet, edition.day, edition_json(edition, press))


EDITION_RENDERERS: dict[str, Callable[[Edition, Press], bytes]] = {
    "md": edition_markdown,
    "html": edition_html,
    "pdf": edition_pdf,
    "json": edition_json,
}


def render_edition(edition: Edition, kind: str, press: Press) -> bytes:
    """Return the edition as one kind of `EDITION_RENDERERS`; the same edition gives the same bytes.

    Raises VerificationError where a line does not stand in its source, TemplateError where a template is at fault,
    KeyError for a kind that is not in `EDITION_RENDERERS`.
    """
    verify_edition(edition)
    return EDITION_RENDERERS[kind](edition, press)
