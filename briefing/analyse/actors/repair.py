"""The tagger's entities repaired: titles and possessives off, cut and hyphenated names completed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.analyse.actors.grammar import POSSESSIVE_MARKS
from briefing.analyse.actors.names import INITIAL
from briefing.analyse.actors.records import RawName
from briefing.analyse.actors.words import Words
from briefing.model import Document, Entity, Token

DETERMINERS = frozenset({"the", "a", "an", "this", "that"})
CONNECTORS = frozenset({"of", "for", "on"})
"""Words that may stand inside the name of a body between capitalised words."""
HYPHENS = frozenset({"-", "‐", "‑"})
MAX_PARTICLE = 3
"""Letters of a lower-case part behind a hyphen that still belongs to a name ('Jong-un')."""


def repaired(document: Document, words: Words, entity: Entity) -> Iterable[RawName]:
    """Yield the entity's bare name, or nothing where only a title or a determiner is left."""
    t = document.tokens
    first, end = entity.tokens
    if entity.label == "ORG":
        end = _whole(t, first, end)
    while end > first and (t[end - 1].text in POSSESSIVE_MARKS or t[end - 1].pos in {"PUNCT", "ADP", "DET", "CCONJ"}):
        end -= 1
    while first < end and (t[first].text.lower() in DETERMINERS or t[first].pos == "PUNCT"):
        first += 1
    while first < end - 1 and _is_title(t[first], words):
        first += 1
    if entity.label == "PERSON":
        inner = [
            i + 1 for i in range(first, end - 1) if t[i].text in words.titles and t[i].text not in words.given_names
        ]
        first = max([first, *inner])  # 'Alden Mayor Kim Dorn'
    if first >= end or _part_of_office(t, first, words):
        return
    first, end = _joined(t, first, end, words)
    if entity.label == "PERSON":
        first, end = _completed_person(t, first, end, words)
    elif entity.label == "ORG":
        first, end = _completed_body(t, first, end, words)
    yield RawName(first, end, entity.label, first > 0 and _is_title(t[first - 1], words))


def _whole(t: Sequence[Token], first: int, end: int) -> int:
    """Return the end of a body's name without a cut-off '(ABC', and with what was cut off behind 'and'."""
    opened = next((i for i in range(first + 1, end) if t[i].text == "("), end)
    if opened < end and not any(x.text == ")" for x in t[opened:end]):
        return opened
    while (
        end < len(t) and t[end - 1].pos == "CCONJ" and t[end].entity == "ORG" and t[end].sentence == t[first].sentence
    ):
        while end < len(t) and t[end].entity == "ORG":
            end += 1
    return end


def _is_title(token: Token, words: Words) -> bool:
    return token.text in words.titles or token.text in words.honorifics


def _part_of_office(t: Sequence[Token], first: int, words: Words) -> bool:
    """Tell whether the name belongs to an office: 'State' in 'Secretary of State'."""
    office = first >= 2 and t[first].text == "State" and t[first - 1].text == "of"
    return office and bool(words.role_class(t[first - 2].text))


def _joined(t: Sequence[Token], first: int, end: int, words: Words) -> tuple[int, int]:
    """Widen the range over what a hyphen ties to it: 'Jean' of 'Jean-Luc', but not 'Vale' of 'Vale-backed'."""
    while (
        end + 1 < len(t)
        and t[end].text in HYPHENS
        and t[end].start == t[end - 1].end
        and t[end + 1].start == t[end].end
    ):
        part = t[end + 1].text
        if not (part[0].isupper() or part.lower() in words.name_particles or len(part) <= MAX_PARTICLE):
            break
        end += 2
    while first > 1 and t[first - 1].text in HYPHENS and t[first - 1].end == t[first].start:
        if not t[first - 2].text[0].isupper() or t[first - 2].end != t[first - 1].start:
            break
        first -= 2
    return first, end


def _completed_person(t: Sequence[Token], first: int, end: int, words: Words) -> tuple[int, int]:
    """Take in a given name or initial cut off at the front, and a suffix ('Jr.') or surname cut off at the end."""
    while first > 0 and t[first - 1].sentence == t[first].sentence and _given_part(t[first - 1], words):
        first -= 1
    for i in (end, end + 1):
        if i < len(t) and t[i].text in words.name_suffixes and (i == end or t[end].text == ","):
            return first, i + 1
    lone = (
        end - first == 1 and t[first].text in words.given_names and t[first].text not in words.given_names_as_surnames
    )
    while lone and end < len(t) and t[end].sentence == t[first].sentence and t[end].tag in {"NNP", "MD"}:
        month = t[end].entity == "DATE" and not (end + 1 < len(t) and t[end + 1].text[0].isdigit())  # Theresa May
        if not (month or t[end].entity in {"", "PERSON"}) or not t[end].text[0].isupper() or _is_title(t[end], words):
            break
        end += 1
    return first, end


def _given_part(token: Token, words: Words) -> bool:
    """Tell whether the token before a person's name can be the start of it."""
    if token.pos != "PROPN" or token.text in words.titles or token.text in words.countries:
        return False
    return token.text in words.given_names or bool(INITIAL.match(token.text))


def _completed_body(t: Sequence[Token], first: int, end: int, words: Words) -> tuple[int, int]:
    """Take in the rest of a body's name: 'Standing Committee' + 'of the Ruvenian Union'."""
    if end < len(t) and t[end].text[0].isupper() and t[end].sentence == t[first].sentence:
        end += t[end].text.lower() in words.organization_nouns and t[end].pos == "PROPN"
    while end + 1 < len(t) and t[end].text in CONNECTORS and _heads_body(t[end - 1].text, words):
        start = end + 1 + (t[end + 1].text == "the")
        stop = start
        while stop < len(t) and t[stop].sentence == t[first].sentence and _in_body_name(t[stop]):
            stop += 1
        if stop == start:
            break
        end = stop
    while first > 0 and t[first - 1].pos == "PROPN" and t[first - 1].text[0].isupper() and t[first - 1].entity == "ORG":
        first -= 1
    return first, end


def _in_body_name(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in {"PROPN", "ADJ", "NOUN"} and token.entity not in {"DATE", "PERSON"}


def _heads_body(word: str, words: Words) -> bool:
    return word.lower() in words.organization_nouns or word.lower().removesuffix("s") in words.organization_nouns
