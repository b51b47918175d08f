"""Host names -> the addresses that may be connected to; private networks are left alone.

A feed is written by others: its links must not make this machine ask for what only this machine can reach (server-side
request forgery). The addresses checked are the ones connected to, so that a name that changes its address between
check and connection gains nothing (DNS rebinding).
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address in their last 32 bits (RFC 6052)."""

Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""A host and a port to the host's IP addresses."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet; what is wrapped in it decides (RFC 4291, 3056, 6052)."""
    found: IPAddress = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return found.is_global and not found.is_multicast


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return a host's IP addresses in the system's order, each once; OSError where it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
