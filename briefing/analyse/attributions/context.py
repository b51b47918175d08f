"""How sure a cue is in its surroundings: its word and frame, and who does it in what form.

A logistic model: the log-odds of the word in its frame (lexicon `cues`) and one weight for each trait of the context
(lexicon `cue_context`), both learned on PolNeAR (train).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.sources import passive
from briefing.analyse.attributions.view import View
from briefing.lexicon import Lexicon

UNKNOWN, UNKNOWN_CLAUSE = 0.05, 0.3
"""Probability of a word in a frame that the lexicon does not list; with a clause behind it it often is a cue."""
PLAIN_SPEECH = 0.7
"""From which probability on a verb with a clause is speech whatever stands around it."""
THIRD_PARTIES = frozenset({"name", "speaker", "noun", "plural", "relative"})
"""Kinds of subject that are not the one who is speaking already."""


@dataclass(frozen=True, slots=True)
class CueModel:
    """The learned weights; make it with `load`."""

    words: Mapping[str, float]
    traits: Mapping[str, float]
    speakers: frozenset[str]

    @classmethod
    def load(cls, lexicon: Lexicon) -> CueModel:
        """Read the lists `cues`, `cue_context` and `source_nouns`."""
        return cls(
            {key: float(value) for key, value in lexicon.table("cues").items()},
            {key: float(value) for key, value in lexicon.table("cue_context").items()},
            lexicon.words("source_nouns"),
        )

    def known(self, view: View, verb: int, frame: str) -> float:
        """Return the probability of the verb in its frame, whatever stands around it."""
        return self.words.get(f"{view.tokens[verb].lemma.lower()} {frame}", 0.0)

    def clear(self, view: View, candidate: Candidate, least: float) -> bool:
        """Tell whether a candidate is surely speech with a clause, so that what stands in it is somebody's words."""
        return candidate.frame in {"ccomp", "para"} and self.known(view, candidate.head, candidate.frame) >= least

    def sureness(self, view: View, candidate: Candidate, *, nested: bool) -> float:
        """Return how probable it is that this verb is a cue here, in [0, 1].

        What stands within somebody's speech is rarely an attribution of its own; plain speech of a third party
        ("she said that Dorn told her that ...") is.
        """
        verb, frame = candidate.head, candidate.frame
        known = self.known(view, verb, frame)
        subject = subject_kind(view, set(candidate.source), self.speakers)
        p = known or (UNKNOWN_CLAUSE if frame == "ccomp" and candidate.content[0] > verb else UNKNOWN)
        total = self.traits["bias"] + self.traits["word"] * math.log(p / (1 - p))
        total += sum(self.traits.get(t, 0.0) for t in (*traits_of(view, verb, frame), f"subject {subject}"))
        if nested and not (frame == "ccomp" and known >= PLAIN_SPEECH and subject in THIRD_PARTIES):
            total += self.traits["nested"]
        return 1 / (1 + math.exp(-total))


def traits_of(view: View, verb: int, frame: str) -> list[str]:
    """Return the names of the traits of a verb that hold: its frame, its form, and how it stands in the sentence."""
    token = view.tokens[verb]
    auxiliaries = {view.tokens[c].text.lower() for c in view.children(verb, "aux")}
    found = [f"frame {frame.partition(':')[0]}", f"form {token.tag}"]
    for name, holds in (
        ("modal", bool(auxiliaries & view.grammar["modal"])),
        ("infinitive", "to" in auxiliaries),
        ("negated", view.child(verb, "neg") is not None),
        ("passive", passive(view, verb)),
        ("that clause", _that_clause(view, verb)),
        ("conditional", _conditional(view, verb)),
        ("relative", token.dep == "relcl"),
        ("root", token.dep == "ROOT"),
        ("conjunct", token.dep == "conj"),
        ("adverbial", token.dep == "advcl"),
    ):
        if holds:
            found.append(name)
    return found


def _that_clause(view: View, verb: int) -> bool:
    clause = view.child(verb, "ccomp")
    mark = view.child(clause, "mark") if clause is not None and clause > verb else None
    return mark is not None and view.word_is(mark, "that clause")


def _conditional(view: View, verb: int) -> bool:
    mark = view.child(verb, "mark")
    return mark is not None and view.word_is(mark, "conditional")


def subject_kind(view: View, source: set[int], speakers: frozenset[str]) -> str:
    """Return what the source's head is: none, person (a pronoun), relative, name, pronoun, speaker, plural or noun."""
    if not source:
        return "none"
    head = next((i for i in sorted(source) if view.tokens[i].head not in source), min(source))
    token = view.tokens[head]
    if view.word_is(head, "subject pronoun"):
        return "person"
    if view.word_is(head, "relative"):
        return "relative"
    if token.pos in {"PROPN", "PRON"}:
        return "name" if token.pos == "PROPN" else "pronoun"
    if token.lemma.lower() in speakers:
        return "speaker"
    return "plural" if token.tag == "NNS" else "noun"
