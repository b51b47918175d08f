"""What a format's reader takes and gives: a source's bytes in, its articles out, each as a draft still to be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from briefing.errors import ReadError
from briefing.read.draft import Draft
from briefing.read.encoding import decode
from briefing.read.html import declared_charset

LARGEST = 10_000_000
"""Bytes one article, or a file that is read whole, may have."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A source's bytes before they are decoded; `charset` is what came with them, `largest` the bytes of an article."""

    stream: BinaryIO
    name: str
    charset: str | None = None
    largest: int = LARGEST

    def read(self) -> bytes:
        """Return all bytes; ReadError where there are more than one article may have."""
        data = self.stream.read(self.largest + 1)
        if len(data) > self.largest:
            raise ReadError(too_large(self.name, None, self.largest))
        return data


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a source.

    `draft` makes it, given the name that its messages shall use; it raises ReadError where the item is no article.
    `name` tells it apart within its source ('line 3'); `id` is the short one it brings along, if any; `number` is its
    place in the source where that is not its place among the items.
    """

    draft: Callable[[str], Draft]
    name: str | None = None
    id: str | None = None
    number: int | None = None


Reader = Callable[[Raw], Iterator[Item]]
"""A format's reader: yields the items in their order, and raises ReadError where the rest cannot be read."""


def whole(draft: Callable[[str, str], Draft]) -> Reader:
    """Return the reader of a format with one text a source: `draft` takes the decoded text and a name for messages."""

    def read(raw: Raw) -> Iterator[Item]:
        data = raw.read()

        def make(name: str) -> Draft:
            decoded = decode(data, name, raw.charset or declared_charset(data))
            return replace(draft(decoded.text, name), problems=decoded.problems)

        yield Item(make)

    return read


def too_large(name: str, size: int | None, largest: int) -> str:
    """Return the message for a source beyond a limit; `size` is None where it is not known."""
    is_size = f"is {size / 1e6:.1f} MB" if size else "is too large"
    return f"{name} {is_size}; articles of up to {largest / 1e6:g} MB are read; give the article alone"
