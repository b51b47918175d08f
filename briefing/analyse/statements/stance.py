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
    phrases: Mapping[str, Stance]
    judging: Mapping[str, Stance]
    grammar: Grammar

    @classmethod
    def load(cls, lexicon: Lexicon) -> StanceWords:
        """Read the lists `stance_cues`, `stance_phrases`, `stance_words` and `speech_grammar`."""
        return cls(
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_cues").items()},
            {phrase: Stance(value) for phrase, value in lexicon.table("stance_phrases").items()},
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_words").items()},
            load_grammar(lexicon),
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of what is said: its verb, what hangs on it, and the lemmas and words of the two."""

    verb: Token
    subject: str
    auxiliaries: frozenset[str]
    negated: bool
    infinitive: bool
    conditional: bool
    words: frozenset[str]


def stance_of(document: Document, attribution: Attribution, words: StanceWords) -> Stance:
    """Return the stance of an attribution; ASSERTS where nothing says otherwise.

    A telling cue ("denied", "called for") decides; else the verb of the main clause ("we reject ..."), that it obliges,
    or what is promised; then words that judge; then that the main clause looks ahead or denies.
    """
    cue = [t for s in attribution.cue for t in document.tokens_of(s)]
    content = [t for s in attribution.content for t in document.tokens_of(s)]
    told = _by_cue(cue, content, words)
    if told is not None:
        return _turned(told) if any(t.dep == "neg" for t in cue) else told
    clause = _main_clause(document, content, words.grammar)
    ahead = _ahead(clause, words.grammar) if clause else None
    return (
        (_by_verb(clause, words) if clause else None)
        or (_obliges(clause, words.grammar) if clause else None)
        or (ahead if ahead is Stance.PROMISES else None)
        or _by_judgement(content, words)
        or ahead
        or (_foresees(clause, words) if clause else None)
        or (_denies(clause, words.grammar) if clause else None)
        or Stance.ASSERTS
    )


def _by_cue(cue: Sequence[Token], content: Sequence[Token], words: StanceWords) -> Stance | None:
    """Return what the cue tells: with a word beside it ("called for"), else by itself ("denied")."""
    beside = [t.text.lower() for t in (*cue, *content[:1])]
    phrases = (words.phrases.get(f"{t.lemma.lower()} {word}") for t in cue for word in beside)
    lone = (words.cues.get(t.lemma.lower()) for t in cue)
    return next((stance for stance in (*phrases, *lone) if stance is not None), None)


def _turned(stance: Stance) -> Stance:
    """Return the stance of a negated cue: who does not support, criticizes; of the rest nothing can be said."""
    return Stance.CRITICIZES if stance is Stance.SUPPORTS else Stance.OTHER


def _main_clause(document: Document, content: Sequence[Token], grammar: Grammar) -> Clause | None:
    """Return the first verb of the content that hangs on nothing in it, with its clause."""
    inside = {t.index for t in content}
    tops = (t for t in content if t.pos in {"VERB", "AUX"} and (t.head not in inside or t.head == t.index))
    verb = next(tops, None)
    if verb is None:
        return None
    if (
        verb.lemma.lower() in grammar["thinking verb"] or verb.lemma == "be"
    ):  # "I think they will fail", "It is that ..."
        deeper = (document.tokens[i] for i in document.children[verb.index] if document.tokens[i].dep == "ccomp")
        verb = next((t for t in deeper if t.index in inside), verb)
    below = [document.tokens[i] for i in document.children[verb.index]]
    subject = next((t.text.lower() for t in below if t.dep in {"nsubj", "nsubjpass"}), "")
    helpers = frozenset(t.text.lower() for t in below if t.dep in {"aux", "auxpass"})
    marks = {document.tokens[k].text.lower() for t in below if t.dep == "advcl" for k in document.children[t.index]}
    return Clause(
        verb,
        subject,
        helpers,
        negated=any(t.dep == "neg" for t in below),
        infinitive=any(t.dep == "xcomp" for t in below),
        conditional=bool(marks & grammar["conditional"]),
        words=frozenset(w for t in (verb, *below) for w in (t.lemma.lower(), t.text.lower())),
    )


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
        stance = words.judging.get(token.lemma.lower()) or words.judging.get(token.text.lower())
        if stance is not None and stance is not Stance.PREDICTS:
            votes[stance] = votes.get(stance, 0) + 1
    return max(votes, key=lambda s: votes[s]) if votes else None


def _ahead(clause: Clause, grammar: Grammar) -> Stance | None:
    """Read promises ("we will") and predictions ("it could"); "would have" looks back."""
    if not clause.auxiliaries & grammar["future"] or "have" in clause.auxiliaries:
        return None
    own = clause.subject in grammar["self"] and clause.verb.pos == "VERB" and not clause.negated
    promised = own and not clause.conditional and bool(clause.auxiliaries & grammar["promise"])
    return Stance.PROMISES if promised else Stance.PREDICTS


def _foresees(clause: Clause, words: StanceWords) -> Stance | None:
    """Read "it is likely", "they expect to", "if it passes, they are at risk"."""
    if clause.verb.lemma.lower() in words.grammar["foreseeing verb"] and clause.infinitive:
        return Stance.PREDICTS
    told = any(words.judging.get(word) is Stance.PREDICTS for word in clause.words)
    return Stance.PREDICTS if clause.conditional or (told and not clause.negated) else None


def _denies(clause: Clause, grammar: Grammar) -> Stance | None:
    """Read denials: "we did not", "had never"; "I don't think ..." and "it does not work" deny nothing."""
    past = bool(clause.auxiliaries & grammar["denying helper"]) or clause.verb.text.lower() in grammar["denying helper"]
    thinks = clause.verb.lemma.lower() in grammar["thinking verb"]
    return Stance.DENIES if clause.negated and past and not thinks else None
