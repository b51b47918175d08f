"""`python -m tests.bench.days ARTICLES.jsonl.gz OUT [--days N] [--jobs N]`: real articles as dated days.

Takes in the articles (`id`, `title`, `text`, `published`, `outlet`), makes the edition of every day they are of, oldest
first, and then asks for all of them once more. Reports how many editions came out, how many of them are not exactly one
page, how full pages are, how many layouts they took, what failed, the peak of memory, and the share of the first pass
that the second one takes. The store stays in OUT, so that a run that was ended goes on. Exit code 1 where an edition is
not one page or a run raised.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from briefing.config import Config, Daily
from briefing.daily import Order, run_daily
from briefing.errors import BriefingError
from briefing.lexicon import Lexicon
from briefing.model import Article
from briefing.read.text import read_text
from briefing.read.wording import load_wording
from briefing.store import Store, open_store

NOW = datetime(2026, 1, 1, 6, tzinfo=UTC)


@dataclass(slots=True)
class Counts:
    """What came of the editions."""

    editions: int = 0
    stories: list[int] = field(default_factory=list)
    articles: int = 0
    not_one_page: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    unread: int = 0
    seconds: float = 0.0


def main() -> int:
    """Make the editions, print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.days", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--days", type=int, help="only the last so many days")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    articles = list(read_articles(options.articles))
    days = sorted({a.published for a in articles if a.published})[-(options.days or len(articles)) :]
    with open_store(options.out / "store.sqlite") as store:
        store.articles.take_in((a for a in articles if a.published in set(days)), NOW)
        first, second = (make_all(days, options.out, options.jobs, store) for _ in range(2))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    share = 100 * second.seconds / first.seconds
    lines = (
        f"{first.editions} editions of {len(days)} days; {sum(first.stories)} stories; {first.unread} articles unread",
        f"not one page: {len(first.not_one_page)} {first.not_one_page[:5]}",
        f"raised: {len(first.raised)} {first.raised[:5]}",
        f"peak memory of one process: {peak:.0f} MB",
        f"second pass: {share:.2f} % of the first, {second.editions} editions made",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(first.not_one_page or first.raised or second.editions))


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a gzipped JSON-lines file that have a day."""
    wording = load_wording(Lexicon())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            day = date.fromisoformat(row["published"]) if row.get("published") else None
            if day is None or day.year < 1900:
                continue
            try:
                yield read_text(
                    row["text"], id=row["id"], source=row["id"], wording=wording,
                    title=row.get("title"), outlet=row.get("outlet"), published=day,
                )  # fmt: skip
            except BriefingError:
                continue


def make_all(days: list[date], out: Path, jobs: int, store: Store) -> Counts:
    """Make the editions of all days, oldest first."""
    counts, began = Counts(), time.monotonic()
    for n, day in enumerate(days, 1):
        wanted = Order(day, NOW, Config(out=out, jobs=jobs), Daily(keep_days=100_000))
        try:
            ran = run_daily(wanted, store, lambda done, total: None)
        except Exception as error:  # what this is here to find
            counts.raised.append(f"{day}: {type(error).__name__}: {error}")
            continue
        counts.unread += len(ran.failures)
        if ran.edition is not None:
            counts.editions += 1
            counts.stories.append(len(ran.edition.briefs) + bool(ran.edition.lead))
            if (pages := _pages(out / day.isoformat() / "edition.pdf")) != 1:
                counts.not_one_page.append(f"{day}: {pages}")
        if sys.stderr.isatty() or n % 50 == 0:
            sys.stderr.write(f"\r{n} of {len(days)} days, {len(counts.raised)} raised")
    counts.seconds = time.monotonic() - began
    return counts


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        return len(pdf.pages)


if __name__ == "__main__":
    sys.exit(main())
