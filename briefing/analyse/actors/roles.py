"""What an actor is said to be: titles before a name, appositives beside it, predicates after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.analyse.actors.grammar import Quoted, head_of, span_of
from briefing.analyse.actors.records import Cluster, NameMention
from briefing.analyse.actors.words import DEPUTIES, KIN, Words, passed
from briefing.model import ActorKind, Document, Token

BREAKS = frozenset({"relcl", "acl", "advcl"})
"""Dependencies at which a noun phrase stops being a role: 'a lawyer who ...'."""
MARKS = frozenset({",", ";", ":", "-", "--", "—", "–", '"', "”", "“"})
QUOTES = frozenset({'"', "”", "“", "'", "’", "‘", "''", "``"})
LOOSE_ENDS = frozenset({"PUNCT", "CCONJ", "ADP", "DET"})
PLURALS = frozenset({"NNS", "NNPS"})
TITLE_PARTS = frozenset({"NOUN", "PROPN", "ADJ"})
APPOSITIVE_PARTS = frozenset({*TITLE_PARTS, "ADP", "DET", "PRON", "PART"})
PASSING = frozenset({"then", "ex", "now", "former", "outgoing", "incoming", "acting"})
"""Words that say a role has passed or is to come; they belong to it whatever the tagger makes of them."""
TIMES = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT"})
GROUP_WORDS = frozenset({"group", "movement", "militia", "party"})
"""Heads behind a name that say what the body is, not what belongs to it."""
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


class RoleFinder:
    """Finds roles beside names in one document."""

    def __init__(self, document: Document, words: Words, headlines: frozenset[int], quotes: Quoted) -> None:
        self.document, self.words, self.headlines, self.quotes = document, words, headlines, quotes
        self.chunk_at = {i: c for c in document.noun_chunks for i in range(*c)}
        self.role_tokens: set[int] = set()
        self.nouns = {
            ActorKind.PERSON: frozenset(words.role_nouns),
            ActorKind.ORGANIZATION: frozenset(words.organization_nouns),
        }

    def assign(self, clusters: Sequence[Cluster]) -> None:
        """Set each cluster's role to the best one beside its names, and learn classes, sex and traits from all of them.

        A role in the body beats one in a headline; then the place counts (see `LONG_TITLE`), then the earlier.
        """
        names = {m.end: m for c in clusters for m in c.names}
        for cluster in clusters:
            nouns = self.nouns.get(cluster.kind)
            found = [r for m in cluster.names for r in self._beside(m, nouns, names)] if nouns else []
            for role in found:
                self.learn(cluster, role.first, role.end)
                self.role_tokens.update(range(role.first, role.end))
            found = [r for r in found if not self._says_little(r)]
            if found:
                best = max(found, key=lambda r: (not self._in_headline(r), r.worth, -r.first))
                cluster.role = span_of(self.document, best.first, best.end)

    def _says_little(self, role: RoleFound) -> bool:
        """Tell whether a role needs its context: 'his son', 'father'."""
        t = self.document.tokens
        if role.end - role.first > 1:
            return t[role.first].tag == "PRP$"
        noun = t[role.first].lemma.lower()
        body = noun in self.words.organization_nouns and noun not in self.words.role_nouns
        return body or self.words.role_class(noun) in KIN

    def learn(self, cluster: Cluster, first: int, end: int) -> None:
        """Take what a role tells: classes and sex up to its first preposition, proper words from all of it."""
        tokens = self.document.tokens
        own = True
        for t in tokens[first:end]:
            own = own and t.pos != "ADP"
            if own and t.pos in {"NOUN", "PROPN"} and not self._modifies(t, end):
                cluster.classes.update(filter(None, [passed(tokens[first:end], self._class(t, cluster.kind))]))
                if cluster.kind is ActorKind.PERSON:
                    cluster.sex = self.words.role_sex(t.text) or cluster.sex
            cluster.said.add(t.text.lower())
            if t.text[0].isupper():
                cluster.traits.add(self.words.country(t.text) or t.text)

    def _modifies(self, t: Token, end: int) -> bool:
        """Tell whether a noun only modifies the next: 'president' in 'the president's staff secretary'."""
        if t.index + 1 >= end:
            return False
        after = self.document.tokens[t.index + 1]
        if f"{t.text} {after.text}".lower() in self.words.role_nouns:
            return True
        return after.tag == "POS" or (after.pos == "NOUN" and after.text.islower())

    def _in_headline(self, role: RoleFound) -> bool:
        return self.document.tokens[role.first].sentence in self.headlines

    def _beside(self, m: NameMention, nouns: frozenset[str], names: dict[int, NameMention]) -> Iterable[RoleFound]:
        """Yield the roles that stand beside one name."""
        before = self._before(m.first, nouns) or self._shared(m, nouns, names)
        found = (
            before,
            self._within(m),
            self._after(m, nouns),
            self._ahead(m, nouns),
            self._predicate(m, nouns),
            self._inverted(m, nouns),
            self._from(m),
        )
        return (f for f in found if f)

    def _class(self, t: Token, kind: ActorKind) -> str:
        if kind is ActorKind.PERSON:
            return self.words.class_at(self.document.tokens, t.index)
        return self.words.organization_nouns.get(t.text.lower(), "")

    def _is_role(self, t: Token, nouns: frozenset[str]) -> bool:
        return (
            t.text.lower() in nouns
            or t.lemma.lower() in nouns
            or ("president" in nouns and t.text in self.words.titles)
        )

    # ------------------------------------------------------------ before the name

    def _before(self, first: int, nouns: frozenset[str]) -> RoleFound | None:
        """Return the titles right before a token, the parse not asked: 'US Secretary of State', 'panel Chairman'."""
        t = self.document.tokens
        end = first
        while end > 0 and t[end - 1].text in QUOTES and t[end - 1].sentence == t[first].sentence:
            end -= 1
        start = end
        while start > 0 and end - start < MAX_TITLE_TOKENS and self._runs_on(start - 1, end, nouns):
            start -= 1
        if start < end and self._is_role(t[end - 1], nouns):
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
        t = self.document.tokens
        if start > 0 and t[start - 1].tag == "PRP$":
            return PREDICATE
        office = any(x.text[0].isupper() for x in t[start:end]) or not (start > 0 and t[start - 1].pos == "DET")
        return LONG_TITLE if (end - start > 1 and office) or t[start].text == "President" else SHORT_TITLE

    def _runs_on(self, i: int, end: int, nouns: frozenset[str]) -> bool:
        """Tell whether token i can belong to the titles that go on to its right."""
        t = self.document.tokens[i]
        after = self.document.tokens[i + 1] if i + 1 < end else None
        if t.sentence != self.document.tokens[end].sentence or t.entity in TIMES:
            return False
        if t.text in {"of", "for"}:
            return after is not None and i > 0 and self._is_role(self.document.tokens[i - 1], nouns)
        if t.text == "and":
            return (
                after is not None and self._is_role(after, nouns) and self._is_role(self.document.tokens[i - 1], nouns)
            )
        if t.text == "-":
            return after is not None and t.end == after.start
        if t.text.lower() in PASSING or self._ranks(i, end, nouns):
            return True
        return t.pos in TITLE_PARTS or t.tag == "POS" or t.text in self.words.titles or t.text.lower() in nouns

    def _ranks(self, i: int, end: int, nouns: frozenset[str]) -> bool:
        """Tell whether token i ranks the title behind it: 'Under Secretary', 'Deputy Minister'."""
        t = self.document.tokens
        return t[i].text.lower() in DEPUTIES and i + 1 < end and self._is_role(t[i + 1], nouns)

    def _ends_in_role(self, start: int, end: int, nouns: frozenset[str]) -> bool:
        """Tell whether the last word is a role, or a role stands before 'of' and a name ('minister of Port Alden')."""
        t = self.document.tokens
        if "committee" in nouns and t[end - 1].entity:
            return False  # one body's name before another's
        if self._is_role(t[end - 1], nouns):
            return True
        return any(
            t[i].text == "of" and i > start and i + 1 < end and self._is_role(t[i - 1], nouns)
            for i in range(start, end)
        )

    def _shared(self, m: NameMention, nouns: frozenset[str], names: dict[int, NameMention]) -> RoleFound | None:
        """Return the plural title of the name joined by 'and' before this one: 'Senators X and Y'."""
        t = self.document.tokens
        other = names.get(m.first - 1) if m.first > 1 and t[m.first - 1].text == "and" else None
        found = self._before(other.first, nouns) if other else None
        return found if found and t[found.end - 1].tag in PLURALS else None

    def _ahead(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the appositive before a name: 'A lawyer for Iveston, Tomas Brel, ...'."""
        t = self.document.tokens
        comma = m.first - 1
        if comma < 1 or t[comma].text != "," or t[comma].sentence != t[m.first].sentence:
            return None
        name = head_of(self.document, *m.core)
        starts = [name.head] if name.dep == "appos" and name.head < comma else self._above(comma - 1, m.end)
        opening = self._sentence_start(comma)
        if t[opening].pos in {"DET", "PRON"} and all(x.pos in APPOSITIVE_PARTS for x in t[opening:comma]):
            starts.append(opening)  # the parse often fails at 'A lawyer for X, Y, said'
        for i in starts:
            chunk = self.chunk_at.get(i)
            head = head_of(self.document, *chunk) if chunk else None
            if chunk and head and self._is_role(head, nouns) and head.tag not in PLURALS:
                return RoleFound(chunk[0], comma, APPOSITIVE) if comma - chunk[0] <= MAX_ROLE_TOKENS else None
        return None

    def _above(self, i: int, after: int) -> list[int]:
        """Return the definite nouns above token i ('moderator' above 'debate'), if a mark follows at `after`."""
        t = self.document.tokens
        found: list[int] = []
        if after >= len(t) or t[after].text not in {",", "of", "."}:
            return found
        for _ in range(MAX_TITLE_TOKENS):
            chunk = self.chunk_at.get(i)
            if chunk and t[chunk[0]].pos == "DET":
                found.append(i)
            if t[i].head == i or t[i].dep not in {"pobj", "prep"}:
                break
            i = t[i].head
        return found

    def _sentence_start(self, i: int) -> int:
        return self.document.sentences[self.document.tokens[i].sentence].tokens[0]

    # ------------------------------------------------------------ behind the name

    def _after(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the appositive behind a name; party, age and home in between are stepped over."""
        i = self._comma_after(m)
        chunk = self.chunk_at.get(i + 1) if i is not None else None
        if i is not None and (one := self._one_of(i + 1, nouns)):
            return one
        if i is None or not chunk or chunk[0] != i + 1:
            return None
        t = self.document.tokens
        head = head_of(self.document, *chunk)
        if not self._is_role(head, nouns) or head.tag in PLURALS or head.dep in {"nsubj", "nsubjpass", "conj"}:
            return None
        end = self._role_end(head.index, chunk[1])
        if t[chunk[0]].pos == "ADV" or (end < len(t) and t[end].text == "and"):
            return None
        return RoleFound(chunk[0], end, APPOSITIVE)

    def _one_of(self, i: int, nouns: frozenset[str]) -> RoleFound | None:
        """Return 'one of the largest Ruvenian insurers' where it starts at token i."""
        t = self.document.tokens
        if i + 2 >= len(t) or t[i].text != "one" or t[i + 1].text != "of":
            return None
        chunk = self.chunk_at.get(i + 2)
        head = head_of(self.document, *chunk) if chunk else None
        found = chunk is not None and head is not None and self._is_role(head, nouns)
        return RoleFound(i, chunk[1], APPOSITIVE) if chunk and found else None

    def _from(self, m: NameMention) -> RoleFound | None:
        """Return the body a person is of or at: 'Paul Dray of Kestrel Asset Management'."""
        t, start = self.document.tokens, m.end + 1
        chunk = self.chunk_at.get(start)
        if m.kind is not ActorKind.PERSON or not chunk or t[m.end].text not in {"of", "at"}:
            return None
        head = head_of(self.document, *chunk)
        own = t[m.end].head in range(*m.core) and head.head == m.end  # 'X at the Y' may be where X spoke
        told = all(x.text not in QUOTES for x in t[start : chunk[1]])
        return RoleFound(start, chunk[1], AFFILIATION) if own and told and head.entity == "ORG" else None

    def _inverted(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the subject whose predicate the name is: 'The host was Mara Iveston'."""
        t = self.document.tokens
        name = head_of(self.document, *m.core)
        verb = t[name.head]
        if name.dep != "attr" or verb.lemma != "be" or self.quotes.holds(name.start):
            return None
        if any(t[c].dep == "neg" for c in self.document.children[verb.index]):
            return None
        noun = next((t[c] for c in self.document.children[verb.index] if t[c].dep == "nsubj"), None)
        chunk = self.chunk_at.get(noun.index) if noun else None
        if not noun or not chunk or not self._is_role(noun, nouns) or noun.tag in PLURALS:
            return None
        return RoleFound(chunk[0], self._role_end(noun.index, chunk[1]), PREDICATE)

    def _within(self, m: NameMention) -> RoleFound | None:
        """Return what a body's name stands before in its own noun phrase: 'the Vesk terrorist group'."""
        chunk = self.chunk_at.get(m.core[0])
        if m.kind is not ActorKind.ORGANIZATION or not chunk or chunk[1] <= m.core[1]:
            return None
        t = self.document.tokens
        if t[m.core[1]].tag == "POS":
            return None
        fits = t[chunk[1] - 1].text in GROUP_WORDS and all(x.text.islower() for x in t[m.core[1] : chunk[1]])
        return RoleFound(m.core[1], chunk[1], SHORT_TITLE) if fits else None

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

    def _role_end(self, head: int, end: int) -> int:
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

    def _predicate(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the predicate of 'to be': 'is the chief judge'."""
        t = self.document.tokens
        head = head_of(self.document, *m.core)
        verb = t[head.head]
        if self.quotes.holds(head.start) or head.dep != "nsubj" or verb.lemma != "be":
            return None
        if any(t[c].dep == "neg" for c in self.document.children[verb.index]):
            return None
        noun = next((t[c] for c in self.document.children[verb.index] if t[c].dep == "attr"), None)
        chunk = self.chunk_at.get(noun.index) if noun else None
        if not noun or not chunk or not self._is_role(noun, nouns) or noun.tag in PLURALS:
            return None
        return RoleFound(chunk[0], self._role_end(noun.index, chunk[1]), PREDICATE)
