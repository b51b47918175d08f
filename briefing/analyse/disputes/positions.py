"""What each speaker holds: a statement with what the pairing needs to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.analyse.disputes.denials import SUBJECTS, Denial, Wording, calls_untrue, find_denial, insists, rules
from briefing.analyse.disputes.unheard import find_unheard
from briefing.analyse.stems import Stems
from briefing.model import Actor, BlockKind, Document, Sentence, Span, Stance, Statement, Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "none", "nothing", "neither", "nor", "without"})
"""Words that turn a clause over."""
EARLY = 4
"""Words of a content among which 'comment' tells that a request for it was declined."""
OPENING = 3
"""Words before a clause among which a marker of contrast is looked for: ', while the union said'."""
PLACES = frozenset({"GPE", "NORP", "LOC"})
SHORTEST_NAME = 3
"""Letters of a name's word that tell it from others."""


@dataclass(frozen=True, slots=True)
class Position:
    """One statement as a position.

    `sentence` and `last` are where its content begins and ends. `party` tells speakers apart: an actor's id, or the
    source's own words in lower case; '' for an accusation that nobody is named for. `actors` are the ids of those it
    speaks for. `own` are the words of the speaker's name, `office` those of the names in the role and in the source's
    own words: 'Calder', 'Ports' of 'chief executive of Calder Ports', `places` those of both that many share:
    countries, nationalities. `names` are the names its sentence tells of, `whole` is that sentence, `stems` the stems
    of the content that are no names, `around` those of the whole sentence.
    `negated` tells that its main clause says no, `charges` that a word which leads to it calls it an accusation,
    `denial` what claim it denies, `claims` what it calls another's words, 'accusation' or 'claim', `meant` the
    names its content tells, `untrue` that it calls one untrue, `insists` that its cue sets it against another,
    `contrast` that a marker joins it to what its sentence says before, `named` that its content opens with words
    that stand for themselves, no 'it', `turns` that its sentence opens with a marker of contrast, `rebuts` that it
    is called an answer to another's words, `rules` that its speaker decides rather than disputes, `described` that
    its source is known by more than a pronoun, `camps` on which side its speaker stands of each standing opposition
    ('court': 'accused'), `silent` that it tells that they did not answer.
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
    whole: Span
    negated: bool
    denial: Denial | None
    untrue: bool
    charges: bool
    claims: str
    meant: frozenset[str]
    insists: bool
    contrast: bool
    named: bool
    turns: bool
    rebuts: bool
    rules: bool
    described: bool
    camps: Mapping[str, str]
    silent: bool

    @property
    def accuses(self) -> bool:
        """Tell whether it blames somebody."""
        return self.charges or self.statement.stance is Stance.ACCUSES

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
    camps: Mapping[str, Mapping[str, str]]


def find_positions(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], stems: Stems, wording: Wording
) -> list[Position]:
    """Return the positions of the story's statements whose source is known at least by its words, in their order.

    A statement within another's content ('Iveston believes, according to Dale') is the other's, and no position.
    """
    mentions = {mention.span.start: actor.id for actor in actors for mention in actor.mentions}
    by = {actor.id: actor for actor in actors}
    known = _Known(document, mentions, by, wording, stems, _camps(document, statements, by, wording))
    unheard = find_unheard(document, mentions, statements, wording)
    found = []
    for statement in sorted([*statements, *unheard], key=lambda s: s.content[0]):
        sentences = document.sentences_of(statement.content[0])
        body = bool(sentences) and document.article.blocks[sentences[0].block].kind is BlockKind.BODY
        if body and statement.nested_in is None and _placed(statement):
            content = [t for span in statement.content for t in document.tokens_of(span)]
            if content:
                found.append(_position(statement, sentences[0], content, known))
    return found


def _placed(statement: Statement) -> bool:
    """Tell whether somebody is known to hold it, or to be accused."""
    return bool(statement.source or statement.speaker) or statement.stance is Stance.ACCUSES


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
        party=_party(document, statement),
        actors=(statement.speaker,) if statement.speaker else _spoken_for(known, statement.source),
        own=name_words(name),
        office=name_words([*source, *role]),
        places=name_words(t for t in (*name, *source, *role) if t.entity in PLACES or t.text in wording.countries),
        names=name_words([*words, *content]),
        stems=_plain(known, content),
        around=_plain(known, [*words, *content]),
        evidence=_extent(document, statement),
        whole=sentence.span,
        negated=_negated(document, content),
        denial=find_denial(document, statement, source, role, content, wording),
        charges=_charges(document, statement, words, wording),
        claims=next((wording.claims[t.lemma.lower()] for t in content if t.lemma.lower() in wording.claims), ""),
        meant=name_words(content),
        untrue=calls_untrue(document, content, wording),
        insists=insists(document, statement, wording),
        contrast=_contrasts(statement, words, wording.contrasts),
        named=content[0].pos != "PRON" or content[0].dep not in SUBJECTS,
        turns=_turns(words, content[0].start, wording),
        rebuts=_rebuts(words, content[0].start, wording),
        rules=rules(source, wording) or rules(role, wording),
        described=statement.speaker is not None or any(t.pos in {"NOUN", "PROPN"} for t in source),
        camps=known.camps.get(_party(document, statement), {}),
        silent=_silent(document, statement, content, wording),
    )


def _charges(document: Document, statement: Statement, words: Sequence[Token], wording: Wording) -> bool:
    """Tell whether its cue, or a word between cue and content, accuses: 'blamed', 'filed a suit, alleging that'."""
    if not (statement.source or statement.speaker):
        return True
    start = statement.content[0].start
    cue = [t for span in statement.cue for t in document.tokens_of(span)]
    lead = [t for t in words if cue and cue[-1].end <= t.start and t.end <= start]
    accusing = any(t.lemma.lower() in wording.accusing | wording.charging for t in (*cue, *lead))
    return accusing and not any(t.dep == "neg" for t in cue)


def _negated(document: Document, content: Sequence[Token]) -> bool:
    """Tell whether the first main clause says no: 'it was not sent', 'her office received nothing', 'no word came'."""
    inside = {t.index for t in content}
    root = next((t for t in content if t.head not in inside - {t.index}), content[0])
    below = [document.tokens[c] for c in document.children[root.index] if c in inside]
    words = [
        *below,
        *(document.tokens[c] for t in below if t.pos in {"NOUN", "PRON"} for c in document.children[t.index]),
    ]
    return any(t.dep == "neg" or t.text.lower() in NEGATIONS for t in words)


def _turns(words: Sequence[Token], start: int, wording: Wording) -> bool:
    """Tell whether a marker of contrast opens the sentence or stands between commas: 'The mayor, however, said'."""
    before = [t for t in words if t.end <= start]
    commas = (t for last, t in pairwise(before) if last.text == ",")
    return any(t.text.lower() in wording.turning for t in (*words[:1], *(t for t in commas if t.pos == "ADV")))


def _rebuts(words: Sequence[Token], start: int, wording: Wording) -> bool:
    """Tell whether the sentence calls what follows an answer: 'issued a rebuttal, saying', 'Dale fired back'."""
    before = [t for t in words if t.end <= start and t.lemma.lower() in wording.rebutting]
    for token in before:
        if wording.rebutting[token.lemma.lower()] == token.pos.lower():
            return True
        following = words[token.index - words[0].index + 1 :][:1]
        if wording.rebutting[token.lemma.lower()] == "back" and any(t.text.lower() == "back" for t in following):
            return True
    return False


def _silent(document: Document, statement: Statement, content: Sequence[Token], wording: Wording) -> bool:
    """Tell whether its speaker gave no answer: 'did not respond to a request', 'declined to comment'."""
    cue = [t for span in statement.cue for t in document.tokens_of(span)]
    told, opening = ({t.lemma.lower() for t in part} for part in (cue, content[:EARLY]))
    answers = not wording.answering.isdisjoint(told | opening)
    if any(t.dep == "neg" for t in cue):
        return answers or not wording.asking.isdisjoint(opening)
    return answers and not wording.refusing.isdisjoint(told)


def _camps(
    document: Document, statements: Sequence[Statement], actors: Mapping[str, Actor], wording: Wording
) -> dict[str, dict[str, str]]:
    """Return for each speaker the sides that any of their sources or their role puts them on.

    Keys are as `Position.party`, values such as {'court': 'accused'} for 'the defence'.
    """
    found: dict[str, dict[str, str]] = {}
    for statement in statements:
        actor = actors.get(statement.speaker or "")
        spans = [*statement.source, *([actor.role] if actor and actor.role else [])]
        for token in (t for span in spans for t in document.tokens_of(span)):
            lemma, letter = token.lemma.lower(), token.text.partition("-")
            camp = wording.adversaries.get(lemma) or wording.adversaries.get("".join(letter[:2]))
            if camp:
                arena, side = camp.split()
                found.setdefault(_party(document, statement), {}).setdefault(arena, side)
    return found


def _party(document: Document, statement: Statement) -> str:
    source = (t for span in statement.source for t in document.tokens_of(span))
    return statement.speaker or " ".join(t.text for t in source).lower()


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
