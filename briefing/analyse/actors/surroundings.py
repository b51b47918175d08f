"""What the finders of roles share: the document, its noun chunks, and which nouns tell a role."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analyse.actors.grammar import Quoted
from briefing.analyse.actors.words import Words
from briefing.model import Document, Token

BREAKS = frozenset({"relcl", "acl", "advcl"})
"""Dependencies at which a noun phrase stops being a role: 'a lawyer who ...'."""
MARKS = frozenset({",", ";", ":", "-", "--", "—", "–", '"', "”", "“"})
QUOTES = frozenset({'"', "”", "“", "'", "’", "‘", "''", "``"})
LOOSE_ENDS = frozenset({"PUNCT", "CCONJ", "ADP", "DET"})
PLURALS = frozenset({"NNS", "NNPS"})
TITLE_PARTS = frozenset({"NOUN", "PROPN", "ADJ"})
MAX_ROLE_TOKENS = 16
MAX_TITLE_TOKENS = 12
LONG_TITLE, APPOSITIVE, SHORT_TITLE, PREDICATE, AFFILIATION = 4, 3, 2, 1, 0
"""What a role is worth by its place: 'Ruvenian minister X', 'X, the minister', 'Rep. X', 'X is the minister',
'X of Norrland Corp'."""


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role beside a name: its token range, and how much such a place is worth."""

    first: int
    end: int
    worth: int


class Surroundings:
    """One document as the finders of roles look at it."""

    def __init__(self, document: Document, words: Words, quotes: Quoted) -> None:
        self.document, self.words, self.quotes = document, words, quotes
        self.chunk_at = {i: c for c in document.noun_chunks for i in range(*c)}

    def is_role(self, t: Token, nouns: frozenset[str]) -> bool:
        """Tell whether a token is one of these nouns or, where they are those of people, a title."""
        return (
            t.text.lower() in nouns
            or t.lemma.lower() in nouns
            or ("president" in nouns and t.text in self.words.titles)
        )

    def role_end(self, head: int, end: int) -> int:
        """Return where a role that starts with a noun chunk ends: behind its phrases, before marks and clauses."""
        t, start = self.document.tokens, end
        inside = set(range(head, end))
        while end < len(t) and end - start < MAX_ROLE_TOKENS and t[end].sentence == t[head].sentence:
            if (
                t[end].dep in BREAKS
                or t[end].text in MARKS
                or not (t[end].head in inside or self._inside_later(end, inside))
            ):
                break
            inside.add(end)
            end += 1
        while end > start and t[end - 1].pos in LOOSE_ENDS and t[end - 1].text != ")":
            end -= 1
        opened = any(x.text == "(" for x in t[start:end]) and not any(x.text == ")" for x in t[start:end])
        return end + 1 if opened and end < len(t) and t[end].text == ")" else end

    def _inside_later(self, i: int, inside: set[int]) -> bool:
        """Tell whether a token belongs to a noun chunk whose head hangs on the phrase."""
        t, chunk = self.document.tokens, self.chunk_at.get(i)
        return chunk is not None and any(
            t[k].head in inside and t[k].dep not in BREAKS for k in range(*chunk) if k != i
        )
