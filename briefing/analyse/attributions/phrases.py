"""Attributions without a verb of their own: "according to her", "his claim that ..."."""

from __future__ import annotations

from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.view import View


def according_to(view: View) -> list[Candidate]:
    """Return the "according to X": X is the source, the clause around it the content."""
    found = []
    for token in view.tokens:
        if token.text.lower() != "according" or view.quoted[token.index] >= 0:
            continue
        to = view.child(token.index, "prep")
        pobj = view.child(to, "pobj") if to is not None else None
        if to is None or pobj is None:
            continue
        own = set(view.document.subtree(token.index))
        source = set(view.document.subtree(pobj))
        content = _clause_around(view, token.index, own)
        if content:
            found.append(
                Candidate(token.index, "according", tuple(sorted(source)), (token.index, to), tuple(sorted(content)))
            )
    return found


def _clause_around(view: View, index: int, own: set[int]) -> set[int]:
    """Return the tokens of the clause that a parenthesis stands in: its head's clause, or the whole sentence."""
    head = view.tokens[index].head
    while view.tokens[head].pos not in {"VERB", "AUX"} and view.tokens[head].head != head:
        head = view.tokens[head].head
    start, end = view.bounds(index)
    around = {i for i in view.document.subtree(head) if start <= i < end} - own
    return {i for i in around if view.tokens[i].dep != "punct" or True}


def nominal(view: View, nouns: frozenset[str]) -> list[Candidate]:
    """Return the nouns of saying with a clause of their own: "her claim that ...", "a promise by X to ..."."""
    found = []
    for token in view.tokens:
        if token.pos != "NOUN" or view.quoted[token.index] >= 0 or token.lemma.lower() not in nouns:
            continue
        clause = view.child(token.index, "acl", "ccomp")
        if clause is None or view.tokens[clause].tag in {"VBG", "VBN"}:
            continue
        source = _owner(view, token.index)
        if not source:
            continue
        found.append(
            Candidate(
                token.index,
                "noun",
                tuple(sorted(source)),
                (token.index,),
                tuple(view.document.subtree(clause)),
            )
        )
    return found


def _owner(view: View, noun: int) -> set[int]:
    """Return whose claim it is: the possessor, or who stands after "by", "from" or "of"."""
    owner = view.child(noun, "poss")
    if owner is not None:
        return {i for i in view.document.subtree(owner) if view.tokens[i].dep != "case"}
    for prep in view.children(noun, "prep", "agent"):
        if view.tokens[prep].text.lower() in {"by", "from", "of"} and (pobj := view.child(prep, "pobj")) is not None:
            return set(view.document.subtree(pobj))
    return set()
