"""Names in the text: the tagger's entities repaired, relabelled by evidence from the whole article, and completed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.analyse.actors.grammar import POSSESSIVE_MARKS, title_case_sentences, verb_of
from briefing.analyse.actors.names import INITIAL
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Token

NAMING_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
PARTY_AND_SEAT = re.compile(r"[RDI]-[A-Z]")
"""A legislator's party and state, as in '(R-Utah)': no name."""
PLACING = frozenset({"in", "at", "near", "to", "from", "outside", "around", "into", "through", "across", "toward"})
"""Prepositions before a place."""
DETERMINERS = frozenset({"the", "a", "an", "this", "that"})
MAX_PERSON_WORDS = 6
CONNECTORS = frozenset({"of", "for", "on"})
"""Words that may stand inside the name of a body between capitalised words."""


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place where a name stands: tokens[first:end], its determiner or honorific included.

    `core` is the token range of the bare name; `key` is its text, or the country for `ActorKind.COUNTRY`.
    """

    first: int
    end: int
    core: tuple[int, int]
    kind: ActorKind
    key: str


@dataclass(frozen=True, slots=True)
class _Raw:
    """An entity after trimming: token range of the bare name, the tagger's label, and whether a title stands before."""

    first: int
    end: int
    label: str
    titled: bool


def find_names(document: Document, words: Words) -> list[NameMention]:
    """Return the names of possible actors in text order, none overlapping another."""
    headlines = title_case_sentences(document)
    raws = [
        r for e in document.entities if e.label in NAMING_LABELS for r in _repaired(document, words, e.tokens, e.label)
    ]
    trusted = [
        r for r in raws if document.tokens[r.first].sentence not in headlines or _full_person(document, words, r)
    ]
    evidence = _Evidence(document, words, trusted)
    found = [m for r in trusted if (m := evidence.mention(r))]
    found += _missed(document, words, found, evidence)
    return without_overlaps(found)


# ---------------------------------------------------------------- repairs


def _repaired(document: Document, words: Words, tokens: tuple[int, int], label: str) -> Iterable[_Raw]:
    """Yield the entity's bare name: possessives, determiners, titles off; hyphenated, initialled and cut names completed."""
    t = document.tokens
    first, end = tokens
    while end > first and (t[end - 1].text in POSSESSIVE_MARKS or t[end - 1].pos == "PUNCT"):
        end -= 1
    while first < end and (t[first].text.lower() in DETERMINERS or t[first].pos == "PUNCT"):
        first += 1
    titled = False
    while first < end - 1 and (t[first].text in words.titles or t[first].text in words.honorifics):
        titled, first = True, first + 1
    if first >= end or _part_of_title(t, first, words):
        return
    first, end = _joined(document, first, end, words)
    if label == "PERSON":
        first, end = _completed_person(t, first, end, words)
    elif label == "ORG":
        first, end = _completed_body(t, first, end, words)
    titled = titled or (first > 0 and (t[first - 1].text in words.titles or t[first - 1].text in words.honorifics))
    yield _Raw(first, end, label, titled)


