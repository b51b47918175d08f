"""An answer's body, unpacked no further than the limit allows."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from briefing.errors import FetchError

if TYPE_CHECKING:
    import httpx

GZIP = ("gzip", "x-gzip")
"""Names of the one packing that is asked for."""

ANY_HEADER = 32 + zlib.MAX_WBITS
"""zlib's window argument that takes the header of gzip as well as its own."""


async def read_body(answer: httpx.Response, address: str, limit: int) -> bytes:
    """Return the body, unpacked; FetchError as soon as more than `limit` bytes have come out of it.

    A few packed kilobytes can hold gigabytes: nothing beyond the limit is ever unpacked.
    """
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", *GZIP):
        raise FetchError(f"{address} is packed as '{coding}', which was not asked for; save it as a file")
    unpacker = _Unpacker() if coding in GZIP else None
    data = bytearray()
    async for piece in answer.aiter_raw():  # as they come: waiting to fill a piece would hide a server that drips
        try:
            data += unpacker.feed(piece, limit + 1 - len(data)) if unpacker else piece
        except zlib.error as error:
            raise FetchError(f"{address} is packed wrongly ({error}); try again", passing=True) from error
        if len(data) > limit:
            raise FetchError(f"{address} is larger than {limit / 1e6:g} MB; save the article itself as a file")
    if unpacker and not unpacker.is_whole:
        raise FetchError(f"{address} was cut off in the middle; try again", passing=True)
    return bytes(data)


class _Unpacker:
    """Unpacks gzip piece by piece; several packed streams may follow one another (RFC 1952, section 2.2)."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(ANY_HEADER)
        self._fed = False

    @property
    def is_whole(self) -> bool:
        """Whether the last stream came to its end, or nothing came at all."""
        return self._stream.eof or not self._fed

    def feed(self, piece: bytes, most: int) -> bytes:
        """Return what comes out of a piece, at most `most` bytes (from 1)."""
        out = b""
        while piece and len(out) < most:
            if self._stream.eof:
                self._stream = zlib.decompressobj(ANY_HEADER)
            self._fed = True
            out += self._stream.decompress(piece, most - len(out))
            piece = self._stream.unused_data
        return out
