"""The closed classes of words the grammar of reported speech turns on, by name."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.lexicon import Lexicon

Grammar = Mapping[str, frozenset[str]]
"""Class -> its words in lower case."""


def load_grammar(lexicon: Lexicon) -> Grammar:
    """Return the classes of the list `speech_grammar`."""
    return {name: frozenset(words.split()) for name, words in lexicon.table("speech_grammar").items()}
