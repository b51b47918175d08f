"""Analyse a set through the product's own path, let the peers try the same, and score all with one scorer."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefing.errors import Failure
from briefing.model import Article
from briefing.read import Hints, read_file
from briefing.workers import Task, outcomes
from tests.quality.corpora import ANNOTATED, SHARED, Corpus
from tests.quality.peers import Peers, Prediction

OURS = "briefing"
TIME_LIMIT = 300
FLOORS = Path(__file__).with_name("floors.toml")

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Floor:
    """What one figure must not fall below, and what it is meant to reach; `at_most` turns both round."""

    corpus: str
    figure: str
    floor: float
    target: float | None = None
    label: str = ""
    at_most: bool = False

    def holds(self, value: float) -> bool:
        """Tell whether the figure is still where it was."""
        return value <= self.floor if self.at_most else value >= self.floor

    def reached(self, value: float) -> bool:
        """Tell whether the figure is where it is meant to be."""
        return self.target is None or (value <= self.target if self.at_most else value >= self.target)


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one set: by method (`briefing` first, then the peers), by the scorer's name of the figure."""

    corpus: Corpus
    figures: dict[str, Figures]
    failures: tuple[Failure, ...]


def load_floors() -> list[Floor]:
    """Return the floors in the order of the file."""
    return [Floor(**row) for row in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floor"]]


def measure(corpus: Corpus, scratch: Path, *, peers: bool = True, jobs: int = 2) -> Result:
    """Return all figures of one set; predictions are left under `scratch` for a look at them.

    Raises CalledProcessError where the scorer cannot work.
    """
    articles = (read_file(path, Hints()) for path in corpus.files(scratch))
    methods = corpus.peers if peers else ()
    folders = {name: scratch / corpus.name / name.replace(" ", "-") for name in (OURS, *methods)}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    failures = predict(articles, corpus, folders, jobs)
    return Result(corpus, {name: score(corpus, folder) for name, folder in folders.items()}, failures)


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
    from briefing.analyse import analyse, load_models
    from briefing.render.analysis_json import analysis_json

    models = load_models()
    peers = Peers(models.parser.pipeline.vocab)

    def one(article: Article) -> tuple[str, dict[str, Prediction]]:
        analysis = analyse(article, models)
        ours: Prediction = analysis_json([analysis])["articles"][0]
        found = {OURS: ours, ANNOTATED: annotated_part(ours)}
        return article.id, {m: found[m] if m in found else peers.predict(m, analysis.document, points) for m in methods}

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
    command: list[Any] = [sys.executable, script, corpus.task, corpus.gold_path, predictions, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}
