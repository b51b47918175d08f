"""Titles right before a name: 'Ruvenian Prime Minister Mara Iveston', 'Senators Iveston and Brel'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.analyse.actors.records import NameMention
from briefing.analyse.actors.surroundings import (
    LONG_TITLE,
    MAX_TITLE_TOKENS,
    PLURALS,
    PREDICATE,
    QUOTES,
    SHORT_TITLE,
    TITLE_PARTS,
    RoleFound,
    Surroundings,
)
from briefing.analyse.actors.words import DEPUTIES
from briefing.model import Entity, Token

PASSING = frozenset({"then", "ex", "now", "former", "outgoing", "incoming", "acting"})
"""Words that say a role has passed or is to come; they belong to it whatever the tagger makes of them."""
TIMES = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT"})


class Titles:
    """Finds the titles before names; the parse is hardly asked, as it often fails there."""

    def __init__(self, at: Surroundings) -> None:
        self.at = at

    def find(self, m: NameMention, nouns: frozenset[str], names: Mapping[int, NameMention]) -> RoleFound | None:
        """Return the title before a name, else the plural one it shares with the name before it, or None."""
        return self._before(m.first, nouns) or self._shared(m, nouns, names)

    def _before(self, first: int, nouns: frozenset[str]) -> RoleFound | None:
        """Return the titles right before a token, the parse not asked: 'US Secretary of State', 'panel Chairman'."""
        t = self.at.document.tokens
        end = first
        while end > 0 and t[end - 1].text in QUOTES and t[end - 1].sentence == t[first].sentence:
            end -= 1
        start = end
        while start > 0 and end - start < MAX_TITLE_TOKENS and self._runs_on(start - 1, end, nouns):
            start -= 1
        if start < end and self.at.is_role(t[end - 1], nouns):
            # 'wife of former senator X': only what follows 'of' is X's
            start = max([start, *(i + 1 for i in range(start, end) if t[i].text in {"of", "for"})])
        while start < end and (
            t[start].tag == "POS" or (t[start].pos in {"ADP", "PUNCT", "CCONJ"} and not self._ranks(start, end, nouns))
        ):
            start += 1
        if start == end or not self._ends_in_role(start, end, nouns):
            return None
        return RoleFound(start, end, self._title_worth(start, end))

    def _title_worth(self, start: int, end: int) -> int:
        """Return what a title is worth: 'maverick candidate' tells less than an appositive, 'his former aide' least."""
        t = self.at.document.tokens
        if start > 0 and t[start - 1].tag == "PRP$":
            return PREDICATE
        office = any(x.text[0].isupper() for x in t[start:end]) or not (start > 0 and t[start - 1].pos == "DET")
        return LONG_TITLE if (end - start > 1 and office) or t[start].text == "President" else SHORT_TITLE

    def _runs_on(self, i: int, end: int, nouns: frozenset[str]) -> bool:
        """Tell whether token i can belong to the titles that go on to its right."""
        t = self.at.document.tokens[i]
        after = self.at.document.tokens[i + 1] if i + 1 < end else None
        if t.sentence != self.at.document.tokens[end].sentence or t.entity in TIMES:
            return False
        if t.text in {"of", "for"}:
            return after is not None and i > 0 and self.at.is_role(self.at.document.tokens[i - 1], nouns)
        if t.text == "and":
            before = self.at.document.tokens[i - 1]
            return after is not None and self.at.is_role(after, nouns) and self.at.is_role(before, nouns)
        if t.text == "-" or (after is not None and after.text == "-" and t.end == after.start):
            return after is not None and t.end == after.start  # 'editor-in-chief'
        if after is not None and any(e.label == "ORG" and after.index < e.tokens[1] for e in self._around(t)):
            return True  # 'Shared Harbors', whatever the tagger makes of 'Shared'
        if t.text.lower() in PASSING or self._ranks(i, end, nouns):
            return True
        return t.pos in TITLE_PARTS or t.tag == "POS" or t.text in self.at.words.titles or t.text.lower() in nouns

    def _around(self, t: Token) -> Sequence[Entity]:
        return self.at.document.entities_of(t.span)

    def _ranks(self, i: int, end: int, nouns: frozenset[str]) -> bool:
        """Tell whether token i ranks the title behind it: 'Under Secretary', 'Deputy Minister'."""
        t = self.at.document.tokens
        return t[i].text.lower() in DEPUTIES and i + 1 < end and self.at.is_role(t[i + 1], nouns)

    def _ends_in_role(self, start: int, end: int, nouns: frozenset[str]) -> bool:
        """Tell whether the last word is a role, or a role stands before 'of' and a name ('minister of Port Alden')."""
        t = self.at.document.tokens
        if "committee" in nouns and t[end - 1].entity:
            return False  # one body's name before another's
        if self.at.is_role(t[end - 1], nouns):
            return True
        return any(
            t[i].text == "of" and i > start and i + 1 < end and self.at.is_role(t[i - 1], nouns)
            for i in range(start, end)
        )

    def _shared(self, m: NameMention, nouns: frozenset[str], names: Mapping[int, NameMention]) -> RoleFound | None:
        """Return the plural title of the name joined by 'and' before this one: 'Senators X and Y'."""
        t = self.at.document.tokens
        other = names.get(m.first - 1) if m.first > 1 and t[m.first - 1].text == "and" else None
        found = self._before(other.first, nouns) if other else None
        return found if found and t[found.end - 1].tag in PLURALS else None
