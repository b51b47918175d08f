"""The transport under the client: resolves a host, checks its addresses, and connects to the ones checked."""

from __future__ import annotations

import ipaddress
from urllib.request import getproxies, proxy_bypass

import httpx

from briefing.fetch.private import Resolver, is_public, resolve

MAY_BE_PRIVATE = "briefing.may_be_private"
"""Name of the request's extension that permits addresses in private networks."""


class PrivateNetworkError(httpx.RequestError):
    """The host's addresses are all in private networks."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Connects to checked addresses alone.

    Where the environment names a proxy for the host, the proxy resolves it and decides; only hosts written as private
    IP addresses are refused then.
    """

    def __init__(self, resolver: Resolver = resolve) -> None:
        self._resolver = resolver
        # Connections are not kept: a kept one is known by its IP address, and would serve another host at the same one.
        self._direct = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._proxies = {
            scheme: httpx.AsyncHTTPTransport(proxy=_with_scheme(proxy))
            for scheme, proxy in sorted(getproxies().items())
            if scheme in ("http", "https", "all")
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer of the first checked address that can be connected to."""
        proxy = self._proxies.get(request.url.scheme) or self._proxies.get("all")
        may_be_private = bool(request.extensions.get(MAY_BE_PRIVATE))
        if proxy and not proxy_bypass(request.url.host):
            if not may_be_private and _is_private_literal(request.url.host):
                raise PrivateNetworkError(request.url.host, request=request)
            return await proxy.handle_async_request(request)
        return await self._connect(request, await self._addresses(request, may_be_private))

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in (self._direct, *self._proxies.values()):
            await transport.aclose()

    async def _addresses(self, request: httpx.Request, may_be_private: bool) -> tuple[str, ...]:
        host = request.url.raw_host.decode("ascii")
        port = request.url.port or {"https": 443}.get(request.url.scheme, 80)
        try:
            found = await self._resolver(host, port)
        except (OSError, UnicodeError, OverflowError) as error:
            raise httpx.ConnectError(f"{host} is not known: {error}", request=request) from error
        allowed = tuple(a for a in found if may_be_private or is_public(a))
        if found and not allowed:
            raise PrivateNetworkError(host, request=request)
        return allowed

    async def _connect(self, request: httpx.Request, addresses: tuple[str, ...]) -> httpx.Response:
        last: Exception = httpx.ConnectError("the host has no address", request=request)
        for address in addresses:
            direct = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # Host among them, as the address was written
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")},
            )
            try:
                return await self._direct.handle_async_request(direct)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                last = error
        raise last


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_private_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return not is_public(host)
