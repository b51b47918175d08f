"""The word lists this stage reads, gathered once into one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.lexicon import Lexicon
from briefing.model import Token

DEPUTIES = frozenset({"vice", "deputy", "lieutenant", "assistant", "associate", "under", "lt."})
"""Words that make another, lesser role of the one they stand before."""

KIN = frozenset(
    {"partner", "relative", "father", "mother", "son", "daughter", "friend", "child", "man", "woman", "member"}
)
"""Classes that too many people bear to tell who is meant."""


PASSED = frozenset({"former", "ex", "then", "late", "retired"})
"""Words that say a role is over: 'the president' is not the former one."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `lexicons/en` by the name of their file; each maps an entry to its value ('' where it has none)."""

    given_names: Mapping[str, str]
    given_names_as_surnames: Mapping[str, str]
    honorifics: Mapping[str, str]
    titles: Mapping[str, str]
    name_particles: Mapping[str, str]
    name_suffixes: Mapping[str, str]
    role_nouns: Mapping[str, str]
    role_hypernyms: Mapping[str, str]
    organization_nouns: Mapping[str, str]
    organization_hypernyms: Mapping[str, str]
    organization_suffixes: Mapping[str, str]
    institutions: Mapping[str, str]
    campaign_nouns: Mapping[str, str]
    group_nouns: Mapping[str, str]
    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    seats: Mapping[str, str]
    acting_verbs: Mapping[str, str]
    speaking_verbs: Mapping[str, str]
    agencies: Mapping[str, str]
    not_actors: Mapping[str, str]
    not_actor_heads: Mapping[str, str]
    vessels: Mapping[str, str]

    def role_class(self, noun: str) -> str:
        """Return the class of a role noun or title ('lawyer' for 'attorney'), or ''."""
        value = self.role_nouns.get(noun.lower()) or self.titles.get(noun, "")
        return _without_sex(value)

    def class_at(self, tokens: Sequence[Token], index: int) -> str:
        """Return the class of the role noun at `index`, the word before it minded: a vice president is no president."""
        noun = tokens[index].text
        before = tokens[index - 1].text.lower() if index > 0 else ""
        pair = f"{before} {noun.lower()}"
        if pair in self.role_nouns:
            return _without_sex(self.role_nouns[pair])
        found = self.role_class(noun)
        return f"deputy {found}" if found and before in DEPUTIES else found

    def role_sex(self, noun: str) -> str:
        """Return the sex a role noun or title tells: 'm', 'f' or ''."""
        value = self.role_nouns.get(noun.lower()) or self.titles.get(noun, "")
        return value[-1] if value.endswith((" m", " f")) else ""

    def country(self, name: str) -> str:
        """Return the country a name or nationality belongs to, or ''; seats of government are asked for apart."""
        if name in self.countries:
            return self.countries[name] or name
        return self.demonyms.get(name, "")


def load_words(lexicon: Lexicon) -> Words:
    """Return the word lists; the lexicon keeps what it has read, so this is cheap from the second call on."""
    return Words(**{name: lexicon.table(name) for name in Words.__slots__})


def _without_sex(value: str) -> str:
    return value[:-2] if value.endswith((" m", " f")) else value


def passed(tokens: Sequence[Token], role: str) -> str:
    """Return the class of a role as one that is over where a word of its phrase says so ('former president')."""
    over = role and any(t.text.lower() in PASSED for t in tokens)
    return f"former {role}" if over else role
