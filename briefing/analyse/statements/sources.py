"""Reading a source's words from left to right: which of them is the speaker, whatever the parser made of the rest.

The noun before all that is added to it speaks: 'a lawyer' in 'a lawyer for Iveston', 'Dorn' in 'spokesman Piet Dorn,
a former mayor'. A name set beside that noun ('the mayor, Mara Iveston') may stand for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.model import Token

ENDS = frozenset({",", ";", ":", "(", ")", "—", "–", "--"})
"""Marks behind which a source only adds to what it named."""
RELATIVES = frozenset({"WP", "WP$", "WDT", "WRB"})
OPENING = frozenset({"ADP", "SCONJ", "CCONJ", "ADV", "PUNCT"})
"""Parts of speech before the noun phrase: 'by some', 'As many experts', 'but Iveston'."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
TIMES = frozenset({"DATE", "TIME"})
PLURALS = frozenset({"NNS", "NNPS"})


COMMAS = frozenset({",", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source as read. `head` is the noun that speaks; `beside` the noun right behind the first comma after it.

    `several` tells that others are joined to the head by 'and' or 'or'; `beside` is None behind a plural.
    """

    head: Token
    beside: Token | None
    several: bool


def read_phrase(tokens: Sequence[Token], named: Callable[[Token], bool]) -> Phrase | None:
    """Return what a source's tokens say of its speaker, or None where they hold no noun phrase.

    `named` tells whether a token belongs to a name. Linear in the tokens; of the parse only the verbs' arcs are asked.
    """
    head, end, joined = _first_noun(tokens, 0, named)
    if head is None:
        return None
    comma = next((i for i in range(end, len(tokens)) if tokens[i].text in COMMAS), len(tokens))
    beside = _first_noun(tokens, comma + 1, named)[0] if head.tag not in PLURALS else None
    return Phrase(head, beside, joined)


def _first_noun(tokens: Sequence[Token], start: int, named: Callable[[Token], bool]) -> tuple[Token | None, int, bool]:
    """Return the noun that heads the first noun phrase from `start` on, where the phrase ends, and if one is joined."""
    start = next((i for i in range(start, len(tokens)) if tokens[i].pos not in OPENING), len(tokens))
    end = start
    while end < len(tokens) and not _ends(tokens, start, end, named):
        end += 1
    core = [t for t in tokens[start:end] if t.tag != "POS" and t.entity not in TIMES]
    nouns = [t for t in core if t.pos in NOMINAL and (t.tag != "PRP$" or len(core) == 1)]
    joined = any(
        tokens[i].pos == "CCONJ" and tokens[i - 1].pos in NOMINAL for i in range(start + 1, min(end + 1, len(tokens)))
    )
    head = nouns[-1] if nouns else core[-1] if core else None
    return head, end, joined


def _ends(tokens: Sequence[Token], start: int, i: int, named: Callable[[Token], bool]) -> bool:
    """Tell whether the first noun phrase ends before token i."""
    t, before = tokens[i], tokens[i - 1] if i > start else None
    if t.text in ENDS or t.tag in RELATIVES:
        return not named(t)
    if before is None or named(t):
        return False
    if t.pos == "CCONJ":  # 'chairman and founder Mara Iveston' goes on, 'Iveston and Dorn' names another
        return named(before) or before.pos == "PRON" or before.tag in PLURALS
    clause = t.tag.startswith("VB") and before.pos in NOMINAL and t.dep not in {"amod", "compound"}
    return t.pos == "ADP" or clause
