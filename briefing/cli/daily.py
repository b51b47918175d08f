"""`briefing daily`: everything that came in since yesterday -> the morning's page, handed out once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import options
from briefing.cli.output import Report, printable, reporting
from briefing.config import LAYOUTS, load_config, load_daily, load_delivery
from briefing.errors import BriefingError, ConfigError
from briefing.model import DeliveryState, Edition, EditionLayout, Run, RunResult

if TYPE_CHECKING:
    from briefing.daily import Order, Ran

DONE, NOT_ALL = 0, 1
"""Exit codes: all done; an edition, but something was not read or not delivered."""

EPILOG = """\b
Examples:
  briefing daily                                the sources of briefing.toml
  briefing daily feeds/ story.html              these files, and the sources
  briefing daily seeds/day --day 2025-10-03     the edition of another day
  briefing daily --layout press                 the page of a press office: the watch-list first
  briefing daily --explain                      why each story stands where it does
  briefing schedule --systemd                   let the system run it every morning
"""


@click.command(epilog=EPILOG)
@click.argument("inputs", nargs=-1, type=options.ARTICLE, metavar="[ARTICLE...]")
@click.option("--day", type=options.Day(), metavar="YYYY-MM-DD", help="The edition's day.  [default: today]")
@options.out
@click.option("--watch", multiple=True, metavar="NAME", help="A name to watch for, beside those of the settings.")
@click.option("--layout", type=click.Choice(LAYOUTS), help="For any reader, or for a press office.  [default: news]")
@click.option("--pages", is_flag=True, help="Also a page for each story.")
@click.option("--explain", is_flag=True, help="Print why each story stands where it does.")
@options.paper
@options.templates
@options.settings
def daily(
    inputs: tuple[str, ...],
    day: date | None,
    watch: tuple[str, ...],
    layout: str | None,
    pages: bool,
    explain: bool,
    config: Path | None,
    **given: Any,
) -> int:
    """Make the day's edition on one page and hand it out.

    Takes in what the sources declared in briefing.toml have new, and the files, folders and addresses named here,
    remembers them, and sets the stories of the day on one page. A folder of the day's name in DIR holds it as Markdown,
    HTML, PDF and JSON with check sums; DIR/latest is the newest. Run it as often as you like: nothing is done twice.
    """
    from briefing.daily import Order
    from briefing.store import only_run, open_store

    wanted, declared = load_config(config, given), load_daily(config)
    if wanted.to_stdout:
        raise ConfigError("an edition is a folder of files; give --out DIR")
    if not inputs and not declared.sources:
        raise ConfigError("no source: name articles or folders, or declare a [[source]] in briefing.toml")
    declared = replace(
        declared,
        watch=tuple(dict.fromkeys((*declared.watch, *watch))),
        layout=EditionLayout(layout) if layout else declared.layout,
    )
    now = datetime.now(UTC)
    order = Order(day or now.astimezone().date(), now, wanted, declared, load_delivery(config), inputs, pages)
    path = declared.store_path(wanted.out)
    with only_run(path, now), open_store(path) as store, _journal(order, path, wanted.quiet) as journal:
        from briefing.daily import run_daily

        with reporting(wanted.quiet, None) as report:
            ran = run_daily(order, store, _advancing(report))
        if explain and ran.edition:
            _explain(ran.edition)
        return DONE if journal.close(ran) is RunResult.DONE else NOT_ALL


def _advancing(report: Report) -> Callable[[int, int], None]:
    """Return what moves the progress bar."""

    def advance(done: int, total: int) -> None:
        if report.progress is not None:
            report.progress.update(report.progress.task_ids[0], completed=done, total=total)

    return advance


@dataclass(frozen=True, slots=True)
class _Journal:
    """What is told of a run: the log, for a person, and the status file, for a monitor."""

    run: Run
    status: Path
    log: logging.Logger

    def close(self, ran: Ran) -> RunResult:
        """Tell what came of the run, and return it in a word."""
        from briefing.deliver.status import put_run

        ended = _ended(self.run, ran)
        put_run(self.status, ended, ran.collected.sources)
        for words in ran.collected.notes:
            self.log.info("%s", words)
        for problem in ended.problems:
            self.log.warning("%s", problem)
        made, day, new = "made" if ran.edition else "is made already", self.run.day, ran.collected.new
        self.log.info("edition of %s, number %d, %s: %d new articles", day, ran.kept.number, made, new)
        for delivery, outcome in ran.deliveries:
            self.log.info("%s %s: %s", delivery.channel.value, delivery.target, outcome.message)
        return ended.result


@contextmanager
def _journal(order: Order, store: Path, quiet: bool) -> Iterator[_Journal]:
    """Say that a run is at work, and where it fails, that it has failed; how it ended otherwise `close` says."""
    from briefing.deliver.run_log import log_file, run_log
    from briefing.deliver.status import put_run, status_file

    run, status = Run(order.day, order.now), status_file(store)
    with run_log(log_file(store), quiet=quiet) as log:
        put_run(status, run)
        try:
            yield _Journal(run, status, log)
        except BriefingError as error:
            put_run(status, replace(run, result=RunResult.FAILED, ended=datetime.now(UTC), problems=(str(error),)))
            raise


def _ended(run: Run, ran: Ran) -> Run:
    """Return the run as it ended."""
    undelivered = (outcome.message for _, outcome in ran.deliveries if outcome.state is DeliveryState.FAILED)
    problems = (*ran.collected.silent, *map(str, ran.failures), *undelivered)
    return replace(
        run,
        result=RunResult.PARTLY if problems else RunResult.DONE,
        ended=datetime.now(UTC),
        articles=ran.collected.new,
        stories=len(ran.edition.fronts) if ran.edition else 0,
        problems=problems,
        deliveries=ran.deliveries,
    )


def _explain(edition: Edition) -> None:
    """Print the parts of each story's weight."""
    from briefing.compose.verbatim import words_of

    for front in edition.fronts:
        words = " ".join(words_of(piece, edition.articles[piece.article]) for piece in front.headline.pieces)
        parts = ", ".join(f"{name} {value:+.1f}" for name, value in front.weight.parts)
        click.echo(f"{front.weight.score:6.1f}  {printable(words)}\n        {parts}")
