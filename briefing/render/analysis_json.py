"""Analysis -> the JSON of schema `briefing.analysis/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.model import Actor, Analysis, Dispute, Span, Statement

SCHEMA = "briefing.analysis/1"


def analysis_json(analyses: Iterable[Analysis]) -> dict[str, Any]:
    """Return the published form of one or more analyses; dicts from here on, records up to here."""
    return {"schema": SCHEMA, "articles": [_article(a) for a in analyses]}


def _article(analysis: Analysis) -> dict[str, Any]:
    article, document = analysis.article, analysis.document
    sentences = document.sentences
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "authors": list(article.authors),
        "genre": article.genre.value,
        "text": article.text,
        "blocks": [{**_span(b.span), "kind": b.kind.value} for b in article.blocks],
        "sentences": [
            {**_span(s.span), "role": r.role.value, "speech": r.speech}
            for s, r in zip(sentences, analysis.roles, strict=True)
        ],
        "actors": [_actor(a, analysis.text) for a in analysis.actors],
        "statements": [_statement(s) for s in analysis.statements],
        "disputes": [_dispute(d, analysis.text) for d in analysis.disputes],
        "key_points": [
            {
                **_span(sentences[k.sentence].span),
                "score": round(k.score, 4),
                "reasons": {name: round(value, 4) for name, value in k.reasons},
                "referents": [{**_span(r.span), "actor": r.actor} for r in k.referents],
            }
            for k in analysis.key_points
        ],
        "background": [_span(sentences[i].span) for i in analysis.background],
        "dates": [{**_span(d.span), "value": d.value, "precision": d.precision.value} for d in analysis.dates],
        "timeline": [
            {"date": e.date, "mention": _span(e.mention), "sentence": _span(sentences[e.sentence].span)}
            for e in analysis.timeline
        ],
        "problems": [
            {"stage": p.stage, "message": p.message, "span": _span(p.span) if p.span else None}
            for p in analysis.problems
        ],
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _actor(actor: Actor, text: str) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": " ".join(actor.name.of(text).split()),
        "kind": actor.kind.value,
        "role": " ".join(actor.role.of(text).split()) if actor.role else None,
        "importance": round(actor.importance, 4),
        "mentions": [{**_span(m.span), "type": m.type.value} for m in actor.mentions],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "speaker": statement.speaker,
        "source": [_span(s) for s in statement.source],
        "cue": [_span(s) for s in statement.cue],
        "content": [_span(s) for s in statement.content],
        "mode": statement.mode.value,
        "stance": statement.stance.value,
        "confidence": round(statement.confidence, 4),
        "nested_in": statement.nested_in,
    }


def _dispute(dispute: Dispute, text: str) -> dict[str, Any]:
    return {
        "issue": " ".join(dispute.issue.of(text).split()),
        "sides": [
            {"actors": list(s.actors), "position": s.position, "evidence": [_span(e) for e in s.evidence]}
            for s in dispute.sides
        ],
        "confidence": round(dispute.confidence, 4),
    }
