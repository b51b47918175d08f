"""What is asked of a server, how, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9"
"""What we ask servers of articles for."""

ACCEPT_FEED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5"
"""What we ask servers of feeds for."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long to wait for one answer and for a whole page (seconds), how much to take (bytes), how far to follow."""

    silence: float = 10.0
    total: float = 30.0
    size: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Manners:
    """How many requests run at once, to one host and in all, and how failed ones are repeated.

    `pause` is the least time between the starts of two requests to one host. A request that fails in passing is
    repeated up to `retries` times, after `backoff`, twice that, and so on, each time between half and one and a half of
    it, drawn by `seed` and address; or after as long as the server asks for, up to `patience`. Times are in seconds.
    """

    per_host: int = 1
    at_once: int = 8
    pause: float = 1.0
    retries: int = 2
    backoff: float = 1.0
    patience: float = 60.0
    seed: int = 0


class Reach(StrEnum):
    """Whose addresses may be asked for: anybody's public ones, the named host's whatever it is, or any."""

    PUBLIC = "public"
    NAMED = "named"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Ask:
    """How an address is asked for.

    `etag` and `last_modified` are the validators of the last answer; with them an unchanged page is not sent again.
    `size` is a limit of its own below that of all answers.
    """

    accept: str = ACCEPT
    etag: str | None = None
    last_modified: str | None = None
    reach: Reach = Reach.PUBLIC
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was in the end, its bytes, media type ('' if unsaid), charset and validators.

    `moved` is the address to use from now on, where the server redirects for good. `unchanged`: nothing was sent,
    since the validators asked with still hold.
    """

    address: str
    data: bytes
    media_type: str
    charset: str | None
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    unchanged: bool = False


def is_address(source: str) -> bool:
    """Tell whether a source is a web address rather than a path."""
    return "://" in source


def shown(address: str) -> str:
    """Return an address as it may be printed and kept: without user name and password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else address
