"""Who a verb of saying speaks for: its subject, by the parse where it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.analyse.attributions.view import FINITE, SUBJECTS, View

SHARING = frozenset({"conj", "advcl", "xcomp", "acl"})
"""How a verb hangs on the one whose subject it shares."""


def source_of(view: View, verb: int) -> set[int]:
    """Return the tokens of who does the reporting: the verb's subject, that of the verb it hangs on, or the agent."""
    agent = view.child(verb, "agent")
    if agent is not None:
        return set(view.document.subtree(agent)) - {agent}
    if passive(view, verb) or view.lemma_is(verb, "seeming verb"):
        return set()
    for step in _line(view, verb):
        labels = ("nsubj",) if step == verb else ("nsubj", "nsubjpass")
        subject = min(view.children(step, *labels), key=lambda i: abs(i - step), default=None)
        if subject is not None and step != verb and (view.is_vessel(subject) or not _agree(view, verb, subject)):
            continue
        if subject is not None and view.quoted[subject] < 0 and (step == verb or view.tokens[subject].tag != "WP"):
            return _whole_subject(view, step, subject)
        if view.tokens[step].dep == "acl" and view.tokens[step].tag == "VBG":
            own = set(view.document.subtree(step))
            return set(view.document.subtree(view.tokens[step].head)) - own
    return _beside(view, verb)


def _whole_subject(view: View, verb: int, subject: int) -> set[int]:
    """Return a subject with the one before it that it is joined to: "the commander of Ruvenian and allied forces".

    The parser takes the words behind "and" for a subject of their own, but the commander speaks.
    """
    found = set(view.document.subtree(subject))
    first = min(view.children(verb, "nsubj"), default=subject)
    if first < subject < verb and view.tokens[min(found) - 1].dep == "cc":
        return set(range(view.document.subtree(first)[0], max(found) + 1))
    return found


def _agree(view: View, verb: int, subject: int) -> bool:
    """Tell whether a verb can share a subject: "denies that the doors were open and says": not the doors."""
    return view.tokens[verb].tag != "VBZ" or view.tokens[subject].tag not in {"NNS", "NNPS"}


def _beside(view: View, verb: int) -> set[int]:
    """Return the source where the parse went astray: the name before the verb, or the last subject before it."""
    token = view.tokens[verb]
    start = view.bounds(verb)[0]
    if token.tag in FINITE:
        name = verb - 1
        while name > start and view.tokens[name].pos in {"ADV", "AUX"}:
            name -= 1
        first = name
        while first >= start and _names(view, first):
            first -= 1
        if first < name:
            return set(range(first + 1, name + 1))
    if token.tag in FINITE or (token.tag == "VBG" and token.dep in {"advcl", "conj", "ROOT"}):
        for i in range(verb - 1, start - 1, -1):
            other = view.tokens[i]
            subject = view.child(i, "nsubj") if other.pos == "VERB" and view.quoted[i] < 0 else None
            if subject is not None and view.tokens[subject].tag != "WP":
                return set(view.document.subtree(subject)) if view.quoted[subject] < 0 else set()
    return set()


def _names(view: View, index: int) -> bool:
    token = view.tokens[index]
    return token.pos == "PROPN" and view.quoted[index] < 0 and token.entity not in {"DATE", "TIME"}


def passive(view: View, verb: int) -> bool:
    """Tell whether somebody unnamed does the reporting: "is expected", "asked whether ..., she ..."."""
    if view.child(verb, "nsubjpass", "auxpass") is not None:
        return True
    token = view.tokens[verb]
    return token.tag == "VBN" and token.dep in {"advcl", "acl", "prep"} and view.child(verb, "aux", "nsubj") is None


def done_by_object(view: View, verb: int) -> bool:
    """Tell whether a gerund is what another verb's object does: 'accused Kestria of ordering the boats to leave'."""
    for _ in range(4):
        token = view.tokens[verb]
        if token.dep == "pcomp":
            prep = view.tokens[token.head]
            outer = prep.head
            return view.word_is(prep.index, "charging mark") and bool(view.children(outer, "dobj", "nsubjpass"))
        if token.dep not in {"conj", "xcomp"} or view.children(verb, *SUBJECTS):
            return False
        verb = token.head
    return False


def trailing(view: View, verb: int) -> bool:
    """Tell whether a verb is a participle behind a comma: "said it was late, adding ..."."""
    token = view.tokens[verb]
    start = view.bounds(verb)[0]
    left = verb - 1
    while left > start and view.tokens[left].pos == "ADV":
        left -= 1
    return token.tag == "VBG" and token.dep == "advcl" and token.head < verb and view.tokens[left].text == ","


def _line(view: View, verb: int) -> Iterable[int]:
    """Yield a verb and those whose subject it shares: "said ... and warned", "called ..., adding", "by saying".

    Behind a conjunct comes the verb whose clause it stands in too: the parser may have joined it to what is said.
    """
    joined = False
    for _ in range(4):
        yield verb
        token = view.tokens[verb]
        joined = joined or token.dep == "conj"
        if token.dep == "pcomp" and view.tokens[token.head].dep == "prep":
            token = view.tokens[token.head]
        elif token.dep not in SHARING and not (token.dep == "ccomp" and (token.tag == "VBG" or joined)):
            return
        if token.head == verb or view.tokens[token.head].pos not in {"VERB", "AUX"}:
            return
        verb = token.head
