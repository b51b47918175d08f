"""The client: redirects, retries, limits, and errors that say what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefing import __version__
from briefing.errors import FetchError
from briefing.fetch.body import read_body
from briefing.fetch.lanes import Lanes, Sleep
from briefing.fetch.private import Resolver, resolve
from briefing.fetch.records import Ask, Fetched, FetchLimits, Manners, Reach, shown
from briefing.fetch.retry import PASSING, back_off, retry_after

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"briefing/{__version__} (news briefing; reads feeds and the articles they link to)"
"""How we name ourselves to servers."""

PERMANENT = (301, 308)
"""Statuses of a redirect that holds for good."""

LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class _Moved:
    """A redirect: where to, and whether for good."""

    address: str
    for_good: bool


class Fetcher:
    """Asks servers for pages; one serves all sources of a run.

    Enter it with `async with`. `sleep`, `now` and `resolver` are for tests.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        manners: Manners | None = None,
        *,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolver: Resolver | None = None,
    ) -> None:
        self.limits, self.manners = limits or FetchLimits(), manners or Manners()
        self._sleep, self._now, self._resolver = sleep, now, resolver
        self._lanes = Lanes(self.manners, sleep)
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        import httpx

        from briefing.fetch.transport import GuardedTransport

        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
        client = httpx.AsyncClient(
            transport=GuardedTransport(self._resolver or resolve), timeout=self.limits.silence, headers=headers
        )
        self._client = await self._open.enter_async_context(client)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def get(self, address: str, ask: Ask | None = None) -> Fetched:
        """Return what stands at an http or https address; FetchError, naming the address, where that cannot be had.

        Failures in passing are repeated as `manners` say.
        """
        attempt = 0
        while True:
            try:
                return await self._follow(address, ask or Ask())
            except FetchError as error:
                wait = max(back_off(self.manners, address, attempt), error.retry_after or 0.0)
                if not error.passing or attempt >= self.manners.retries or wait > self.manners.patience:
                    raise
            await self._sleep(wait)
            attempt += 1

    async def _follow(self, address: str, ask: Ask) -> Fetched:
        """Return what stands where an address leads to, asking each host on the way in its turn."""
        import httpx

        at, moved, for_good = address, None, True
        try:
            first = httpx.URL(address).host
            for _ in range(self.limits.redirects + 1):
                url = httpx.URL(at)
                if url.scheme not in ("http", "https"):
                    raise FetchError(_wrong_scheme(address, at))
                if not url.host:
                    raise httpx.InvalidURL("it names no host")
                if (url.port or 0) > LAST_PORT:
                    raise httpx.InvalidURL(f"there is no port {url.port}")
                private = ask.reach is Reach.ANY or (ask.reach is Reach.NAMED and url.host == first)
                async with self._lanes.turn(url.host):
                    answer = await self._ask(url, ask, private, shown(address))
                if isinstance(answer, Fetched):
                    return replace(answer, moved=moved and shown(moved))
                at, for_good = answer.address, for_good and answer.for_good
                moved = at if for_good else moved
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise _failed(shown(address), error, self.limits) from error
        where = f"more than {self.limits.redirects} redirects; give the final address"
        raise FetchError(f"{shown(address)} could not be fetched: {where}")

    async def _ask(self, url: httpx.URL, ask: Ask, private: bool, address: str) -> Fetched | _Moved:
        """Return one server's answer; `address` is what messages name."""
        from briefing.fetch.transport import MAY_BE_PRIVATE

        headers = {"Accept": ask.accept, "If-None-Match": ask.etag, "If-Modified-Since": ask.last_modified}
        request = self._client.build_request(
            "GET", url, headers={k: v for k, v in headers.items() if v}, extensions={MAY_BE_PRIVATE: private}
        )
        request.extensions["timeout"] = self._client.timeout.as_dict()
        try:
            async with asyncio.timeout(self.limits.total):
                answer = await self._client.send(request, stream=True)
                try:
                    return await self._take(answer, ask, address)
                finally:
                    await answer.aclose()
        except TimeoutError as error:
            message = f"{address} took longer than {self.limits.total:g} seconds; try again, or save it as a file"
            raise FetchError(message, passing=True) from error

    async def _take(self, answer: httpx.Response, ask: Ask, address: str) -> Fetched | _Moved:
        if answer.next_request is not None:
            return _Moved(str(answer.next_request.url), answer.status_code in PERMANENT)
        head = answer.headers
        etag, last_modified = head.get("etag"), head.get("last-modified")
        if answer.status_code == 304 and (ask.etag or ask.last_modified):
            kept = etag or ask.etag, last_modified or ask.last_modified
            return Fetched(shown(str(answer.url)), b"", "", None, *kept, unchanged=True)
        if answer.status_code != 200:
            raise _refused(answer, address, self._now())
        data = await read_body(answer, address, min(self.limits.size, ask.size or self.limits.size))
        media_type = head.get("content-type", "").split(";")[0].strip().lower()
        return Fetched(shown(str(answer.url)), data, media_type, answer.charset_encoding, etag, last_modified)


def fetch(address: str, limits: FetchLimits) -> Fetched:
    """Return what stands at an http or https address that the user has named, asking once.

    The host named may be in a private network, but nothing in one is followed to from elsewhere. Raises FetchError for
    other schemes, and for whatever keeps the page from coming whole and in time.
    """

    async def once() -> Fetched:
        async with Fetcher(limits, Manners(retries=0, pause=0.0)) as fetcher:
            return await fetcher.get(address, Ask(reach=Reach.NAMED))

    return asyncio.run(once())


def _wrong_scheme(address: str, at: str) -> str:
    if at == address:
        return f"{shown(address)} is no http or https address; save the article as a file and name that"
    return f"{shown(address)} could not be fetched: it leads to something else than http or https"


def _refused(answer: httpx.Response, address: str, now: datetime) -> FetchError:
    """Return the error for a status other than 200."""
    status = answer.status_code
    said = f"{address} answered {status} {answer.reason_phrase}".rstrip()
    wait = retry_after(answer.headers.get("retry-after"), now)
    if status == 410:
        return FetchError(f"{said}; it is gone for good, remove it from your sources", status=status)
    if status in (401, 403):
        return FetchError(f"{said}; it is not open to everybody, save the article as a file", status=status)
    if status in PASSING:
        when = f"it asks to be left alone for {wait:.0f} seconds" if wait else "try again later"
        return FetchError(f"{said}; {when}", status=status, passing=True, retry_after=wait)
    return FetchError(f"{said}; check the address", status=status)


def _failed(address: str, error: Exception, limits: FetchLimits) -> FetchError:
    """Return the error for a request that got no answer, in words a user can act on."""
    import httpx

    from briefing.fetch.transport import PrivateNetworkError

    if isinstance(error, PrivateNetworkError):
        reason = f"{error} is in a private network; if that is meant, give its source allow-private = true"
    elif isinstance(error, httpx.TimeoutException):
        reason = f"no answer within {limits.silence:g} seconds; try again later"
    elif isinstance(error, httpx.RemoteProtocolError):
        reason = f"the connection was cut off ({error}); try again"
    else:
        reason = f"{error or type(error).__name__}; check the address and the connection"
    passing = isinstance(error, httpx.TransportError)
    return FetchError(f"{address} could not be fetched: {reason}", passing=passing)
