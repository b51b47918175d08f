"""Roles told by a verb: 'Mara Iveston is the mayor', 'The host was Mara Iveston', 'Iveston, who heads the port'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.analyse.actors.grammar import FINITE, head_of
from briefing.analyse.actors.records import NameMention
from briefing.analyse.actors.surroundings import PLURALS, PREDICATE, RoleFound, Surroundings
from briefing.model import ActorKind, Token

LEADING = frozenset({"head", "lead", "run", "chair", "direct", "oversee", "manage", "helm", "found"})
"""Verbs that tell what a person is by what he leads."""
SOMEBODYS = frozenset({"his", "her", "my", "our", "your", "their"})
"""Possessives that stand for somebody the role alone would not name: 'who ran his campaign'."""


class Predicates:
    """Finds the roles that verbs tell of a name."""

    def __init__(self, at: Surroundings) -> None:
        self.at = at

    def find(self, m: NameMention, nouns: frozenset[str]) -> Iterable[RoleFound | None]:
        """Yield the roles told of a name, None where there is none of a kind."""
        yield self._predicate(m, nouns)
        yield self._inverted(m, nouns)
        yield self._relative(m, nouns)

    def _predicate(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the predicate of 'to be': 'is the chief judge'."""
        t = self.at.document.tokens
        head = head_of(self.at.document, *m.core)
        verb = t[head.head]
        if self.at.quotes.holds(head.start) or head.dep != "nsubj" or verb.lemma != "be":
            return None
        if any(t[c].dep == "neg" for c in self.at.document.children[verb.index]):
            return None
        noun = next((t[c] for c in self.at.document.children[verb.index] if t[c].dep == "attr"), None)
        return self._noun_role(noun, nouns)

    def _relative(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return what a clause right behind a person's name says: 'who heads the port', 'who was the harbor master'."""
        t = self.at.document.tokens
        who = m.end + 1 if m.end < len(t) and t[m.end].text == "," else m.end
        if m.kind is not ActorKind.PERSON or who >= len(t) or t[who].text.lower() != "who":
            return None
        verb = t[t[who].head]
        if verb.dep != "relcl" or verb.sentence != t[m.first].sentence or self.at.quotes.holds(verb.start):
            return None
        below = [t[c] for c in self.at.document.children[verb.index] if c > verb.index]
        if verb.lemma in LEADING:
            return self._led(who, verb, below)
        if verb.lemma == "serve":
            below = [t[k] for x in below if x.text == "as" for k in self.at.document.children[x.index]]
        noun = next((x for x in below if x.dep in {"attr", "pobj"}), None) if verb.lemma in {"be", "serve"} else None
        return self._noun_role(noun, nouns)

    def _led(self, who: int, verb: Token, below: Sequence[Token]) -> RoleFound | None:
        """Return the verb with what is led; None where 'who' only helped to lead it, never did, or led somebody's."""
        t = self.at.document.tokens
        between = t[who + 1 : verb.index]
        if verb.tag not in FINITE or any(x.pos != "ADV" or x.dep == "neg" for x in between):
            return None
        led = next((c for x in below if x.dep == "dobj" and (c := self.at.chunk_at.get(x.index))), None)
        if led is None or any(x.text.lower() in SOMEBODYS for x in t[led[0] : led[1]]):
            return None
        return RoleFound(verb.index, self.at.role_end(led[1] - 1, led[1]), PREDICATE)

    def _noun_role(self, noun: Token | None, nouns: frozenset[str]) -> RoleFound | None:
        """Return the phrase of a noun as a role where it tells one of a single person or body."""
        chunk = self.at.chunk_at.get(noun.index) if noun else None
        if not noun or not chunk or not self.at.is_role(noun, nouns) or noun.tag in PLURALS:
            return None
        return RoleFound(chunk[0], self.at.role_end(noun.index, chunk[1]), PREDICATE)

    def _inverted(self, m: NameMention, nouns: frozenset[str]) -> RoleFound | None:
        """Return the subject whose predicate the name is: 'The host was Mara Iveston'."""
        t = self.at.document.tokens
        name = head_of(self.at.document, *m.core)
        verb = t[name.head]
        if name.dep != "attr" or verb.lemma != "be" or self.at.quotes.holds(name.start):
            return None
        if any(t[c].dep == "neg" for c in self.at.document.children[verb.index]):
            return None
        noun = next((t[c] for c in self.at.document.children[verb.index] if t[c].dep == "nsubj"), None)
        return self._noun_role(noun, nouns)
