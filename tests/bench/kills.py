"""`python -m tests.bench.kills [--kills N] [--articles N] [--seed N]`: kill a run at random instants, see what is left.

Plays the run of a daily edition without its models: invented articles come in from several sources, are analysed (by
hand), printed and delivered, over two days. The process that plays it is killed (SIGKILL) after a random while and
started again until it comes to its end; then the next trial begins with a new store. After every kill the store is
looked through; at the end of each trial it holds exactly what a run holds that nobody killed, and one run more changes
nothing. Exit code 1 where anything was lost, doubled or half-written.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from briefing.deliver.edition import write_edition
from briefing.model import (
    MANIFEST,
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
)
from briefing.store import Store, article_digest, only_run, open_store
from tests.factory import analysis

START = datetime(2026, 4, 6, 6, tzinfo=UTC)
DAYS, SOURCES = 2, 4
VERSION = "played"
LONGEST_PART = 0.4
"""A kill comes after at most this part of the time a whole run takes, and more often early than late."""


@dataclass(frozen=True, slots=True)
class Play:
    """A run to be played in a folder; `batches` holds what each source has on each day."""

    folder: Path
    batches: tuple[tuple[tuple[Analysis, ...], ...], ...]

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.folder / "store.sqlite"


def invent(articles: int) -> tuple[tuple[tuple[Analysis, ...], ...], ...]:
    """Return so many analysed articles, by day and source."""
    each = articles // (DAYS * SOURCES)
    return tuple(
        tuple(tuple(_invented(day, source, n) for n in range(each)) for source in range(SOURCES)) for day in range(DAYS)
    )


def _invented(day: int, source: int, number: int) -> Analysis:
    """Return an article of a source's day; the first of each source came in from the source before it, too."""
    number = source * 1000 - 1000 if number == 0 and source else source * 1000 + number
    made = analysis(headline=f"Ruvenia denies opening gate {number} of the Karsk dam by night {day}")
    article = replace(made.article, id=f"a{day}-{number}", source=feed(source), address=f"https://x.example/{number}")
    return replace(made, document=replace(made.document, article=article))


def feed(source: int) -> str:
    """Return a source's address."""
    return f"https://source{source}.example/feed"


def play(plan: Play) -> None:
    """Run both days from wherever the last run stopped."""
    with only_run(plan.store, START), open_store(plan.store) as store:
        for day, batches in enumerate(plan.batches):
            now = START + timedelta(days=day)
            take_in(store, batches, now)
            kept = tuple(store.articles.since(now, now + timedelta(days=1)))
            analyse(plan, store, batches, kept)
            publish(plan, store, now.date(), kept)


def take_in(store: Store, batches: tuple[tuple[Analysis, ...], ...], now: datetime) -> None:
    """Take in what each source has, as a real one gives it: once, and never again after its validator was recorded."""
    for source, batch in enumerate(batches):
        if store.sources.get(feed(source)).etag != now.isoformat():
            state = SourceState(feed(source), etag=now.isoformat(), tried=now, succeeded=now)
            store.articles.take_in((one.article for one in batch), now, state)


def analyse(plan: Play, store: Store, batches: tuple[tuple[Analysis, ...], ...], kept: tuple[KeptArticle, ...]) -> None:
    """Record an analysis for each article that has none."""
    known = {article_digest(one.article): one for batch in batches for one in batch}
    for digest in store.analyses.missing([k.digest for k in kept], VERSION):
        note(plan, f"analysed {digest}")
        store.analyses.save(digest, VERSION, known[digest])


def publish(plan: Play, store: Store, day: date, kept: tuple[KeptArticle, ...]) -> None:
    """Make and deliver the edition of one day: every key sentence not printed before."""
    edition = store.editions.open(day, hashlib.sha256("".join(k.digest for k in kept).encode()).hexdigest())
    if edition.state is EditionState.OPEN:
        before = {line.words for line in store.editions.printed_before(edition)}
        found = [found for k in kept for found in lines_of(store, k) if found[0].words not in before]
        page = EditionFiles(day, (("edition.md", "\n".join(words for _, words in found).encode()),))
        write_edition(plan.folder / "output", page)
        story = KeptStory(f"story-{day}", tuple(sorted(k.digest for k in kept)), day, day)
        edition = store.editions.finish(edition, page, [story], [line for line, _ in found])
    mail = Delivery(Channel.MAIL, "desk@example.org", edition.files)
    known = dict(store.deliveries.of(edition.files)).get(mail.key)
    if known is None or known.state is not DeliveryState.DONE:
        store.deliveries.save(mail, Outcome(DeliveryState.STARTED), START)
        note(plan, f"sent {edition.files}")
        store.deliveries.save(mail, Outcome(DeliveryState.DONE, 1), START)


