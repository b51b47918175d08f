"""`briefing daily`: everything that came in since yesterday -> the morning's page, handed out once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import options
from briefing.cli.output import Report, printable, reporting
from briefing.config import LAYOUTS, load_config, load_daily, load_delivery
from briefing.errors import BriefingError, ConfigError
from briefing.model import EditionLayout

if TYPE_CHECKING:
    from briefing.daily import Order, Ran
    from briefing.model import Run, RunResult

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
    with only_run(path, now), open_store(path) as store, _logged(order, path, wanted.quiet) as finish:
        from briefing.daily import run_daily

        with reporting(wanted.quiet, None) as report:
            ran = run_daily(order, store, _advancing(report))
        code: int = finish(ran, store.sources.all(), explain)
        return code


def _advancing(report: Report) -> Any:
    """Return what moves the progress bar."""

    def advance(done: int, total: int) -> None:
        if report.progress is not None:
            report.progress.update(report.progress.task_ids[0], completed=done, total=total)

    return advance


@contextmanager
def _logged(order: Order, store: Path, quiet: bool) -> Iterator[Any]:
    """Keep the log and the status of a run; yield what says how it ended and returns the exit code."""
    from briefing.deliver.run_log import log_file, run_log
    from briefing.deliver.status import put_run, status_file
    from briefing.model import Run, RunResult, SourceHealth

    run, file = Run(order.day, order.now), status_file(store)
    with run_log(log_file(store), quiet=quiet) as logger:
        put_run(file, run)

        def finish(ran: Ran, states: Any, explain: bool) -> int:
            ended = _ended(run, ran)
            health = [SourceHealth(s.name, s.tried, s.succeeded, s.failures, s.error) for s in states]
            put_run(file, ended, health)
            for words in ran.advice:
                logger.info("%s", words)
            for problem in ended.problems:
                logger.warning("%s", problem)
            made = "made" if ran.edition else "is made already"
            logger.info("edition of %s, number %d, %s: %d new articles", order.day, ran.kept.number, made, ran.new)
            for delivery, outcome in ran.deliveries:
                logger.info("%s %s: %s", delivery.channel.value, delivery.target, outcome.message)
            if explain and ran.edition:
                _explain(ran)
            return int(ended.result is not RunResult.DONE)

        try:
            yield finish
        except BriefingError as error:
            put_run(file, replace(run, result=RunResult.FAILED, ended=datetime.now(UTC), problems=(str(error),)))
            raise


def _ended(run: Run, ran: Ran) -> Run:
    """Return the run as it ended."""
    from briefing.model import DeliveryState, RunResult

    failed = [o.message for _, o in ran.deliveries if o.state is DeliveryState.FAILED]
    lost = [
        m if (m := f.problem.message).startswith(f.source) else f"{f.source}: {m}" for f in ran.failures
    ]  # fmt: skip
    lost = [*ran.silent, *lost]
    result: RunResult = RunResult.PARTLY if failed or lost else RunResult.DONE
    stories = len(ran.edition.briefs) + bool(ran.edition.lead) if ran.edition else 0
    return replace(
        run, result=result, ended=datetime.now(UTC), articles=ran.new, stories=stories,
        problems=(*lost, *(message or "" for message in failed)), deliveries=ran.deliveries,
    )  # fmt: skip


def _explain(ran: Ran) -> None:
    """Print the parts of each story's weight."""
    edition = ran.edition
    if edition is None:
        return
    for front in (*([edition.lead] if edition.lead else []), *edition.briefs):
        article = edition.articles[front.headline.pieces[0].article]
        piece = front.headline.pieces[0]
        words = piece.span.of((article.title or "") if piece.title else article.text)
        parts = ", ".join(f"{name} {value:+.1f}" for name, value in front.weight.parts)
        click.echo(f"{front.weight.score:6.1f}  {printable(words)}\n        {parts}")
