"""Documents that speak for whoever made them: 'a Courier article', then 'the article', then 'it'."""

from __future__ import annotations

from briefing.analyse.attributions.grammar import Grammar
from briefing.analyse.statements.lookup import Hit, MentionIndex
from briefing.lexicon import Lexicon
from briefing.model import Document, Span, Token

OWNING = frozenset({"poss", "compound", "nmod", "pobj"})
"""How the name of whoever made a document hangs on it."""
TELLING = frozenset({"prep", "acl", "agent"})
"""How else words hang on a document that tell which one it is."""
NEAR = 2
"""Sentences after which 'it' no longer means a document that spoke."""


PRESS = "press"
"""Nouns of this kind mean the same: 'a Courier feature' is 'the article' afterwards."""


class DocumentOwners:
    """Knows from the whole text whose documents there are; who speaks through 'it' depends on the order of asking."""

    def __init__(self, document: Document, mentions: MentionIndex, grammar: Grammar, lexicon: Lexicon) -> None:
        self.document, self.mentions, self.grammar = document, mentions, grammar
        self.nouns = lexicon.table("document_nouns")
        self.last: tuple[int, Hit] | None = None
        self.made: dict[str, list[tuple[int, Hit]]] = {}
        for t in document.tokens:
            if t.pos in {"NOUN", "PROPN"} and t.lemma.lower() in self.nouns and (hit := self._maker(t)) is not None:
                self.made.setdefault(self._kind(t), []).append((t.index, hit))

    def owner(self, head: Token, source: Span) -> Hit | None:
        """Return who speaks through the document that heads a source, or None."""
        return self._of_noun(head, source) or self._same(head)

    def _kind(self, noun: Token) -> str:
        return self.nouns[noun.lemma.lower()] or noun.lemma.lower()

    def _of_noun(self, head: Token, source: Span) -> Hit | None:
        """Return the one name in "a Courier article", then also for "the article"; a new document is nobody's."""
        if head.lemma.lower() not in self.nouns:
            return None
        known = [(i, hit) for i, hit in self.made.get(self._kind(head), ()) if i <= head.index]
        found = known[-1][1] if known else None
        if found is not None and known[-1][0] == head.index:
            found = found if source.covers(found[0].span) else None
        elif not self._is_bare(head):
            found = None
        self.last = (head.sentence, found) if found is not None else None
        return found

    def _is_bare(self, noun: Token) -> bool:
        """Tell whether a document is one known from before: "the article", not "an article", "the article by two"."""
        below = [self.document.tokens[i] for i in self.document.children[noun.index]]
        definite = any(t.text.lower() in self.grammar["article"] for t in below)
        return definite and not any(t.dep in OWNING or t.dep in TELLING for t in below)

    def _maker(self, noun: Token) -> Hit | None:
        """Return the one name that makes or owns a document, or that published it: "the Courier ran a story"."""
        names = self._names(noun)
        if names:
            return names[0] if len({actor.id for _, actor in names}) == 1 else None
        verb = self.document.tokens[noun.head]
        if noun.dep != "dobj" or verb.lemma.lower() not in self.grammar["publishing verb"]:
            return None
        subjects = [self.document.tokens[i] for i in self.document.children[verb.index]]
        return next((hit for t in subjects if t.dep == "nsubj" and (hit := self.mentions.name_at(t))), None)

    def _names(self, noun: Token) -> list[Hit]:
        """Return the names that make or own a noun, in text order: "the ministry's", "Courier", "by Mara Iveston"."""
        found = (self._name_at(i, noun) for i in self._near(noun))
        return [hit for hit in found if hit is not None]

    def _near(self, noun: Token) -> list[int]:
        """Return the tokens on which a maker's name can stand: below the noun, or two or three steps down by "by"."""
        children, tokens = self.document.children, self.document.tokens
        below = list(children[noun.index])
        clauses = [k for i in below if tokens[i].dep == "acl" for k in children[i]]
        agents = [i for i in (*below, *clauses) if tokens[i].text.lower() in self.grammar["agent"]]
        return sorted({*below, *(k for i in agents for k in children[i])})

    def _same(self, head: Token) -> Hit | None:
        """Return who speaks through "it" right after a document spoke: "the article said ... It added ..."."""
        if head.text.lower() not in self.grammar["thing"] or self.last is None or head.sentence - self.last[0] > NEAR:
            return None
        self.last = (head.sentence, self.last[1])
        return self.last[1]

    def _name_at(self, index: int, noun: Token) -> Hit | None:
        """Return the name at a token that hangs on the noun: "a suit challenging Ruvenia's law" is not Ruvenia's."""
        token = self.document.tokens[index]
        holder = self.document.tokens[token.head]
        if token.dep == "pobj" and holder.text.lower() in self.grammar["agent"]:
            holder = self.document.tokens[holder.head]
            if holder.dep == "acl" and holder.lemma.lower() in self.grammar["publishing verb"]:
                holder = self.document.tokens[holder.head]
        return self.mentions.name_at(token) if token.dep in OWNING and holder.index == noun.index else None
