"""What the user names -> the sources to read, in a fixed order, and each source -> its outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from briefing.errors import Failure, ReadError
from briefing.fetch import is_address
from briefing.model import Article, Problem
from briefing.read.draft import Hints
from briefing.read.files import (
    STDIN,
    Ids,
    Tools,
    load_tools,
    printable,
    read_address,
    read_articles,
    read_stdin,
    safe_id,
    stem_id,
)
from briefing.read.formats import MAILDIR, READERS, format_of, is_maildir
from briefing.read.sidecar import SUFFIX


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a path, an address or '-', and the id its article will have.

    Where it turns out to hold several articles, each gets an id of its own.
    """

    name: str
    id: str

    @property
    def may_hold_several(self) -> bool:
        """Tell whether its format can; what only reading can tell may."""
        kind = None if self.name == STDIN or is_address(self.name) else format_of(Path(self.name))
        return kind is None or kind.many


def find_sources(inputs: Sequence[str]) -> list[Source | Failure]:
    """Return what there is to read, in the order named; a folder's files sorted by path, sub-folders too.

    Hidden files and sidecars are passed over, and so is what a maildir is still getting; files no reader is for, and
    folders with nothing in them, are failures. Ids are unique, ignoring case: the second 'flood' is 'flood-2'.
    """
    ids = Ids()
    return [
        one if isinstance(one, Failure) else Source(one, ids.free(_id(one)))
        for given in inputs
        for one in _expand(given)
    ]


def read_source(source: Source, hints: Hints, tools: Tools) -> Iterator[Article | Failure]:
    """Yield the source's articles in their order, or why there is none; never raises for what a source holds.

    A failure names its source apart, so that its message does not open with it again.
    """
    try:
        if source.name == STDIN:
            yield from read_stdin(hints, tools, id=source.id)
        elif is_address(source.name):
            yield from read_address(source.name, hints, tools, id=source.id)
        else:
            yield from read_articles(Path(source.name), hints, tools, id=source.id)
    except ReadError as error:
        yield _failure(source.name, str(error).removeprefix(f"{source.name} "))


def read_found(found: Sequence[Source | Failure], hints: Hints, tools: Tools) -> Iterator[Article | Failure]:
    """Yield the outcomes of each source in their order; ids are unique over all, ignoring case."""
    ids = Ids(one.id for one in found if isinstance(one, Source))
    for one in found:
        if isinstance(one, Failure):
            yield one
            continue
        is_free = True
        for outcome in read_source(one, hints, tools):
            if isinstance(outcome, Failure) or (is_free and outcome.id == one.id):
                is_free = is_free and isinstance(outcome, Failure)
                yield outcome
            else:
                yield replace(outcome, id=ids.free(outcome.id))


def read_sources(inputs: Sequence[str], hints: Hints, tools: Tools | None = None) -> Iterator[Article | Failure]:
    """Yield the outcomes of all sources, in the order of `find_sources`; one failure does not stop the others."""
    return read_found(find_sources(inputs), hints, tools or load_tools())


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
        yield _failure(given, "has no articles in it; name a folder with .txt, .md, .html or other articles")


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
        if path.name not in MAILDIR and is_maildir(folder):
            continue
        if path.is_dir():
            if path.is_symlink():
                yield _failure(str(path), "is a link to a folder and is not followed; name that folder itself")
            else:
                yield from _walk(path)
        elif format_of(path):
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
    return stem_id(Path(name))


def _failure(source: str, message: str) -> Failure:
    return Failure(printable(source), Problem("read", printable(message)))
