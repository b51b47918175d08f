"""The actors' mentions by place: which of them covers a token."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from briefing.model import Actor, Mention, MentionType, Token

Hit = tuple[Mention, Actor]
"""A mention and whose it is."""


class MentionIndex:
    """All mentions of all actors, sorted by place."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        found = [(m, a) for a in actors for m in a.mentions]
        self.mentions: list[Hit] = sorted(found, key=lambda pair: (pair[0].span, pair[1].id))
        self.starts = [m.span.start for m, _ in self.mentions]
        self.widest = max((len(m.span) for m, _ in self.mentions), default=0)

    def at(self, token: Token) -> Hit | None:
        """Return the mention that covers a token: a name before a description, then the shortest; None without one."""
        i = bisect.bisect_right(self.starts, token.start)
        best: Hit | None = None
        while i > 0 and self.starts[i - 1] > token.start - self.widest - 1:
            i -= 1
            mention, actor = self.mentions[i]
            if mention.span.covers(token.span) and (best is None or _rank(mention) < _rank(best[0])):
                best = (mention, actor)
        return best

    def name_at(self, token: Token) -> Hit | None:
        """Return the name that covers a token, or None."""
        hit = self.at(token)
        return hit if hit is not None and hit[0].type is MentionType.NAME else None


def _rank(mention: Mention) -> tuple[bool, int]:
    return mention.type is not MentionType.NAME, len(mention.span)
