"""The wire agency an article credits, in its dateline or byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.lexicon import Lexicon
from briefing.model import Article, Block, BlockKind

SIGNED = re.compile(r"\(([^()]{2,40})\)|/([^/\s]{2,20})/")
"""An agency's signature in a dateline: '(Meridian)' or '/TASS/'; no run can match in two ways."""

CREDITED = re.compile(r"[,|/;()\n]|\s[-–—]\s|\b(?:by|for|from|via|and|with|source|credit)\b:?", re.IGNORECASE)
"""What parts the names of a byline or credit line."""


class Credits:
    """Finds credits; `agencies` are those whose name alone is a credit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._agencies = lexicon.table("agencies")

    def agency(self, article: Article) -> str | None:
        """Return the name of the first agency credited, None where there is none.

        A signed dateline credits whoever signs it; in a byline only the name of a known agency is a credit.
        """
        for block in article.blocks:
            for name in self._signers(article.text, block):
                return name
        return None

    def _signers(self, text: str, block: Block) -> Iterator[str]:
        if block.dateline and (signed := SIGNED.search(block.dateline.of(text))):
            name = (signed[1] or signed[2]).strip()
            yield self._agencies.get(name.lower(), name)
        if block.kind is BlockKind.BYLINE:
            for part in CREDITED.split(block.span.of(text)):
                name = " ".join(part.split()).lower()
                if name in self._agencies:
                    yield self._agencies[name]
