"""Quoted words, paired over paragraphs."""

from __future__ import annotations

from briefing.model import Article, Problem, Quotation


def find_quotations(article: Article) -> tuple[tuple[Quotation, ...], tuple[Problem, ...]]:
    """Return the quotations in text order and what could not be paired."""
    return (), ()
