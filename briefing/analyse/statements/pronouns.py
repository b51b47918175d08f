"""A likely speaker for 'he', 'she', 'they' and 'it' where nobody was clearly meant: a guess that says it is one.

Who was a subject or spoke in the sentences before is weighed by place and distance (after Lappin and Leass,
'An Algorithm for Pronominal Anaphora Resolution', Computational Linguistics 20(4), 1994).
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterator, Sequence

from briefing.analyse.actors.grammar import SUBJECTS
from briefing.lexicon import Lexicon
from briefing.model import Actor, ActorKind, Document, Mention, MentionType, Span, Token

SEXES = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset({"they", "them", "their"})
THING = frozenset({"it", "its"})
BODIES = frozenset({ActorKind.ORGANIZATION, ActorKind.COUNTRY})
WINDOW = 3
"""Sentences back in which the speaker is looked for."""
FADE = 0.55
"""What a mention is worth one sentence later."""
SUBJECT, OTHER, SPEAKER = 1.0, 0.5, 1.0
"""What a subject, another mention, and having spoken are worth."""
LEAST_OTHER = SUBJECT * FADE
"""What somebody meant by 'they' or 'it' must be worth: a subject or speaker one sentence before."""
MARGIN = 1.3
"""How many times as likely as the next one the best must be to be given."""


class Guesser:
    """Guesses whom a source's pronoun means from the mentions before it and from who has spoken."""

    def __init__(
        self, document: Document, actors: Sequence[Actor], mentions: Sequence[tuple[Mention, Actor]], lexicon: Lexicon
    ) -> None:
        """Take the mentions sorted by place."""
        self.document, self.mentions = document, mentions
        self.starts = [m.span.start for m, _ in mentions]
        self.sexes = {a.id: _sex(document, a, lexicon) for a in actors if a.kind is ActorKind.PERSON}
        self.quoted = sorted(s for q in document.quotations for s in q.spans)
        self.spoke: list[tuple[int, Actor]] = []

    def heard(self, source: Token, actor: Actor) -> None:
        """Remember who spoke by the sentence of the source; called in text order."""
        self.spoke.append((source.sentence, actor))

    def guess(self, pronoun: Token, content: Sequence[Span], quoted_from: str | None) -> Actor | None:
        """Return whom a pronoun clearly means most likely, else None.

        It is of the pronoun's sex or number, not named in `content`, and not the one whose quoted words it stands in.
        """
        barred = {a.id for s in content for m, a in self._within(s) if m.type is MentionType.NAME} | {quoted_from}
        scores: dict[str, float] = {}
        actors: dict[str, Actor] = {}
        for mention, actor in self._before(pronoun):
            if actor.id not in barred and self._agrees(pronoun.text.lower(), actor):
                head = self._head(mention)
                worth = SUBJECT if head.dep in SUBJECTS else OTHER
                worth *= FADE ** (pronoun.sentence - head.sentence)
                scores[actor.id] = max(scores.get(actor.id, 0.0), worth)
                actors[actor.id] = actor
        spoke = self._last_speaker(pronoun, barred)
        if spoke is not None:
            sentence, actor = spoke
            actors[actor.id] = actor
            scores[actor.id] = scores.get(actor.id, 0.0) + SPEAKER * FADE ** (pronoun.sentence - sentence)
        ranked = sorted(scores, key=lambda k: (-scores[k], k))
        if not ranked or (pronoun.text.lower() not in SEXES and scores[ranked[0]] < LEAST_OTHER):
            return None
        clear = len(ranked) == 1 or scores[ranked[0]] >= MARGIN * scores[ranked[1]]
        return actors[ranked[0]] if clear else None

    def _agrees(self, word: str, actor: Actor) -> bool:
        """Tell whether an actor can be meant by a pronoun."""
        if word in SEXES:
            return actor.kind is ActorKind.PERSON and self.sexes[actor.id] in {SEXES[word], ""}
        if word in THEY:
            return actor.kind is ActorKind.GROUP
        return word in THING and actor.kind in BODIES

    def _last_speaker(self, pronoun: Token, barred: Collection[str | None]) -> tuple[int, Actor] | None:
        """Return the sentence and the one who spoke last of those whom a pronoun can mean."""
        word = pronoun.text.lower()
        near = (s for s in reversed(self.spoke[-2 * WINDOW :]) if 0 <= pronoun.sentence - s[0] <= WINDOW)
        return next((s for s in near if s[1].id not in barred and self._agrees(word, s[1])), None)

    def _before(self, pronoun: Token) -> Iterator[tuple[Mention, Actor]]:
        """Yield the mentions in the window before a pronoun, nearest first, that stand in no other quotation."""
        here = self._quotation(pronoun.start)
        sentences = self.document.sentences
        first = sentences[max(0, pronoun.sentence - WINDOW)].span.start
        for i in range(bisect.bisect_left(self.starts, pronoun.start) - 1, -1, -1):
            mention, actor = self.mentions[i]
            if mention.span.start < first:
                return
            if self._quotation(mention.span.start) in {None, here}:
                yield mention, actor

    def _within(self, span: Span) -> Sequence[tuple[Mention, Actor]]:
        """Return the mentions that start in a span."""
        return self.mentions[bisect.bisect_left(self.starts, span.start) : bisect.bisect_left(self.starts, span.end)]

    def _quotation(self, offset: int) -> Span | None:
        """Return the quoted span that holds a character, or None."""
        i = bisect.bisect_right(self.quoted, Span(offset, len(self.document.text) + 1)) - 1
        return self.quoted[i] if i >= 0 and offset < self.quoted[i].end else None

    def _head(self, mention: Mention) -> Token:
        """Return the token of a mention that hangs on a word outside it."""
        tokens = self.document.tokens_of(mention.span)
        inside = {t.index for t in tokens}
        return next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[-1])


def _sex(document: Document, actor: Actor, lexicon: Lexicon) -> str:
    """Return 'm' or 'f' by a person's pronouns, else by a form of address or the given name; '' where nothing tells."""
    words = [m.span.of(document.text).split() for m in actor.mentions]
    told = [SEXES[w[0].lower()] for w in words if w and w[0].lower() in SEXES]
    if told:
        return max(sorted(set(told)), key=told.count)
    address, given = lexicon.table("honorifics"), lexicon.table("given_names")
    called = (address[w[0]] for w in words if w and address.get(w[0]))
    name = actor.name.of(document.text).split()
    return next(called, "") or (given.get(name[0], "") if name else "")
