"""The speaker of an attribution: the actor whose mention is the noun that speaks in the source, or nobody.

A wrong speaker is worse than none: the noun itself must be a mention ("a lawyer for Iveston" is not Iveston).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.analyse.actors.grammar import SUBJECTS
from briefing.analyse.attributions.grammar import load_grammar
from briefing.analyse.statements.documents import DocumentOwners
from briefing.analyse.statements.lookup import Hit, MentionIndex
from briefing.analyse.statements.pronouns import Guesser
from briefing.analyse.statements.sources import Phrase, read_phrase
from briefing.lexicon import Lexicon
from briefing.model import Actor, ActorKind, Attribution, Document, Mention, MentionType, Span, Token

NOBODY = 0.0
FULL_NAME, NAME, PRONOUN, DESCRIPTION, GUESSED = 0.99, 0.97, 0.95, 0.87, 0.78
"""How often the speaker is right by the way the source names him; GUESSED is a pronoun's merely likeliest one.

Measured by reading on news articles: 105 pronouns (4 wrong; counted as 5, pages read later had more), 30 descriptions
(4 wrong), 30 guesses (6 wrong).
"""
SEVERAL = frozenset({"they", "them", "themselves"})
"""Pronouns that any group of the paragraph, named or not, may be meant by: no surer than a description."""
CARRIED = 0.95
"""Factor where the content runs on into another paragraph and is no quotation that goes on there.

Measured by reading on news articles: 28 (2 wrong).
"""
APPOSED, RELATIVE, DOCUMENT = 0.95, 0.95, 0.75
SHARED, UNCUED = 0.9, 0.8
"""Factors where the mention stands beside the head, before a relative pronoun, or owns the document that speaks; where
the speaker is the first of several, and where there is no cue. They are cautious, not measured."""
OWN_WORDS = 0.95
"""Factor for 'I' and 'we' within what somebody says."""
CLAUSES = frozenset({"relcl", "acl"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The actor's id, or None; how sure that is; and whether the source points to somebody who was not found."""

    actor: str | None
    confidence: float = NOBODY
    dangling: bool = False


