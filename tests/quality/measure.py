"""Analyse a set through the product's own path, let the peers try the same, and score all with one scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefing.analyse.trust import load_trust
from briefing.errors import Failure
from briefing.model import Analysis, Article
from briefing.read import Hints, read_file
from briefing.workers import Task, outcomes
from tests.quality.corpora import ANNOTATED, SHARED, Corpus
from tests.quality.gathered import FILE, gather
from tests.quality.judged import TASKS, judged, speaker_figures
from tests.quality.peers import Peers, Prediction
from tests.quality.switches import SWITCHES

OURS = "briefing"
TIME_LIMIT = 300

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one set: by method (`briefing` first), by the scorer's name of the figure or ours."""

    corpus: Corpus
    figures: dict[str, Figures]
    failures: tuple[Failure, ...]


def measure(corpus: Corpus, scratch: Path, methods: Sequence[str] = (), *, jobs: int = 2) -> Result:
    """Return all figures of one set, ours and those of other methods: peers or switches, by name.

    Predictions are left under `scratch` for a look at them. Raises CalledProcessError where the scorer cannot work.
    """
    folders = {name: folder_of(corpus, scratch, name) for name in (OURS, *methods)}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    if corpus.task == "stories":
        failures = gather(corpus, scratch, folders)
    else:
        articles = (read_file(path, Hints()) for path in corpus.files(scratch))
        failures = predict(articles, corpus, folders, jobs)
    return Result(corpus, {name: score(corpus, folder) for name, folder in folders.items()}, failures)


def folder_of(corpus: Corpus, scratch: Path, method: str) -> Path:
    """Return where a method's predictions of a set lie."""
    return scratch / corpus.name / method.replace(" ", "-")


def predict(
    articles: Iterable[Article | Failure], corpus: Corpus, folders: dict[str, Path], jobs: int
) -> tuple[Failure, ...]:
    """Write every method's prediction of every article into its folder; return the articles that gave none."""
    setup = partial(prediction_task, tuple(folders), corpus.points)
    failures = []
    for outcome in outcomes(articles, setup, jobs, TIME_LIMIT):
        if isinstance(outcome, Failure):
            failures.append(outcome)
            continue
        id, predictions = outcome
        for name, prediction in predictions.items():
            (folders[name] / f"{id}.json").write_text(json.dumps(prediction), encoding="utf-8")
    return tuple(failures)


def prediction_task(methods: tuple[str, ...], points: int) -> Task[tuple[str, dict[str, Prediction]]]:
    """Load the models once; return the function that predicts one article with every method."""
    from briefing.analyse import analyse, extract, load_models
    from briefing.render.analysis_json import analysis_json

    models = load_models()
    peers = Peers(models.parser.pipeline.vocab)

    def published(analysis: Analysis) -> Prediction:
        found: Prediction = analysis_json([analysis])["articles"][0]
        return found

    def one(article: Article) -> tuple[str, dict[str, Prediction]]:
        analysis = analyse(article, models)

        def prediction(method: str) -> Prediction:
            if method in SWITCHES:
                switch = SWITCHES[method]
                return published(extract(switch.document(analysis.document), switch.models(models), switch.stages))
            if method == ANNOTATED:
                return annotated_part(published(analysis))
            return published(analysis) if method == OURS else peers.predict(method, analysis.document, points)

        return article.id, {method: prediction(method) for method in methods}

    return one


def annotated_part(prediction: Prediction) -> Prediction:
    """Return the prediction with the dates of headline, date line and the first five sentences only.

    MEANTIME annotates no more than these, and the scorer counts each date behind them as a false one: on whole
    articles no method can exceed an F1 of 67.
    """
    head = prediction["sentences"][:7]
    end = head[-1]["end"] if head else 0
    return {**prediction, "dates": [d for d in prediction["dates"] if d["end"] <= end]}


def score(corpus: Corpus, predictions: Path) -> Figures:
    """Return what the scorer says about a folder of predictions."""
    script = SHARED / "score" / "score.py"
    found = predictions / FILE if corpus.task == "stories" else predictions
    command: list[Any] = [sys.executable, script, corpus.task, corpus.gold_path, found, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures = {name: float(value) for name, value in json.loads(done.stdout).items()}
    return figures | derived(corpus, predictions, figures)


def derived(corpus: Corpus, predictions: Path, figures: Figures) -> Figures:
    """Return what the scorer does not say: the lead over the first sentences, and what printed speakers are worth.

    A peer gives no confidence and names nobody: it has none of these.
    """
    if corpus.task == "summaries":
        return {"rouge1 above the first three sentences": figures["rouge1"] - figures["first 3 sentences rouge1"]}
    if corpus.task in TASKS and (found := judged(corpus, predictions)):
        return speaker_figures(found, load_trust().threshold)
    return {}
