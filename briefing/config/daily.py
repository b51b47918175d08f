"""The settings of the daily edition: its sources, its watch-list, and where and how long what it read is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.config.settings import open_file
from briefing.config.sources import NewsSource, parse_sources
from briefing.model import EditionLayout

KEYS = ("watch", "layout", "store", "keep-days")
"""The keys of the `[daily]` table."""

LAYOUTS = tuple(layout.value for layout in EditionLayout)


@dataclass(frozen=True, slots=True)
class Daily:
    """Where the news of the day comes from, and the names and organisations that are watched for in all of it.

    `store` is the file that remembers what was read and printed, None for `store_path`'s; what no edition cites is
    kept in it for `keep_days`. `layout` is that of the page.
    """

    sources: tuple[NewsSource, ...] = ()
    watch: tuple[str, ...] = ()
    store: Path | None = None
    keep_days: int = 90
    layout: EditionLayout = EditionLayout.NEWS

    def store_path(self, out: Path) -> Path:
        """Return the store's file: by the editions it remembers (`Config.out`), where the settings name no other.

        So a run with another output folder neither sees nor changes what was printed in this one.
        """
        folder = Path("output") if str(out) == "-" else out
        return self.store or folder / ".briefing" / "store.sqlite"


def load_daily(file: Path | None) -> Daily:
    """Return what the `[[source]]` and `[daily]` tables of the settings file say.

    `file` is found, and ConfigError raised, as by `load_config`.
    """
    top = open_file(file)
    sources = parse_sources(top.where, top.folder, top.values.get("source", []))
    table = top.table("daily")
    if table is None:
        return Daily(sources)
    table.allow(KEYS)
    watch = tuple(dict.fromkeys(name.strip() for name in table.texts("watch", '["Mara Iveston"]') if name.strip()))
    layout = EditionLayout(table.choice("layout", LAYOUTS, EditionLayout.NEWS))
    return Daily(sources, watch, table.path("store"), table.count("keep-days", Daily().keep_days), layout)
