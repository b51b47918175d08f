"""Articles -> analyses, each made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.daily.records import Order
from briefing.errors import Failure
from briefing.model import Analysis, Article, KeptArticle, Problem
from briefing.store import Store
from briefing.workers import Task, outcomes

Advance = Callable[[int, int], None]
"""Called with the articles done and to do."""


def analyse_missing(
    articles: Sequence[KeptArticle], version: str, order: Order, store: Store, advance: Advance
) -> None:  # fmt: skip
    """Analyse what was not yet, and keep each analysis, or the reason why there is none, as soon as it is made.

    What took too long or killed its worker is tried again in the next run.
    """
    by_digest = {k.digest: k for k in articles}
    missing = store.analyses.missing(by_digest, version)
    jobs = max(1, min(order.config.jobs, len(missing)))
    made = outcomes((by_digest[d].article for d in missing), _analysing, jobs, order.config.time_limit)
    for n, (digest, outcome) in enumerate(zip(missing, made, strict=True), 1):
        if isinstance(outcome, Analysis):
            store.analyses.save(digest, version, outcome)
        elif outcome.problem.stage not in ("time", "internal"):
            store.analyses.save(digest, version, outcome.problem)
        advance(n, len(missing))


def load_analyses(
    articles: Sequence[KeptArticle], version: str, store: Store
) -> tuple[dict[str, Analysis], tuple[Failure, ...]]:  # fmt: skip
    """Return the analyses by digest, under which each article goes from here on; and the articles that have none."""
    found: dict[str, Analysis] = {}
    failed: list[Failure] = []
    for kept in articles:
        analysis = store.analyses.get(kept.digest, version)
        if isinstance(analysis, Analysis):
            found[kept.digest] = under(kept.digest, analysis)
        else:
            problem = analysis or Problem("analyse", "could not be analysed in time; the next run tries again")
            failed.append(Failure(kept.article.source, problem))
    return found, tuple(failed)


def under(digest: str, analysis: Analysis) -> Analysis:
    """Return an analysis whose article's id is its digest: ids are unique within a source only."""
    document = analysis.document
    return replace(analysis, document=replace(document, article=replace(document.article, id=digest)))


def _analysing() -> Task[Analysis]:
    """Load the models once; return what analyses one article."""
    from briefing.analyse import analyse, load_models

    models = load_models()

    def work(article: Article) -> Analysis:
        return analyse(article, models)

    return work
