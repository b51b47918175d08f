"""Briefing -> PDF of exactly one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Briefing
from briefing.render.briefing_json import render_json

if TYPE_CHECKING:
    from briefing.render.press import Press


def render_pdf(briefing: Briefing, press: Press) -> bytes:
    """Return one page of PDF/A-3a and PDF/UA-1 with the briefing's JSON attached."""
    # The layout library takes 0.7 seconds to import: only who asks for a PDF waits for it.
    from briefing.render.pdf.archive import write_archive
    from briefing.render.pdf.one_page import fit

    return write_archive(fit(briefing, press).sheet, briefing.article.published, render_json(briefing, press))
