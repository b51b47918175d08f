"""What an attribution reports by its cue: a saying, a position, or an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from briefing.lexicon import Lexicon
from briefing.model import Document, Span


class Kind(StrEnum):
    """What is reported: words said or written, what somebody thinks, wants or is for, or what somebody does."""

    SAYING = "saying"
    POSITION = "position"
    ACT = "act"


Kinds = Mapping[str, Kind]
"""Lemma of a cue's word -> what a cue with it reports."""


def load_kinds(lexicon: Lexicon) -> Kinds:
    """Return the list `cue_kinds`."""
    return {lemma: Kind(kind) for lemma, kind in lexicon.table("cue_kinds").items()}


def kind_of(document: Document, cue: Iterable[Span], kinds: Kinds) -> Kind:
    """Return what a cue reports; a saying where any of its words tells of one, and where no cue was read."""
    found = {kinds.get(t.lemma.lower(), Kind.ACT) for s in cue for t in document.tokens_of(s)}
    if not found or Kind.SAYING in found:
        return Kind.SAYING
    return Kind.POSITION if Kind.POSITION in found else Kind.ACT
