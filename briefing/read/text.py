"""Plain text -> Article."""

from __future__ import annotations

from datetime import date

from briefing.lexicon import Lexicon
from briefing.model import Article
from briefing.read.article import Known, make_article
from briefing.read.draft import Draft, Hints, Part
from briefing.read.paragraphs import split_paragraphs
from briefing.read.wording import Wording, load_wording


def draft_text(text: str, name: str = "") -> Draft:
    """Return the draft of a plain text: its words untouched, its paragraphs by blank lines and line breaks."""
    return Draft(text, tuple(Part(span) for span in split_paragraphs(text)))


def read_text(
    text: str,
    *,
    id: str,
    source: str,
    title: str | None = None,
    outlet: str | None = None,
    published: date | None = None,
    wording: Wording | None = None,
) -> Article:
    """Return the article a plain text holds; `title`, `outlet` and `published` win over what the text says.

    `wording` saves loading the word lists where many texts are read.
    """
    known = Known(option=Hints(title, outlet, published))
    return make_article(draft_text(text), known, wording or load_wording(Lexicon()), id=id, source=source)
