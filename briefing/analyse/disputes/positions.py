"""What each speaker holds: a statement with what the pairing needs to know of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.analyse.stems import Bag, Stems, stem_bags_of
from briefing.lexicon import Lexicon
from briefing.model import Actor, BlockKind, Document, Span, Stance, Statement, Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "none", "nothing", "neither", "nor", "without"})
"""Words that turn a clause over."""
OPENING = 3
"""Words at a sentence's or clause's front among which a contrast marker is looked for: 'But', 'In contrast'."""

PARTY_TAG = re.compile(r",? \(?(?P<party>[RD])-[A-Z]")
"""The party of an American politician behind the name: ' (R-Utah)', ', D-Md.'."""
PARTIES = {"R": "republican", "D": "democrat"}


@dataclass(frozen=True, slots=True)
class Position:
    """One statement as a position.

    `party` tells speakers apart: an actor's id, or the source's own words in lower case. `camps` are the camps its
    source is known to belong to, `foes` those that stand against them. `about` are the actors its content mentions.
    `denies` tells that it says of a claim that it is denied, `disbelieves` that its words call something untrue.
    `claim` is 'accusation' or 'claim' where the content names another's words as such. `contrast` tells that a marker
    of contrast sets it against what came before, `named` that it opens with words that stand for themselves, no 'it'.
    """

    statement: Statement
    sentence: int
    party: str
    camps: frozenset[str]
    foes: frozenset[str]
    about: frozenset[str]
    bag: Bag
    evidence: Span
    negated: bool
    denies: bool
    disbelieves: bool
    claim: str
    contrast: bool
    named: bool

    @property
    def accuses(self) -> bool:
        """Tell whether it blames somebody."""
        return self.statement.stance is Stance.ACCUSES

    @property
    def gainsays(self) -> bool:
        """Tell whether it is a denial, if only by what it says is not so."""
        return self.denies or self.statement.stance is Stance.DENIES

    @property
    def against(self) -> bool:
        """Tell whether it speaks against what somebody said or did."""
        return self.denies or self.disbelieves or self.statement.stance is Stance.CRITICIZES


@dataclass(frozen=True, slots=True)
class Wording:
    """The word lists the positions are read with."""

    claims: Mapping[str, str]
    denials: frozenset[str]
    denying: frozenset[str]
    contrasts: Mapping[str, str]
    camps: Mapping[str, str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Wording:
        """Read them from the lexicon."""
        return cls(
            lexicon.table("claim_nouns"),
            lexicon.words("denial_words"),
            lexicon.words("denial_verbs"),
            lexicon.table("contrast_markers"),
            lexicon.table("opposed_camps"),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the article: actors by the first character of each mention, their camps, the word lists."""

    document: Document
    mentions: Mapping[int, str]
    camps: Mapping[str, frozenset[str]]
    wording: Wording


def find_positions(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], stems: Stems, wording: Wording
) -> list[Position]:
    """Return the positions of the story's statements whose source is known at least by its words, in their order."""
    mentions = {mention.span.start: actor.id for actor in actors for mention in actor.mentions}
    camps = {actor.id: _camps(document, actor, wording.camps) for actor in actors}
    known = _Known(document, mentions, camps, wording)
    sourced = [s for s in statements if (s.source or s.speaker) and _in_body(document, s)]
    words = [[t for span in s.content for t in document.tokens_of(span)] for s in sourced]
    bags = stem_bags_of([stems.of(w) for w in words])
    return [_position(s, w, bag, known) for s, w, bag in zip(sourced, words, bags, strict=True) if w]


def _position(statement: Statement, content: Sequence[Token], bag: Bag, known: _Known) -> Position:
    document, wording = known.document, known.wording
    sentence = document.sentences_of(statement.content[0])[0]
    source, cue = _lemmas(document, statement.source), _lemmas(document, statement.cue)
    lemmas = {t.lemma.lower() for t in content}
    claim = next((wording.claims[t.lemma.lower()] for t in content if t.lemma.lower() in wording.claims), "")
    camps = known.camps.get(statement.speaker or "", frozenset()) | (source & wording.camps.keys())
    return Position(
        statement=statement,
        sentence=sentence.index,
        party=statement.speaker or " ".join(s.of(document.text) for s in statement.source).lower(),
        camps=camps,
        foes=frozenset(foe for camp in camps for foe in wording.camps[camp].split()),
        about=_within(known.mentions, statement.content) - {statement.speaker or ""},
        bag=bag,
        evidence=_extent(document, statement),
        negated=any(t.dep == "neg" or t.text.lower() in NEGATIONS for t in content),
        denies=not wording.denying.isdisjoint(cue | lemmas if claim else cue),
        disbelieves=not wording.denials.isdisjoint(lemmas),
        claim=claim,
        contrast=_contrasts(document, statement, document.words(sentence), wording.contrasts),
        named=content[0].pos != "PRON",
    )


def _lemmas(document: Document, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(t.lemma.lower() for s in spans for t in document.tokens_of(s))


def _in_body(document: Document, statement: Statement) -> bool:
    """Tell whether it stands in the story: a headline says in short what the story says in full."""
    sentences = document.sentences_of(statement.content[0])
    return bool(sentences) and document.article.blocks[sentences[0].block].kind is BlockKind.BODY


def _camps(document: Document, actor: Actor, known: Mapping[str, str]) -> frozenset[str]:
    """Return the camps named in an actor's role or by the party behind its name."""
    words = {t.lemma.lower() for t in document.tokens_of(actor.role)} if actor.role else set()
    tags = (PARTY_TAG.match(document.text, mention.span.end) for mention in actor.mentions)
    return frozenset(words & known.keys()) | {PARTIES[tag["party"]] for tag in tags if tag}


def _within(mentions: Mapping[int, str], spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(mentions[i] for span in spans for i in range(span.start, span.end) if i in mentions)


def _extent(document: Document, statement: Statement) -> Span:
    """Return the statement from source to content where one sentence holds it, else the content's first part."""
    parts = (*statement.source, *statement.cue, *statement.content)
    whole = Span(min(p.start for p in parts), max(p.end for p in parts))
    return whole if len(document.sentences_of(whole)) == 1 else statement.content[0]


def _contrasts(document: Document, statement: Statement, words: Sequence[Token], markers: Mapping[str, str]) -> bool:
    """Tell whether a marker opens the sentence, with nothing but this statement in it, or its own clause."""
    start = min(p.start for p in (*statement.source, *statement.cue, *statement.content))
    before = [t.text.lower() for t in words if t.end <= start]
    if any(markers.get(word) in {"inner", "both"} for word in before[-OPENING:]) and len(before) > OPENING:
        return True
    opening = [t.text.lower() for t in words[:OPENING]]
    return len(before) <= 2 * OPENING and any(markers.get(word) in {"front", "both"} for word in opening)
