"""What a run tells the user: paths on standard output; progress, failures and the sum on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.errors import Failure

if TYPE_CHECKING:
    from rich.progress import Progress


def complain(message: str) -> None:
    """Print bad news on standard error."""
    click.echo(f"briefing: {printable(message)}", err=True)


def printable(text: str) -> str:
    """Return the text without control characters: file names and articles must not command the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


@dataclass(slots=True)
class Report:
    """Keeps count of a run and speaks of each outcome as it comes."""

    quiet: bool
    progress: Progress | None = None
    done: int = 0
    failed: int = 0

    def wrote(self, *paths: Path) -> None:
        """One article is done, and these are its files."""
        self.done += 1
        if not self.quiet:
            with self._bar_aside():
                for path in paths:
                    click.echo(str(path))
        self._step()

    def lost(self, failure: Failure) -> None:
        """One article got nothing, and this is why; said even when quiet."""
        self.failed += 1
        with self._bar_aside():
            complain(str(failure))
        self._step()

    @property
    def exit_code(self) -> int:
        """0 where all articles are done, 1 where some failed."""
        return 1 if self.failed else 0

    def _step(self) -> None:
        if self.progress is not None:
            self.progress.advance(self.progress.task_ids[0])

    @contextmanager
    def _bar_aside(self) -> Iterator[None]:
        """Take the progress bar off the screen while something else is printed there."""
        if self.progress is None:
            yield
            return
        self.progress.stop()
        yield
        self.progress.start()


@contextmanager
def reporting(quiet: bool, total: int | None) -> Iterator[Report]:
    """Show progress on a terminal while the body works through the articles; sum up where some failed.

    `total` is None where it is not known how many there are.
    """
    report = Report(quiet)
    if quiet or not sys.stderr.isatty():
        yield report
    else:
        with _bar(total) as report.progress:
            yield report
    total = report.done + report.failed
    if not quiet and report.failed and total > 1:
        click.echo(f"briefing: {total} articles: {report.done} done, {report.failed} failed", err=True)


@contextmanager
def _bar(total: int | None) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    # What goes to standard output must stay there: by default rich would lead it to its own console.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        progress.add_task("briefing", total=total)
        yield progress
