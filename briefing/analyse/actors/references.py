"""Who 'the spokesman', 'the company' and 'she' mean: one pass over the text, nearest fitting actor, or nobody if unsure.

The order of preference (agreement, then subjects, then recency) is that of Lappin and Leass, 'An Algorithm for Pronominal
Anaphora Resolution', Computational Linguistics 20(4), 1994, cut down to what can be had without their lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.analyse.actors.cluster import Cluster
from briefing.analyse.actors.grammar import Quoted, head_of, is_subject, span_of, verb_of
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Mention, MentionType, Problem, Token

WINDOW = 3
"""Sentences back in which a pronoun's referent is looked for."""
FADE = 0.55
"""What a mention is worth one sentence later."""
MARGIN = 1.3
"""How much better the best referent must be than the next one."""
DESCRIPTION_WINDOW = 12
SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTER = frozenset({"it", "its"})
PLURAL = frozenset({"they", "them", "their"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
KIN = frozenset({"partner", "relative", "father", "mother", "son", "daughter", "friend", "child", "man", "woman"})
"""Roles that many people bear to one another, never enough to tell who is meant."""
GENERIC_BODIES = frozenset({"company", "group", "organization", "agency", "newspaper", "team"})


@dataclass(slots=True)
class _Trace:
    """Where a cluster was last mentioned: (sentence, token, weight), newest last."""

    seen: list[tuple[int, int, float]] = field(default_factory=list)


class References:
    """Resolves descriptions and pronouns of one document against clusters of names; `resolve` adds them in place."""

    def __init__(self, document: Document, words: Words, clusters: Sequence[Cluster], quotes: Quoted) -> None:
        self.document, self.words, self.quotes = document, words, quotes
        self.clusters = list(clusters)
        self.traces = {id(c): _Trace() for c in clusters}
        self.problems: list[Problem] = []

    def resolve(self) -> list[Problem]:
        """Walk through the text once; return the speakers' pronouns nobody could be found for."""
        starts: dict[int, tuple[Cluster, int]] = {}
        taken: set[int] = set()
        for c in self.clusters:
            for m in c.names:
                starts[m.first] = (c, m.end)
                taken.update(range(m.first, m.end))
            for first, mention in c.places:
                end = first + len(self.document.tokens_of(mention.span))
                starts.setdefault(first, (c, end))
                taken.update(range(first, end))
        chunks = {head_of(self.document, *c).index: c for c in self.document.noun_chunks}
        chunk_firsts = {c[0]: c for c in chunks.values()}
        for t in self.document.tokens:
            if t.index in starts:
                cluster, end = starts[t.index]
                self._note(cluster, head_of(self.document, t.index, end))
            elif t.tag in {"PRP", "PRP$"} and t.index not in taken:
                self._pronoun(t)
            if t.index in chunk_firsts:
                self._description(chunk_firsts[t.index], taken)
        return self.problems

    # ------------------------------------------------------------ descriptions

    def _description(self, chunk: tuple[int, int], taken: set[int]) -> None:
        t = self.document.tokens
        head = head_of(self.document, *chunk)
        opener = t[chunk[0]]
        if head.index in taken or head.pos not in {"NOUN", "PROPN"} or head.tag in {"NNS", "NNPS"}:
            return
        if (
            opener.text.lower() not in POINTING
            and opener.tag != "PRP$"
            and not any(x.tag == "POS" for x in t[slice(*chunk)])
        ):
            return
        cluster = self._described(chunk, head, taken)
        if cluster is not None:
            cluster.places.append((chunk[0], Mention(span_of(self.document, *chunk), MentionType.DESCRIPTION)))
            self._note(cluster, head)

    def _described(self, chunk: tuple[int, int], head: Token, taken: set[int]) -> Cluster | None:
        role = self.words.role_class(head.text.lower())
        body = self.words.organization_nouns.get(head.text.lower(), "")
        if role and role not in KIN:
            wanted = {role, *self.words.role_hypernyms.get(role, "").split()}
            fits = [c for c in self._recent(ActorKind.PERSON, head) if self._same_role(c, role, wanted, chunk)]
            return self._clear(fits, head)
        if body and self.document.tokens[chunk[0]].text.lower() in POINTING:
            return self._body(chunk, head, body)
        return None

    def _same_role(self, c: Cluster, role: str, wanted: set[str], chunk: tuple[int, int]) -> bool:
        told = self.words.role_sex(self.document.tokens[chunk[1] - 1].text)
        if told and c.sex and told != c.sex:
            return False
        exact = role in c.classes
        return (exact or bool(wanted & c.classes)) and self._traits_agree(c, chunk)

    def _traits_agree(self, c: Cluster, chunk: tuple[int, int]) -> bool:
        """Tell whether the proper words of a description ('the Syrian president') are among those known of the actor."""
        said = [
            x.text
            for x in self.document.tokens[slice(*chunk)]
            if x.text[0].isupper() and x.text.lower() not in POINTING
        ]
        return all((self.words.country(s) or s) in c.traits for s in said if s not in {"House", "White"})

    def _body(self, chunk: tuple[int, int], head: Token, body: str) -> Cluster | None:
        recent = self._recent(ActorKind.ORGANIZATION, head)
        fits = [c for c in recent if body in c.classes and self._traits_agree(c, chunk)]
        if not fits and body in GENERIC_BODIES and chunk[1] - chunk[0] == 2:
            near = [c for c in recent if head.sentence - self.traces[id(c)].seen[-1][0] <= 2 and not c.classes]
            fits = near
        return self._clear(fits, head)

    def _recent(self, kind: ActorKind, head: Token) -> list[Cluster]:
        """Return the clusters of a kind mentioned lately before this token, nearest first."""
        found = []
        for c in self.clusters:
            seen = self.traces[id(c)].seen
            if c.kind is kind and seen and head.sentence - seen[-1][0] <= DESCRIPTION_WINDOW:
                found.append(c)
        return sorted(found, key=lambda c: -self.traces[id(c)].seen[-1][1])

    def _clear(self, fits: Sequence[Cluster], head: Token) -> Cluster | None:
        """Return the only one, or the one mentioned well after every other; else None."""
        if len(fits) < 2:
            return fits[0] if fits else None
        first, second = (self.traces[id(c)].seen[-1][0] for c in fits[:2])
        return fits[0] if first > second + 1 and head.sentence - first <= 2 else None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, t: Token) -> None:
        word = t.text.lower()
        if self.quotes.holds(t.start):
            return
        if word in SINGULAR:
            cluster = self._person(t, SINGULAR[word])
        elif word in NEUTER:
            cluster = self._thing(t)
        else:
            cluster = self._crowd(t) if word in PLURAL else None
        if cluster is not None:
            cluster.places.append((t.index, Mention(t.span, MentionType.PRONOUN)))
            self._note(cluster, t)
        elif (
            word in {"he", "she"}
            and (verb := verb_of(self.document, t.index))
            and verb.lemma in self.words.speaking_verbs
        ):
            self.problems.append(Problem("actors", f"'{t.text}' could not be resolved", t.span))

    def _person(self, t: Token, sex: str) -> Cluster | None:
        found = []
        barred = self._same_clause_subject(t)
        for c in self.clusters:
            if c.kind is ActorKind.PERSON and c.sex in {sex, ""} and c is not barred:
                score = self._salience(c, t) * (1.0 if c.sex else 0.7)
                if score > 0:
                    found.append((score, -self.traces[id(c)].seen[-1][1], c))
        return self._best(found)

    def _thing(self, t: Token) -> Cluster | None:
        """'it' of a verb that only bodies and countries do, when one was the last subject."""
        verb = verb_of(self.document, t.index)
        if t.text.lower() == "it" and (verb is None or verb.lemma not in self.words.speaking_verbs):
            return None
        return self._last_subject(t, {ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.PLACE})

    def _crowd(self, t: Token) -> Cluster | None:
        return self._last_subject(t, {ActorKind.GROUP})

    def _last_subject(self, t: Token, kinds: set[ActorKind]) -> Cluster | None:
        found = []
        for c in self.clusters:
            seen = self.traces[id(c)].seen
            if c.kind in kinds and seen and t.sentence - seen[-1][0] <= 1 and seen[-1][2] >= SUBJECT:
                found.append((self._salience(c, t), -seen[-1][1], c))
        return self._best(found)

    def _best(self, found: list[tuple[float, int, Cluster]]) -> Cluster | None:
        found.sort(key=lambda f: (-f[0], f[1]))
        if not found or (len(found) > 1 and found[0][0] < MARGIN * found[1][0]):
            return None
        return found[0][2]

    def _salience(self, c: Cluster, t: Token) -> float:
        """Return the sum over the cluster's mentions in the window: heavier for subjects, fading by the sentence."""
        total = 0.0
        for sentence, _, weight in reversed(self.traces[id(c)].seen):
            back = t.sentence - sentence
            if back > WINDOW:
                break
            total = max(total, weight * FADE**back)
        return total

    def _same_clause_subject(self, t: Token) -> Cluster | None:
        """Return the subject of the verb whose object the pronoun is: 'he' and 'him' of one verb are two people."""
        if t.dep not in {"dobj", "pobj", "dative"} or t.tag == "PRP$":
            return None
        verb = self.document.tokens[t.head]
        if verb.pos == "ADP":
            verb = self.document.tokens[verb.head]
        subject = next((i for i in self.document.children[verb.index] if is_subject(self.document, i)), None)
        for c in self.clusters:
            if subject is not None and any(s[1] == subject for s in self.traces[id(c)].seen[-4:]):
                return c
        return None

    def _note(self, cluster: Cluster, head: Token) -> None:
        """Remember a mention and how prominent its place is."""
        weight = OTHER
        if self.quotes.holds(head.start):
            weight = IN_QUOTATION
        elif verb_of(self.document, head.index) is not None:
            weight = SUBJECT
            verb = verb_of(self.document, head.index)
            if (
                (verb is not None
                and verb.dep in {"ROOT", "conj"})
                or (verb is not None and verb.lemma in self.words.speaking_verbs)
            ):
                weight = MAIN_SUBJECT
        elif head.dep == "poss":
            weight = POSSESSOR
        self.traces[id(cluster)].seen.append((head.sentence, head.index, weight))


MAIN_SUBJECT, SUBJECT, OTHER, POSSESSOR, IN_QUOTATION = 1.0, 0.8, 0.5, 0.45, 0.15
"""Weights of a mention by its place in the sentence."""
