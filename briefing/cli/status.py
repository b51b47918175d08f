"""`briefing status`: how the last runs went, how the sources are, what was delivered."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from briefing.cli import options
from briefing.cli.output import printable
from briefing.config import load_config, load_daily
from briefing.model import DeliveryState, Run, RunResult, SourceHealth, Status

EPILOG = """\b
Examples:
  briefing status
  briefing status --json | jq '.runs[0].result'
  briefing status > /dev/null || echo "look at the last run"
"""

WHOLE, NOT_WHOLE = 0, 1

WORDS = {
    RunResult.RUNNING: "running",
    RunResult.DONE: "done",
    RunResult.PARTLY: "done in part",
    RunResult.FAILED: "failed",
    RunResult.DIED: "died: it was ended from outside",
}


def _print_schema(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the published schema and leave."""
    if value:
        click.echo((files("briefing") / "schemas" / "status-1.schema.json").read_text(encoding="utf-8"), nl=False)
        ctx.exit()


@click.command(epilog=EPILOG)
@options.config
@click.option("--runs", type=click.IntRange(1), default=7, metavar="N", help="How many runs to list.  [default: 7]")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known, as JSON.")
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema,
    help="Print the JSON Schema of that and leave.",
)  # fmt: skip
def status(config: Path | None, runs: int, as_json: bool) -> int:
    """Say how the last runs of 'briefing daily' went.

    Lists the runs, the deliveries of the last one, and the sources that fail. The exit code is 0 where the last run is
    done, or is running and the one before is done; else it is 1.
    """
    from briefing.deliver.run_log import log_file
    from briefing.deliver.status import read_status, status_file, status_json, without_runner
    from briefing.store.lock import is_held

    store = load_daily(config).store_path(load_config(config, {}).out)
    found = read_status(status_file(store))
    if not is_held(store):
        found = without_runner(found)
    click.echo(status_json(found), nl=False) if as_json else _say(found, runs, log_file(store))
    ended = [run for run in found.runs if run.result is not RunResult.RUNNING]
    return WHOLE if ended and ended[0].result is RunResult.DONE else NOT_WHOLE


def _say(found: Status, runs: int, log: Path) -> None:
    if not found.runs:
        click.echo("no run yet; start one with: briefing daily")
        return
    for run in found.runs[:runs]:
        click.echo(printable(_summary(run)))
    last = found.runs[0]
    for delivery, outcome in last.deliveries:
        sign = "ok" if outcome.state is DeliveryState.DONE else "FAILED"
        click.echo(printable(f"  {delivery.channel:7} {sign:7} {outcome.message}"))
    for problem in last.problems:
        click.echo(printable(f"  problem: {problem}"))
    failing = [source for source in found.sources if source.failures]
    click.echo(f"sources: {len(found.sources)}, failing: {len(failing)}")
    for source in failing:
        click.echo(printable(_trouble(source)))
    click.echo(f"log: {printable(str(log))}")


def _summary(run: Run) -> str:
    """Return one line: the edition's day, when the run was, what became of it."""
    took = "" if run.ended is None else f", {(run.ended - run.started).total_seconds():.0f} s"
    return (
        f"{run.day}  {_minute(run.started)}{took}  {WORDS[run.result]}  "
        f"articles: {run.articles}, stories: {run.stories}"
    )


def _trouble(source: SourceHealth) -> str:
    since = "never" if source.succeeded is None else _minute(source.succeeded)
    return f"  {source.name}: failed {source.failures} times, last read {since}: {source.error}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
