"""The speaker of an attribution: the actor whose mention is the head of the source, or nobody.

A wrong speaker is worse than none: the source's head itself must be a mention ("a lawyer for Iveston" is not Iveston).
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from briefing.analyse.attributions.grammar import load_grammar
from briefing.lexicon import Lexicon
from briefing.model import Actor, Attribution, Document, Mention, MentionType, Span, Token

NOBODY = 0.0
FULL_NAME, NAME, DESCRIPTION, PRONOUN = 0.98, 0.96, 0.86, 0.8
"""Confidence by the way the source names the speaker."""
APPOSED, RELATIVE, CARRIED, DOCUMENT = 0.95, 0.95, 0.9, 0.75
SHARED, UNCUED = 0.9, 0.8
"""Factors where the mention stands beside the head, before a relative pronoun, or owns the document that speaks, where
the content runs on into another paragraph; where the speaker is the first of several, and where there is no cue."""
OWNING = frozenset({"poss", "compound", "nmod", "pobj"})
"""How the name of whoever made a document hangs on it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The actor's id, or None; how sure that is; and whether the source points to somebody who was not found."""

    actor: str | None
    confidence: float = NOBODY
    dangling: bool = False


class SpeakerIndex:
    """The actors' mentions by place, to look up who stands at a source's head.

    It remembers whose documents have spoken, so attributions must be resolved in text order.
    """

    def __init__(self, document: Document, actors: Sequence[Actor], lexicon: Lexicon) -> None:
        self.document = document
        found = [(m, a) for a in actors for m in a.mentions]
        self.mentions = sorted(found, key=lambda pair: (pair[0].span, pair[1].id))
        self.starts = [m.span.start for m, _ in self.mentions]
        self.widest = max((len(m.span) for m, _ in self.mentions), default=0)
        self.labels = _labels(document, actors)
        self.grammar = load_grammar(lexicon)
        self.documents = lexicon.words("document_nouns")
        self.spoken: dict[str, tuple[Mention, Actor]] = {}
        self.last: tuple[int, tuple[Mention, Actor]] | None = None
        self.people = lexicon.words("role_nouns") - lexicon.words("unnamed_sources")

    def resolve(self, attribution: Attribution) -> Speaker:
        """Return who speaks; linear in the source's words."""
        if not attribution.source:
            return Speaker(None)
        tokens = [t for s in attribution.source for t in self.document.tokens_of(s)]
        if not tokens:
            return self._label(attribution.source[0])
        speaker = self._at_head(tokens)
        factor = CARRIED if self._runs_on(attribution) else 1.0
        factor *= 1.0 if attribution.cue else UNCUED
        factor *= SHARED if self._several(tokens) else 1.0
        return replace(speaker, confidence=round(speaker.confidence * factor, 4))

    def _several(self, tokens: Sequence[Token]) -> bool:
        """Tell whether a source names more than one speaker; the first is given, the source's words show both."""
        inside = {t.index for t in tokens}
        head = next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[-1])
        return any(t.dep == "conj" and t.head == head.index and t.pos in {"PROPN", "NOUN"} for t in tokens)

    def _at_head(self, tokens: Sequence[Token]) -> Speaker:
        inside = frozenset(t.index for t in tokens)
        head = next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[-1])
        if self._relative(tokens, head):
            return self._antecedent(head)
        hit = self._mention_at(head)
        if hit is not None:
            return self._speaker(*hit)
        beside = self._apposed(head, inside)
        if beside is not None:
            return self._speaker(*beside, factor=APPOSED)
        owner = self._owner(head, inside) or self._same_document(head)
        if owner is not None:
            return self._speaker(*owner, factor=DOCUMENT)
        return Speaker(None, dangling=self._points(tokens, head))

    def _relative(self, tokens: Sequence[Token], head: Token) -> bool:
        """Tell whether a source is a relative pronoun, or "many of whom"."""
        word = head.text.lower()
        partly = word in self.grammar["quantifier"] and any(t.text.lower() in self.grammar["whom"] for t in tokens)
        return partly or word in self.grammar["relative"]

    def _points(self, tokens: Sequence[Token], head: Token) -> bool:
        """Tell whether a source points to somebody known from elsewhere: a pronoun, or "the spokesman"."""
        if head.text.lower() in self.grammar["outsider"]:
            return True
        definite = len(tokens) == 2 and tokens[0].text.lower() in self.grammar["article"]
        return definite and head.lemma.lower() in self.people

    def _apposed(self, head: Token, inside: Collection[int]) -> tuple[Mention, Actor] | None:
        """Return the name beside a description: "the mayor, Mara Iveston"."""
        for child in self.document.children[head.index]:
            if self.document.tokens[child].dep == "appos" and child in inside:
                hit = self._mention_at(self.document.tokens[child])
                if hit is not None and hit[0].type is MentionType.NAME:
                    return hit
        return None

    def _owner(self, head: Token, inside: frozenset[int]) -> tuple[Mention, Actor] | None:
        """Return who speaks through a document: the one name in "a Courier article", then also for "the article"."""
        if head.lemma.lower() not in self.documents:
            return None
        names = [hit for i in sorted(inside - {head.index}) if (hit := self._name_at(i, head.index)) is not None]
        owners = {actor.id for _, actor in names}
        if len(owners) == 1:
            self.spoken[head.lemma.lower()] = names[0]
        found = self.spoken.get(head.lemma.lower()) if len(owners) <= 1 else None
        self.last = (head.sentence, found) if found is not None else None
        return found

    def _same_document(self, head: Token) -> tuple[Mention, Actor] | None:
        """Return who speaks through "it" right after a document spoke: "the article said ... It added ..."."""
        if head.text.lower() not in self.grammar["thing"] or self.last is None or head.sentence - self.last[0] > 2:
            return None
        self.last = (head.sentence, self.last[1])
        return self.last[1]

    def _name_at(self, index: int, head: int) -> tuple[Mention, Actor] | None:
        """Return the name that makes or owns a noun: "the ministry's", "Courier", "released by Mara Iveston".

        It hangs on the noun itself: "a lawsuit challenging Ruvenia's law" is not Ruvenia's.
        """
        token = self.document.tokens[index]
        holder = self.document.tokens[token.head]
        if token.dep == "pobj" and holder.text.lower() in self.grammar["agent"]:
            holder = self.document.tokens[holder.head]
            if holder.dep == "acl" and holder.lemma.lower() in self.grammar["publishing verb"]:
                holder = self.document.tokens[holder.head]
        hit = self._mention_at(token) if token.dep in OWNING and holder.index == head else None
        return hit if hit is not None and hit[0].type is MentionType.NAME else None

    def _antecedent(self, pronoun: Token) -> Speaker:
        """Resolve "who" or "many of whom" to the noun its clause hangs on."""
        clause = self.document.tokens[pronoun.head]
        for _ in range(3):
            if clause.dep in {"relcl", "acl"}:
                break
            clause = self.document.tokens[clause.head]
        if clause.dep not in {"relcl", "acl"}:
            return Speaker(None, dangling=True)
        noun = self.document.tokens[clause.head]
        hit = self._mention_at(noun)
        return self._speaker(*hit, factor=RELATIVE) if hit is not None else Speaker(None)

    def _mention_at(self, token: Token) -> tuple[Mention, Actor] | None:
        """Return the mention that covers a token: a name before a description, then the shortest; None without one."""
        i = bisect.bisect_right(self.starts, token.start)
        best: tuple[Mention, Actor] | None = None
        while i > 0 and self.starts[i - 1] > token.start - self.widest - 1:
            i -= 1
            mention, actor = self.mentions[i]
            if mention.span.covers(token.span) and (best is None or _rank(mention) < _rank(best[0])):
                best = (mention, actor)
        return best

    def _speaker(self, mention: Mention, actor: Actor, factor: float = 1.0) -> Speaker:
        return Speaker(actor.id, round(factor * self._sureness(mention, actor), 4))

    def _sureness(self, mention: Mention, actor: Actor) -> float:
        if mention.type is MentionType.PRONOUN:
            return PRONOUN
        if mention.type is MentionType.DESCRIPTION:
            return DESCRIPTION
        text = self.document.text
        return FULL_NAME if mention.span.of(text) == actor.name.of(text) else NAME

    def _label(self, source: Span) -> Speaker:
        """Resolve a transcript's label by the actor's last name: 'WALLACE' or 'CHRIS WALLACE, HOST'."""
        words = source.of(self.document.text).split(",")[0].strip(" :").lower().split()
        actor = self.labels.get(words[-1]) if words else None
        return Speaker(actor, NAME) if actor else Speaker(None)

    def _runs_on(self, attribution: Attribution) -> bool:
        """Tell whether the content reaches into another block than its source's."""
        here = self.document.sentence_at(attribution.source[0].start)
        there = self.document.sentence_at(attribution.content[-1].end - 1)
        return here is not None and there is not None and here.block != there.block


def _labels(document: Document, actors: Sequence[Actor]) -> dict[str, str]:
    """Return last name in lower case -> actor's id, for last names that only one actor has."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for actor in actors:
        last = actor.name.of(document.text).lower().split()[-1:]
        for word in last:
            if word in found:
                doubled.add(word)
            found[word] = actor.id
    return {word: actor for word, actor in found.items() if word not in doubled}


def _rank(mention: Mention) -> tuple[bool, int]:
    return mention.type is not MentionType.NAME, len(mention.span)
