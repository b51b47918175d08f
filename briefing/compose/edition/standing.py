"""How a name stands in a sentence: as whom the words are against, as who was asked."""

from __future__ import annotations

from collections.abc import Container

from briefing.compose.edition.naming import Naming
from briefing.model import Span, Statement

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OWNING = frozenset({"poss", "compound", "nmod"})
"""Labels of names that stand for what is theirs: 'Tarn Line's offer', 'a Tarn Line spokesman'."""


def is_target(naming: Naming, statement: Statement) -> bool:
    """Tell whether a statement is about what they are or do: 'accused Dale of ...', 'that Dale had lied', 'Dale's lie'.

    Not one that only has their name: 'accused the ministry of helping Dale'.
    """
    document = naming.report.analysis.document
    cue = {t.index for span in statement.cue for t in document.tokens_of(span)}
    start = min(span.start for span in (*statement.cue, *statement.content))
    whole = Span(start, statement.content[-1].end)
    for place in naming.places:
        inside = {t.index for t in document.tokens_of(place)}
        for token in (document.tokens[i] for i in sorted(inside) if place.overlap(whole)):
            if token.head not in inside or token.head == token.index:
                meant = document.tokens[token.head] if token.dep in OWNING else token
                above = document.tokens[meant.head]
                object_of_cue = meant.head in cue or (above.dep == "prep" and above.head in cue)
                if meant.dep in SUBJECTS or object_of_cue or above.dep == "agent":
                    return True
    return False


def is_asked(naming: Naming, silence: Statement, roles: Container[str]) -> bool:
    """Tell whether they, or who speaks for them, gave no answer: 'a spokesman for Dale', not 'the union at Dale'.

    `roles` are the nouns for what a person does.
    """
    document = naming.report.analysis.document
    source = [t for span in silence.source for t in document.tokens_of(span)]
    inside = {t.index for t in source}
    head = next((t for t in source if t.head not in inside or t.head == t.index), None)
    if head is None:
        return False
    if naming.within(head.span):
        return True
    if head.lemma.lower() not in roles:
        return False
    for place in naming.places:
        tokens = document.tokens_of(place)
        own = {t.index for t in tokens}
        for token in (t for t in tokens if t.head not in own):
            above = document.tokens[token.head]
            joined = above if token.dep in OWNING else document.tokens[above.head]
            if joined.index == head.index and (joined is above or token.dep == "pobj"):
                return True
    return False
