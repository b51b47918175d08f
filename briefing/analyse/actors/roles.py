"""What an actor is said to be: titles before a name, appositives beside it, predicates after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.analyse.actors.cluster import Cluster
from briefing.analyse.actors.grammar import head_of, span_of
from briefing.analyse.actors.mentions import NameMention
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Token

BREAKS = frozenset({"relcl", "acl", "advcl"})
"""Dependencies at which a noun phrase stops being a role: 'a lawyer who ...'."""
MAX_ROLE_TOKENS = 16
APPOSITIVE, TITLES, PREDICATE = 3, 2, 1


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role beside a name: its token range, the token of its head noun, and how much such a place is worth."""

    first: int
    end: int
    head: int
    worth: int


class RoleFinder:
    """Finds roles beside names in one document."""

    def __init__(self, document: Document, words: Words, headlines: frozenset[int]) -> None:
        self.document, self.words, self.headlines = document, words, headlines
        self.chunk_at = {i: c for c in document.noun_chunks for i in range(*c)}

    def assign(self, cluster: Cluster) -> None:
        """Set the cluster's role to the best one beside any of its names, and learn classes, sex and traits from all.

        An appositive is worth more than titles, those more than a predicate, the body's more than a headline's; then the
        earlier wins.
        """
        nouns = self._nouns(cluster.kind)
        found = [r for m in cluster.names for r in self.beside(m, nouns)]
        for role in found:
            self.learn(cluster, role.first, role.end)
        if found:
            best = max(
                found, key=lambda r: (self.document.tokens[r.first].sentence not in self.headlines, r.worth, -r.first)
            )
            cluster.role = span_of(self.document, best.first, best.end)

    def learn(self, cluster: Cluster, first: int, end: int) -> None:
        """Take the classes, sex and traits that a role tells into the cluster."""
        for t in self.document.tokens[first:end]:
            found = self._class(t, cluster.kind)
            if found and (t.pos in {"NOUN", "PROPN"}):
                cluster.classes.add(found)
            if cluster.kind is ActorKind.PERSON and t.pos in {"NOUN", "PROPN"} and not cluster.sex:
                cluster.sex = self.words.role_sex(t.text) if t.dep not in {"pobj", "poss"} else ""
            if t.text[0].isupper():
                cluster.traits.add(self.words.country(t.text) or t.text)

    def beside(self, m: NameMention, nouns: frozenset[str] | set[str]) -> Iterable[RoleFound]:
        """Yield the roles that stand beside one name."""
        for found in (self._before(m, nouns), self._after(m, nouns), self._ahead(m, nouns), self._predicate(m, nouns)):
            if found:
                yield found

    def role_end(self, head: int, end: int) -> int:
        """Return where a role that starts with a noun chunk ends: behind its 'of' and 'at' phrases, before commas and clauses."""
        t, start = self.document.tokens, end
        inside = {head}
        for i in range(end - 1, head - 1, -1):
            inside.add(i)
        while end < len(t) and end - start < MAX_ROLE_TOKENS and t[end].sentence == t[head].sentence:
            if (
                t[end].head not in inside
                or t[end].dep in BREAKS
                or t[end].text in {",", "-", "--", "—", "–", ";", ":", '"', "”", "“"}
            ):
                ahead = self._inside_later(end, inside)
                if not ahead:
                    break
            inside.add(end)
            end += 1
        while end > start and (t[end - 1].pos in {"PUNCT", "CCONJ", "ADP"} and t[end - 1].text != ")"):
            end -= 1
        return end

    def _inside_later(self, i: int, inside: set[int]) -> bool:
        """Tell whether a token hangs on a later one that hangs on the phrase: determiners and modifiers of its nouns."""
        t = self.document.tokens
        if t[i].dep in BREAKS or t[i].text in {",", ";", ":", "—", "–", '"', "”", "“"}:
            return False
        chunk = self.chunk_at.get(i)
        return chunk is not None and any(
            t[k].head in inside and t[k].dep not in BREAKS for k in range(*chunk) if k != i
        )

    def _nouns(self, kind: ActorKind) -> frozenset[str]:
        table = self.words.role_nouns if kind is ActorKind.PERSON else self.words.organization_nouns
        return frozenset(table) if kind in {ActorKind.PERSON, ActorKind.ORGANIZATION} else frozenset()

    def _class(self, t: Token, kind: ActorKind) -> str:
        if kind is ActorKind.PERSON:
            return self.words.role_class(t.text)
        return self.words.organization_nouns.get(t.text.lower(), "")

    def _is_role(self, t: Token, nouns: frozenset[str] | set[str]) -> bool:
        return (
            t.text.lower() in nouns
            or (t.text in self.words.titles and "president" in nouns)
            or t.lemma.lower() in nouns
        )

    def _before(self, m: NameMention, nouns: frozenset[str] | set[str]) -> RoleFound | None:
        """'Kremlin spokesman' before 'Mara Iveston'; 'US Secretary of State' too."""
        t = self.document.tokens
        start = m.first
        chunk = self.chunk_at.get(m.core[0])
        if chunk and chunk[0] < start:
            start = chunk[0]
        while start > 0 and t[start - 1].sentence == t[m.first].sentence and t[start - 1].text in self.words.titles:
            start -= 1
        linked = self.chunk_at.get(start - 2) if start > 1 and t[start - 1].text in {"of", "for"} else None
        if linked and self._is_role(t[start - 2], nouns):
            start = linked[0]
        for i in range(start, m.first):
            if t[i].text in {",", "and", ";", "—"}:
                start = i + 1
        heads = [i for i in range(start, m.first) if self._is_role(t[i], nouns) and t[i].pos not in {"VERB", "ADP"}]
        while start < m.first and (t[start].pos == "DET" or t[start].pos == "PUNCT"):
            start += 1
        end = m.first
        while end > start and t[end - 1].pos == "PUNCT":
            end -= 1
        if not heads or start >= end or t[end - 1].text in {"'s", "’s"}:
            return None
        return RoleFound(start, end, heads[-1], TITLES)

    def _after(self, m: NameMention, nouns: frozenset[str] | set[str]) -> RoleFound | None:
        """', the director of debate at Nordhall University' behind the name; party, age and home in between are stepped over."""
        i = self._comma_after(m)
        chunk = self.chunk_at.get(i + 1) if i is not None else None
        if i is None or not chunk or chunk[0] != i + 1:
            return None
        t = self.document.tokens
        head = head_of(self.document, *chunk)
        if not self._is_role(head, nouns) or head.tag in {"NNS", "NNPS"} or head.dep in {"nsubj", "nsubjpass", "conj"}:
            return None
        end = self.role_end(head.index, chunk[1])
        behind = t[end].text if end < len(t) else "."
        if behind in {"and"} or (t[chunk[0]].text in {"his", "her"} and head.dep != "appos"):
            return None
        return RoleFound(chunk[0], end, head.index, APPOSITIVE)

    def _comma_after(self, m: NameMention) -> int | None:
        """Return the comma that may open an appositive, or None."""
        t, i = self.document.tokens, m.end
        if i < len(t) and t[i].text == "of":
            chunk = self.chunk_at.get(i + 1)
            i = chunk[1] if chunk else i
        if i < len(t) and t[i].text == "(":
            close = next((k for k in range(i, min(i + 8, len(t))) if t[k].text == ")"), None)
            i = close + 1 if close is not None else i
        if i + 2 < len(t) and t[i].text == "," and t[i + 1].text.isdigit() and t[i + 2].text == ",":
            i += 2
        inside = i < len(t) and t[i].text == "," and t[i].sentence == t[m.first].sentence
        return i if inside else None

    def _ahead(self, m: NameMention, nouns: frozenset[str] | set[str]) -> RoleFound | None:
        """'A lawyer for Iveston, ' before 'Tomas Brel'."""
        t = self.document.tokens
        head = head_of(self.document, *m.core)
        if head.dep != "appos" or m.first == 0 or t[m.first - 1].text != "," or head.head >= m.first:
            return None
        noun = t[head.head]
        chunk = self.chunk_at.get(noun.index)
        if not chunk or not self._is_role(noun, nouns) or noun.tag in {"NNS", "NNPS"}:
            return None
        return RoleFound(chunk[0], m.first - 1, noun.index, APPOSITIVE)

    def _predicate(self, m: NameMention, nouns: frozenset[str] | set[str]) -> RoleFound | None:
        """'is the chief judge' behind the name."""
        t = self.document.tokens
        head = head_of(self.document, *m.core)
        verb = t[head.head]
        if head.dep != "nsubj" or verb.lemma != "be":
            return None
        noun = next((t[c] for c in self.document.children[verb.index] if t[c].dep == "attr"), None)
        chunk = self.chunk_at.get(noun.index) if noun else None
        if not noun or not chunk or not self._is_role(noun, nouns) or noun.tag in {"NNS", "NNPS"}:
            return None
        return RoleFound(chunk[0], self.role_end(noun.index, chunk[1]), noun.index, PREDICATE)
