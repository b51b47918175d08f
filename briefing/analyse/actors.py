"""Who acts or speaks: names, descriptions and pronouns gathered into actors with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.lexicon import Lexicon
from briefing.model import Actor, Document, Problem, Statement


def find_actors(document: Document, lexicon: Lexicon) -> tuple[tuple[Actor, ...], tuple[Problem, ...]]:
    """Return the actors in order of first mention, ids 'a1', 'a2', ..., and what could not be resolved."""
    return (), ()


def rate_actors(document: Document, actors: Sequence[Actor], statements: Sequence[Statement]) -> tuple[Actor, ...]:
    """Return the actors with their importance set, most important first; ids stay."""
    return tuple(actors)
