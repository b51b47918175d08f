"""The whole flow over one article and over many: read, analyse, compose, render."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefing.errors import Failure
from briefing.model import Article
from briefing.workers import Outcomes, Task, outcomes


@dataclass(frozen=True, slots=True)
class Made:
    """The finished briefing of one article: its bytes by format, in the order asked for."""

    id: str
    source: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """The analysis of one article as published: one element of `articles` in schema `briefing.analysis/1`."""

    id: str
    source: str
    article: dict[str, Any]


def make_briefings(
    sources: Iterable[Article | Failure],
    formats: tuple[str, ...],
    templates: Path | None,
    paper: str,
    *,
    jobs: int = 1,
    time_limit: int = 300,
) -> Outcomes[Made]:
    """Yield a finished briefing, or the reason for none, for each source in their order.

    Raises ConfigError or TemplateError where the templates cannot be used at all.
    """
    return outcomes(sources, partial(_briefing_task, formats, templates, paper), jobs, time_limit)


def analyse_articles(
    sources: Iterable[Article | Failure], *, jobs: int = 1, time_limit: int = 300
) -> Outcomes[Analysed]:
    """Yield the published analysis, or the reason for none, for each source in their order."""
    return outcomes(sources, _analysis_task, jobs, time_limit)


def _briefing_task(formats: tuple[str, ...], templates: Path | None, paper: str) -> Task[Made]:
    """Load models and templates once; return the flow of one article."""
    from briefing.analyse import analyse, load_models
    from briefing.compose import compose, shipped_options
    from briefing.render import open_press, render
    from briefing.render.pdf.libraries import load_libraries

    press = open_press(templates, paper)
    if "pdf" in formats:
        load_libraries()
    models, options = load_models(), shipped_options()

    def make(article: Article) -> Made:
        page = compose(analyse(article, models), options)
        return Made(article.id, article.source, tuple((f, render(page, f, press)) for f in formats))

    return make


def _analysis_task() -> Task[Analysed]:
    from briefing.analyse import analyse, load_models
    from briefing.render.analysis_json import analysis_json

    models = load_models()

    def publish(article: Article) -> Analysed:
        return Analysed(article.id, article.source, analysis_json([analyse(article, models)])["articles"][0])

    return publish
