"""How a cue builds its content: one function a grammatical frame, from the parse to token sets.

A frame is the name of the construction in which a verb or noun reports something: 'ccomp' ("said that ..."), 'para'
("..., she said, ..."), 'as they say' ("as she noted, ..."), 'oprd' ("called it a farce"), 'as' ("described it as a
farce"), 'of' ("accused them of fraud"), 'xcomp' ("vowed to stay"), 'dobj' ("rejected the claims"), 'prep:for' ("called
for calm"). Which word is a cue in which frame, and how surely, stands in the lexicon `cues`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from briefing.analyse.attributions.sources import source_of
from briefing.analyse.attributions.view import FINITE, SUBJECTS, View

LEFT_OVER = 8
"""Most words behind a clause that go with it though the parser hung them on the verb of saying."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be an attribution: the head token of its cue, its frame, and three sorted sets of token indices."""

    head: int
    frame: str
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


def verb_frame(view: View, verb: int) -> str:
    """Return the frame a verb stands in; 'none' where it reports nothing the parse shows."""
    deps = {view.tokens[c].dep: c for c in view.document.children[verb]}
    if "ccomp" in deps and clausal(view, verb, deps["ccomp"]):
        return "ccomp"
    if view.tokens[verb].dep == "parataxis" or (view.tokens[verb].dep == "ccomp" and _inserted(view, verb)):
        return "para"
    if _as_clause(view, verb, deps):
        return "as they say"
    if "oprd" in deps:
        return "oprd"
    if "dobj" in deps:
        mark = next((p for p in view.children(verb, "prep") if view.word_is(p, "object mark")), None)
        if mark is not None:
            return view.tokens[mark].text.lower()
    if "xcomp" in deps:
        return "xcomp"
    if "dobj" in deps:
        return "dobj"
    preps = [p for p in view.children(verb, "prep") if p > verb and view.children(p, "pobj", "pcomp")]
    # "warned in June against a strike" is about a strike: when and where come second.
    prep = next((p for p in preps if not view.word_is(p, "circumstance")), preps[0] if preps else None)
    return f"prep:{view.tokens[prep].text.lower()}" if prep is not None else "none"


def clausal(view: View, verb: int, clause: int) -> bool:
    """Tell whether a complement is one: no name, no "after ..." clause, not the sentence before a semicolon."""
    if view.tokens[clause].pos in {"PROPN", "NUM"} and not view.children(clause, *SUBJECTS):
        return False
    mark = view.child(clause, "mark")
    if mark is not None and not view.word_is(mark, "complementizer"):
        return False
    return all(view.tokens[i].text not in {";", ":"} for i in range(clause + 1, verb))


def _as_clause(view: View, verb: int, deps: Collection[str]) -> bool:
    """Tell whether a verb comments on its main clause: "As she noted, ..."."""
    mark = view.child(verb, "mark", "advmod")
    return (
        view.tokens[verb].dep == "advcl"
        and mark is not None
        and view.word_is(mark, "manner")
        and not {"dobj", "xcomp", "oprd", "attr"} & set(deps)
    )


def _inserted(view: View, verb: int) -> bool:
    """Tell whether a verb with a subject stands behind its own head, cut off by a comma: "..., she said, ..."."""
    head = view.tokens[verb].head
    return head < verb and bool(view.children(verb, "nsubj")) and view.child(verb, "mark") is None


def content_of(view: View, verb: int, frame: str) -> set[int]:
    """Return the tokens of what the verb reports in this frame."""
    if frame == "ccomp":
        return _clause(view, verb)
    if frame in {"para", "as they say"}:
        return _around(view, verb)
    if frame.startswith("prep:"):
        return _after_preposition(view, verb, frame.removeprefix("prep:"))
    found = _right_of(view, verb, frame)
    if frame == "dobj" and view.lemma_is(verb, "naming verb"):
        found |= _quoted_name(view, found)
    subject = view.child(verb, "nsubjpass")
    if frame == "xcomp" and found and (subject is not None or view.lemma_is(verb, "seeming verb")):
        # "He is expected to stay" reports of him: its subject is part of what nobody in particular expects.
        subject = subject if subject is not None else view.child(verb, "nsubj")
        found |= set(view.document.subtree(subject)) if subject is not None else set()
    return found


def _clause(view: View, verb: int) -> set[int]:
    """Return a complement clause whole, with what the parser hung on the verb between it and the sentence's edge."""
    clauses = [c for c in view.children(verb, "ccomp") if clausal(view, verb, c)]
    found = {i for c in clauses for i in view.document.subtree(c)}
    if not found:
        return found
    start = view.bounds(verb)[0]
    if max(found) < verb:
        if view.tokens[verb].dep in {"ROOT", "conj"} and not _occupied(view, start, min(found)):
            found |= set(range(start, min(found)))
        found |= _left_over(view, verb, max(found))
    else:
        found = {i for i in found if i > verb} | _adverbial(view, verb, max(found))
        found |= _interrupted(view, verb, clauses[-1], start)
    return found


