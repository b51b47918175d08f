"""Roles set beside a name by a comma or a preposition: 'Mara Iveston, the mayor', 'A port lawyer, Tomas Brel'."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.analyse.actors.grammar import head_of
from briefing.analyse.actors.records import NameMention
from briefing.analyse.actors.surroundings import (
    AFFILIATION,
    APPOSITIVE,
    MAX_ROLE_TOKENS,
    MAX_TITLE_TOKENS,
    PLURALS,
    QUOTES,
    SHORT_TITLE,
    TITLE_PARTS,
    RoleFound,
    Surroundings,
)
from briefing.model import ActorKind

APPOSITIVE_PARTS = frozenset({*TITLE_PARTS, "ADP", "DET", "PRON", "PART"})
GROUP_WORDS = frozenset({"group", "movement", "militia", "party"})
"""Heads behind a name that say what the body is, not what belongs to it."""


class Appositives:
    """Finds what stands beside a name and says what it is."""

    def __init__(self, at: Surroundings) -> None:
        self.at = at

    def find(self, m: NameMention, nouns: frozenset[str]) -> Iterable[RoleFound | None]:
        """Yield the roles beside a name, None where such a place holds none."""
        yield self._within(m)
        yield self._after(m, nouns)
        yield self._ahead(m, nouns)
        yield self._from(m)

    def _ahead(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the appositive before a name: 'A lawyer for Iveston, Tomas Brel, ...'."""
        t = self.at.document.tokens
        comma = m.first - 1
        if comma < 1 or t[comma].text != "," or t[comma].sentence != t[m.first].sentence:
            return None
        name = head_of(self.at.document, *m.core)
        starts = [name.head] if name.dep == "appos" and name.head < comma else self._above(comma - 1, m.end)
        opening = self._sentence_start(comma)
        if t[opening].pos in {"DET", "PRON"} and all(x.pos in APPOSITIVE_PARTS for x in t[opening:comma]):
            starts.append(opening)  # the parse often fails at 'A lawyer for X, Y, said'
        for i in starts:
            chunk = self.at.chunk_at.get(i)
            head = head_of(self.at.document, *chunk) if chunk else None
            if chunk and head and self.at.is_role(head, nouns) and head.tag not in PLURALS:
                return RoleFound(chunk[0], comma, APPOSITIVE) if comma - chunk[0] <= MAX_ROLE_TOKENS else None
        return None

    def _above(self, i: int, after: int) -> list[int]:
        """Return the definite nouns above token i ('moderator' above 'debate'), if a mark follows at `after`."""
        t = self.at.document.tokens
        found: list[int] = []
        if after >= len(t) or t[after].text not in {",", "of", "."}:
            return found
        for _ in range(MAX_TITLE_TOKENS):
            chunk = self.at.chunk_at.get(i)
            if chunk and t[chunk[0]].pos == "DET":
                found.append(i)
            if t[i].head == i or t[i].dep not in {"pobj", "prep"}:
                break
            i = t[i].head
        return found

    def _sentence_start(self, i: int) -> int:
        return self.at.document.sentences[self.at.document.tokens[i].sentence].tokens[0]

    def _after(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the appositive behind a name; party, age and home in between are stepped over."""
        i = self._comma_after(m)
        chunk = self.at.chunk_at.get(i + 1) if i is not None else None
        if i is not None and (one := self._one_of(i + 1, nouns)):
            return one
        if i is None or not chunk or chunk[0] != i + 1:
            return None
        t = self.at.document.tokens
        head = head_of(self.at.document, *chunk)
        if not self.at.is_role(head, nouns) or head.tag in PLURALS or head.dep in {"nsubj", "nsubjpass", "conj"}:
            return None
        end = self.at.role_end(head.index, chunk[1])
        if t[chunk[0]].pos == "ADV" or (end < len(t) and t[end].text == "and"):
            return None
        return RoleFound(chunk[0], end, APPOSITIVE)

    def _one_of(self, i: int, nouns: frozenset[str]) -> RoleFound | None:
        """Return 'one of the largest Ruvenian insurers' where it starts at token i."""
        t = self.at.document.tokens
        if i + 2 >= len(t) or t[i].text != "one" or t[i + 1].text != "of":
            return None
        chunk = self.at.chunk_at.get(i + 2)
        head = head_of(self.at.document, *chunk) if chunk else None
        found = chunk is not None and head is not None and self.at.is_role(head, nouns)
        return RoleFound(i, chunk[1], APPOSITIVE) if chunk and found else None

    def _from(self, m: NameMention) -> RoleFound | None:
        """Return the body a person is of or at: 'Paul Dray of Kestrel Asset Management'."""
        t, start = self.at.document.tokens, m.end + 1
        chunk = self.at.chunk_at.get(start)
        if m.kind is not ActorKind.PERSON or not chunk or t[m.end].text not in {"of", "at"}:
            return None
        head = head_of(self.at.document, *chunk)
        own = t[m.end].head in range(*m.core) and head.head == m.end  # 'X at the Y' may be where X spoke
        told = all(x.text not in QUOTES for x in t[start : chunk[1]])
        return RoleFound(start, chunk[1], AFFILIATION) if own and told and head.entity == "ORG" else None

    def _within(self, m: NameMention) -> RoleFound | None:
        """Return what a body's name stands before in its own noun phrase: 'the Vesk terrorist group'."""
        chunk = self.at.chunk_at.get(m.core[0])
        if m.kind is not ActorKind.ORGANIZATION or not chunk or chunk[1] <= m.core[1]:
            return None
        t = self.at.document.tokens
        if t[m.core[1]].tag == "POS":
            return None
        fits = t[chunk[1] - 1].text in GROUP_WORDS and all(x.text.islower() for x in t[m.core[1] : chunk[1]])
        return RoleFound(m.core[1], chunk[1], SHORT_TITLE) if fits else None

    def _comma_after(self, m: NameMention) -> int | None:
        """Return the comma that may open an appositive, or None."""
        t, i = self.at.document.tokens, m.end
        if i < len(t) and t[i].text == "of":
            chunk = self.at.chunk_at.get(i + 1)
            i = chunk[1] if chunk else i
        if i < len(t) and t[i].text == "(":
            close = next((k for k in range(i, min(i + 8, len(t))) if t[k].text == ")"), None)
            i = close + 1 if close is not None else i
        if i + 2 < len(t) and t[i].text == "," and t[i + 1].text.isdigit() and t[i + 2].text == ",":
            i += 2
        inside = i < len(t) and t[i].text == "," and t[i].sentence == t[m.first].sentence
        return i if inside else None
