"""What an actor is said to be: the best of the roles that stand beside its names, and what they tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefing.analyse.actors.appositives import Appositives
from briefing.analyse.actors.grammar import Quoted, span_of
from briefing.analyse.actors.predicates import Predicates
from briefing.analyse.actors.records import Cluster, NameMention
from briefing.analyse.actors.surroundings import RoleFound, Surroundings
from briefing.analyse.actors.titles import Titles
from briefing.analyse.actors.words import KIN, Words, passed
from briefing.model import ActorKind, Document, Token


class RoleFinder:
    """Finds roles beside names in one document."""

    def __init__(self, document: Document, words: Words, headlines: frozenset[int], quotes: Quoted) -> None:
        self.document, self.words, self.headlines = document, words, headlines
        at = Surroundings(document, words, quotes)
        self.titles, self.appositives, self.predicates = Titles(at), Appositives(at), Predicates(at)
        self.role_tokens: set[int] = set()
        self.nouns = {
            ActorKind.PERSON: frozenset(words.role_nouns),
            ActorKind.ORGANIZATION: frozenset(words.organization_nouns),
        }

    def assign(self, clusters: Sequence[Cluster]) -> None:
        """Set each cluster's role to the best one beside its names, and learn classes, sex and traits from all of them.

        A role in the body beats one in a headline; then the place counts (`RoleFound.worth`), then the earlier.
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

    def _beside(self, m: NameMention, nouns: frozenset[str], names: Mapping[int, NameMention]) -> Iterable[RoleFound]:
        """Yield the roles that stand beside one name."""
        found = (self.titles.find(m, nouns, names), *self.appositives.find(m, nouns), *self.predicates.find(m, nouns))
        return (f for f in found if f)

    def _class(self, t: Token, kind: ActorKind) -> str:
        if kind is ActorKind.PERSON:
            return self.words.class_at(self.document.tokens, t.index)
        return self.words.organization_nouns.get(t.text.lower(), "")
