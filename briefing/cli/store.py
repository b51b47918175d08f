"""`briefing store`: how much is remembered between runs, room given back, and the articles taken out again."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import options
from briefing.cli.output import printable
from briefing.config import load_config, load_daily

if TYPE_CHECKING:
    from briefing.model import Article

EPILOG = """\b
Examples:
  briefing store stats
  briefing store vacuum --keep-days 30
  briefing store export > articles.jsonl
  briefing make articles.jsonl
"""

WORDS = {
    "articles": "articles kept",
    "analyses": "analyses",
    "sources": "sources",
    "stories": "stories",
    "editions": "editions",
    "printed": "lines printed",
    "deliveries": "deliveries",
    "forgotten": "articles forgotten, not to be news again",
}
"""What each table holds, as `stats` says it."""

path = click.option(
    "--store", "path", type=click.Path(path_type=Path), metavar="FILE",
    help="The store's file.  [default: the one of the settings]",
)  # fmt: skip


@click.group(epilog=EPILOG)
def store() -> None:
    """Look after the store, which remembers what was read and printed.

    Where it lies is said by 'store' in the [daily] table of briefing.toml; else it is .briefing/store.sqlite in the
    output folder.
    """


@store.command()
@path
@options.config
def stats(path: Path | None, config: Path | None) -> None:
    """Say how much the store holds, after looking through it for damage."""
    from briefing.store import open_store

    file = _file(path, config)
    with open_store(file, make=False) as opened:
        opened.check()
        found = opened.stats()
    click.echo(f"{printable(str(file))}: {_size(found.size)}, undamaged")
    for name, count in found.counts:
        click.echo(f"{count:>9,}  {WORDS[name]}")
    if found.first and found.last:
        click.echo(f"articles first seen from {_minute(found.first)} to {_minute(found.last)}")


@store.command()
@path
@options.config
@click.option(
    "--keep-days", type=click.IntRange(1), metavar="DAYS",
    help="How long to keep articles that no edition cites.  [default: 'keep-days' of the settings, 90]",
)  # fmt: skip
def vacuum(path: Path | None, config: Path | None, keep_days: int | None) -> None:
    """Forget what is older than wanted, and give the room back to the disk.

    Articles that editions cite stay, and those of stories still told. One that was forgotten is not news if it comes in
    again. Not to be run while another run is at work.
    """
    from briefing.store import only_run, open_store

    file, now = _file(path, config), datetime.now(UTC)
    days = load_daily(config).keep_days if keep_days is None else keep_days
    with open_store(file, make=False) as opened, only_run(file, now):
        gone = opened.prune(now - timedelta(days=days))
        freed = opened.vacuum()
    click.echo(f"articles forgotten: {gone:,}; room given back: {_size(freed)}")


@store.command()
@path
@options.config
def export(path: Path | None, config: Path | None) -> None:
    """Write the articles kept to standard output, as JSON lines.

    Every command that takes articles reads them again.
    """
    from briefing.store import open_store

    with open_store(_file(path, config), make=False) as opened, opened.database.snapshot():
        for kept in opened.articles.since():
            line = json.dumps(_line(kept.article), ensure_ascii=False)
            sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "replace"))


def _file(path: Path | None, config: Path | None) -> Path:
    return path or load_daily(config).store_path(load_config(config, {}).out)


def _line(article: Article) -> dict[str, Any]:
    """Return an article as one of `briefing.read.jsonlines` says it; what is not known is left out."""
    release = article.release
    moment = (release.sent if release else None) or article.published
    line: dict[str, Any] = {
        "id": (release.item if release else None) or article.id,
        "title": article.title,
        "outlet": article.outlet,
        "date": moment.isoformat() if moment else None,
        "author": list(article.authors) or None,
        "url": article.address,
        "text": article.text,
    }
    return {key: value for key, value in line.items() if value is not None}


def _size(count: int) -> str:
    return f"{max(count, 0) / 1_000_000:,.1f} MB"


def _minute(moment: str) -> str:
    """Return a stored moment to the minute, in the zone of this machine."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
