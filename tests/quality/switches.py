"""Parts of the analysis that can be switched off, to measure what each is worth (`python -m tests.quality --ablation`).

A switch changes the models, or puts another function in a stage's place; all else runs as shipped, on the same parse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from briefing.analyse import STAGES, Models, Stages, find_statements
from briefing.analyse.attributions import LEAST_UNSAID
from briefing.analyse.trust import SpeakerTrust
from briefing.lexicon import Lexicon
from briefing.model import Actor, Attribution, Document, MentionType, Problem, Statement

Said = tuple[tuple[Statement, ...], tuple[Problem, ...]]


def as_shipped(models: Models) -> Models:
    """Return the models as they are."""
    return models


def as_read(document: Document) -> Document:
    """Return the document as the reader left it."""
    return document


@dataclass(frozen=True, slots=True)
class Switch:
    """One part switched off: what is missing then, and the sets it is measured on."""

    name: str
    corpora: tuple[str, ...]
    models: Callable[[Models], Models] = as_shipped
    document: Callable[[Document], Document] = as_read
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
    """Return the models with confidence as the reader gives it."""
    return replace(models, trust=SpeakerTrust())


def as_sure_as_read(
    document: Document, attributions: Sequence[Attribution], actors: Sequence[Actor], lexicon: Lexicon
) -> Said:
    """Return the statements with the confidence of their attributions: whom a source means costs nothing."""
    found, problems = find_statements(document, attributions, actors, lexicon)
    pairs = zip(found, attributions, strict=True)
    return tuple(s if s.speaker is None else replace(s, confidence=a.confidence) for s, a in pairs), problems


def roles_unread(document: Document) -> Document:
    """Return the document with every role alike to the reader."""
    if document.reading is None:
        return document
    return replace(document, reading=replace(document.reading, roles=np.ones_like(document.reading.roles)))


def roles_only_read(models: Models) -> Models:
    """Return the models with sentence roles by the reader alone."""
    roles = models.roles
    nothing = {name: np.zeros_like(getattr(roles, name)) for name in ("vector_weights", "bias", "transitions")}
    return replace(models, roles=replace(roles, rows={}, **nothing))


def as_found(document: Document, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return the reader's attributions as they are: of any kind, untidied, no turns, no paragraphs that go on."""
    read = document.reading.attributions if document.reading else ()
    return tuple(a for a in read if a.confidence >= LEAST_UNSAID)


UNCALIBRATED = "calibrated confidence"

SWITCHES = {
    s.name: s
    for s in (
        Switch("speakers known by a pronoun", ("polnear", "gold"), stages=speakers_without(MentionType.PRONOUN)),
        Switch(
            "speakers known by a description", ("polnear", "gold"), stages=speakers_without(MentionType.DESCRIPTION)
        ),
        Switch("layout and tidy edges", ("polnear", "gold"), stages=replace(STAGES, attributions=as_found)),
        Switch("the reader's view of roles", ("newsdiscourse", "gold"), document=roles_unread),
        Switch("the features' view of roles", ("newsdiscourse", "gold"), roles_only_read),
        Switch(UNCALIBRATED, ("polnear", "gold"), uncalibrated, stages=replace(STAGES, statements=as_sure_as_read)),
    )
}
"""By what is switched off. To add one: a change of `Models`, or a field of `analyse.Stages` with another function."""
