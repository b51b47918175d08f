"""What a speaker does by saying it: by the cue, and for neutral cues ("said") by the main clause and the words used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.analyse.attributions.grammar import Grammar, load_grammar
from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document, Stance, Token


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The word lists stance is read from: lemmas of cues and of main verbs, words that judge, classes of words."""

    cues: Mapping[str, Stance]
    judging: Mapping[str, Stance]
    grammar: Grammar

    @classmethod
    def load(cls, lexicon: Lexicon) -> StanceWords:
        """Read the lists `stance_cues`, `stance_words` and `speech_grammar`."""
        return cls(
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_cues").items()},
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_words").items()},
            load_grammar(lexicon),
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
    clause = _main_clause(document, content, words.grammar["thinking verb"])
    return (
        (_by_verb(clause, words) if clause else None)
        or (_obliges(clause, words.grammar) if clause else None)
        or _by_judgement(content, words)
        or (_by_clause(clause, words.grammar) if clause else None)
        or Stance.ASSERTS
    )


def _turned(stance: Stance) -> Stance:
    """Return the stance of a negated cue: who does not support, criticizes; of the rest nothing can be said."""
    return Stance.CRITICIZES if stance is Stance.SUPPORTS else Stance.OTHER


def _main_clause(document: Document, content: Sequence[Token], thinking: frozenset[str]) -> Clause | None:
    """Return the first verb of the content that hangs on nothing in it, with its clause."""
    inside = {t.index for t in content}
    tops = (t for t in content if t.pos in {"VERB", "AUX"} and (t.head not in inside or t.head == t.index))
    verb = next(tops, None)
    if verb is None:
        return None
    if verb.lemma.lower() in thinking:  # "I think they will fail" is about failing
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
    if stance is None or clause.negated or clause.auxiliaries & words.grammar["future"]:
        return None
    return stance if clause.subject in words.grammar["speaker pronoun"] or stance is Stance.DENIES else None


def _obliges(clause: Clause, grammar: Grammar) -> Stance | None:
    """Read "they must leave", "it needs to change", and orders: "Leave the port"."""
    helpers = clause.auxiliaries
    obliging = clause.verb.lemma.lower() in grammar["obliging verb"]
    needs = obliging and clause.infinitive and not helpers & grammar["future"]
    order = clause.verb.tag == "VB" and not clause.subject and not helpers
    return Stance.DEMANDS if helpers & grammar["obligation"] or needs or order else None


def _by_judgement(content: Sequence[Token], words: StanceWords) -> Stance | None:
    """Return the stance most judging words speak for; on a tie the one found first."""
    votes: dict[Stance, int] = {}
    for token in content:
        stance = words.judging.get(token.lemma.lower())
        if stance is not None:
            votes[stance] = votes.get(stance, 0) + 1
    return max(votes, key=lambda s: votes[s]) if votes else None


def _by_clause(clause: Clause, grammar: Grammar) -> Stance | None:
    """Read denials ("had never used"), promises ("we will") and predictions ("it could")."""
    lemma = clause.verb.lemma.lower()
    if clause.auxiliaries & grammar["future"]:
        own = clause.subject in grammar["self"] and clause.verb.pos == "VERB" and not clause.negated
        return Stance.PROMISES if own and clause.auxiliaries & grammar["promise"] else Stance.PREDICTS
    if lemma in grammar["foreseeing verb"] and clause.infinitive:
        return Stance.PREDICTS
    past = bool(clause.auxiliaries & grammar["denying helper"]) or clause.verb.text.lower() in grammar["denying helper"]
    # "I don't think ..." and "it does not work" deny nothing; "we did not" and "had never" do.
    return Stance.DENIES if clause.negated and past and lemma not in grammar["thinking verb"] else None
