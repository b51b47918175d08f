"""Folders and mail -> what is new in them since they were read last."""

from __future__ import annotations

import time
from pathlib import Path

from briefing.config import SourceKind
from briefing.errors import Failure, ReadError
from briefing.harvest.basket import Basket
from briefing.harvest.opml import parse_opml
from briefing.model import Article, SeenItem
from briefing.read import Hints, Source, Tools, find_sources, read_source
from briefing.read.formats import MAILDIR, is_maildir
from briefing.read.sidecar import sidecar_path


def take_local(basket: Basket, tools: Tools) -> None:
    """Take the files of a folder that are new or changed, in their order.

    A file whose articles cannot all be read is tried again in the next run.
    """
    source = basket.source
    if source.kind is SourceKind.OPML:
        parse_opml(source)  # says what is wrong with it
        raise ReadError(f"{source.place} is a list of feeds, which have to be asked one by one")
    end = time.monotonic() + source.limits.seconds
    fresh = _fresh(basket)
    for done, (one, item) in enumerate(fresh):
        if done >= source.limits.items or time.monotonic() > end:
            basket.left = len(fresh) - done
            return
        outcomes = list(read_source(one, Hints(outlet=source.outlet), tools))
        for outcome in outcomes:
            basket.add(outcome)
        if all(isinstance(outcome, Article) for outcome in outcomes):
            basket.settled.append(item)


def _fresh(basket: Basket) -> list[tuple[Source, SeenItem]]:
    """Return the files that are new or changed, in the order of `find_sources`, and what to remember of each."""
    known = {item.id: item.mark for item in basket.state.seen}
    fresh = []
    for one in find_sources([basket.source.place]):
        if isinstance(one, Failure):
            basket.add(one)
        else:
            item = SeenItem(_key(Path(one.name)), _mark(Path(one.name)))
            if known.get(item.id) != item.mark:
                fresh.append((one, item))
    return fresh


def _key(path: Path) -> str:
    """Return what a file is known by: its path; a message's in a maildir without what changes when it is opened."""
    folder = path.parent
    if folder.name in MAILDIR and is_maildir(folder.parent):
        return str(folder.parent / path.name.partition(":")[0])
    return str(path)


def _mark(path: Path) -> str:
    """Return what changes when a file or its sidecar does: their sizes and times."""
    return " ".join(_stamp(p) for p in (path, sidecar_path(path)))


def _stamp(path: Path) -> str:
    try:
        about = path.stat()
    except (OSError, ValueError):
        return "-"
    return f"{about.st_size}:{about.st_mtime_ns}"
