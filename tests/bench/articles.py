"""What the bench runs on: the sample articles, and some of the stream where it lies beside the checkout."""

from __future__ import annotations

import gzip
import json
from itertools import islice

from briefing.model import Article
from briefing.read import Hints, read_sources
from briefing.read.text import read_text
from tests.golden import SEEDS
from tests.quality.corpora import SHARED

STREAM = SHARED / "data" / "stream" / "articles.jsonl.gz"


def samples() -> list[Article]:
    """Return the articles of `seeds/`."""
    return [a for a in read_sources([str(SEEDS)], Hints()) if isinstance(a, Article)]


def stream(count: int, step: int = 31) -> list[Article]:
    """Return every `step`-th article of the stream, `count` of them; none where it is not there."""
    if not STREAM.is_file():
        return []
    with gzip.open(STREAM, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 0, count * step, step)]
    return [read_text(row["text"], id=row["id"], source=row["id"], title=row["title"]) for row in rows]
