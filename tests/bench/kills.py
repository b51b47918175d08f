"""`python -m tests.bench.kills [--kills N] [--seed N]`: kill a run at random instants and look at what is left.

Plays the run of a daily edition without its analysis: invented articles come in from several sources, are analysed (by
hand), printed and delivered, over two days. A process that plays it is killed (SIGKILL) after a random while and started
again until it has run to its end; then the next trial begins with a new store. After every kill the store is looked
through; at the end it holds exactly what a run that nobody killed leaves.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from briefing.deliver.edition import write_edition
from briefing.model import (
    Analysis,
    Channel,
    Delivery,
    DeliveryState,
    EditionFiles,
    EditionState,
    KeptArticle,
    KeptLine,
    KeptStory,
    Outcome,
    SourceState,
    Span,
)
from briefing.store import Store, article_digest, only_run, open_store
from tests.factory import analysis

ROOT = Path(__file__).parents[2]
START = datetime(2026, 4, 6, 6, tzinfo=UTC)
DAYS = 2
SOURCES = 4
VERSION = "played"


@dataclass(frozen=True, slots=True)
class Play:
    """A run to be played: its folder, and how many articles each source has for each day."""

    folder: Path
    articles: int

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.folder / "store.sqlite"

    def batch(self, day: int, source: int) -> list[Analysis]:
        """Return what one source has on one day; one of its articles also comes from the source before it."""
        numbers = [source * self.articles + n - (n == 0 and source > 0) for n in range(self.articles)]
        return [replace_words(day, n, f"https://source{source}.example/feed") for n in numbers]


def replace_words(day: int, number: int, source: str) -> Analysis:
    """Return the invented article as number so many of a day."""
    made = analysis(headline=f"Ruvenia denies opening gate {number} of the Karsk dam by night {day}")
    article = replace(made.article, id=f"a{day}-{number}", source=source, address=f"https://x.example/{day}/{number}")
    return replace(made, document=replace(made.document, article=article))


def play(plan: Play) -> None:
    """Run both days from wherever the last run stopped."""
    with only_run(plan.store, START), open_store(plan.store) as store:
        for day in range(DAYS):
            play_day(plan, store, day)


def play_day(plan: Play, store: Store, day: int) -> None:
    """Take in, analyse, print and deliver one day; what is done already is not done again."""
    now = START + timedelta(days=day)
    for source in range(SOURCES):
        name = f"https://source{source}.example/feed"
        etag = f'"{day}"'
        if store.sources.get(name).etag != etag:  # a real source answers 304 then, and the articles are never seen again
            found = [one.article for one in plan.batch(day, source)]
            store.articles.take_in(found, now, SourceState(name, etag=etag, tried=now, succeeded=now))
    known = {article_digest(a.article): a for s in range(SOURCES) for a in plan.batch(day, s)}
    kept = tuple(store.articles.since(now, now + timedelta(days=1)))
    for digest in store.analyses.missing([k.digest for k in kept], VERSION):
        note(plan, f"analysed {digest}")
        store.analyses.save(digest, VERSION, known[digest])
    print_day(plan, store, now.date(), kept)


def print_day(plan: Play, store: Store, day: date, kept: tuple[KeptArticle, ...]) -> None:
    """Make and deliver the edition of one day."""
    inputs = hashlib.sha256("".join(k.digest for k in kept).encode()).hexdigest()
    edition = store.editions.open(day, inputs)
    printed = {line.words for line in store.editions.printed_before(edition)}
    lines = [line for k in kept for line in lines_of(store, k) if line.words not in printed]
    text = "\n".join(line.span.of(store.articles.get(line.article).article.text) for line in lines)
    files = EditionFiles(day, (("edition.md", text.encode()),))
    if edition.state is EditionState.OPEN:
        write_edition(plan.folder / "output", files)
        stories = [KeptStory(f"story-{day}", tuple(sorted(k.digest for k in kept)), day, day)]
        edition = store.editions.finish(edition, files, stories, lines)
    mail = Delivery(Channel.MAIL, "desk@example.org", edition.files)
    if dict(store.deliveries.of(edition.files)).get(mail.key, Outcome(DeliveryState.FAILED)).state is DeliveryState.DONE:
        return
    store.deliveries.save(mail, Outcome(DeliveryState.STARTED), START)
    note(plan, f"sent {edition.files}")
    store.deliveries.save(mail, Outcome(DeliveryState.DONE, 1), START)


def lines_of(store: Store, kept: KeptArticle) -> Iterator[KeptLine]:
    """Yield an article's key sentences as lines of the story of the day it came."""
    found = store.analyses.get(kept.digest, VERSION)
    assert isinstance(found, Analysis)
    for point in found.key_points:
        span = found.document.sentences[point.sentence].span
        words = hashlib.sha256(f"{kept.digest} {span}".encode()).hexdigest()
        yield KeptLine(f"story-{kept.seen.date()}", kept.digest, span, "point", words)


def note(plan: Play, what: str) -> None:
    """Append a line to the log of what cannot be undone: work done, letters sent."""
    with (plan.folder / "log").open("a", encoding="utf-8") as log:
        log.write(f"{what}\n")


def state(plan: Play) -> list[object]:
    """Return everything a finished run left: its store and its files."""
    with open_store(plan.store, make=False) as store:
        store.check()
        editions = store.editions.all()
        kept = list(store.articles.since())
        lines = [store.editions.printed_in(e) for e in editions]
        texts = [[Span(x.span.start, x.span.end).of(store.articles.get(x.article).article.text) for x in y] for y in lines]
        analyses = [store.analyses.missing([k.digest for k in kept], VERSION)]
        deliveries = [store.deliveries.of(e.files) for e in editions]
        counts = store.stats().counts
        rest = [kept, editions, lines, texts, analyses, deliveries, store.editions.stories(), store.sources.all(), counts]
    files = sorted((str(p.relative_to(plan.folder)), p.read_bytes()) for p in output(plan) if p.is_file())
    return [*rest, files]


def output(plan: Play) -> Iterator[Path]:
    """Yield all that lies in the output folder."""
    return (plan.folder / "output").rglob("*")
