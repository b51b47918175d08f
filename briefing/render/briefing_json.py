"""Briefing -> the JSON of schema `briefing.page/1`, also attached to the PDF."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from briefing.compose.verbatim import words_of
from briefing.model import Briefing, Contest, Line, Piece, Voice

if TYPE_CHECKING:
    from briefing.render.press import Press

SCHEMA = "briefing.page/1"


def render_json(briefing: Briefing, press: Press) -> bytes:
    """Return the briefing as JSON in UTF-8: every line with its words, its characters and its sentences."""
    del press  # JSON has no looks
    return (json.dumps(briefing_json(briefing), ensure_ascii=False, indent=1) + "\n").encode()


def briefing_json(briefing: Briefing) -> dict[str, Any]:
    """Return the published form of a briefing; sentence numbers are those of the marks, from 1."""
    article = briefing.article

    def piece(p: Piece) -> dict[str, Any]:
        found: dict[str, Any] = {"text": words_of(p, article), "start": p.span.start, "end": p.span.end}
        if p.referent:
            found["referent"] = True
        if p.title:
            found["of"] = "title"
        return found

    def line(found: Line) -> dict[str, Any]:
        return {"id": found.id, "pieces": [piece(p) for p in found.pieces], "cites": _cites(found.cites)}

    def voice(v: Voice) -> dict[str, Any]:
        return {
            "actor": v.actor,
            "unnamed": v.unnamed,
            "name": piece(v.name) if v.name else None,
            "sayings": [
                {
                    **line(s.line), "cue": [piece(p) for p in s.cue], "source": [piece(p) for p in s.source],
                    "mode": s.mode.value, "stance": s.stance.value,
                }
                for s in v.sayings
            ],
            "also": _cites(v.also),
        }  # fmt: skip

    def contest(c: Contest) -> dict[str, Any]:
        parties = [
            {"names": [piece(n) for n in p.names], "position": p.position, "evidence": [line(e) for e in p.evidence]}
            for p in c.parties
        ]
        return {**line(c.issue), "parties": parties}

    return {
        "schema": SCHEMA,
        "source": {
            "id": article.id,
            "from": article.source,
            "title": article.title,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else None,
            "published_from": article.published_from,
            "authors": list(article.authors),
            "genre": article.genre.value,
            "place": piece(briefing.place) if briefing.place else None,
            "text": article.text,
        },
        "sentences": [{"start": s.start, "end": s.end} for s in briefing.sentences],
        "headline": line(briefing.headline),
        "standfirst": line(briefing.standfirst) if briefing.standfirst else None,
        "points": [line(p) for p in briefing.points],
        "voices": [voice(v) for v in briefing.voices],
        "disputes": [contest(c) for c in briefing.disputes],
        "background": [line(b) for b in briefing.background],
        "timeline": [{"date": e.date, "told": e.told, **line(e.line)} for e in briefing.timeline],
        "actors": [
            {"actor": p.actor, "kind": p.kind.value, "role": piece(p.role) if p.role else None, **line(p.line)}
            for p in briefing.players
        ],
        "gaps": [
            {
                "kind": g.kind.value,
                "count": g.count,
                "message": g.message,
                "cite": None if g.cite is None else g.cite + 1,
            }
            for g in briefing.gaps
        ],
        "speaker_accuracy": asdict(briefing.accuracy) if briefing.accuracy else None,
    }


def _cites(cites: tuple[int, ...]) -> list[int]:
    return [i + 1 for i in cites]
