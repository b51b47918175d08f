"""Parts of the analysis that can be switched off, to measure what each is worth (`python -m tests.quality --ablation`).

A switch changes the models, or puts another function in a stage's place; all else runs as shipped, on the same parse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from briefing.analyse import STAGES, Models, Stages, find_statements
from briefing.analyse.trust import SpeakerTrust
from briefing.lexicon import Lexicon
from briefing.model import Actor, Attribution, Document, MentionType, Problem, Statement

Said = tuple[tuple[Statement, ...], tuple[Problem, ...]]


def as_shipped(models: Models) -> Models:
    """Return the models as they are."""
    return models


@dataclass(frozen=True, slots=True)
class Switch:
    """One part switched off: what is missing then, and the sets it is measured on."""

    name: str
    corpora: tuple[str, ...]
    models: Callable[[Models], Models] = as_shipped
    stages: Stages = STAGES


def speakers_without(kind: MentionType) -> Stages:
    """Return the stages with statements that know no speaker by mentions of one kind."""

    def statements(
        document: Document, attributions: Sequence[Attribution], actors: Sequence[Actor], lexicon: Lexicon
    ) -> Said:
        known = [replace(a, mentions=tuple(m for m in a.mentions if m.type is not kind)) for a in actors]
        return find_statements(document, attributions, known, lexicon)

    return replace(STAGES, statements=statements)


def uncalibrated(models: Models) -> Models:
    """Return the models with confidence as the rules or the reader give it."""
    return replace(models, trust=SpeakerTrust())


def roles_without_words(models: Models) -> Models:
    """Return the models with sentence roles by vectors and their order in the article alone."""
    return replace(models, roles=replace(models.roles, rows={}))


def roles_without_vectors(models: Models) -> Models:
    """Return the models with sentence roles by features and their order in the article alone."""
    return replace(models, roles=replace(models.roles, vector_weights=np.zeros_like(models.roles.vector_weights)))


UNCALIBRATED = "calibrated confidence"

SWITCHES = {
    s.name: s
    for s in (
        Switch("speakers known by a pronoun", ("polnear", "gold"), stages=speakers_without(MentionType.PRONOUN)),
        Switch(
            "speakers known by a description", ("polnear", "gold"), stages=speakers_without(MentionType.DESCRIPTION)
        ),
        Switch("features of a sentence for its role", ("newsdiscourse", "gold"), roles_without_words),
        Switch("sentence vectors for the role", ("newsdiscourse", "gold"), roles_without_vectors),
        Switch(UNCALIBRATED, ("polnear", "gold"), uncalibrated),
    )
}
"""By what is switched off. To add one: a change of `Models`, or a field of `analyse.Stages` with another function."""
