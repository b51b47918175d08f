"""Where news comes from: the `[[source]]` tables of `briefing.toml`, and sources named on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from briefing.config.tables import Table
from briefing.errors import ConfigError


class SourceKind(StrEnum):
    """What a source is. `FEED` and `PAGE` have an address, the others a path; `OPML` is a list of feeds."""

    FEED = "feed"
    PAGE = "page"
    FOLDER = "folder"
    MAIL = "mail"
    OPML = "opml"

    @property
    def is_remote(self) -> bool:
        """Whether it is asked for over the network."""
        return self in (SourceKind.FEED, SourceKind.PAGE)


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """What one run takes from one source at most: items, bytes of all answers together, days of age, seconds.

    Of a folder, files count as items; bytes and age are for what comes over the network.
    """

    items: int = 50
    size: int = 50_000_000
    days: int = 3
    seconds: float = 300


FILES = SourceLimits(items=100_000)
"""The built-in limits of folders: what is in one was put there to be read."""


@dataclass(frozen=True, slots=True)
class NewsSource:
    """One place news comes from.

    `outlet` names the publisher where the items do not. `pages` False reads a feed's own text and leaves the linked
    pages alone. `allow_private` permits addresses in the user's own network.
    """

    name: str
    kind: SourceKind
    address: str | None = None
    path: Path | None = None
    outlet: str | None = None
    limits: SourceLimits = field(default_factory=SourceLimits)
    pages: bool = True
    allow_private: bool = False

    @property
    def place(self) -> str:
        """The address or path; it tells sources apart from one day to the next, whatever they are called."""
        return self.address or str(self.path)


KEYS = (
    *("name", "kind", "address", "path", "outlet"),
    *("max-items", "max-megabytes", "max-days", "time-limit"),
    *("pages", "allow-private"),
)
"""The keys of a `[[source]]` table."""


def parse_sources(where: str, folder: Path, value: object) -> tuple[NewsSource, ...]:
    """Return the sources of the `[[source]]` tables, in their order; `where` opens every message.

    ConfigError for an unknown key, a wrong value, or two sources of the same name or place.
    """
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise ConfigError(f"{where}: source must be tables; open each with a line [[source]]")
    found: list[NewsSource] = []
    for n, values in enumerate(value, 1):
        name = values.get("name")
        label = f"'{name}'" if isinstance(name, str) and name else f"{n}"
        source = _source(Table(f"{where}: source {label}", folder, values))
        for other in found:
            if other.name == source.name or other.place == source.place:
                same = "name" if other.name == source.name else "address or path"
                raise ConfigError(f"{where}: source {label} has the {same} of source '{other.name}'; remove one")
        found.append(source)
    return tuple(found)


def _source(table: Table) -> NewsSource:
    table.allow(KEYS)
    name = table.text("name", None)
    if name is None:
        raise ConfigError(f'{table.where}: has no name; add a line name = "..."')
    if "kind" not in table.values:
        raise ConfigError(f'{table.where}: has no kind; add a line kind = "..." with one of {", ".join(SourceKind)}')
    kind = SourceKind(table.choice("kind", tuple(SourceKind), ""))
    address, path = _place(table, kind)
    return NewsSource(
        name,
        kind,
        address,
        path,
        table.text("outlet", None),
        _limits(table, SourceLimits() if kind.is_remote or kind is SourceKind.OPML else FILES),
        table.flag("pages", True),
        table.flag("allow-private", False),
    )


def _place(table: Table, kind: SourceKind) -> tuple[str | None, Path | None]:
    """Return the address or the path, whichever a source of this kind has."""
    wanted, other = ("address", "path") if kind.is_remote else ("path", "address")
    if other in table.values or wanted not in table.values:
        raise ConfigError(f"{table.where}: a source of kind '{kind}' has {wanted} = \"...\" and no {other}")
    if not kind.is_remote:
        return None, table.path("path")
    address = table.text("address", "").strip()
    if not is_web_address(address):
        raise ConfigError(f"{table.where}: address must begin with http:// or https:// and name a host: {address!r}")
    return address, None


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http or https address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _limits(table: Table, built_in: SourceLimits) -> SourceLimits:
    return SourceLimits(
        table.count("max-items", built_in.items),
        table.count("max-megabytes", built_in.size // 1_000_000) * 1_000_000,
        table.count("max-days", built_in.days),
        table.count("time-limit", int(built_in.seconds)),
    )


def named_source(given: str) -> NewsSource | None:
    """Return the source that a word of the command line names: an http(s) address or an OPML list.

    An address may be a page or a feed: which of them shows when it answers. None for what is to be read whenever it is
    named, and not asked for what is new: a file, a folder.
    """
    if is_web_address(given):
        return NewsSource(given, SourceKind.PAGE, address=given)
    if given.lower().endswith(".opml"):
        return NewsSource(given, SourceKind.OPML, path=Path(given))
    return None
