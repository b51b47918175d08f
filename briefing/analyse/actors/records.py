"""What this stage's modules hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.analyse.actors.names import PersonName
from briefing.model import ActorKind, Mention, Span


@dataclass(frozen=True, slots=True)
class RawName:
    """A tagged entity after repair: token range of the bare name, the tagger's label, whether a title stands before."""

    first: int
    end: int
    label: str
    titled: bool


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


@dataclass(slots=True)
class Cluster:
    """One actor while it is being gathered. `places` pairs each mention without a name with its first token.

    `classes` are the classes of its roles or of the nouns in its name; `traits` the proper words and countries of its
    roles; `said` all words of its roles, lower case.
    """

    kind: ActorKind
    name: PersonName | None = None
    sex: str = ""
    names: list[NameMention] = field(default_factory=list)
    places: list[tuple[int, Mention]] = field(default_factory=list)
    role: Span | None = None
    classes: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
