"""The settings of one run: built-in values, then `briefing.toml`, then the command line; each wins over the former."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefing.config.tables import Table, chosen, read_toml
from briefing.errors import ConfigError

FILE_NAME = "briefing.toml"
FORMATS = ("md", "pdf", "html", "json")
PAPERS = ("a4", "letter")

TABLES = ("source", "daily", "mail", "print")
"""Tables of the file beside these settings; `load_daily` and `load_delivery` read them."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run. Each field is a key of `briefing.toml` and the option of the same name.

    `out` is a folder, or `-` for standard output. `time_limit` is in seconds for each article.
    """

    out: Path = Path("output")
    format: tuple[str, ...] = ("md", "pdf")
    paper: str = "a4"
    templates: Path | None = None
    jobs: int = 1
    time_limit: int = 300
    quiet: bool = False

    @property
    def to_stdout(self) -> bool:
        """Whether the result goes to standard output."""
        return str(self.out) == "-"


def load_config(file: Path | None, options: dict[str, Any]) -> Config:
    """Return the settings in force.

    `file` is the one named with `--config`; without one, `briefing.toml` of the current folder counts where it exists.
    `options` are the values given on the command line by key; None stands for "not given".
    Raises ConfigError, naming file and key, for an unknown key or a value of the wrong kind.
    """
    table = open_file(file)
    named = {key: _checked(table, key) for key in table.values if key not in TABLES}
    given = {key: value for key, value in options.items() if value is not None}
    return replace(Config(), **{**{key.replace("-", "_"): value for key, value in named.items()}, **given})


def open_file(file: Path | None) -> Table:
    """Return the top table of the settings file in force, its keys known; it is empty where there is no file."""
    found = file or Path(FILE_NAME)
    table = Table(str(found), found.parent, read_toml(found) if file is not None or found.is_file() else {})
    table.allow(keys(), TABLES)
    return table


def keys() -> tuple[str, ...]:
    """Return the keys a `briefing.toml` may hold outside its tables, as written there."""
    return tuple(f.name.replace("_", "-") for f in fields(Config))


def _checked(table: Table, key: str) -> object:
    """Return the value of a known key as `Config` holds it."""
    match key:
        case "out":
            return Path("-") if table.text(key, "") == "-" else table.path(key)
        case "templates":
            return table.path(key)
        case "format":
            return parse_formats(table.texts(key, '["md", "pdf"]', split=True), f"{table.where}: {key}")
        case "paper":
            return table.choice(key, PAPERS, "")
        case "quiet":
            return table.flag(key, False)
        case _:
            return table.count(key, 1)


def parse_formats(words: Iterable[str], where: str) -> tuple[str, ...]:
    """Return the formats named, each once, in the order given; ConfigError for an unknown one or for none."""
    found = dict.fromkeys(chosen(w.strip().lower(), FORMATS, where) for w in words if w.strip())
    if not found:
        raise ConfigError(f"{where}: names no format; choose from {', '.join(FORMATS)}")
    return tuple(found)