class SpeakerIndex:
    """Resolves the sources of one document.

    It remembers who has spoken, so attributions must be resolved in text order.
    """

    def __init__(self, document: Document, actors: Sequence[Actor], lexicon: Lexicon) -> None:
        self.document = document
        self.mentions = MentionIndex(actors)
        self.actors = {a.id: a for a in actors}
        self.labels = _labels(document, actors)
        self.grammar = load_grammar(lexicon)
        self.owners = DocumentOwners(document, self.mentions, self.grammar, lexicon)
        self.guesser = Guesser(document, actors, self.mentions.mentions, lexicon)
        self.documents, self.roles = self.owners.nouns, lexicon.words("role_nouns")
        self.people = self.roles - lexicon.words("unnamed_sources")

    def resolve(self, attribution: Attribution, holder: Speaker | None = None) -> Speaker:
        """Return who speaks; `holder` is the speaker of the attribution this one is nested in. Linear in the source.

        The confidence is that of the attribution times that of finding whom its source means.
        """
        if not attribution.source:
            return Speaker(None)
        tokens = [t for s in attribution.source for t in self.document.tokens_of(s)]
        if not tokens:
            return self._label(attribution.source[0])
        phrase = read_phrase(tokens, lambda t: self.mentions.name_at(t) is not None)
        speaker = self._named(tokens, phrase) or self._pointed(tokens, attribution.content, holder)
        factor = attribution.confidence * (CARRIED if self._runs_on(attribution) else 1.0)
        factor *= 1.0 if attribution.cue else UNCUED
        factor *= SHARED if phrase is not None and phrase.several else 1.0
        if speaker.actor is not None:
            self.guesser.heard(tokens[0], self.actors[speaker.actor])
        return replace(speaker, confidence=round(speaker.confidence * factor, 4))

    def _named(self, tokens: Sequence[Token], phrase: Phrase | None) -> Speaker | None:
        """Return the actor whose mention is the noun that speaks, or stands beside it."""
        head = _head(tokens)
        if self._relative(tokens, head):
            return self._antecedent(head)
        nouns = [t for t in ([phrase.head, head] if phrase is not None else [head]) if not self._in_clause(t, tokens)]
        hits = (self.mentions.at(noun) for noun in nouns)
        hit = next((h for h in hits if h is not None), None)
        if hit is not None and hit[0].type is not MentionType.DESCRIPTION:
            return self._speaker(*hit)
        beside = self._beside(phrase) if phrase is not None else None
        if beside is not None:
            return self._speaker(*beside, factor=APPOSED)
        return self._speaker(*hit) if hit is not None else None

    def _pointed(self, tokens: Sequence[Token], content: Sequence[Span], holder: Speaker | None) -> Speaker:
        """Return whom a source without a mention means: the document's maker, the one quoted, or a likely one."""
        head = _head(tokens)
        owner = self.owners.owner(head, Span(tokens[0].start, tokens[-1].end))
        if owner is not None:
            return self._speaker(*owner, factor=DOCUMENT)
        if head.text.lower() in self.grammar["speaker pronoun"] and holder is not None and holder.actor is not None:
            return replace(holder, confidence=round(holder.confidence * OWN_WORDS, 4))
        around = holder.actor if holder is not None else None
        guess = self.guesser.guess(head, content, around) if head.pos == "PRON" and len(tokens) == 1 else None
        if guess is not None:
            return Speaker(guess.id, GUESSED)
        return Speaker(None, dangling=self._points(tokens, head))

    def _in_clause(self, noun: Token, tokens: Sequence[Token]) -> bool:
        """Tell whether a noun is the subject of a clause within the source: "several people Iveston has met"."""
        return noun.dep in SUBJECTS and tokens[0].index <= noun.head <= tokens[-1].index

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

    def _beside(self, phrase: Phrase) -> Hit | None:
        """Return the name set beside the noun that speaks: "the mayor, Mara Iveston", not "the mayor, Iveston's aunt".

        A body stands beside no person: "a spokesman in Port Alden, Norrland" names a place.
        """
        hit = self.mentions.name_at(phrase.beside) if phrase.beside is not None else None
        if hit is None or phrase.head.lemma.lower() in self.documents:
            return None
        body = hit[1].kind is ActorKind.ORGANIZATION and phrase.head.lemma.lower() not in self.roles
        return hit if body or hit[1].kind is ActorKind.PERSON else None

    def _antecedent(self, pronoun: Token) -> Speaker:
        """Resolve "who" or "many of whom" to the noun its clause hangs on, or to the name that noun stands beside."""
        tokens = self.document.tokens
        clause = tokens[pronoun.head]
        for _ in range(3):
            if clause.dep in CLAUSES:
                break
            clause = tokens[clause.head]
        if clause.dep not in CLAUSES:
            return Speaker(None, dangling=True)
        noun = tokens[clause.head]
        hit = self.mentions.at(noun) or (self.mentions.name_at(tokens[noun.head]) if noun.dep == "appos" else None)
        thing = pronoun.text.lower() in self.grammar["thing relative"]
        if hit is None or (thing and hit[1].kind is ActorKind.PERSON):
            return Speaker(None)
        return self._speaker(*hit, factor=RELATIVE)

    def _speaker(self, mention: Mention, actor: Actor, factor: float = 1.0) -> Speaker:
        return Speaker(actor.id, round(factor * self._sureness(mention, actor), 4))

    def _sureness(self, mention: Mention, actor: Actor) -> float:
        if mention.type is MentionType.PRONOUN:
            return DESCRIPTION if mention.span.of(self.document.text).lower() in SEVERAL else PRONOUN
        said, name = mention.span.of(self.document.text), actor.name.of(self.document.text)
        if mention.type is MentionType.DESCRIPTION:  # a group is called by its description: 'the police', 'police'
            return NAME if said.lower().endswith(name.lower()) else DESCRIPTION
        return FULL_NAME if said == name else NAME

    def _label(self, source: Span) -> Speaker:
        """Resolve a transcript's label by the actor's last name: 'WALLACE' or 'CHRIS WALLACE, HOST'."""
        words = source.of(self.document.text).split(",")[0].strip(" :").lower().split()
        actor = self.labels.get(words[-1]) if words else None
        return Speaker(actor, NAME) if actor else Speaker(None)

    def _runs_on(self, attribution: Attribution) -> bool:
        """Tell whether the content reaches into another block than its source's, not as one quotation that goes on."""
        here = self.document.sentence_at(attribution.source[0].start)
        last = attribution.content[-1]
        there = self.document.sentence_at(last.end - 1)
        if here is None or there is None or here.block == there.block:
            return False
        near = self.document.article.blocks[here.block].span
        return not any(
            any(span.overlap(last) for span in quotation.spans)
            and any(span.overlap(c) and near.covers(span) for span in quotation.spans for c in attribution.content)
            for quotation in self.document.quotations
        )


def _head(tokens: Sequence[Token]) -> Token:
    """Return the first token that hangs on a word outside the source."""
    inside = {t.index for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[-1])


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
