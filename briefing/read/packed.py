"""gzip -> bytes, with an end to what a small file may unpack to."""

from __future__ import annotations

import gzip
import zlib
from io import RawIOBase
from typing import TYPE_CHECKING, BinaryIO

from briefing.errors import ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
"""How a gzip file begins."""


class Unpacked(RawIOBase):
    """The bytes of a gzip file, one member after another; ReadError, naming it, where it is damaged or a bomb."""

    def __init__(self, file: BinaryIO, name: str, limit: int) -> None:
        self._gzip, self._name, self._limit, self._size = gzip.GzipFile(fileobj=file), name, limit, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer as far as the next piece goes; 0 at the end."""
        view = memoryview(buffer).cast("B")
        try:
            piece = self._gzip.read1(len(view))
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"{self._name} is damaged gzip ({error}); have it sent again") from error
        self._size += len(piece)
        if self._size > self._limit:
            raise ReadError(f"{self._name} unpacks to more than {self._limit / 1e6:g} MB; give its articles in parts")
        view[: len(piece)] = piece
        return len(piece)
