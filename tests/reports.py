"""Invented articles of one story, as they are compared; built without any extractor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from briefing.model import (
    Actor,
    ActorKind,
    Mention,
    MentionType,
    Mode,
    Place,
    Quotation,
    Report,
    Span,
    Stance,
    Statement,
)
from tests.factory import plain

MONDAY, TUESDAY = date(2025, 3, 10), date(2025, 3, 11)


@dataclass(frozen=True)
class Said:
    """A statement: whose it is ('' for nobody known), its words and mode; `source` where the speaker is no actor."""

    speaker: str
    words: str
    mode: Mode = Mode.DIRECT
    source: str = ""
    confidence: float = 0.9


def report(
    id: str,
    text: str,
    *,
    outlet: str | None = None,
    day: date | None = MONDAY,
    time: datetime | None = None,
    origin: str | None = None,
    item: str | None = None,
    headline: str | None = None,
    people: Sequence[str] = (),
    bodies: Sequence[str] = (),
    said: Sequence[Said] = (),
    **fields: object,
) -> Report:
    """Return a report of an article in which every sentence is a key point; names are those of its actors."""
    made = plain(text, headline, outlet=outlet or f"The {id}", published=day, **fields)
    words = made.text

    def at(part: str) -> Span:
        start = words.index(part)
        return Span(start, start + len(part))

    kinds = [*((n, ActorKind.PERSON) for n in people), *((n, ActorKind.ORGANIZATION) for n in bodies)]
    actors = tuple(
        Actor(f"a{n}", at(name), kind, (Mention(at(name), MentionType.NAME),), importance=1 / n)
        for n, (name, kind) in enumerate(kinds, 1)
    )
    by = {name: actor.id for (name, _), actor in zip(kinds, actors, strict=True)}
    statements = tuple(
        Statement(
            (at(s.source or s.speaker),) if s.source or s.speaker else (),
            (),
            (at(s.words),),
            s.mode,
            Stance.ASSERTS,
            by.get(s.speaker),
            s.confidence,
        )
        for s in said
    )
    quoted = tuple(Quotation((at(s.words),)) for s in said if s.mode is not Mode.INDIRECT)
    article = replace(made.article, id=id, source=f"{id}.txt")
    document = replace(made.document, article=article, quotations=quoted)
    analysis = replace(made, document=document, actors=actors, statements=statements)
    return Report(analysis, origin or id, time, item)


def words_at(reports: Sequence[Report], place: Place) -> str:
    """Return the words of a place."""
    return place.span.of(next(r.analysis.text for r in reports if r.article == place.article))