def _interrupted(view: View, verb: int, clause: int, start: int) -> set[int]:
    """Return the subject that stands before "she said" where the clause behind it has none of its own.

    'Delay, she said, is no choice': all up to the comma; 'what she said was needed': the relative pronoun.
    """
    finite = any(view.tokens[i].tag in FINITE for i in (clause, *view.children(clause, "aux", "auxpass")))
    if view.child(clause, "expl", *SUBJECTS) is not None or not finite:
        return set()
    left = min(source_of(view, verb) | {verb}) - 1
    if left <= start:
        return set()
    if view.tokens[left].text == ",":
        frame_setter = view.tokens[start].pos in {"SCONJ", "CCONJ", "ADP", "ADV"}  # "When asked, she said ..."
        return set() if frame_setter else set(range(start, left))
    return {left} if view.tokens[left].tag in {"WP", "WDT"} else set()


def _left_over(view: View, verb: int, last: int) -> set[int]:
    """Return what the parser hung on the verb between what is said and its speaker: "and again in May, she said"."""
    stop = min(source_of(view, verb) | {verb})
    between = [i for i in range(last + 1, stop) if view.tokens[i].pos not in {"PUNCT", "SPACE"}]
    short = 0 < len(between) <= LEFT_OVER and view.tokens[stop - 1].text in {",", "”", '"'}
    plain = all(view.tokens[i].pos not in {"VERB", "AUX"} and view.quoted[i] < 0 for i in between)
    return set(range(last + 1, stop)) if short and plain else set()


def _occupied(view: View, left: int, right: int) -> bool:
    """Tell whether the main verb stands between: then the words are not the content's."""
    return any(view.tokens[i].dep == "ROOT" for i in range(left, right))


def _adverbial(view: View, verb: int, last: int) -> set[int]:
    """Return adverbial clauses ("..., because ...") after the complement that the parser hung on the verb of saying."""
    found: set[int] = set()
    for child in view.children(verb, "advcl"):
        if child > last and view.child(child, "mark", "advmod") is not None and view.tokens[child].tag != "VBG":
            found |= set(view.document.subtree(child))
    return found


def _around(view: View, verb: int) -> set[int]:
    """Return the clause that an inserted "she said" interrupts."""
    head = view.tokens[verb].head
    own = set(view.document.subtree(verb))
    found = {i for i in view.document.subtree(head) if i not in own}
    return found | _interrupted(view, verb, head, view.bounds(verb)[0])


def _after_preposition(view: View, verb: int, word: str) -> set[int]:
    """Return what the verb's preposition governs, and what follows it as part of the same thought."""
    found: set[int] = set()
    for prep in view.children(verb, "prep"):
        if view.tokens[prep].text.lower() == word and prep > verb:
            found |= set(view.document.subtree(prep)) - {prep}
            break
    return found


def _right_of(view: View, verb: int, frame: str) -> set[int]:
    """Return the objects and complements to the right of the verb, and a relative pronoun that is its object."""
    wanted = {
        "oprd": {"oprd", "dobj", "nsubjpass", "prep"},
        "as": {"dobj", "prep", "nsubjpass"},
        "of": {"dobj", "prep"},
        "xcomp": {"xcomp"},
        "dobj": {"dobj", "prep"},
    }.get(frame, set())
    found: set[int] = set()
    for child in view.children(verb, *wanted):
        if view.tokens[child].dep == "prep" and _circumstance(view, child):
            continue
        found |= set(view.document.subtree(child))
    return found


def _quoted_name(view: View, found: Collection[int]) -> set[int]:
    """Return the quotation right behind an object: 'calling the claim "a foolish rumour"', that the parser cut off."""
    end = max(found, default=-1) + 1
    if not 0 < end < len(view.tokens) - 1 or view.tokens[end].sentence != view.tokens[end - 1].sentence:
        return set()
    n = view.quoted[end] if view.quoted[end] >= 0 else view.quoted[end + 1]
    opens = n >= 0 and view.quoted[end - 1] < 0 and end <= view.ranges[n][0] <= end + 1
    return set(range(end, view.ranges[n][1])) if opens else set()


def _circumstance(view: View, prep: int) -> bool:
    """Tell whether a preposition tells when or where it was said, rather than what."""
    if view.word_is(prep, "circumstance"):
        return True
    if view.word_is(prep, "sharer") and any(view.tokens[i].pos == "VERB" for i in view.document.subtree(prep)):
        return True
    return any(view.tokens[c].entity in {"DATE", "TIME"} for c in view.document.children[prep])


def cue_of(view: View, verb: int, frame: str) -> set[int]:
    """Return the verb with its auxiliaries, negation, particle and preposition, as far as they stand side by side."""
    found = {verb, *view.children(verb, "prt")}
    near = set(view.children(verb, "aux", "auxpass", "neg", "advmod"))
    left = verb - 1
    while left in near:
        found.add(left)
        left -= 1
    if frame.startswith("prep:"):
        word = frame.removeprefix("prep:")
        found |= {p for p in view.children(verb, "prep")[:3] if view.tokens[p].text.lower() == word and p > verb}
    return found