def lines_of(store: Store, kept: KeptArticle) -> Iterator[tuple[KeptLine, str]]:
    """Yield an article's key sentences as lines, with their words."""
    found = store.analyses.get(kept.digest, VERSION)
    if isinstance(found, Analysis):
        for point in found.key_points:
            span = found.document.sentences[point.sentence].span
            words = span.of(found.text)
            digest = hashlib.sha256(f"{kept.digest} {words}".encode()).hexdigest()
            yield KeptLine(f"story-{kept.seen.date()}", kept.digest, span, "point", digest), words


def note(plan: Play, what: str) -> None:
    """Append a line to the log of what cannot be undone: work done, letters sent."""
    with (plan.folder / "log").open("a", encoding="utf-8") as log:
        log.write(f"{what}\n")


def state(plan: Play) -> list[object]:
    """Return everything a run left: its store, looked through for damage, and its files."""
    with open_store(plan.store, make=False) as store:
        store.check()
        editions, kept = store.editions.all(), tuple(store.articles.since())
        texts = {k.digest: k.article.text for k in kept}
        lines = [(line, line.span.of(texts[line.article])) for e in editions for line in store.editions.printed_in(e)]
        missing = store.analyses.missing([k.digest for k in kept], VERSION)
        deliveries = [store.deliveries.of(e.files) for e in editions]
        found = [kept, editions, lines, missing, deliveries, store.editions.stories(), store.sources.all()]
        return [*found, store.stats().counts, sorted(files(plan))]


def files(plan: Play) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file in the output folder."""
    for path in (plan.folder / "output").rglob("*"):
        if path.is_file():
            yield str(path.relative_to(plan.folder)), path.read_bytes()


def started(plan: Play) -> int:
    """Start a process that plays the run; return its id. Forked, so that the kill finds it at work, not loading."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            play(plan)
            code = 0
        finally:
            os._exit(code)
    return child


def killed(child: int, after: float) -> bool:
    """Kill a process after so many seconds; False where it came to its end before. RuntimeError where it failed."""
    until = time.monotonic() + after
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def spoilt(plan: Play) -> list[str]:
    """Return what is wrong after a kill: an edition recorded whose files are not there. StoreError where damaged."""
    if not plan.store.exists():
        return []
    with open_store(plan.store) as store:
        store.check()
        there = dict(files(plan))
        made = [e for e in store.editions.all() if e.state is EditionState.MADE]
        return [f"edition {e.day}" for e in made if there.get(f"output/{e.day}/{MANIFEST}") != e.manifest.encode()]


def trial(
    plan: Play, wanted: list[object], longest: float, random_: random.Random, kills: int
) -> tuple[int, list[str]]:
    """Kill a run at most so many times; return how often it was, and what is wrong after it came to its end."""
    done, wrong = 0, []
    while killed(started(plan), longest * random_.random() ** 2 if done < kills else 600):
        done += 1
        wrong += spoilt(plan)
    wrong += [] if state(plan) == wanted else ["what is left differs from what a run leaves that nobody killed"]
    log = (plan.folder / "log").read_text("utf-8")
    entries = Counter(log.splitlines())
    if (again := entries.total() - len(entries)) > done:
        wrong.append(f"{again} things were done again after {done} kills")
    play(plan)
    if state(plan) != wanted or (plan.folder / "log").read_text("utf-8") != log:
        wrong.append("another run over a finished store changed it")
    return done, wrong


def main() -> None:
    """Kill runs until there were enough kills; print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how often to kill (default 200)")
    parser.add_argument("--articles", type=int, default=200, help="articles of a run (default 200)")
    parser.add_argument("--seed", type=int, default=20260406, help="of the random instants")
    given = parser.parse_args()
    random_, batches = random.Random(given.seed), invent(given.articles)
    kills, trials, wrong = 0, 0, list[str]()
    with tempfile.TemporaryDirectory() as folder:
        whole = Play(Path(folder, "whole"), batches)
        whole.folder.mkdir()
        begun = time.monotonic()
        killed(started(whole), 600)
        longest = LONGEST_PART * (time.monotonic() - begun)
        wanted = state(whole)
        while kills < given.kills:
            plan = Play(Path(folder, str(trials)), batches)
            plan.folder.mkdir()
            found, complaints = trial(plan, wanted, longest, random_, given.kills - kills)
            kills, trials, wrong = kills + found, trials + 1, wrong + complaints
    said = "; ".join(wrong) or "nothing lost, doubled or half-written"
    sys.stdout.write(f"{kills} kills in {trials} runs of {given.articles} articles: {said}\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
