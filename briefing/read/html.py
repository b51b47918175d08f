"""HTML -> Draft: the article, its title, date and author as trafilatura finds them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import ReadError
from briefing.read.draft import Draft, join_parts
from briefing.read.headline import headed
from briefing.read.markup import paragraphs
from briefing.read.sidecar import parse_date

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
"""The encoding a page declares: `<meta charset="windows-1252">`, or in the older `content` form."""

HEAD = 4_096
"""Bytes at the front of a page in which its encoding is declared."""

ADVERTISING = ("ad", "ads", "advert", "advertisement", "advertising", "sponsored")
"""Classes of elements that a page itself marks as advertising."""

LONGEST_AD = 600
"""Characters such an element may hold; one that holds more may be the article."""

SHORT = f"[string-length(normalize-space(.)) <= {LONGEST_AD}]"
ADS = [f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]{SHORT}" for name in ADVERTISING]
"""XPath expressions that find them."""

TAGS = {"list": "ul", "item": "li", "quote": "blockquote", "row": "tr", "cell": "td", "lb": "br", "code": "pre"}
"""trafilatura's names for elements (TEI) and HTML's; 'head' carries its HTML name with it."""


def declared_charset(data: bytes) -> str | None:
    """Return the encoding a page's own head declares."""
    match = CHARSET.search(data[:HEAD])
    return match[1].decode("ascii", errors="replace") if match else None


def draft_html(text: str, name: str) -> Draft:
    """Return the draft of a page: headline, then the article's paragraphs with one blank line between them.

    `name` is the page's address where it has one. Raises ReadError where trafilatura finds no article in the page.
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        text,
        url=name if "://" in name else None,
        with_metadata=True,
        include_comments=False,
        prune_xpath=ADS,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or found.body is None:
        raise ReadError(f"no article was found in {name}; save its text as .txt or .md and try again")
    for element in found.body.iter():
        element.tag = element.get("rend", "h2") if element.tag == "head" else TAGS.get(element.tag, element.tag)
    clean, parts = join_parts(headed(paragraphs(found.body), found.title))
    return Draft(
        clean,
        parts,
        found.title or None,
        found.sitename or None,
        parse_date(found.date or ""),
        tuple(a for a in (found.author or "").split("; ") if a),
        _sections(found, name),
    )


def _sections(found: Any, name: str) -> tuple[str, ...]:
    """Return what may name the outlet's section: declared categories, the page's type, the address's folders."""
    folders = urlsplit(name).path.split("/")[1:-1] if "://" in name else []
    kinds = ["opinion"] if (found.pagetype or "").startswith("opinion") else []
    return tuple(filter(None, [*(found.categories or []), *kinds, *folders]))
