"""What a name means, decided by what the whole article tells about it rather than by one tag in one place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from briefing.analyse.actors.grammar import SUBJECTS, verb_of
from briefing.analyse.actors.names import is_acronym_of
from briefing.analyse.actors.records import NameMention, RawName
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Token

PARTY_AND_SEAT = re.compile(r"[RDI]-[A-Z]")
"""A legislator's party and state, as in '(R-Utah)': no name."""
PLACING = frozenset({"in", "at", "near", "to", "from", "outside", "around", "into", "through", "across", "toward"})
"""Prepositions before a place."""
LOCATING = frozenset({"in", "at", "near", "outside", "around", "across", "inside"})
"""Prepositions that make a seat of government a mere place."""
INSIDE_NAME = frozenset({"-", "‐", "‑", ",", "'", "’"})
MODIFIERS = frozenset({"compound", "amod", "nmod"})
SINKING = frozenset({"sink", "capsize", "founder", "sinking", "capsizing", "wreck"})
"""Verbs and nouns for what befalls ships."""
RULED = frozenset({"government", "capital", "parliament", "waters", "coast", "border", "territory"})
"""What a country has, as before 'of' in 'the waters of Kestria'."""
MAX_PERSON_WORDS = 6
MIN_VOTES = 2


class Evidence:
    """Counts of how each name is tagged and used in one document, and the decisions that follow."""

    def __init__(self, document: Document, words: Words, raws: Sequence[RawName]) -> None:
        self.document, self.words, self.raws = document, words, raws
        self.common = {t.text for t in document.tokens if t.pos in {"NOUN", "ADJ", "VERB"} and t.text.islower()}
        self.labels: Counter[tuple[str, str]] = Counter()
        self.count: Counter[str] = Counter()
        self.placed: Counter[str] = Counter()
        self.campaigns: Counter[str] = Counter()
        self.acting: Counter[str] = Counter()
        self.people: set[str] = set()
        self.given: set[str] = set()
        self.parts: set[str] = set()
        self.stormy: set[str] = set()
        self.abbreviations: set[str] = set()
        self.vessels: set[str] = set()
        self.ruling: set[str] = set()
        for raw in raws:
            self._note(raw)
        capitals = {t.text for t in document.tokens if t.text[0].isupper()}
        fronts = (b.dateline.of(document.text) for b in document.article.blocks if b.dateline is not None)
        self.towns = frozenset(front.replace("(", ",").split(",")[0].strip(" —–-").upper() for front in fronts)
        self.lands = frozenset(text for text in self.count if self._is_land(text, capitals))
        self.people |= {text for text in self.count if self._voted_person(text)}
        self.adjectives = {text for text in self.count if text not in self.people and self._is_adjective(text)}

    def mention(self, raw: RawName) -> NameMention | None:
        """Return the mention an entity stands for, or None where it is no possible actor."""
        text = self.text(raw.first, raw.end)
        if not (text[0].isupper() or text[0].isdigit()) or not any(c.isalpha() for c in text):
            return None
        listed = text in self.words.organization_suffixes or (text in self.words.not_actors and text not in self.people)
        if listed or self._is_ticker(text, raw) or PARTY_AND_SEAT.match(text) or self._is_thing(text):
            return None
        if text in self.vessels or text in self.adjectives or self._is_numbered(raw.end):
            return None
        kind = self._kind(text, raw)
        if kind is ActorKind.COUNTRY and self.document.tokens[raw.end - 1].dep in MODIFIERS:
            return None  # 'U.S. diplomats' are not the country
        if kind is ActorKind.COUNTRY and text not in self.words.countries and self._is_place(raw):
            return None  # 'in Damascus' is a place, 'Damascus denied' a government
        return self.made(raw.first, raw.end, kind) if kind else None

    def made(self, first: int, end: int, kind: ActorKind) -> NameMention:
        """Return a mention with its honorific or its own determiner."""
        t, start = self.document.tokens, first
        before = t[first - 1] if first > 0 and t[first - 1].sentence == t[first].sentence else None
        if before and kind is ActorKind.PERSON:
            start -= before.text in self.words.honorifics
        elif before:
            start -= before.text.lower() == "the" and (first <= before.head < end or before.text == "The")
        text = self.text(first, end)
        key = (self.words.country(text) or self.words.seats.get(text, text)) if kind is ActorKind.COUNTRY else text
        return NameMention(start, end, (first, end), kind, key)

    def text(self, first: int, end: int) -> str:
        """Return the words of tokens[first:end], runs of blanks as one."""
        t = self.document.tokens
        return " ".join(self.document.text[t[first].start : t[end - 1].end].split())

    # ------------------------------------------------------------ counting

    def _note(self, raw: RawName) -> None:
        t, text = self.document.tokens, self.text(raw.first, raw.end)
        self.labels[text, raw.label] += 1
        self.count[text] += 1
        self.placed[text] += raw.first > 0 and t[raw.first - 1].text.lower() in PLACING
        several = " " in text
        after = t[raw.end].text.lower() if raw.end < len(t) else ""
        self.campaigns[text] += raw.label in {"PERSON", "ORG"} and after in {"administration", "campaign", "presidency"}
        verb = verb_of(self.document, raw.end - 1)
        self.acting[text] += verb is not None and verb.lemma in self.words.acting_verbs
        if self._is_vessel(raw):
            self.vessels.add(text)
        if raw.first > 1 and t[raw.first - 1].text == "of" and t[raw.first - 2].text in RULED:
            self.ruling.add(text)
        storm = self.words.not_actor_heads.get(t[raw.first].text) == "first"
        if several and (storm or raw.label == "EVENT"):
            self.stormy.add(t[raw.end - 1].text)
            return
        if raw.label == "ORG" and raw.end + 2 < len(t) and t[raw.end].text == "(" and t[raw.end + 2].text == ")":
            self.abbreviations.update({t[raw.end + 1].text} if is_acronym_of(t[raw.end + 1].text, text) else ())
        if raw.label == "ORG" and several:
            self.parts.update((t[raw.first].text, t[raw.end - 1].text))
        if raw.label == "PERSON" and (several or raw.titled) and self._looks_like_person(raw):
            parts = [p for p in text.replace(",", " ").split() if p not in self.words.name_suffixes]
            if parts and parts[-1][0].isupper():
                self.people.add(parts[-1])
            self.given.update(parts[:1] if len(parts) > 1 else ())

    def _voted_person(self, text: str) -> bool:
        """Tell whether the tagger calls a lone word a person often enough, though no full name stands anywhere."""
        votes = self.labels[text, "PERSON"]
        if self.campaigns[text] and self._may_be_lone_person(text):
            return True
        return (
            votes >= MIN_VOTES
            and self.acting[text] > 0
            and 2 * votes > self.count[text]
            and self._may_be_lone_person(text)
        )

    def _may_be_lone_person(self, text: str) -> bool:
        words = self.words
        place = text in self.lands or text in words.countries or text in words.seats
        placed = place or text in words.institutions or text in self.stormy
        if " " in text or placed or text in words.not_actors or not text[0].isupper():
            return False
        if (text.isupper() and len(text) > 1) or "." in text or text in words.not_actor_heads:
            return False
        return 2 * self.placed[text] < self.count[text]

    def _is_vessel(self, raw: RawName) -> bool:
        """Tell whether a name is a ship's: 'the ferry Halcyon', 'the Halcyon, a car ferry', 'aboard', or what sinks."""
        t = self.document.tokens
        before = t[raw.first - 1] if raw.first > 0 else None
        if before and (before.text in self.words.vessels or before.text.lower() == "aboard"):
            return True
        head = t[raw.end - 1]
        told = (t[c] for c in self.document.children[head.index])
        if any(x.dep == "appos" and x.lemma.lower() in self.words.vessels for x in told):
            return True
        owner = t[head.head]
        of = owner.text == "of" and t[owner.head].lemma in {*SINKING, *self.words.vessels}
        return (head.dep in SUBJECTS and owner.lemma in SINKING) or (head.dep == "pobj" and of)

    def _is_adjective(self, text: str) -> bool:
        """Tell whether a name only describes what belongs to another one: 'Ruvenian' beside 'Ruvenia'."""
        return any(text.endswith(end) and text[: -len(end)] in self.count for end in ("n", "an", "ian"))

    def _is_land(self, text: str, capitals: Collection[str]) -> bool:
        """Tell whether a lone name the tagger takes for a person's is an unlisted country's.

        Its people or its waters stand in the text ('Ruvenian' beside 'Ruvenia', 'the waters of Kestria'), or it is the
        town of the dateline, and nothing tells of a person: no full name, title or given name.
        """
        person = text in self.people or text in self.given or text in self.words.given_names
        if " " in text or person or not self.labels[text, "PERSON"]:
            return False
        return text in self.ruling or text.upper() in self.towns or (text.endswith("a") and text + "n" in capitals)

    # ------------------------------------------------------------ deciding

    def _is_numbered(self, end: int) -> bool:
        """Tell whether a number ends a name that is a thing's then: 'Alden 40', 'Norrland 737'."""
        t = self.document.tokens
        return end < len(t) and t[end].text.isdigit() and t[end].entity != "DATE" and t[end].start == t[end - 1].end + 1

    def _is_thing(self, text: str) -> bool:
        """Tell whether a name is that of a law, storm or street, or only a common word with a capital."""
        parts, heads = text.split(), self.words.not_actor_heads
        if parts[-1] in heads or (len(parts) > 1 and heads.get(parts[0]) == "first"):
            return True
        return len(parts) == 1 and text.lower() in self.common and text not in self.people and text not in self.parts

    def _kind(self, text: str, raw: RawName) -> ActorKind | None:
        words = self.words
        if text in words.institutions or (text in self.abbreviations and text not in words.countries):
            return ActorKind.ORGANIZATION
        if text in self.people and " " not in text and (raw.label != "GPE" or text not in words.seats):
            return ActorKind.PERSON
        if text in words.countries:
            return ActorKind.COUNTRY
        if text in words.seats or text in self.lands:
            return ActorKind.COUNTRY
        if raw.label in {"PERSON", "ORG"} and self.labels[text, "PERSON"] and not self._is_rather_body(text):
            return ActorKind.PERSON if self._is_new_person(text, raw) else None
        if raw.label == "NORP":
            return self._believers(text, raw)
        return self._body_or_place(text, raw)

    def _body_or_place(self, text: str, raw: RawName) -> ActorKind | None:
        if raw.label == "GPE" and text.isupper() and self._abbreviates(text):
            return ActorKind.ORGANIZATION
        if raw.label in {"ORG", "PERSON"} or (
            self.labels[text, "ORG"] and self.labels[text, "ORG"] >= self.labels[text, "GPE"]
        ):
            if text in self.words.demonyms or (raw.label == "GPE" and self.placed[text]):
                return None
            return ActorKind.ORGANIZATION
        return ActorKind.PLACE if raw.label == "GPE" and not text.isupper() else None

    def _is_rather_body(self, text: str) -> bool:
        """Tell whether a name of several words that opens with no given name is tagged a body's as well."""
        opens = text.split()[0]
        lone = " " not in text or opens in self.words.given_names or opens in self.words.honorifics
        return not lone and 2 * self.labels[text, "ORG"] >= max(1, self.labels[text, "PERSON"])

    def _is_place(self, raw: RawName) -> bool:
        return raw.first > 0 and self.document.tokens[raw.first - 1].text.lower() in LOCATING

    def _is_ticker(self, text: str, raw: RawName) -> bool:
        """Tell whether capitals in brackets are a company's sign at an exchange: '(NRL)'."""
        known = text in self.abbreviations or text in self.words.institutions or text in self.words.countries
        return text.isupper() and not known and raw.first > 0 and self.document.tokens[raw.first - 1].text == "("

    def _abbreviates(self, text: str) -> bool:
        """Tell whether a word in capitals stands for a body named in full elsewhere: 'VA'."""
        return any(label == "ORG" and is_acronym_of(text, name) for name, label in self.labels)

    def _is_new_person(self, text: str, raw: RawName) -> bool:
        if not self._looks_like_person(raw):
            return False
        if raw.titled or " " in text:
            return True
        if not self._may_be_lone_person(text):
            return False
        verb = verb_of(self.document, raw.first)
        if text in self.given or text in self.words.given_names:
            return verb is not None or self.count[text] >= MIN_VOTES
        return verb is not None and verb.lemma in self.words.speaking_verbs and self.labels[text, "ORG"] == 0

    def _looks_like_person(self, raw: RawName) -> bool:
        t = self.document.tokens[raw.first : raw.end]
        if self.words.not_actor_heads.get(t[0].text) == "place":
            return False  # 'Port Alden'
        if len(t) > MAX_PERSON_WORDS or t[-1].text.lower() in self.words.organization_nouns:
            return False
        homely = len(t) == 2 and t[0].text in self.words.given_names  # 'Lyle Jordan'
        if not homely and any(x.text in self.words.countries for x in t):
            return False
        return all(_name_part(x, self.words) for x in t)

    def _believers(self, text: str, raw: RawName) -> ActorKind | None:
        """Return what a nationality, religion or party stands for: 'Republicans' act, 'Republican' describes."""
        head = self.document.tokens[raw.end - 1]
        if self.labels[text, "ORG"]:
            return ActorKind.ORGANIZATION
        plural = head.tag in {"NNPS", "NNS"} or (text.endswith("s") and head.dep not in MODIFIERS)
        return ActorKind.GROUP if plural and text[0].isupper() else None


def _name_part(token: Token, words: Words) -> bool:
    text = token.text
    if text in INSIDE_NAME or text.lower() in words.name_particles or text in words.name_suffixes:
        return True
    return text[0].isupper() and not any(c.isdigit() or c in "/@#&" for c in text) and token.pos not in {"VERB", "AUX"}
