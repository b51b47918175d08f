"""How present each actor is to the reader at a point of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.actors.grammar import SUBJECTS, Quoted, verb_of
from briefing.analyse.actors.records import Cluster
from briefing.analyse.actors.words import Words
from briefing.model import Document, Token

MAIN_SUBJECT, SUBJECT, TOPIC, OTHER, POSSESSOR, IN_QUOTATION = 1.0, 0.8, 0.8, 0.5, 0.45, 0.15
"""Weights of a mention by its place: subject of the main clause, of another, first words, object, possessor, quoted."""
DYING = frozenset({"die", "perish"})
WINDOW = 3
"""Sentences back in which a pronoun's referent is looked for."""
FADE = 0.55
"""What a mention is worth one sentence later."""
AGAIN = 0.1
"""What each further mention in the window adds."""
UNSURE_SEX = 0.8
"""What a referent of unknown sex is worth beside one whose sex is known."""
MARGIN = 1.2
"""How much better the best referent must be than the next."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention seen on the way: its sentence, the head token, and the weight of its place."""

    sentence: int
    token: int
    weight: float


class Salience:
    """Remembers the mentions passed so far, cluster by cluster."""

    def __init__(self, document: Document, words: Words, quotes: Quoted) -> None:
        self.document, self.words, self.quotes = document, words, quotes
        self._seen: dict[int, list[Seen]] = {}
        self._of_token: dict[int, Cluster] = {}
        self._spoke: list[tuple[int, Cluster]] = []
        self._voices: set[int] = set()

    def note(self, cluster: Cluster, head: Token) -> None:
        """Remember a mention by its head token."""
        self._seen.setdefault(id(cluster), []).append(Seen(head.sentence, head.index, self._weight(head)))
        self._of_token[head.index] = cluster
        verb = verb_of(self.document, head.index)
        if verb is not None and verb.lemma in self.words.speaking_verbs and not self.quotes.holds(head.start):
            self._spoke.append((head.sentence, cluster))
            self._voices.add(id(cluster))

    def seen(self, cluster: Cluster) -> bool:
        """Tell whether the cluster was mentioned so far."""
        return id(cluster) in self._seen

    def last(self, cluster: Cluster) -> Seen:
        """Return the cluster's latest mention; KeyError where it was not seen."""
        return self._seen[id(cluster)][-1]

    def meant_by(self, index: int) -> Cluster | None:
        """Return the cluster whose mention has its head at a token passed so far, or None."""
        return self._of_token.get(index)

    def was_subject(self, cluster: Cluster, since: int) -> bool:
        """Tell whether the cluster was a subject in or after a sentence."""
        return any(s.sentence >= since and s.weight >= SUBJECT for s in self._seen.get(id(cluster), [])[-6:])

    def acted_just_now(self, cluster: Cluster, t: Token) -> bool:
        """Tell whether the cluster is a main clause's subject, or opens one, in the token's sentence or the one before.

        The dead are not: who 'died' says nothing afterwards.
        """
        for seen in reversed(self._seen.get(id(cluster), [])):
            if t.sentence - seen.sentence > 1:
                break
            verb = verb_of(self.document, seen.token)
            acts = seen.weight >= MAIN_SUBJECT if verb else seen.weight >= TOPIC
            if acts and (verb is None or verb.lemma not in DYING):
                return True
        return False

    def has_spoken(self, cluster: Cluster) -> bool:
        """Tell whether the cluster was the subject of a verb of speaking so far."""
        return id(cluster) in self._voices

    def last_speaker(self, t: Token, clusters: Sequence[Cluster]) -> Cluster | None:
        """Return who of the clusters last spoke within the window, or None."""
        for sentence, cluster in reversed(self._spoke):
            if t.sentence - sentence > WINDOW:
                return None
            if any(c is cluster for c in clusters):
                return cluster
        return None

    def best(self, t: Token, clusters: Sequence[Cluster]) -> Cluster | None:
        """Return the cluster clearly most present at the token, or None where none is or two are alike."""
        found = []
        for c in clusters:
            score = self._score(c, t) * (1.0 if c.sex else UNSURE_SEX)
            if score > 0:
                found.append((-score, -self.last(c).token, c))
        found.sort(key=lambda f: f[:2])
        if not found or (len(found) > 1 and found[0][0] > MARGIN * found[1][0]):
            return None
        return found[0][2]

    def clause_subject(self, t: Token) -> Cluster | None:
        """Return the subject of the verb whose object the token is: 'he' and 'him' of one verb are two people."""
        if t.dep not in {"dobj", "pobj", "dative"} or t.tag == "PRP$" or t.text.lower().endswith("self"):
            return None
        verb = self.document.tokens[t.head]
        if verb.pos == "ADP":
            verb = self.document.tokens[verb.head]
        subjects = (i for i in self.document.children[verb.index] if self.document.tokens[i].dep in SUBJECTS)
        return next((self._of_token[i] for i in subjects if i in self._of_token), None)

    def _score(self, cluster: Cluster, t: Token) -> float:
        """Return the best faded weight of the cluster's mentions in the window, and a little for each further one."""
        best, count = 0.0, 0
        for seen in reversed(self._seen.get(id(cluster), [])):
            back = t.sentence - seen.sentence
            if back > WINDOW:
                break
            count += 1
            best = max(best, seen.weight * FADE**back)
        return best * (1 + AGAIN * max(0, count - 1)) if count else 0.0

    def _weight(self, head: Token) -> float:
        if self.quotes.holds(head.start):
            return IN_QUOTATION
        verb = verb_of(self.document, head.index)
        if verb is not None:
            main = verb.dep == "ROOT" or verb.lemma in self.words.speaking_verbs
            return MAIN_SUBJECT if main else SUBJECT
        opens = head.index - self.document.sentences[head.sentence].tokens[0] <= 4
        told_for = head.dep == "pobj" and self.document.tokens[head.head].text == "For"  # 'For Brel, it is personal'
        if opens and (head.dep not in {"poss", "pobj", "compound"} or told_for):
            return TOPIC
        return POSSESSOR if head.dep == "poss" else OTHER
