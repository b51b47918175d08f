"""Arguments and options that several commands share, so that one name means one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from briefing.config import PAPERS, parse_formats
from briefing.errors import ConfigError

F = TypeVar("F", bound=Callable[..., Any])


class Formats(click.ParamType[tuple[str, ...]]):
    """A list of formats: `md,pdf`."""

    name = "FORMATS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the formats named; a wrong one is a usage error."""
        if isinstance(value, tuple):
            return value
        try:
            return parse_formats(value.split(","), "--format")
        except ConfigError as error:
            self.fail(str(error), param, ctx)


class Day(click.ParamType[date]):
    """A calendar day as ISO 8601 writes it."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; anything else is a usage error."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2026-04-06", param, ctx)


ARTICLE = click.Path(readable=False, allow_dash=True)
"""A path, so that shells complete it; whether it is one, and can be read, is for the reader to say."""

articles = click.argument("articles", nargs=-1, required=True, type=ARTICLE, metavar="ARTICLE...")
out = click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write to, or - for standard output.  [default: output]",
)  # fmt: skip
format_ = click.option(
    "-f", "--format", type=Formats(), metavar="LIST", help="Any of md, pdf, html, json, by comma.  [default: md,pdf]"
)
paper = click.option("--paper", type=click.Choice(PAPERS), help="Size of the page.  [default: a4]")
templates = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Your own templates and CSS; see 'briefing templates'.",
)
jobs = click.option(
    "-j", "--jobs", type=click.IntRange(1), metavar="N", help="Articles at work at the same time.  [default: 1]"
)
time_limit = click.option(
    "--time-limit",
    type=click.IntRange(1),
    metavar="SECONDS",
    help="Give up on an article after so long.  [default: 300]",
)
quiet = click.option("-q", "--quiet", is_flag=True, default=None, help="Print errors only: no paths, no progress.")
config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings.  [default: ./briefing.toml where it exists]",
)
title = click.option("--title", metavar="TEXT", help="The headline, where the source does not say it.")
outlet = click.option("--outlet", metavar="TEXT", help="Who published it.")
published = click.option("--published", type=Day(), metavar="YYYY-MM-DD", help="The day it was published.")

unreleased = click.option(
    "--unreleased", is_flag=True, help="Also what its provider withdrew or holds under embargo; the page says so."
)


def hinted(function: F) -> F:
    """Add what the user may know better than the source: title, outlet and day."""
    return title(outlet(published(function)))


def settings(function: F) -> F:
    """Add the options of every command that works through articles."""
    return jobs(time_limit(quiet(config(function))))
