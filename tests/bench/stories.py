"""What gathering into stories costs an article, at 250, 1,000 and 2,500 articles of the stream."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from briefing.gather.space import Spread
from briefing.gather.stories import find_stories
from briefing.gather.traits import Traits, TraitsReader
from briefing.lexicon import Lexicon
from briefing.read.text import read_text
from briefing.read.wording import load_wording
from tests.bench.articles import STREAM
from tests.bench.clock import Row, in_turns, ratio

SIZES = (250, 1000, 2500)
MOST = 1.3
"""How often the cost of one of few articles one of the most articles may cost."""


def gathering_rows(rounds: int, sizes: Sequence[int] = SIZES) -> list[Row]:
    """Compare an article's cost among many with that among few; none where the stream is not there."""
    if not STREAM.is_file():
        return []
    lexicon = Lexicon()
    spread, rows = Spread(lexicon), _rows(max(sizes))
    reader, wording = TraitsReader(lexicon), load_wording(lexicon)

    def read(count: int) -> list[Traits]:
        return [
            replace(reader.read(read_text(text, id=id, source=id, wording=wording), id), published=day)
            for id, text, day in rows[:count]
        ]

    few, many = min(sizes), max(sizes)
    known = read(many)
    seconds = in_turns({str(n): (lambda n=n: find_stories(known[:n], (), spread)) for n in sizes}, rounds)  # type: ignore[misc]
    reading = in_turns({"read": lambda: read(few)}, 1)["read"][0] / few
    costs = {n: reading + median(seconds[str(n)]) / n for n in sizes}
    return [
        Row(f"An article gathered among {many:,} by one among {few:,}", costs[many] / costs[few], MOST),
        *(Row(f"Of it: finding stories among {n:,} by among {few:,}", ratio(seconds, str(n), str(few)) * few / n)
          for n in sizes if n != few),
        *(Row(f"An article gathered among {n:,}", 1000 * cost, unit=" ms") for n, cost in costs.items()),
    ]  # fmt: skip


def _rows(count: int) -> list[tuple[str, str, date | None]]:
    """Return id, text and day of the stream's first articles, which are in order of days."""
    found = []
    with gzip.open(STREAM, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = date.fromisoformat(row["published"])
            found.append((row["id"], row["text"], day if day.year > 1 else None))
    return found[:count]
