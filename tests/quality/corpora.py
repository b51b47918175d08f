"""The annotated sets beside the checkout: where they lie, how they are scored, how their articles are read."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

ANNOTATED = "briefing, annotated part"
"""Our own dates cut to the part of the articles that was annotated; see `measure.annotated_part`."""


LINK = "TF-IDF average link"
"""The peer of gathering stories; see `gathered.linked`."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One annotated set. `task` is the scorer's word for what it measures; `gold` its path below the shared folder."""

    name: str
    task: str
    gold: str
    about: str
    peers: tuple[str, ...] = ()
    points: int = 0
    """How many key points the task asks for; 0 where it asks for none."""

    @property
    def gold_path(self) -> Path:
        """Return where the annotations are."""
        return SHARED / self.gold

    def files(self, scratch: Path) -> list[Path]:
        """Return the articles' files in name order; those of a JSON-lines set are first written under `scratch`."""
        folder = self.gold_path
        if folder.suffix == ".jsonl":
            folder = scratch / self.name / "texts"
            script = SHARED / "score" / "texts.py"
            subprocess.run([sys.executable, script, self.gold_path, folder], check=True, stdout=subprocess.DEVNULL)
        elif (folder / "text").is_dir():
            folder /= "text"
        return sorted(folder.glob("*.txt"))


CORPORA = {
    c.name: c
    for c in (
        Corpus("gold", "briefs", "data/gold", "17 articles, two readers", ("first sentences", "LexRank"), 6),
        Corpus("polnear", "attribution", "data/polnear/dev", "84 political articles", ("textacy",)),
        Corpus("dates", "dates", "data/dates/dev.jsonl", "120 Wikinews articles", (ANNOTATED,)),
        Corpus("summaries", "summaries", "data/summaries/dev.jsonl", "55 articles, professional summaries",
               ("first sentences", "LexRank"), 3),
        Corpus("newsdiscourse", "roles", "data/newsdiscourse/validation", "100 articles, sentence roles"),
        Corpus("clusters", "stories", "data/clusters/dev.jsonl", "471 short articles on 42 events, alike in pairs",
               (LINK,)),
    )
}  # fmt: skip


def available() -> bool:
    """Tell whether the annotated articles are beside this checkout."""
    return (SHARED / "score" / "score.py").is_file() and all(c.gold_path.exists() for c in CORPORA.values())
