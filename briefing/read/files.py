"""One source -> Articles: its bytes, its format, its sidecar, its language."""

from __future__ import annotations

import re
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader, BytesIO
from itertools import chain, islice
from pathlib import Path

from briefing.errors import Failure, LanguageError, ReadError
from briefing.fetch import Fetched, FetchLimits, fetch
from briefing.lexicon import Lexicon
from briefing.model import Article, BlockKind, Problem
from briefing.read.article import Known, make_article
from briefing.read.draft import Draft, Hints
from briefing.read.encoding import broken, mend, refuse_turned
from briefing.read.formats import HEAD, MAIL, PACKED, READERS, Format, format_of, plain_name, sniff
from briefing.read.language import LanguageGuard
from briefing.read.packed import GZIP, Unpacked
from briefing.read.raw import LARGEST, Item, Raw, too_large
from briefing.read.sidecar import read_sidecar
from briefing.read.wording import Wording, load_wording

STDIN = "-"
"""The source that means standard input."""

UNSAFE = re.compile(r"""[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+""")
"""What an id, and so the name of a file made from it, does not hold: separators, wildcards, invisible controls."""

LONGEST_ID = 200
"""Bytes an id may have in UTF-8; an ending has to fit into the 255 of a file's name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most.

    `file_size` is the bytes of one article, of standard input, and of a file that is read whole; `collection` those
    of a file read piece by piece, and of what any file unpacks to; `fetch` are the limits on fetching.
    """

    file_size: int = LARGEST
    collection: int = 2_000_000_000
    fetch: FetchLimits = field(default_factory=FetchLimits)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs, loaded once a run and passed in; make it with `load_tools`."""

    wording: Wording
    language: LanguageGuard
    limits: Limits = Limits()


def load_tools(lexicon: Lexicon | None = None, limits: Limits | None = None) -> Tools:
    """Load the word lists."""
    wording = load_wording(lexicon or Lexicon())
    return Tools(wording, LanguageGuard(wording.function_words, wording.languages), limits or Limits())


def read_file(path: Path, hints: Hints, tools: Tools | None = None, *, id: str | None = None) -> Article:
    """Return the one article in a file; `id` defaults to the file's stem.

    Raises ReadError, naming the file and what to do, for whatever is not one English article.
    """
    outcomes = list(islice(read_articles(path, hints, tools or load_tools(), id=id or stem_id(path)), 2))
    if len(outcomes) > 1:
        raise ReadError(f"{printable(str(path))} holds several articles, where one is wanted")
    (only,) = outcomes
    if isinstance(only, Failure):
        raise ReadError(f"{only.source} {only.problem.message}")
    return only


def read_articles(path: Path, hints: Hints, tools: Tools, *, id: str) -> Iterator[Article | Failure]:
    """Yield what became of each article in a file, at least one outcome, in their order.

    `hints` win over the file's sidecar, that over what the file says. A file's only article has the id given; of
    several, each has its own where it brings one, else `id` and its number. Raises ReadError where the file itself
    cannot be read; an article that cannot be read is a Failure that names file and item.
    """
    name, told = printable(str(path)), format_of(path)
    with _open(path, tools.limits, told) as stream:
        kind = told or sniff(stream.peek(HEAD)[:HEAD])
        largest = tools.limits.file_size
        known = Known(hints, read_sidecar(plain_name(path)))
        yield from _outcomes(Raw(stream, name, largest=largest), kind, known, tools, id)


def read_address(address: str, hints: Hints, tools: Tools, *, id: str) -> Iterator[Article | Failure]:
    """Yield what became of each article at an http(s) address, as `read_articles` does."""
    yield from read_fetched(fetch(address, tools.limits.fetch), Known(hints), tools, id=id)


def read_fetched(found: Fetched, known: Known, tools: Tools, *, id: str) -> Iterator[Article | Failure]:
    """Yield what became of each article in what an address gave, as `read_articles` does."""
    kind = READERS.get(found.media_type or "text/html")
    if kind is None:
        raise ReadError(f"{found.address} is {found.media_type}, not a page or a text; give the article's own address")
    raw = Raw(BytesIO(found.data), found.address, found.charset, tools.limits.fetch.size)
    for outcome in _outcomes(raw, kind, known, tools, id):
        if isinstance(outcome, Article) and outcome.address is None:
            yield replace(outcome, address=found.address)
        else:
            yield outcome


def read_stdin(hints: Hints, tools: Tools, *, id: str) -> Iterator[Article | Failure]:
    """Yield what became of each article on standard input, whatever its format, as `read_articles` does."""
    limit = tools.limits.file_size
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise ReadError(too_large("standard input", None, limit))
    raw = Raw(BytesIO(data), "standard input", largest=limit)
    yield from _outcomes(raw, sniff(data[:HEAD]), Known(hints), tools, id)


def printable(name: str) -> str:
    """Return a path as it can be written: bytes of its name that are no UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def safe_id(stem: str) -> str:
    """Return a file's stem as an article's id: unchanged, but for what could not stand in a file's name everywhere."""
    plain = UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip(" ").lstrip(".")
    short = plain.encode("utf-8", "ignore")[:LONGEST_ID].decode("utf-8", "ignore")
    return short or "article"


