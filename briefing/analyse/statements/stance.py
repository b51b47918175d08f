"""What a speaker does by saying it: by the cue, and for neutral cues ("said") by the main clause and the words used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document, Stance, Token

FUTURE = frozenset({"will", "would", "'ll", "’ll", "wo", "could", "may", "might", "'d", "’d"})
OBLIGATION = frozenset({"must", "should", "ought"})
OBLIGING = frozenset({"need", "have"})
"""Verbs that oblige with an infinitive: "they need to leave"."""
FIRST_PERSON = frozenset({"i", "we"})
SELF = frozenset({"i", "we", "he", "she", "they", "it"})
"""Subjects of a promise: the speaker, in quoted or reported words."""
PAST = frozenset({"did", "had", "was", "were", "has", "have", "'ve", "’ve"})
"""Helpers of a denial: "had never used"; "it does not work" is no denial but a judgement."""
THINKING = frozenset({"think", "believe", "know", "want", "feel", "see", "mean", "guess", "hope", "need"})
"""Verbs whose negation denies nothing: "I don't think ..."."""


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The word lists stance is read from: lemmas of cues and of main verbs, and words that judge."""

    cues: dict[str, Stance]
    judging: dict[str, Stance]

    @classmethod
    def load(cls, lexicon: Lexicon) -> StanceWords:
        """Read the lists `stance_cues` and `stance_words`."""
        return cls(
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_cues").items()},
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_words").items()},
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of what is said: its verb, and the words that hang on it."""

    verb: Token
    subject: str
    auxiliaries: frozenset[str]
    negated: bool
    infinitive: bool


def stance_of(document: Document, attribution: Attribution, words: StanceWords) -> Stance:
    """Return the stance of an attribution; ASSERTS where nothing says otherwise.

    A telling cue ("denied") decides; else the verb of the main clause ("we reject ..."), or that it obliges; then words
    that judge; then that the main clause denies, promises or looks ahead.
    """
    cue = [t for s in attribution.cue for t in document.tokens_of(s)]
    negated = any(t.dep == "neg" for t in cue)
    for token in cue:
        stance = words.cues.get(token.lemma.lower())
        if stance is not None:
            return _turned(stance) if negated else stance
    content = [t for s in attribution.content for t in document.tokens_of(s)]
    clause = _main_clause(document, content)
    return (
        (_by_verb(clause, words) if clause else None)
        or (_obliges(clause) if clause else None)
        or _by_judgement(content, words)
        or (_by_clause(clause) if clause else None)
        or Stance.ASSERTS
    )


def _turned(stance: Stance) -> Stance:
    """Return the stance of a negated cue: who does not support, criticizes; of the rest nothing can be said."""
    return Stance.CRITICIZES if stance is Stance.SUPPORTS else Stance.OTHER


def _main_clause(document: Document, content: Sequence[Token]) -> Clause | None:
    """Return the first verb of the content that hangs on nothing in it, with its clause."""
    inside = {t.index for t in content}
    tops = (t for t in content if t.pos in {"VERB", "AUX"} and (t.head not in inside or t.head == t.index))
    verb = next(tops, None)
    if verb is None:
        return None
    if verb.lemma.lower() in THINKING:  # "I think they will fail" is about failing
        deeper = (document.tokens[i] for i in document.children[verb.index] if document.tokens[i].dep == "ccomp")
        verb = next((t for t in deeper if t.index in inside), verb)
    below = [document.tokens[i] for i in document.children[verb.index]]
    subject = next((t.text.lower() for t in below if t.dep in {"nsubj", "nsubjpass"}), "")
    helpers = frozenset(t.text.lower() for t in below if t.dep in {"aux", "auxpass"})
    negated = any(t.dep == "neg" for t in below)
    return Clause(verb, subject, helpers, negated, any(t.dep == "xcomp" for t in below))


def _by_verb(clause: Clause, words: StanceWords) -> Stance | None:
    """Read "we reject ...", "they welcome ...": the main verb itself is what the speaker does."""
    stance = words.cues.get(clause.verb.lemma.lower())
    if stance is None or clause.negated or clause.auxiliaries & FUTURE:
        return None
    return stance if clause.subject in FIRST_PERSON or stance is Stance.DENIES else None


def _obliges(clause: Clause) -> Stance | None:
    """Read "they must leave", "it needs to change", and orders: "Leave the port"."""
    helpers = clause.auxiliaries
    needs = clause.verb.lemma.lower() in OBLIGING and clause.infinitive and not helpers & FUTURE
    order = clause.verb.tag == "VB" and not clause.subject and not helpers
    return Stance.DEMANDS if helpers & OBLIGATION or needs or order else None


def _by_judgement(content: Sequence[Token], words: StanceWords) -> Stance | None:
    """Return the stance most judging words speak for; on a tie the one found first."""
    votes: dict[Stance, int] = {}
    for token in content:
        stance = words.judging.get(token.lemma.lower())
        if stance is not None:
            votes[stance] = votes.get(stance, 0) + 1
    return max(votes, key=lambda s: votes[s]) if votes else None


def _by_clause(clause: Clause) -> Stance | None:
    """Read denials ("had never used"), promises ("we will") and predictions ("it could")."""
    lemma = clause.verb.lemma.lower()
    if clause.auxiliaries & FUTURE:
        promise = clause.subject in SELF and clause.auxiliaries & {"will", "'ll", "’ll", "would"} and lemma != "be"
        return Stance.PROMISES if promise and not clause.negated else Stance.PREDICTS
    if clause.verb.lemma.lower() in {"expect", "go"} and clause.infinitive:
        return Stance.PREDICTS
    past = clause.auxiliaries & PAST or clause.verb.text.lower() in PAST
    return Stance.DENIES if clause.negated and past and lemma not in THINKING else None
