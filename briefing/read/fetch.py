"""http(s) addresses -> bytes, within limits of time, size and redirects."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import ReadError

if TYPE_CHECKING:
    import httpx

ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9"
"""What we ask servers for."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long to wait for one answer and for a whole page (seconds), how much to take (bytes), how far to follow."""

    silence: float = 10.0
    total: float = 30.0
    size: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was in the end, its bytes, media type and declared charset."""

    address: str
    data: bytes
    media_type: str
    charset: str | None


def is_address(source: str) -> bool:
    """Tell whether a source is a web address rather than a path."""
    return "://" in source


def fetch(address: str, limits: FetchLimits) -> Fetched:
    """Return what stands at an http or https address.

    Raises ReadError for every other scheme, and for whatever keeps the page from coming whole and in time.
    """
    import httpx

    if not address.lower().startswith(("http://", "https://")):
        raise ReadError(f"{address} is no http or https address; save the article as a file and name that")
    client = httpx.Client(
        timeout=limits.silence,
        follow_redirects=True,
        max_redirects=limits.redirects,
        headers={"Accept": ACCEPT, "User-Agent": "briefing"},
    )
    try:
        with client, client.stream("GET", address) as answer:
            return _take(answer, address, limits)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise ReadError(f"{address} could not be fetched: {_reason(error, limits)}") from error


def _take(answer: httpx.Response, address: str, limits: FetchLimits) -> Fetched:
    if answer.status_code != 200:
        raise ReadError(f"{address} answered {answer.status_code} {answer.reason_phrase}; check the address")
    media_type = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    data = b"".join(_within(answer, address, limits))
    return Fetched(str(answer.url), data, media_type, answer.charset_encoding)


def _within(answer: httpx.Response, address: str, limits: FetchLimits) -> Iterator[bytes]:
    """Yield the body's pieces as long as they stay within time and size."""
    end, size = time.monotonic() + limits.total, 0
    for piece in answer.iter_bytes():  # as they come: waiting to fill a piece would hide a server that drips
        size += len(piece)
        if size > limits.size:
            raise ReadError(f"{address} is larger than {limits.size / 1e6:g} MB; save the article itself as a file")
        if time.monotonic() > end:
            raise ReadError(f"{address} took longer than {limits.total:g} seconds; try again, or save it as a file")
        yield piece


def _reason(error: Exception, limits: FetchLimits) -> str:
    """Return what went wrong in words a user can act on."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return f"no answer within {limits.silence:g} seconds; try again later"
    if isinstance(error, httpx.TooManyRedirects):
        return f"more than {limits.redirects} redirects; give the final address"
    if isinstance(error, httpx.UnsupportedProtocol):
        return "it leads to something else than http or https"
    if isinstance(error, httpx.RemoteProtocolError):
        return f"the connection was cut off ({error}); try again"
    return f"{error or type(error).__name__}; check the address and the connection"
