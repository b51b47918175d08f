"""Article -> Analysis: one function an extractor, called in order; the whole flow is `analyse`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.analyse.actors import find_actors, rate_actors
from briefing.analyse.annotate import Parser, annotate, load_parser
from briefing.analyse.attributions import find_attributions
from briefing.analyse.background import find_background
from briefing.analyse.dates import find_dates
from briefing.analyse.disputes import find_disputes
from briefing.analyse.rank import rank_sentences
from briefing.analyse.reader import Network, load_network, read
from briefing.analyse.role_model import RoleModel, load_role_model
from briefing.analyse.roles import find_roles
from briefing.analyse.sentences import Splitter, load_splitter
from briefing.analyse.statements import find_statements
from briefing.analyse.timeline import find_timeline
from briefing.analyse.trust import SpeakerTrust, calibrated, load_trust
from briefing.analyse.voice import doubt_voice
from briefing.lexicon import Lexicon
from briefing.model import Actor, Analysis, Article, Attribution, Document, Problem, Statement


@dataclass(frozen=True)
class Models:
    """What the extractors need, loaded once a process and passed in."""

    parser: Parser
    splitter: Splitter
    lexicon: Lexicon
    reader: Network
    roles: RoleModel
    trust: SpeakerTrust


@dataclass(frozen=True)
class Stages:
    """The extractors that a measurement puts others in place of, to learn what each is worth."""

    attributions: Callable[[Document, Lexicon], tuple[Attribution, ...]] = find_attributions
    statements: Callable[
        [Document, Sequence[Attribution], Sequence[Actor], Lexicon], tuple[tuple[Statement, ...], tuple[Problem, ...]]
    ] = find_statements


STAGES = Stages()


def load_models() -> Models:
    """Load the parser, the sentence splitter, the word lists and what was learned (about two seconds)."""
    return Models(load_parser(), load_splitter(), Lexicon(), load_network(), load_role_model(), load_trust())


def analyse(article: Article, models: Models) -> Analysis:
    """Return everything the briefing needs to know about one article; deterministic, never invents text."""
    return extract(read(annotate(article, models.parser, models.splitter), models.reader), models)


def extract(document: Document, models: Models, stages: Stages = STAGES) -> Analysis:
    """Return the analysis of a document that was read: each extractor once, each fed by those before it."""
    lexicon = models.lexicon
    actors, actor_problems = find_actors(document, lexicon)
    attributions = calibrated(stages.attributions(document, lexicon), models.trust)
    statements, speaker_problems = stages.statements(document, attributions, actors, lexicon)
    actors = rate_actors(document, actors, statements)
    dates, date_problems = find_dates(document, lexicon)
    roles = find_roles(document, statements, models.roles)
    timeline = find_timeline(document, dates, statements, roles)
    background = find_background(document, roles, statements, dates)
    disputes = find_disputes(document, actors, statements, lexicon)
    key_points = rank_sentences(document, actors, statements, disputes, roles)
    doubts = (*doubt_voice(document, lexicon), *actor_problems, *speaker_problems, *date_problems)
    problems = (*document.article.problems, *document.problems, *doubts)
    return Analysis(
        document, actors, statements, disputes, dates, timeline, roles, key_points, background, problems
    )  # fmt: skip