def _part_of_title(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Tell whether the name belongs to an office: 'State' in 'Secretary of State'."""
    return (
        first >= 2 and tokens[first - 1].text == "of" and tokens[first].text == "State"
        and bool(words.role_class(tokens[first - 2].text))
    )  # fmt: skip


def _joined(document: Document, first: int, end: int, words: Words) -> tuple[int, int]:
    """Widen the range over what a hyphen ties to it: 'Nasir' of 'Nasir-ul-Mulk', but not 'Trump' of 'Trump-backed'."""
    t = document.tokens
    while (
        end + 1 < len(t) and t[end].text in {"-", "‐", "‑"} and t[end].start == t[end - 1].end == t[end + 1].start - 1
    ):
        part = t[end + 1].text
        if not (part[0].isupper() or part.lower() in words.name_particles or len(part) <= 2):
            break
        end += 2
    while (
        first > 1 and t[first - 1].text == "-" and t[first - 1].end == t[first].start and t[first - 2].text[0].isupper()
    ):
        first -= 2
    return first, end


def _completed_person(t: Sequence[Token], first: int, end: int, words: Words) -> tuple[int, int]:
    """Take in a given name or initial cut off at the front, and a suffix ('Jr.') or surname cut off at the end."""
    while first > 0 and t[first - 1].sentence == t[first].sentence and t[first - 1].pos == "PROPN":
        before = t[first - 1].text
        if before in words.titles or not (
            before in words.given_names or (INITIAL.match(before) and before not in words.countries)
        ):
            break
        first -= 1
    if end < len(t) and t[end].text in words.name_suffixes:
        return first, end + 1
    if end + 1 < len(t) and t[end].text == "," and t[end + 1].text in words.name_suffixes:
        return first, end + 2
    lone = end - first == 1 and t[first].text in words.given_names
    while lone and end < len(t) and t[end].sentence == t[first].sentence and t[end].tag == "NNP":
        if t[end].entity not in {"", "PERSON"} or not t[end].text[0].isupper():
            break
        end += 1
    return first, end


def _completed_body(t: Sequence[Token], first: int, end: int, words: Words) -> tuple[int, int]:
    """Take in the rest of a body's name after 'of', 'for' or 'on': 'Revolutionary Committee' 'of the Chinese Kuomintang'."""
    while end + 1 < len(t) and t[end].text in CONNECTORS and _heads_body(t[end - 1].text, words):
        i = end + 1
        while i < len(t) and t[i].text.lower() == "the":
            i += 1
        stop = i
        while stop < len(t) and t[stop].sentence == t[first].sentence and _in_name(t[stop]):
            stop += 1
        if stop == i:
            break
        end = stop
    while first > 0 and t[first - 1].pos == "PROPN" and t[first - 1].text[0].isupper() and t[first - 1].entity == "ORG":
        first -= 1
    return first, end


def _in_name(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in {"PROPN", "ADJ", "NOUN"} and token.entity not in {"DATE", "PERSON"}


def _heads_body(word: str, words: Words) -> bool:
    return word.lower() in words.organization_nouns or word.lower().removesuffix("s") in words.organization_nouns


def _full_person(document: Document, words: Words, raw: _Raw) -> bool:
    """Tell whether a name is a given name and a surname, which a headline's capitals cannot bring about."""
    given = document.tokens[raw.first].text in words.given_names
    return raw.label == "PERSON" and raw.end - raw.first == 2 and given and document.tokens[raw.end - 1].pos == "PROPN"


# ---------------------------------------------------------------- evidence


class _Evidence:
    """What the whole article tells about each name; decides what a name means wherever it stands."""

    def __init__(self, document: Document, words: Words, raws: Sequence[_Raw]) -> None:
        self.document, self.words = document, words
        self.labels: Counter[tuple[str, str]] = Counter()
        self.people: set[str] = set()
        self.given: set[str] = set()
        self.placed: Counter[str] = Counter()
        self.count: Counter[str] = Counter()
        for raw in raws:
            self._note(raw)

    def _note(self, raw: _Raw) -> None:
        text = self._text(raw.first, raw.end)
        self.labels[text, raw.label] += 1
        self.count[text] += 1
        t = self.document.tokens
        self.placed[text] += raw.first > 0 and t[raw.first - 1].text.lower() in PLACING
        if raw.label == "PERSON" and self._looks_like_person(raw) and (raw.end - raw.first > 1 or raw.titled):
            parts = [x.text for x in t[raw.first : raw.end] if x.text not in self.words.name_suffixes and x.text != ","]
            if parts[-1][0].isupper():
                self.people.add(parts[-1])
                particle = len(parts) > 2 and parts[-2].lower() in self.words.name_particles
                self.people.update({" ".join(parts[-2:])} if particle else ())
            if len(parts) > 1:
                self.given.add(parts[0])

    def mention(self, raw: _Raw) -> NameMention | None:
        """Return the mention an entity stands for, or None where it is no possible actor."""
        text = self._text(raw.first, raw.end)
        if not text[0].isupper() and not text[0].isdigit():
            return None
        if text in self.words.not_actors or PARTY_AND_SEAT.match(text) or not any(c.isalpha() for c in text):
            return None
        kind = self._kind(text, raw)
        return self.made(raw.first, raw.end, kind) if kind else None

    def made(self, first: int, end: int, kind: ActorKind) -> NameMention:
        """Return a mention with its honorific or determiner."""
        t, start = self.document.tokens, first
        before = t[first - 1] if first > 0 and t[first - 1].sentence == t[first].sentence else None
        if kind is ActorKind.PERSON:
            start -= bool(before and before.text in self.words.honorifics)
        else:
            start -= bool(before and before.text.lower() == "the")
        text = self._text(first, end)
        key = (self.words.country(text) or self.words.seats.get(text, text)) if kind is ActorKind.COUNTRY else text
        return NameMention(start, end, (first, end), kind, key)

    def _kind(self, text: str, raw: _Raw) -> ActorKind | None:
        words = self.words
        if text in words.institutions:
            return ActorKind.ORGANIZATION
        if text in words.countries:
            return ActorKind.COUNTRY
        if self._is_known_person(text, raw):
            return ActorKind.PERSON
        if text in words.seats:
            return ActorKind.COUNTRY
        if raw.label == "PERSON":
            return ActorKind.PERSON if self._is_new_person(text, raw) else None
        if raw.label == "NORP":
            return self._belief(text, raw)
        if raw.label == "ORG" or (self.labels[text, "ORG"] and self.labels[text, "ORG"] >= self.labels[text, "GPE"]):
            return ActorKind.ORGANIZATION if self._is_body(text, raw) else None
        return ActorKind.PLACE if raw.label == "GPE" else None

    def _is_known_person(self, text: str, raw: _Raw) -> bool:
        if raw.end - raw.first > 1:
            return False
        return text in self.people and (
            raw.label in {"PERSON", "ORG", "NORP", "WORK_OF_ART"} or text not in self.words.seats
        )

    def _is_new_person(self, text: str, raw: _Raw) -> bool:
        if not self._looks_like_person(raw):
            return False
        if raw.titled or raw.end - raw.first > 1:
            return True
        if text in self.given or (text in self.words.given_names and not 2 * self.placed[text] >= self.count[text]):
            return self.labels[text, "PERSON"] >= self.labels[text, "EVENT"]
        verb = verb_of(self.document, raw.first)
        return verb is not None and verb.lemma in self.words.speaking_verbs and self.labels[text, "ORG"] == 0

    def _looks_like_person(self, raw: _Raw) -> bool:
        t = self.document.tokens[raw.first : raw.end]
        if len(t) > MAX_PERSON_WORDS or t[-1].text.lower() in self.words.organization_nouns:
            return False
        return all(_name_part(x, self.words) for x in t)

    def _belief(self, text: str, raw: _Raw) -> ActorKind | None:
        """Return what a nationality, religion or party stands for: 'Republicans' act, 'Republican' describes."""
        head = self.document.tokens[raw.end - 1]
        if self.labels[text, "ORG"]:
            return ActorKind.ORGANIZATION
        plural = head.tag in {"NNPS", "NNS"} or (text.endswith("s") and head.dep not in {"compound", "amod"})
        return ActorKind.GROUP if plural and text[0].isupper() else None

    def _is_body(self, text: str, raw: _Raw) -> bool:
        if text in self.words.demonyms or (raw.label != "ORG" and self.placed[text]):
            return False
        return not text.isupper() or len(text) <= MAX_ACRONYM or " " not in text

    def _text(self, first: int, end: int) -> str:
        t = self.document.tokens
        return " ".join(self.document.text[t[first].start : t[end - 1].end].split())


MAX_ACRONYM = 8


def _name_part(token: Token, words: Words) -> bool:
    text = token.text
    if text in {"-", ",", "'", "’"} or text.lower() in words.name_particles or text in words.name_suffixes:
        return True
    return text[0].isupper() and not any(c.isdigit() or c in "/@#&" for c in text) and token.pos not in {"VERB", "AUX"}


# ---------------------------------------------------------------- what the tagger missed


def _missed(
    document: Document, words: Words, found: Sequence[NameMention], evidence: _Evidence
) -> Iterable[NameMention]:
    """Yield further places of names found elsewhere in the article, such as those in the headline."""
    taken = {i for m in found for i in range(m.first, m.end)}
    known = {m.key if m.kind is not ActorKind.COUNTRY else "": m.kind for m in found}
    known.update(dict.fromkeys(evidence.people, ActorKind.PERSON))
    known.pop("", None)
    longest: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(known, key=lambda k: (-len(k), k)):
        parts = tuple(key.split())
        longest.setdefault(parts[0], []).append(parts)
    i, t = 0, document.tokens
    while i < len(t):
        parts = _match(t, i, longest.get(t[i].text, ()), taken) or _shouted(t, i, evidence, taken)
        if parts and _stands_alone(t, i, i + len(parts)):
            yield evidence.made(i, i + len(parts), known.get(" ".join(parts), ActorKind.PERSON))
        i += len(parts) if parts else 1


def _match(t: Sequence[Token], i: int, names: Sequence[tuple[str, ...]], taken: set[int]) -> tuple[str, ...]:
    for parts in names:
        if i + len(parts) <= len(t) and all(t[i + n].text == p and i + n not in taken for n, p in enumerate(parts)):
            return parts
    return ()


def _shouted(t: Sequence[Token], i: int, evidence: _Evidence, taken: set[int]) -> tuple[str, ...]:
    """Return a known surname written in capitals ('GARLAND STEPS ASIDE')."""
    text = t[i].text
    return (text,) if len(text) > 3 and text.isupper() and text.title() in evidence.people and i not in taken else ()


def _stands_alone(t: Sequence[Token], first: int, end: int) -> bool:
    """Tell whether no other capitalised name runs on from this one ('Young' in 'Young Americans'), nor a hyphen."""
    after = t[end] if end < len(t) else None
    if t[end - 1].pos not in {"PROPN", "NOUN", "ADJ", "VERB", "X"}:
        return False
    return after is None or not (after.text == "-" and after.start == t[end - 1].end)


def without_overlaps(found: Iterable[NameMention]) -> list[NameMention]:
    """Return the mentions in text order; of two that overlap the longer stays, then the earlier."""
    kept: list[NameMention] = []
    for m in sorted(found, key=lambda m: (m.core[0], -(m.core[1] - m.core[0]))):
        if kept and m.core[0] < kept[-1].end:
            if m.core[1] - m.core[0] > kept[-1].core[1] - kept[-1].core[0]:
                kept[-1] = m
            continue
        kept.append(m)
    return kept
