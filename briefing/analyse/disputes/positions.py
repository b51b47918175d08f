"""What each speaker holds: a statement with what the pairing needs to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.analyse.disputes.denials import SUBJECTS, Denial, Wording, calls_untrue, find_denial, insists
from briefing.analyse.stems import Stems
from briefing.model import Actor, BlockKind, Document, Sentence, Span, Stance, Statement, Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "none", "nothing", "neither", "nor", "without"})
"""Words that turn a clause over."""
EARLY = 6
"""Words of a content within which a negation turns its main clause over: 'that her office received nothing'."""
OPENING = 3
"""Words before a clause among which a marker of contrast is looked for: ', while the union said'."""
PLACES = frozenset({"GPE", "NORP", "LOC"})
SHORTEST_NAME = 3
"""Letters of a name's word that tell it from others."""


@dataclass(frozen=True, slots=True)
class Position:
    """One statement as a position.

    `sentence` and `last` are where its content begins and ends. `party` tells speakers apart: an actor's id, or the
    source's own words in lower case; `actors` are the ids of those it speaks for. `own` are the words of the speaker's
    name, `office` those of the names in the role and in the source's own words: 'Calder', 'Ports' of 'chief executive
    of Calder Ports', `places` those of both that many share: countries, nationalities. `names` are the names its
    sentence tells of, `stems` the stems of the content that are no names, `around` those of the whole sentence.
    `negated` tells that its content says no, `denial` what claim it denies, `claims` what it calls
    another's words, 'accusation' or 'claim', `meant` the names its content tells, `untrue` that it calls one untrue,
    `insists` that its cue sets it against another, `contrast` that a marker joins it to what its sentence says before,
    `named` that its content opens with words that stand for themselves, no 'it'.
    """

    statement: Statement
    sentence: int
    last: int
    party: str
    actors: tuple[str, ...]
    own: frozenset[str]
    office: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]
    around: frozenset[str]
    evidence: Span
    negated: bool
    denial: Denial | None
    untrue: bool
    claims: str
    meant: frozenset[str]
    insists: bool
    contrast: bool
    named: bool

    @property
    def accuses(self) -> bool:
        """Tell whether it blames somebody."""
        return self.statement.stance is Stance.ACCUSES

    @property
    def against(self) -> bool:
        """Tell whether it speaks against what somebody said or did."""
        return self.accuses or self.denial is not None or self.untrue or self.statement.stance is Stance.CRITICIZES


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the article: actors by id and by the first character of each mention, the word lists."""

    document: Document
    mentions: Mapping[int, str]
    actors: Mapping[str, Actor]
    wording: Wording
    stems: Stems


def find_positions(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], stems: Stems, wording: Wording
) -> list[Position]:
    """Return the positions of the story's statements whose source is known at least by its words, in their order.

    A statement within another's content ('Iveston believes, according to Dale') is the other's, and no position.
    """
    mentions = {mention.span.start: actor.id for actor in actors for mention in actor.mentions}
    known = _Known(document, mentions, {actor.id: actor for actor in actors}, wording, stems)
    found = []
    for statement in statements:
        sentences = document.sentences_of(statement.content[0])
        body = bool(sentences) and document.article.blocks[sentences[0].block].kind is BlockKind.BODY
        if body and statement.nested_in is None and (statement.source or statement.speaker):
            content = [t for span in statement.content for t in document.tokens_of(span)]
            if content:
                found.append(_position(statement, sentences[0], content, known))
    return found


def _position(statement: Statement, sentence: Sentence, content: Sequence[Token], known: _Known) -> Position:
    document, wording = known.document, known.wording
    source = [t for span in statement.source for t in document.tokens_of(span)]
    actor = known.actors.get(statement.speaker or "")
    role = document.tokens_of(actor.role) if actor and actor.role else ()
    name = document.tokens_of(actor.name) if actor else ()
    words = document.words(sentence)
    return Position(
        statement=statement,
        sentence=sentence.index,
        last=document.sentences_of(statement.content[-1])[-1].index,
        party=statement.speaker or " ".join(t.text for t in source).lower(),
        actors=(statement.speaker,) if statement.speaker else _spoken_for(known, statement.source),
        own=name_words(name),
        office=name_words([*source, *role]),
        places=name_words(t for t in (*name, *source, *role) if t.entity in PLACES or t.text in wording.countries),
        names=name_words([*words, *content]),
        stems=_plain(known, content),
        around=_plain(known, [*words, *content]),
        evidence=_extent(document, statement),
        negated=any(t.dep == "neg" or t.text.lower() in NEGATIONS for t in content[:EARLY]),
        denial=find_denial(document, statement, source, role, content, wording),
        claims=next((wording.claims[t.lemma.lower()] for t in content if t.lemma.lower() in wording.claims), ""),
        meant=name_words(content),
        untrue=calls_untrue(document, content, wording),
        insists=insists(document, statement, wording),
        contrast=_contrasts(statement, words, wording.contrasts),
        named=content[0].pos != "PRON" or content[0].dep not in SUBJECTS,
    )


def name_words(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the words of names in lower case, 'Ruvenian' as 'ruvenia'."""
    words = (t.text.lower() for t in tokens if t.pos == "PROPN" or t.entity == "NORP")
    return frozenset(w.removesuffix("n") if w.endswith("ian") else w for w in words if len(w) >= SHORTEST_NAME)


def _plain(known: _Known, tokens: Iterable[Token]) -> frozenset[str]:
    """Return the stems of the words that tell what is spoken of: no names, no word for a claim or its denial."""
    wording = known.wording
    plain = (t for t in tokens if t.pos != "PROPN" and not t.entity and t.lemma.lower() not in wording.claims)
    return frozenset(known.stems.of(t for t in plain if t.lemma.lower() not in wording.empty))


def _spoken_for(known: _Known, source: Sequence[Span]) -> tuple[str, ...]:
    """Return the first actor named in the words for an unnamed source: 'a lawyer for the Dale Company'."""
    found = (known.mentions[i] for span in source for i in range(span.start, span.end) if i in known.mentions)
    return tuple(list(found)[:1])


def _extent(document: Document, statement: Statement) -> Span:
    """Return the statement from source to content where one sentence holds it, else the content's first part."""
    parts = (*statement.source, *statement.cue, *statement.content)
    whole = Span(min(p.start for p in parts), max(p.end for p in parts))
    return whole if len(document.sentences_of(whole)) == 1 else statement.content[0]


def _contrasts(statement: Statement, words: Sequence[Token], markers: frozenset[str]) -> bool:
    """Tell whether a marker of contrast joins this statement to what its sentence says before."""
    start = min(p.start for p in (*statement.source, *statement.cue, *statement.content))
    before = [t.text.lower() for t in words if t.end <= start]
    return len(before) > OPENING and not markers.isdisjoint(before[-OPENING:])
