"""Bytes -> text: byte order mark, UTF-8, what the page declares, then a guess; binary files are refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from briefing.errors import ReadError
from briefing.model import Problem

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and what they stand for."""

BINARY = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"SQLite format": "a database",
}
"""How files that hold no plain text begin."""

OVERRIDES = re.compile("[\u202d\u202e]")
"""Controls that turn the reading direction of plain words: what is printed would not read as what is written."""

UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""A zero byte, and half a character."""

STRAY_SHARE = 0.02
"""Share of the non-ASCII stretches that may be damaged before a text is not UTF-8 at all."""


WESTERN = ("windows-1252", "mac-roman")
"""Encodings in which English is written where it is not UTF-8, the likelier first. Statistics cannot tell them from
others by the few accents and curly quotes of an English page: charset-normalizer errs on one article in four."""

ODD = re.compile("[a-z][À-ÖØ-ÞŒŠŽŸ]|[^\x00-\x7f\xa0¡£§©«®°·»¼-ÖØ-öø-ÿŒœŠšŽžŸ€™‘’“”–—…•]")
"""What an English text does not hold: a capital with an accent inside a word, or a sign no newspaper sets."""

ACCENTED = re.compile("[À-ÖØ-öø-ÿ]")
"""A letter with an accent."""

ACCENTED_SHARE = 0.05
"""Share of accented characters that English stays below; Cyrillic read as Western is nothing but accents."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text whose lines end in a line feed, without byte order mark, and what was odd about its bytes."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text of a file; `declared` is the charset its header or mark-up names, believed only after UTF-8.

    Raises ReadError, naming `name`, for an empty or binary file.
    """
    if not data.strip():
        raise ReadError(f"{name} is empty; there is nothing to brief")
    for magic, what in BINARY.items():
        if data.startswith(magic):
            raise ReadError(f"{name} is {what}; save its text as .txt, .md or .html and try again")
    text, problems = _decode(data, name, declared)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError(f"{name} is empty but for blanks; there is nothing to brief")
    return Decoded(text, problems)


def broken(count: int) -> Problem:
    """Return what is said of characters that could not be read."""
    return Problem("read", f"{count} broken characters in the file are shown as \ufffd")


def refuse_turned(text: str, name: str) -> None:
    """Raise ReadError, naming `name`, for words whose reading direction is overridden."""
    if turned := OVERRIDES.search(text):
        where = f"U+{ord(turned.group()):04X} at character {turned.start()}"
        message = f"{name} overrides the reading direction of its words ({where}), so that they read differently"
        raise ReadError(f"{message} from what they say; remove that control and try again")


def mend(text: str) -> str:
    """Return a text of the same length with U+FFFD for what JSON and mark-up can write but no text file can hold."""
    return UNWRITABLE.sub("\ufffd", text)


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    if (at := data.find(b"\0")) >= 0:
        raise ReadError(f"{name} is a binary file (a zero byte at {at}); save its text as UTF-8 and try again")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _declared(data, declared) or _damaged(data) or _guessed(data, name)


def _declared(data: bytes, declared: str | None) -> tuple[str, tuple[Problem, ...]] | None:
    try:
        return (data.decode(declared), ()) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def _damaged(data: bytes) -> tuple[str, tuple[Problem, ...]] | None:
    """Return a UTF-8 text with a few broken bytes marked as such, or None where it is not UTF-8."""
    text = data.decode("utf-8", errors="replace")
    stray = text.count("\ufffd") - data.count("\ufffd".encode())
    sound = sum(not c.isascii() for c in text) - stray
    if stray > max(1, STRAY_SHARE * sound) or sound < stray:
        return None
    return text, (broken(stray),)


def _guessed(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    for encoding in WESTERN:
        text = data.decode(encoding, errors="replace")
        if not ODD.search(text) and len(ACCENTED.findall(text)) <= max(1, ACCENTED_SHARE * len(text)):
            return text, (_guess(encoding),)
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ReadError(f"{name} is in no encoding that could be told; save it as UTF-8 and try again")
    return str(best), (_guess(best.encoding.replace("_", "-")),)


def _guess(encoding: str) -> Problem:
    return Problem("read", f"the encoding was guessed to be {encoding}")