class Ids:
    """Ids given out: each once, ignoring case, so that files made from them differ on every disk."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {id.lower() for id in taken}
        self._numbers: dict[str, int] = {}

    def free(self, id: str) -> str:
        """Return the id, taken from now on; where it is taken already, with a number: the second 'flood' is 'flood-2'.

        Numbers go on where they were, so that a file whose items all bring one id costs no more than another.
        """
        n, free = self._numbers.get(id.lower(), 1), id
        while free.lower() in self._taken:
            n += 1
            free = f"{id}-{n}"
        self._numbers[id.lower()] = n
        self._taken.add(free.lower())
        return free


def stem_id(path: Path) -> str:
    """Return the id of a file's article: its stem; of a maildir's message, its name without the flags behind it."""
    if format_of(path) is MAIL and path.suffix.lower() not in READERS:
        return safe_id(path.name.partition(":")[0])
    return safe_id(plain_name(path).stem)


def _outcomes(raw: Raw, kind: Format, known: Known, tools: Tools, id: str) -> Iterator[Article | Failure]:
    items = _caught(kind.read(raw))
    ahead = list(islice(items, 2))
    several = len(ahead) > 1
    sidecar = replace(known.sidecar, title=None) if several else known.sidecar
    for number, item in enumerate(chain(ahead, items), 1):
        if isinstance(item, ReadError):
            yield _failure(raw.name, item)
            continue
        name = f"{raw.name} ({mend(item.name or f'item {number}')})" if several else raw.name
        own = safe_id(item.id) if item.id else f"{id}-{item.number or number}" if several else id
        try:
            yield article_of(item.draft(name), Known(known.option, sidecar), tools, own, name)
        except ReadError as error:
            yield _failure(name, error)


def _caught(items: Iterator[Item]) -> Iterator[Item | ReadError]:
    """Yield the items, and last why there are no more where the rest cannot be read."""
    try:
        yield from items
    except ReadError as error:
        yield error


def _failure(name: str, error: ReadError) -> Failure:
    """Return the failure; it names its source apart, so that its message does not open with it again."""
    stage = "language" if isinstance(error, LanguageError) else "read"
    return Failure(name, Problem(stage, printable(str(error)).removeprefix(f"{name} ")))


def article_of(draft: Draft, known: Known, tools: Tools, id: str, name: str) -> Article:
    """Return the article of a draft; ReadError where it is none. One that is withdrawn needs no words."""
    draft = _mended(draft)
    withdrawn = draft.release is not None and draft.release.withdraws
    if not withdrawn:
        for words in (draft.text, draft.title or ""):
            refuse_turned(words, name)
        tools.language.check(draft.text, name)
    article = make_article(draft, known, tools.wording, id=id, source=name)
    if not withdrawn and not any(block.kind is BlockKind.BODY for block in article.blocks):
        raise ReadError(f"{name} holds no article, only a headline, captions or page furniture; check its text")
    return article


def _mended(draft: Draft) -> Draft:
    """Return the draft without half characters, which JSON and mark-up can write and no file can hold."""
    text, release = mend(draft.text), draft.release
    lost = sum(a != b for a, b in zip(text, draft.text, strict=True))
    return replace(
        draft,
        text=text,
        title=_whole(draft.title),
        outlet=_whole(draft.outlet),
        authors=tuple(map(mend, draft.authors)),
        sections=tuple(map(mend, draft.sections)),
        problems=(*draft.problems, broken(lost)) if lost else draft.problems,
        release=release and replace(release, item=_whole(release.item), note=_whole(release.note)),
        address=_whole(draft.address),
    )


def _whole(words: str | None) -> str | None:
    return None if words is None else mend(words)


@contextmanager
def _open(path: Path, limits: Limits, kind: Format | None) -> Iterator[BufferedReader]:
    """Open a file, unpacked; its size and kind are looked at before, and its size again while it is read."""
    streamed = kind is not None and kind.streamed
    limit = limits.collection if streamed else limits.file_size
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadError(f"{path} is no file; name an article or a folder of articles")
        if about.st_size > limit:
            raise ReadError(too_large(str(path), about.st_size, limit))
        with path.open("rb") as file:
            packed = path.suffix.lower() == PACKED and file.peek(2)[:2] == GZIP
            yield BufferedReader(Unpacked(file, str(path), limits.collection)) if packed else file
    except FileNotFoundError as error:
        what = "is a link to a file that is gone" if path.is_symlink() else "does not exist"
        raise ReadError(f"{path} {what}; check the name") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read ({getattr(error, 'strerror', None) or error})") from error
