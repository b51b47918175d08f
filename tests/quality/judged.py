"""Speakers against annotators, one statement at a time, by the scorer's own rules."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from briefing.train.calibrate import Judged, reliability
from tests.quality.corpora import SHARED, Corpus

TASKS = {"attribution", "briefs"}
"""The scorer's tasks whose annotations name speakers."""


@cache
def scorer() -> Any:
    """Return the scorer as a module, so that its rules are not told a second time."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(corpus: Corpus, predictions: Path) -> list[Judged]:
    """Return every statement with a named speaker in a folder of predictions, article by article.

    On PolNeAR the words of the source must be right, on the briefs the name; KeyError for other tasks.
    """
    pairs = {"attribution": _attribution, "briefs": _briefs}[corpus.task](corpus.gold_path, predictions)
    return [
        Judged(corpus.name, article, statement["confidence"], right)
        for article, statement, right in pairs
        if statement.get("speaker") is not None
    ]


def speaker_figures(found: list[Judged], threshold: float) -> dict[str, float]:
    """Return how often those that would be printed are right, and how far confidence is off, per cent."""
    told = [j for j in found if j.right is not None]
    printed = [j for j in told if j.confidence >= threshold]
    known = reliability(np.array([j.confidence for j in told]), np.array([float(bool(j.right)) for j in told]))
    return {
        "printed speakers": float(len(printed)),
        "printed speakers right": 100 * sum(bool(j.right) for j in printed) / max(1, len(printed)),
        "confidence off by (expected calibration error)": 100 * known.ece,
    }


Pairs = Iterator[tuple[str, dict[str, Any], bool | None]]
"""An article's id, a statement as published, and whether its speaker is right; None where nobody speaks there."""


def _attribution(gold: Path, predictions: Path) -> Pairs:
    """Yield the statements of PolNeAR's articles; each annotation is met by the prediction it overlaps most."""
    score = scorer()
    for path in sorted(gold.glob("*.ann")):
        text = score.read_text(path.with_suffix(".txt"))
        article = score.load_pred(predictions, path.stem)
        to = score.aligner(article["text"], text)
        statements = article.get("statements", [])
        sides = [{k: score.chars(_placed(s[k], text, to)) for k in ("source", "content")} for s in statements]
        met = _met(score.read_ann(path, text), sides)
        yield from ((path.stem, s, met.get(i)) for i, s in enumerate(statements))


def _placed(spans: Any, text: str, to: Any) -> list[tuple[int, int]]:
    score = scorer()
    found = [score.trimmed(text, to(a), to(b)) for a, b in score.as_spans(spans)]
    return [(a, b) for a, b in found if b > a]


def _met(annotated: list[dict[str, Any]], sides: list[dict[str, set[int]]]) -> dict[int, bool]:
    """Return prediction -> whether its source agrees, for predictions that share half their content with a true one."""
    score = scorer()
    met: dict[int, bool] = {}
    for true in annotated:
        content, source = score.chars(true["content"]), score.chars(true["source"])
        shares = [(score.jaccard(content, s["content"]), -i) for i, s in enumerate(sides) if i not in met]
        best, at = max(shares, default=(0.0, 0))
        if best >= 0.5:
            met[-at] = _same_source(source, sides[-at]["source"])
    return met


def _same_source(true: set[int], found: set[int]) -> bool:
    if not true or not found:
        return not true and not found
    return scorer().jaccard(true, found) >= 0.5 or true <= found or found <= true


def _briefs(gold: Path, predictions: Path) -> Pairs:
    """Yield the statements of the doubly annotated articles; right is whom either reader heard in their sentences."""
    score = scorer()
    for id, meta in sorted(json.loads((gold / "index.json").read_text(encoding="utf-8")).items()):
        article = score.load_pred(predictions, id)
        view = score.view(article, score.read_text(gold / "text" / f"{id}.txt"), meta["sentences"])
        readers = [json.loads((gold / w / f"{id}.json").read_text(encoding="utf-8")) for w in "AB"]
        heard = [_heard(score.Gold(reader)) for reader in readers]
        for statement, (numbers, who) in zip(article.get("statements", []), view["said"], strict=True):
            speakers = [s for n in numbers for table in heard for s in table.get(n, ())]
            right = who is not None and any(
                score.same_actor(who, s) or score.overlap_words(who["name"], s["name"]) for s in speakers
            )
            yield id, statement, right if speakers else None


def _heard(reader: Any) -> dict[int, list[dict[str, Any]]]:
    """Return sentence number -> the actors one reader heard speak in it."""
    score = scorer()
    by_name = {score.norm(a["name"]): a for a in reader.actors}
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for statement in reader.statements:
        name = statement["speaker"]
        for number in statement["sentences"]:
            found[number].append(by_name.get(score.norm(name)) or {"name": name, "aliases": []})
    return found
