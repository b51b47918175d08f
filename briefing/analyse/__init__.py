"""Article -> Analysis: one function an extractor, called in order; the whole flow is `analyse`."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analyse.actors import find_actors, rate_actors
from briefing.analyse.annotate import Parser, annotate, load_parser
from briefing.analyse.attributions import find_attributions
from briefing.analyse.background import find_background
from briefing.analyse.dates import find_dates
from briefing.analyse.disputes import find_disputes
from briefing.analyse.rank import rank_sentences
from briefing.analyse.role_model import RoleModel, load_role_model
from briefing.analyse.roles import find_roles
from briefing.analyse.sentences import Splitter, load_splitter
from briefing.analyse.statements import find_statements
from briefing.analyse.timeline import find_timeline
from briefing.lexicon import Lexicon
from briefing.model import Analysis, Article, Document


@dataclass(frozen=True)
class Models:
    """What the extractors need, loaded once a process and passed in."""

    parser: Parser
    splitter: Splitter
    lexicon: Lexicon
    roles: RoleModel


def load_models() -> Models:
    """Load the parser, the sentence splitter, the word lists and the role model (about two seconds)."""
    return Models(load_parser(), load_splitter(), Lexicon(), load_role_model())


def analyse(article: Article, models: Models) -> Analysis:
    """Return everything the briefing needs to know about one article; deterministic, never invents text."""
    return extract(annotate(article, models.parser, models.splitter), models.lexicon, models.roles)


def extract(document: Document, lexicon: Lexicon, role_model: RoleModel) -> Analysis:
    """Return the analysis of an annotated document: each extractor once, each fed by those before it."""
    actors, actor_problems = find_actors(document, lexicon)
    attributions = find_attributions(document, lexicon)
    statements, speaker_problems = find_statements(document, attributions, actors, lexicon)
    actors = rate_actors(document, actors, statements)
    dates, date_problems = find_dates(document, lexicon)
    roles = find_roles(document, statements, role_model)
    timeline = find_timeline(document, dates, statements, roles)
    background = find_background(document, roles, statements, dates)
    disputes = find_disputes(document, actors, statements, lexicon)
    key_points = rank_sentences(document, actors, statements, disputes, roles)
    problems = (*document.article.problems, *document.problems, *actor_problems, *speaker_problems, *date_problems)
    return Analysis(
        document, actors, statements, disputes, dates, timeline, roles, key_points, background, problems
    )  # fmt: skip
