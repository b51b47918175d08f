"""What looks like an attribution and is none: idioms, wishes, purposes, subjects that cannot speak."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analyse.attributions.context import subject_kind
from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.view import View
from briefing.lexicon import Lexicon

SPEAKING = frozenset({"name", "speaker"})
"""Kinds of noun that a bare "that" or "which" may stand for and still speak."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """The word lists that tell what is no attribution; make it with `load`."""

    idioms: frozenset[str]
    mute: frozenset[str]
    speakers: frozenset[str]

    @classmethod
    def load(cls, lexicon: Lexicon) -> Doubts:
        """Read the lists `not_cues`, `mute_nouns` and `source_nouns`."""
        return cls(lexicon.words("not_cues"), lexicon.words("mute_nouns"), lexicon.words("source_nouns"))

    def reject(self, view: View, candidate: Candidate) -> bool:
        """Tell whether a verb in its frame reports nothing here, whatever its word."""
        verb, source = candidate.head, set(candidate.source)
        return (
            self._idiom(view, verb)
            or self._denies_somebody(view, verb)
            or _supposed(view, verb)
            or _to_whom(view, candidate)
            or _asks_what(view, candidate)
            or self._cannot_speak(view, candidate, source)
        )

    def _idiom(self, view: View, verb: int) -> bool:
        """Tell whether a verb and its object say something else together: "claimed two lives"."""
        objects = view.children(verb, "dobj", "oprd")
        return any(f"{view.tokens[verb].lemma.lower()} {view.tokens[o].lemma.lower()}" in self.idioms for o in objects)

    def _denies_somebody(self, view: View, verb: int) -> bool:
        """Tell whether something is withheld from somebody: "denied them a hearing", "denied her request"."""
        return view.lemma_is(verb, "withholding verb") and view.child(verb, "dative", "iobj") is not None

    def _cannot_speak(self, view: View, candidate: Candidate, source: set[int]) -> bool:
        """Tell whether the subject is a thing, or a "that" which stands for one."""
        if not source or view.words(source) <= view.grammar["anybody"]:
            return bool(source)
        head = next((i for i in sorted(source) if view.tokens[i].head not in source), min(source))
        token = view.tokens[head]
        if token.tag == "WDT":
            if candidate.frame == "xcomp" or (candidate.frame == "dobj" and _bare_that(view, source)):
                return True
            clause = view.tokens[candidate.head]
            noun = clause.head if clause.dep == "relcl" else head
            return noun != head and subject_kind(view, {noun}, self.speakers) not in SPEAKING
        return token.lemma.lower() in self.mute or view.is_vessel(head) or _bare_that(view, source)


def _supposed(view: View, verb: int) -> bool:
    """Tell whether it is only supposed or wished that somebody says it: "might ask", "without mentioning"."""
    helpers = view.children(verb, "aux")
    token = view.tokens[verb]
    lacking = token.dep == "pcomp" and view.word_is(token.head, "lacking")
    return lacking or any(view.word_is(h, "supposing helper") for h in helpers)


def _to_whom(view: View, candidate: Candidate) -> bool:
    """Tell whether the object is only who is spoken to: "she told supporters", "he asked the council"."""
    return candidate.frame == "dobj" and view.lemma_is(candidate.head, "addressing verb")


def _asks_what(view: View, candidate: Candidate) -> bool:
    """Tell whether the content is a mere "what": "What does she want?"."""
    words = [i for i in candidate.content if view.tokens[i].pos != "PUNCT"]
    return len(words) == 1 and view.tokens[words[0]].tag in {"WP", "WDT", "WRB"}


def _bare_that(view: View, source: set[int]) -> bool:
    """Tell whether a subject is a bare "that" or "this", which is nobody: "That said, ...", "This shows ..."."""
    subject = view.tokens[min(source)] if len(source) == 1 else None
    return subject is not None and subject.tag in {"DT", "WDT"} and view.word_is(subject.index, "bare")
