"""Whom a pronoun means: the nearest actor it agrees with, or nobody if unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.analyse.actors.grammar import SUBJECTS, Quoted, verb_of
from briefing.analyse.actors.records import Cluster
from briefing.analyse.actors.salience import Salience
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Token

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTER = frozenset({"it", "its"})
PLURAL = frozenset({"they", "them", "their"})
SIDE_CLAUSES = frozenset({"conj", "advcl"})
"""Clauses beside a verb that are not part of what its subject does."""


class Pronouns:
    """Resolves pronouns against the clusters; `clusters` and `salience` are the walk's own and grow with it."""

    def __init__(
        self,
        document: Document,
        words: Words,
        clusters: Sequence[Cluster],
        salience: Salience,
        quotes: Quoted,
        named_at: Mapping[int, Cluster],
    ) -> None:
        self.document, self.words, self.quotes = document, words, quotes
        self.clusters, self.salience, self.named_at = clusters, salience, named_at

    def meant_by(self, t: Token) -> Cluster | None:
        """Return whom a pronoun means, or None: nobody or somebody unclear."""
        word = t.text.lower()
        if word in SINGULAR:
            return self._person(t, SINGULAR[word])
        if word in NEUTER:
            return self._thing(t)
        return self._last_subject(t, {ActorKind.GROUP}) if word in PLURAL else None

    def _person(self, t: Token, sex: str) -> Cluster | None:
        barred = {id(self.salience.clause_subject(t)), *self._named_below(t)}
        fits = [c for c in self.clusters if c.kind is ActorKind.PERSON and c.sex in {sex, ""} and id(c) not in barred]
        found = self._subject_above(t, fits) or self.salience.best(t, fits)
        if found is not None and found is self._spoken_of(t):
            return None
        if found is not None and self._after_speech(t) and not self.salience.acted_just_now(found, t):
            likely = self.salience.has_spoken(found) or self.salience.last(found).sentence >= t.sentence - 1
            found = self.salience.last_speaker(t, fits) or (found if likely else None)
        if found is not None:
            found.sex = sex  # from here on the same person is not both 'he' and 'she'
        return found

    def _named_below(self, t: Token) -> set[int]:
        """Return the ids of the clusters that a subject's own clause names: 'he' is not Brel in 'he said Brel left'.

        This is Principle C of Chomsky, Lectures on Government and Binding, 1981, for what follows the subject.
        """
        if t.tag != "PRP" or t.dep not in SUBJECTS:
            return set()
        tokens = self.document.tokens
        children = self.document.children[t.head]
        own = [i for i in children if i > t.index and tokens[i].dep not in SIDE_CLAUSES]
        own += [i for i in children if i < t.index and tokens[i].lemma == "ask"]  # 'Asked if Brel would go, he said'
        return {id(self.named_at[k]) for i in own for k in self.document.subtree(i) if k in self.named_at}

    def _spoken_of(self, t: Token) -> Cluster | None:
        """Return whom the words before their speaker are about: 'he' is hardly Brel in 'Brel had left, he said'."""
        children, tokens = self.document.children, self.document.tokens
        said = (i for i in children[t.head] if i < t.index and tokens[i].dep == "ccomp" and t.dep in SUBJECTS)
        about = (k for i in said for k in children[i] if tokens[k].dep in SUBJECTS and tokens[k].tag != "PRP")
        return next((c for k in about if (c := self.salience.meant_by(k))), None)

    def _subject_above(self, t: Token, fits: Sequence[Cluster]) -> Cluster | None:
        """Return the subject of the clause that a pronoun's clause hangs on.

        It stands before it ('Brel erred when he told them') or is named behind it ('As he walked home, Brel smiled').
        """
        tokens = self.document.tokens
        verb = tokens[t.head]
        if t.tag != "PRP" or t.dep not in SUBJECTS or verb.dep != "advcl":
            return None
        subjects = [i for i in self.document.children[verb.head] if i < verb.head and tokens[i].dep in SUBJECTS]
        above = (self.named_at.get(i) if i > t.index else self.salience.meant_by(i) for i in subjects)
        return next((c for c in above if c is not None and any(c is f for f in fits)), None)

    def _after_speech(self, t: Token) -> bool:
        """Tell whether a pronoun is the speaker of words just before it: '"...", he said'."""
        verb = verb_of(self.document, t.index)
        if verb is None or verb.lemma not in self.words.speaking_verbs:
            return False
        if any(i < t.index and self.document.tokens[i].dep == "ccomp" for i in self.document.children[verb.index]):
            return True
        return any(self.quotes.holds(self.document.tokens[i].start) for i in range(max(0, t.index - 4), t.index))

    def _thing(self, t: Token) -> Cluster | None:
        """Return the body that 'it' means where its verb is one of speaking; 'it' alone may mean anything."""
        verb = verb_of(self.document, t.index)
        if t.text.lower() == "it" and (verb is None or verb.lemma not in self.words.speaking_verbs):
            return None
        return self._last_subject(t, {ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.PLACE})

    def _last_subject(self, t: Token, kinds: set[ActorKind]) -> Cluster | None:
        barred = self._named_below(t)
        fits = [
            c
            for c in self.clusters
            if c.kind in kinds and id(c) not in barred and self.salience.was_subject(c, t.sentence - 1)
        ]
        return self.salience.best(t, fits)
