"""Edition -> Markdown, and the Markdown as one HTML page with the sentences it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.model import Edition, Piece
from briefing.render.edition.cited import cited_sentences
from briefing.render.edition.filling import Marks, filling, template_of, words_of_edition
from briefing.render.html import split
from briefing.render.markdown import BLANK_LINES, to_html
from briefing.render.proof import check_html, check_text
from briefing.render.words import escape_markdown, letter

if TYPE_CHECKING:
    from briefing.render.press import Press


def edition_markdown(edition: Edition, press: Press) -> bytes:
    """Return the edition as Markdown, in UTF-8."""
    return _filled(edition, press).encode()


def edition_html(edition: Edition, press: Press) -> bytes:
    """Return the page in UTF-8; its marks lead to the sentences they cite, at its end. It needs nothing else."""
    words = words_of_edition(edition)
    lead, sections = split(to_html(_filled(edition, press)))
    cited = [
        (f"{letter(article)}-s{index + 1}", Piece(edition.sentences[article][index], article=article))
        for article, index in cited_sentences(edition)
    ]
    page = press.templates.render(
        "edition_screen.html",
        **filling(edition, words),
        words=words.html,
        lead=lead,
        parts=list(sections.values()),
        cited=cited,
        style=Markup(press.templates.source("screen.css")),  # noqa: S704 - a style sheet, the template author's own
    )
    check_html(page, edition.articles, words.printed)
    return page.encode()


def _filled(edition: Edition, press: Press) -> str:
    """Return the filled Markdown template, checked: rendered, it prints every piece verbatim and in order."""
    words = words_of_edition(edition)
    marks = Marks(edition)
    given = filling(edition, words) | {
        "words": words.markdown,
        "above": lambda item: item.told,
        "marks": lambda line: " ".join(f"[{mark}]" for mark in marks(line)),
        "escaped": escape_markdown,
    }
    text = BLANK_LINES.sub("\n\n", press.templates.render(template_of(edition, "md"), **given)).strip() + "\n"
    check_text(to_html(text), edition.articles, words.printed)
    return text
