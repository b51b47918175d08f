"""Articles of one story -> what they tell together."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.gather.actors import find_story_actors
from briefing.gather.disputes import find_shared_disputes
from briefing.gather.figures.compare import find_figure_conflicts
from briefing.gather.sayings import merge_sayings
from briefing.gather.singles import find_singles
from briefing.lexicon import Lexicon
from briefing.model import Comparison, Report


def compare(reports: Sequence[Report], lexicon: Lexicon, min_confidence: float = 0.5) -> Comparison:
    """Return what the articles of a story tell together; the same whatever order they come in.

    Ids of articles must differ. A speaker less sure than `min_confidence` counts as nobody.
    """
    actors = find_story_actors(reports, lexicon)
    return Comparison(
        actors=actors,
        sayings=merge_sayings(reports, actors, lexicon, min_confidence),
        disputes=find_shared_disputes(reports, actors, lexicon, min_confidence),
        figures=find_figure_conflicts(reports, actors, lexicon),
        singles=find_singles(reports, lexicon),
    )
