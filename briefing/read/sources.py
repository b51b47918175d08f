"""What the user names -> the sources to read, in a fixed order, and each source -> its outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from briefing.errors import Failure, ReadError
from briefing.model import Article, Problem
from briefing.read.draft import Hints
from briefing.read.fetch import is_address
from briefing.read.files import (
    READERS,
    STDIN,
    Tools,
    load_tools,
    printable,
    read_address,
    read_file,
    read_stdin,
    safe_id,
)
from briefing.read.sidecar import SUFFIX


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a path, an address or '-', and the id its article will have."""

    name: str
    id: str


def find_sources(inputs: Sequence[str]) -> list[Source | Failure]:
    """Return what there is to read, in the order named; a folder's files sorted by path, sub-folders too.

    Hidden files and sidecars are passed over; files no reader is for, and folders with nothing in them, are failures.
    Ids are unique, ignoring case: the second 'flood' is 'flood-2'.
    """
    taken: set[str] = set()
    return [
        one if isinstance(one, Failure) else Source(one, _unique(_id(one), taken))
        for given in inputs
        for one in _expand(given)
    ]


def read_source(source: Source, hints: Hints, tools: Tools) -> Article | Failure:
    """Return the source's article, or why there is none; never raises for what a source holds.

    A failure names its source apart, so that its message does not open with it again.
    """
    try:
        if source.name == STDIN:
            return read_stdin(hints, tools, id=source.id)
        if is_address(source.name):
            return read_address(source.name, hints, tools, id=source.id)
        return read_file(Path(source.name), hints, tools, id=source.id)
    except ReadError as error:
        return _failure(source.name, str(error).removeprefix(f"{source.name} "))


def read_sources(inputs: Sequence[str], hints: Hints, tools: Tools | None = None) -> Iterator[Article | Failure]:
    """Yield one outcome for each source, in the order of `find_sources`; one failure does not stop the others."""
    sources = find_sources(inputs)
    tools = tools or load_tools()
    return (one if isinstance(one, Failure) else read_source(one, hints, tools) for one in sources)


def _expand(given: str) -> Iterator[str | Failure]:
    path = Path(given)
    if given == STDIN or is_address(given) or not _is_folder(path):
        yield given
        return
    found = False
    for one in _walk(path):
        found = True
        yield one
    if not found:
        yield _failure(given, "has no articles in it; name a folder with .txt, .md or .html files")


def _is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one that cannot be (too long) is none: reading it will tell."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _walk(folder: Path) -> Iterator[str | Failure]:
    """Yield a folder's files sorted by name, going into sub-folders where they stand; links to folders are left."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield _failure(str(folder), f"cannot be opened ({error.strerror}); correct its permissions")
        return
    for path in paths:
        if path.name.startswith(".") or path.name.endswith(SUFFIX):
            continue
        if path.is_dir():
            if path.is_symlink():
                yield _failure(str(path), "is a link to a folder and is not followed; name that folder itself")
            else:
                yield from _walk(path)
        elif path.suffix.lower() in READERS:
            yield str(path)
        else:
            kinds = ", ".join(k for k in READERS if k.startswith("."))
            yield _failure(str(path), f"is none of the formats that are read ({kinds}); name it to read it as text")


def _id(name: str) -> str:
    if name == STDIN:
        return "stdin"
    if is_address(name):
        parts = urlsplit(name)
        return safe_id(Path(parts.path).stem or parts.hostname or "page")
    return safe_id(Path(name).stem)


def _unique(id: str, taken: set[str]) -> str:
    n, free = 1, id
    while free.lower() in taken:
        n += 1
        free = f"{id}-{n}"
    taken.add(free.lower())
    return free


def _failure(source: str, message: str) -> Failure:
    return Failure(printable(source), Problem("read", printable(message)))
