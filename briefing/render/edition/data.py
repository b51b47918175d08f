"""Edition -> the JSON of schema `briefing.edition/1`, also attached to the PDF."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.compose.verbatim import words_of
from briefing.model import Contest, Edition, Figures, Front, Line, Piece, Voice, Watched, WatchedName
from briefing.render.words import letter

if TYPE_CHECKING:
    from briefing.render.press import Press

SCHEMA = "briefing.edition/1"


def edition_json(edition: Edition, press: Press) -> bytes:
    """Return the edition as JSON in UTF-8: every line with its words, its article, its characters and sentences."""
    del press  # JSON has no looks
    return (json.dumps(_Published(edition).edition(), ensure_ascii=False, indent=1) + "\n").encode()


class _Published:
    """The published form of one edition; sentence numbers are those of the marks, from 1."""

    def __init__(self, edition: Edition) -> None:
        self.of = edition

    def edition(self) -> dict[str, Any]:
        of = self.of
        return {
            "schema": SCHEMA,
            "day": of.day.isoformat(),
            "number": of.number,
            "articles": [
                {
                    "letter": letter(n), "id": a.id, "source": a.source, "outlet": a.outlet, "title": a.title,
                    "published": a.published.isoformat() if a.published else None, "address": a.address,
                }
                for n, a in enumerate(of.articles)
            ],
            "lead": self.front(of.lead) if of.lead else None,
            "briefs": [self.front(f) for f in of.briefs],
            "disputes": [self.contest(c) for c in of.disputes],
            "figures": [self.figures(f) for f in of.figures],
            "changes": [
                {"kind": c.kind.value, **self.line(c.line), "before": self.line(c.before) if c.before else None}
                for c in of.changes
            ],
            "agenda": [{"date": e.date, **self.line(e.line)} for e in of.agenda],
            "coverage": [{"outlet": c.outlet, "articles": c.articles, "copies": c.copies} for c in of.coverage],
            "layout": of.layout.value,
            "watched": [self.watched(w) for w in of.watched],
            "watch_list": [self.name(n) for n in of.names],
            "missing": [{"kind": m.kind.value, "count": m.count, "message": m.message} for m in of.missing],
            "articles_read": of.read,
        }  # fmt: skip

    def piece(self, piece: Piece) -> dict[str, Any]:
        found: dict[str, Any] = {
            "text": words_of(piece, self.of.articles[piece.article]),
            "article": letter(piece.article), "start": piece.span.start, "end": piece.span.end,
        }  # fmt: skip
        if piece.referent:
            found["referent"] = True
        if piece.title:
            found["of"] = "title"
        return found

    def line(self, line: Line) -> dict[str, Any]:
        return {"id": line.id, "pieces": [self.piece(p) for p in line.pieces], "cites": [i + 1 for i in line.cites]}

    def front(self, front: Front) -> dict[str, Any]:
        return {
            "story": front.story,
            "headline": self.line(front.headline),
            "points": [{**self.line(line), "only_source": line.id in front.only} for line in front.points],
            "voices": [self.voice(v) for v in front.voices],
            "outlet": front.outlet,
            "articles": front.telling.articles,
            "outlets": front.telling.outlets,
            "origins": front.telling.origins,
            "opinions": front.telling.opinions,
            "since": front.since.isoformat() if front.since else None,
            "weight": {"score": front.weight.score, "parts": dict(front.weight.parts)},
        }

    def watched(self, watched: Watched) -> dict[str, Any]:
        return {
            "name": watched.name,
            "how": watched.how.value,
            "outlet": watched.outlet,
            "also": list(watched.also),
            "who": [self.piece(p) for p in watched.who],
            "cue": [self.piece(p) for p in watched.cue],
            "mode": watched.mode.value if watched.mode else None,
            **self.line(watched.line),
        }

    def name(self, name: WatchedName) -> dict[str, Any]:
        return {
            "name": name.name,
            "outlets": name.outlets,
            "origins": name.origins,
            "reply": name.reply.value if name.reply else None,
            "stories": [
                {**self.line(s.headline), "outlets": s.telling.outlets, "origins": s.telling.origins}
                for s in name.stories
            ],
            "lines": [self.watched(w) for w in name.lines],
        }

    def voice(self, voice: Voice) -> dict[str, Any]:
        return {
            "name": self.piece(voice.name) if voice.name else None,
            "sayings": [
                {
                    **self.line(s.line), "cue": [self.piece(p) for p in s.cue], "mode": s.mode.value,
                    "stance": s.stance.value,
                }
                for s in voice.sayings
            ],
        }  # fmt: skip

    def contest(self, contest: Contest) -> dict[str, Any]:
        parties = [
            {
                "names": [self.piece(n) for n in p.names], "position": p.position,
                "evidence": [self.line(e) for e in p.evidence],
            }
            for p in contest.parties
        ]  # fmt: skip
        return {**self.line(contest.issue), "parties": parties}

    def figures(self, found: Figures) -> dict[str, Any]:
        return {
            "kind": found.kind.value,
            "unit": found.unit,
            "values": [
                {
                    "number": self.piece(v.number), "outlet": v.outlet, "day": v.day.isoformat() if v.day else None,
                    **self.line(v.line),
                }
                for v in found.values
            ],
        }  # fmt: skip
