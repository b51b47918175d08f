"""One source -> Article: its bytes, its encoding, its format, its sidecar, its language."""

from __future__ import annotations

import re
import stat
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefing.errors import ReadError
from briefing.lexicon import Lexicon
from briefing.model import Article, BlockKind
from briefing.read.article import Known, make_article
from briefing.read.draft import Draft, Hints
from briefing.read.encoding import decode
from briefing.read.fetch import FetchLimits, fetch
from briefing.read.html import declared_charset, draft_html
from briefing.read.language import LanguageGuard
from briefing.read.markdown import draft_markdown
from briefing.read.sidecar import read_sidecar
from briefing.read.text import draft_text
from briefing.read.wording import Wording, load_wording

Reader = Callable[[str, str], Draft]
"""A format's reader: its decoded text and its name (for messages) to a draft."""

READERS: Mapping[str, Reader] = {
    ".txt": draft_text,
    ".text": draft_text,
    ".md": draft_markdown,
    ".markdown": draft_markdown,
    ".htm": draft_html,
    ".html": draft_html,
    ".xhtml": draft_html,
    "text/plain": draft_text,
    "text/markdown": draft_markdown,
    "text/html": draft_html,
    "application/xhtml+xml": draft_html,
}
"""Who reads what, by a file's suffix or an answer's media type."""

STDIN = "-"
"""The source that means standard input."""

HTML_START = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
"""How an HTML page begins that comes without a name (standard input)."""


UNSAFE = re.compile(r"""[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+""")
"""What an id, and so the name of a file made from it, does not hold: separators, wildcards, invisible controls."""

LONGEST_ID = 200
"""Bytes an id may have in UTF-8; an ending has to fit into the 255 of a file's name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most: bytes of a file or of standard input, and the limits on fetching."""

    file_size: int = 10_000_000
    fetch: FetchLimits = field(default_factory=FetchLimits)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs, loaded once a run and passed in; make it with `load_tools`."""

    wording: Wording
    language: LanguageGuard
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Raw:
    """A source's bytes before they are decoded; `reader` is None where it has to be guessed from the text."""

    data: bytes
    name: str
    reader: Reader | None
    charset: str | None = None
    sidecar: Hints = field(default_factory=Hints)


def load_tools(lexicon: Lexicon | None = None, limits: Limits | None = None) -> Tools:
    """Load the word lists."""
    wording = load_wording(lexicon or Lexicon())
    return Tools(wording, LanguageGuard(wording.function_words, wording.languages), limits or Limits())


def read_file(path: Path, hints: Hints, tools: Tools | None = None, *, id: str | None = None) -> Article:
    """Return the article in a file.

    `hints` win over the file's sidecar, that over what the file says. `id` defaults to the file's stem.
    Raises ReadError, naming the file and what to do, for whatever is not one English article.
    """
    tools = tools or load_tools()
    data = _file_bytes(path, tools.limits)
    raw = Raw(data, printable(str(path)), READERS.get(path.suffix.lower()), sidecar=read_sidecar(path))
    return _read(raw, hints, tools, id or safe_id(path.stem))


def read_address(address: str, hints: Hints, tools: Tools, *, id: str) -> Article:
    """Return the article at an http(s) address; raises ReadError as `read_file` does."""
    found = fetch(address, tools.limits.fetch)
    reader = READERS.get(found.media_type)
    if reader is None:
        raise ReadError(f"{address} is {found.media_type}, not a page or a text; give the article's own address")
    return _read(Raw(found.data, found.address, reader, found.charset), hints, tools, id)


def read_stdin(hints: Hints, tools: Tools, *, id: str) -> Article:
    """Return the article on standard input, plain text or HTML; raises ReadError as `read_file` does."""
    data = sys.stdin.buffer.read(tools.limits.file_size + 1)
    if len(data) > tools.limits.file_size:
        raise ReadError(_too_large("standard input", None, tools.limits))
    return _read(Raw(data, "standard input", None), hints, tools, id)


def printable(name: str) -> str:
    """Return a path as it can be written: bytes of its name that are no UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def safe_id(stem: str) -> str:
    """Return a file's stem as an article's id: unchanged, but for what could not stand in a file's name everywhere."""
    plain = UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip(" ").lstrip(".")
    short = plain.encode("utf-8", "ignore")[:LONGEST_ID].decode("utf-8", "ignore")
    return short or "article"


def _read(raw: Raw, hints: Hints, tools: Tools, id: str) -> Article:
    decoded = decode(raw.data, raw.name, raw.charset or declared_charset(raw.data))
    reader = raw.reader or (draft_html if HTML_START.match(decoded.text) else draft_text)
    draft = reader(decoded.text, raw.name)
    tools.language.check(draft.text, raw.name)
    known = Known(hints, raw.sidecar)
    article = make_article(draft, known, tools.wording, id=id, source=raw.name, problems=decoded.problems)
    if not any(block.kind is BlockKind.BODY for block in article.blocks):
        raise ReadError(f"{raw.name} holds no article, only a headline, captions or page furniture; check its text")
    return article


def _file_bytes(path: Path, limits: Limits) -> bytes:
    """Return a file's bytes; its size and kind are looked at before it is opened."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadError(f"{path} is no file; name an article or a folder of articles")
        if about.st_size > limits.file_size:
            raise ReadError(_too_large(str(path), about.st_size, limits))
        return path.read_bytes()
    except FileNotFoundError as error:
        what = "is a link to a file that is gone" if path.is_symlink() else "does not exist"
        raise ReadError(f"{path} {what}; check the name") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _too_large(name: str, size: int | None, limits: Limits) -> str:
    is_size = f"is {size / 1e6:.1f} MB" if size else "is too large"
    return f"{name} {is_size}; articles of up to {limits.file_size / 1e6:g} MB are read; give the article alone"
