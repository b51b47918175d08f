"""The settings of the daily edition: its sources and its watch-list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.config.settings import open_file
from briefing.config.sources import NewsSource, parse_sources
from briefing.config.tables import Table
from briefing.errors import ConfigError

KEYS = ("watch",)
"""The keys of the `[daily]` table."""


@dataclass(frozen=True, slots=True)
class Daily:
    """Where the news of the day comes from, and the names and organisations that are watched for in all of it."""

    sources: tuple[NewsSource, ...] = ()
    watch: tuple[str, ...] = ()


def load_daily(file: Path | None) -> Daily:
    """Return what the `[[source]]` and `[daily]` tables of the settings file say.

    `file` is found, and ConfigError raised, as by `load_config`.
    """
    top = open_file(file)
    values = top.values.get("daily", {})
    if not isinstance(values, dict):
        raise ConfigError(f"{top.where}: daily must be a table; open it with a line [daily]")
    table = Table(f"{top.where}: [daily]", top.folder, values)
    table.allow(KEYS)
    watch = tuple(dict.fromkeys(name.strip() for name in table.texts("watch", '["Mara Iveston"]') if name.strip()))
    return Daily(parse_sources(top.where, top.folder, top.values.get("source", [])), watch)
