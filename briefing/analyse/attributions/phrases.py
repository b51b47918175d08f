"""Attributions without a verb of their own: "according to her", "his claim that ...", "Iveston: ..."."""

from __future__ import annotations

from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.view import View
from briefing.model import BlockKind, Genre

LABEL = 7
"""How many words a label before a colon may have."""


def according_to(view: View) -> list[Candidate]:
    """Return the "according to X": X is the source, the clause around it the content."""
    found = []
    for token in view.tokens:
        if not view.word_is(token.index, "addition") or view.quoted[token.index] >= 0:
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
    return {i for i in view.document.subtree(head) if start <= i < end} - own


def nominal(view: View, nouns: frozenset[str]) -> list[Candidate]:
    """Return the nouns of saying with a clause of their own: "her claim that ...", "a promise by X to ..."."""
    found = []
    for token in view.tokens:
        if token.pos != "NOUN" or view.quoted[token.index] >= 0 or token.lemma.lower() not in nouns:
            continue
        clause = view.child(token.index, "acl", "ccomp")
        if clause is None or view.tokens[clause].tag in {"VBG", "VBN"} or _relative(view, clause):
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


def _relative(view: View, clause: int) -> bool:
    """Tell whether a clause is about the noun before it: "her claims that the judge threw out" says no claim."""
    return any(view.tokens[i].tag in {"WDT", "WP"} for i in view.document.children[clause])


def _owner(view: View, noun: int) -> set[int]:
    """Return whose claim it is: the possessor, or who stands after "by", "from" or "of"."""
    owner = view.child(noun, "poss")
    if owner is not None:
        return {i for i in view.document.subtree(owner) if view.tokens[i].dep != "case"}
    for prep in view.children(noun, "prep", "agent"):
        if view.word_is(prep, "agent") and (pobj := view.child(prep, "pobj")) is not None:
            return set(view.document.subtree(pobj))
    return set()


def unspoken(view: View) -> list[Candidate]:
    """Return sentences whose verb of saying was lost in editing: "On Tuesday, Minister Mara Iveston that the port ...".

    That is a name directly before "that" and its clause, with no verb before it in the sentence.
    """
    found = []
    for sentence in view.document.sentences:
        start, end = sentence.tokens
        for i in range(start, end):
            token = view.tokens[i]
            if token.pos in {"VERB", "AUX"} or view.quoted[i] >= 0:
                break
            if view.word_is(i, "lost verb") and i > start and view.tokens[i - 1].entity == "PERSON":
                source, content = _name_before(view, start, i), tuple(range(i, end))
                if any(view.tokens[k].pos in {"VERB", "AUX"} for k in content):
                    found.append(Candidate(i, "unspoken", source, (), content))
                break
    return found


def _name_before(view: View, start: int, that: int) -> tuple[int, ...]:
    """Return the name that ends before a token with the titles in front of it."""
    first = that
    while (
        first > start and view.tokens[first - 1].pos in {"PROPN", "ADP", "ADJ"} and view.tokens[first - 1].tag != "TO"
    ):
        first -= 1
    while first < that and view.tokens[first].pos == "ADP":
        first += 1
    return tuple(range(first, that))


def labelled(view: View) -> list[Candidate]:
    """Return the "Name: words" of headlines, and of transcripts whose labels were not taken for labels.

    Elsewhere a name before a colon labels an advertisement or an item of a list.
    """
    found = []
    article = view.document.article
    entities = view.document.entities
    names = {view.tokens[e.tokens[1] - 1].text for e in entities if e.label in {"PERSON", "ORG"}}
    for sentence in view.document.sentences:
        start, end = sentence.tokens
        if article.genre is not Genre.TRANSCRIPT and article.blocks[sentence.block].kind is not BlockKind.HEADLINE:
            continue
        colon = next((i for i in range(start, min(end, start + LABEL)) if view.tokens[i].text == ":"), None)
        if colon is None or colon == start or colon + 2 > end:
            continue
        label = view.tokens[start:colon]
        if label[-1].text not in names or any(t.pos not in {"PROPN", "NOUN", "ADJ"} for t in label):
            continue
        if view.quoted[start] < 0:
            content = tuple(range(colon + 1, end))
            found.append(Candidate(colon, "label", tuple(range(start, colon)), (colon,), content))
    return found


def hearsay(view: View, adverbs: frozenset[str]) -> list[Candidate]:
    """Return the clauses that are reported by nobody in particular: "he reportedly left"."""
    found = []
    for token in view.tokens:
        if token.text.lower() in adverbs and token.dep == "advmod" and view.quoted[token.index] < 0:
            content = _clause_around(view, token.index, {token.index})
            if content:
                found.append(Candidate(token.index, "hearsay", (), (token.index,), tuple(sorted(content))))
    return found
