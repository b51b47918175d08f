"""The briefing of every sample article, as it should be: `NAME.md` here for each article of `seeds/`.

After a wanted change, `python -m tests.golden` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path

from briefing.run import Made, make_briefings

FOLDER = Path(__file__).parent
SEEDS = FOLDER.parents[1] / "seeds"


def briefings(*formats: str) -> dict[str, Made]:
    """Return the finished briefing of each sample article by its id; RuntimeError where one fails."""
    from briefing.read import Hints, read_sources

    made = {}
    for outcome in make_briefings(read_sources([str(SEEDS)], Hints()), formats, None, "a4"):
        if not isinstance(outcome, Made):
            raise RuntimeError(f"{outcome.source}: {outcome.problem.message}")
        made[outcome.id] = outcome
    return made
