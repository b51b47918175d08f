"""The client against a real server: what it sends, what it takes, when it asks again, and what it refuses."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from briefing import __version__
from briefing.errors import FetchError
from briefing.fetch import Ask, Fetched, Fetcher, FetchLimits, Manners, Reach, fetch, shown
from briefing.fetch.private import is_public
from briefing.fetch.retry import back_off, retry_after
from tests.server import Handler, Site, running

NOW = datetime(2026, 4, 6, 6, 0, tzinfo=UTC)
LIMITS = FetchLimits(silence=60, total=120, size=100_000, redirects=3)
SWIFT = Manners(pause=0, backoff=0, retries=2)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


def get(address: str, ask: Ask | None = None, limits: FetchLimits = LIMITS, **options: Any) -> Fetched:
    """Ask once with a client of its own."""

    async def once() -> Fetched:
        async with Fetcher(limits, options.pop("manners", SWIFT), now=lambda: NOW, **options) as fetcher:
            return await fetcher.get(address, ask or Ask(reach=Reach.ANY))

    return asyncio.run(once())


def get_all(addresses: list[str], manners: Manners, **options: Any) -> list[Fetched]:
    async def together() -> list[Fetched]:
        async with Fetcher(LIMITS, manners, **options) as fetcher:
            return list(await asyncio.gather(*(fetcher.get(a, Ask(reach=Reach.ANY)) for a in addresses)))

    return asyncio.run(together())


def failure(address: str, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(address, **options)
    return caught.value


class Waits:
    """Stands in for sleep: remembers how long it was asked to wait."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)


def test_we_say_who_we_are_and_what_we_take(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x")
    get(f"{site.address}/", Ask("text/html", reach=Reach.ANY))
    ((_, sent),) = site.asked
    assert sent["User-Agent"].startswith(f"briefing/{__version__} ")
    assert sent["Accept"] == "text/html"
    assert sent["Accept-Encoding"] == "gzip"
    assert sent["Host"] == site.address.removeprefix("http://")


def test_what_came_is_told(site: Site) -> None:
    site.answers["/a"] = lambda h: h.answer(
        "x", Content_Type="Text/HTML; charset=latin-1", ETag='"7"', Last_Modified="Mon, 06 Apr 2026 05:00:00 GMT"
    )
    assert get(f"{site.address}/a") == Fetched(
        f"{site.address}/a", b"x", "text/html", "latin-1", '"7"', "Mon, 06 Apr 2026 05:00:00 GMT"
    )


def test_validators_are_sent_back_and_kept_when_they_hold(site: Site) -> None:
    site.answers["/a"] = lambda h: h.answer("", 304)
    found = get(f"{site.address}/a", Ask(etag='W/"7"', last_modified="yesterday", reach=Reach.ANY))
    assert (found.unchanged, found.etag, found.last_modified) == (True, 'W/"7"', "yesterday")
    ((_, sent),) = site.asked
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('W/"7"', "yesterday")


def test_unchanged_without_having_asked_is_an_error(site: Site) -> None:
    site.answers["/a"] = lambda h: h.answer("", 304)
    assert failure(f"{site.address}/a").status == 304


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([301], "/end"), ([308, 301], "/end"), ([302], None), ([301, 302], "/1"), ([307, 301], None), ([303], None)],
    ids=str,
)
def test_only_what_moved_for_good_is_reported(site: Site, statuses: list[int], moved: str | None) -> None:
    for n, status in enumerate(statuses):
        to = f"/{n + 1}" if n + 1 < len(statuses) else "/end"
        site.answers[f"/{n}"] = lambda h, to=to, status=status: h.redirect(to, status)
    site.answers["/end"] = lambda h: h.answer("x")
    found = get(f"{site.address}/0")
    assert found.address == f"{site.address}/end"
    assert found.moved == (moved and site.address + moved)


def test_redirects_are_followed_up_to_the_limit(site: Site) -> None:
    site.answers["/loop"] = lambda h: h.redirect("/loop")
    assert "more than 3 redirects; give the final address" in str(failure(f"{site.address}/loop"))
    assert len(site.asked) == 4


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, to: str) -> None:
    site.answers["/"] = lambda h: h.redirect(to)
    assert "leads to something else than http or https" in str(failure(f"{site.address}/"))


@pytest.mark.parametrize(
    ("status", "passing", "said"),
    [
        (404, False, "answered 404 Not Found; check the address"),
        (410, False, "answered 410 Gone; it is gone for good, remove it"),
        (401, False, "not open to everybody"),
        (403, False, "not open to everybody"),
        (429, True, "answered 429 Too Many Requests; try again later"),
        (500, True, "answered 500"),
        (503, True, "answered 503"),
        (204, False, "answered 204"),
    ],
)
def test_statuses_say_what_to_do_and_only_passing_ones_are_tried_again(
    site: Site, status: int, passing: bool, said: str
) -> None:
    site.answers["/"] = lambda h: h.answer("", status)
    error = failure(f"{site.address}/")
    assert (error.status, error.passing) == (status, passing)
    assert said in str(error)
    assert len(site.asked) == (3 if passing else 1)


def test_a_server_that_recovers_is_heard(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x", 503 if len(site.asked) < 3 else 200)
    assert get(f"{site.address}/").data == b"x"


def test_back_off_doubles_and_is_drawn_the_same_way_every_time(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("", 500)
    waits = Waits()
    failure(f"{site.address}/", manners=Manners(pause=0, retries=3, backoff=2.0, seed=7), sleep=waits)
    assert waits.asked == [back_off(Manners(backoff=2.0, seed=7), f"{site.address}/", n) for n in range(3)]
    for n, wait in enumerate(waits.asked):
        assert 2.0 * 2**n * 0.5 <= wait < 2.0 * 2**n * 1.5
    assert waits.asked[0] != back_off(Manners(backoff=2.0, seed=8), f"{site.address}/", 0)


def test_a_server_is_left_alone_for_as_long_as_it_asks(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("", 429, Retry_After="5") if len(site.asked) < 2 else h.answer("x")
    waits = Waits()
    assert get(f"{site.address}/", sleep=waits).data == b"x"
    assert waits.asked == [5.0]


def test_a_server_that_asks_for_too_long_is_not_waited_for(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("", 503, Retry_After="Mon, 06 Apr 2026 08:00:00 GMT")
    waits = Waits()
    error = failure(f"{site.address}/", sleep=waits)
    assert (error.retry_after, waits.asked, len(site.asked)) == (7200.0, [], 1)
    assert "asks to be left alone for 7200 seconds" in str(error)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 06 Apr 2026 06:01:00 GMT", 60.0),
        ("Mon, 06 Apr 2026 08:01:00 +0200", 60.0),
        ("Mon, 06 Apr 2026 05:00:00 GMT", 0.0),
        ("99999999999999999999", 2_592_000.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_retry_after_never_raises(header: str) -> None:
    found = retry_after(header, NOW)
    assert found is None or 0.0 <= found <= 2_592_000.0


def pack(data: bytes, times: int = 1) -> bytes:
    return gzip.compress(data) if times == 1 else pack(gzip.compress(data), times - 1)


@pytest.mark.parametrize(
    ("body", "coding", "said"),
    [
        (b"x" * 100_001, "", "larger than 0.1 MB"),
        (pack(b"\0" * 50_000_000), "gzip", "larger than 0.1 MB"),
        (pack(b"x" * 60_000) * 2, "gzip", "larger than 0.1 MB"),
        (pack(b"x" * 5_000)[:-12], "gzip", "cut off"),
        (b"no gzip", "gzip", "packed wrongly"),
        (b"\x0b", "br", "packed as 'br'"),
        (pack(b"x", 2), "gzip, gzip", "packed as 'gzip, gzip'"),
    ],
    ids=["large", "bomb", "two that are large together", "cut", "not packed", "brotli", "twice"],
)
def test_bodies_that_are_too_large_or_damaged_are_refused(site: Site, body: bytes, coding: str, said: str) -> None:
    site.answers["/"] = lambda h: h.answer(body, Content_Encoding=coding)
    assert said in str(failure(f"{site.address}/"))


@pytest.mark.parametrize(
    "body", [pack(b"ab"), pack(b"a") + pack(b"b"), zlib.compress(b"ab")], ids=["gzip", "two in a row", "zlib"]
)
def test_packed_bodies_are_unpacked(site: Site, body: bytes) -> None:
    site.answers["/"] = lambda h: h.answer(body, Content_Encoding="gzip")
    assert get(f"{site.address}/").data == b"ab"


def test_one_answer_can_have_a_limit_of_its_own(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x" * 11)
    assert "larger than" in str(failure(f"{site.address}/", ask=Ask(reach=Reach.ANY, size=10)))


def test_an_answer_cut_off_in_the_middle_is_tried_again(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x" * 50, length=5_000 if len(site.asked) < 3 else None)
    assert get(f"{site.address}/").data == b"x" * 50


def test_a_silent_server_is_given_up(site: Site) -> None:
    site.answers["/"] = lambda h: h.site.closing.wait(60) and None
    once = Manners(pause=0, retries=0)
    error = failure(f"{site.address}/", limits=FetchLimits(silence=0.2), manners=once)
    assert error.passing
    assert "no answer within 0.2 seconds" in str(error)


def test_a_server_that_drips_is_given_up(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not handler.site.closing.wait(0.02):
            handler.wfile.write(b"drop")

    site.answers["/"] = drip
    once = Manners(pause=0, retries=0)
    error = failure(f"{site.address}/", limits=FetchLimits(silence=60, total=0.5), manners=once)
    assert error.passing
    assert "took longer than 0.5 seconds" in str(error)


# -- private networks


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("2002:7f00:1::", "64:ff9b::a00:1", "255.255.255.255", "224.0.0.1", "198.18.0.1", "192.0.2.1", "2001:db8::1"),
    ],
)
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_this_machine_is_not_asked_unless_that_is_allowed(site: Site, host: str) -> None:
    site.answers["/"] = lambda h: h.answer("secret")
    address = site.address.replace("127.0.0.1", host) + "/"
    error = failure(address, ask=Ask())
    assert "is in a private network; if that is meant, give its source allow-private = true" in str(error)
    assert (error.passing, site.asked) == (False, [])
    assert get(address, Ask(reach=Reach.ANY)).data == b"secret"


def resolver(names: dict[str, tuple[str, ...]]) -> Any:
    async def resolve(host: str, port: int) -> tuple[str, ...]:
        return names.get(host, (host,))

    return resolve


def test_a_redirect_into_the_private_network_is_refused(site: Site) -> None:
    """The host named may be private; what it redirects to elsewhere may not."""
    site.answers["/"] = lambda h: h.redirect(f"http://inside.example:{site.address.rpartition(':')[2]}/secret")
    site.answers["/secret"] = lambda h: h.answer("secret")
    known = resolver({"inside.example": ("127.0.0.1",)})
    error = failure(f"{site.address}/", ask=Ask(reach=Reach.NAMED), resolver=known)
    assert "inside.example is in a private network" in str(error)
    assert site.paths == ["/"]
    assert get(f"{site.address}/", Ask(reach=Reach.ANY), resolver=known).data == b"secret"


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """A name that answers differently the second time gains nothing: it is resolved once."""
    site.answers["/"] = lambda h: h.answer("x")
    resolved: list[str] = []

    async def rebinding(host: str, port: int) -> tuple[str, ...]:
        resolved.append(host)
        return ("127.0.0.1",) if len(resolved) == 1 else ("10.0.0.1",)

    found = get(f"http://meridian.example:{site.address.rpartition(':')[2]}/", resolver=rebinding)
    assert (found.data, resolved) == (b"x", ["meridian.example"])
    assert found.address.startswith("http://meridian.example:")
    assert site.asked[0][1]["Host"].startswith("meridian.example:")


def test_private_addresses_among_public_ones_are_left_out() -> None:
    """192.0.2.1 is an address nobody has; it is not even tried, since it is no public one."""
    error = failure("http://mixed.example/", ask=Ask(), resolver=resolver({"mixed.example": ("192.0.2.1", "10.0.0.1")}))
    assert "mixed.example is in a private network" in str(error)


def test_the_next_address_of_a_host_is_tried(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x")
    address = f"http://two.example:{site.address.rpartition(':')[2]}/"
    assert get(address, resolver=resolver({"two.example": ("127.0.0.2", "127.0.0.1")})).data == b"x"


def test_a_host_nobody_knows_is_told() -> None:
    async def unknown(host: str, port: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    error = failure("http://nowhere.example/", resolver=unknown)
    assert error.passing
    assert "nowhere.example is not known" in str(error)


def test_certificates_are_checked_against_the_name_not_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, context = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("meridian.example").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    known = resolver({"meridian.example": ("127.0.0.1",), "other.example": ("127.0.0.1",)})
    with running(context) as secure:
        secure.answers["/"] = lambda h: h.answer("x")
        port = secure.address.rpartition(":")[2]
        assert get(f"https://meridian.example:{port}/", resolver=known).data == b"x"
        assert "other.example" in str(failure(f"https://other.example:{port}/", resolver=known))
        assert len(secure.asked) == 1


# -- proxies


@pytest.fixture
def proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The server as the proxy that the environment names."""
    monkeypatch.setenv("http_proxy", site.address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return site


def test_the_proxy_of_the_environment_is_asked(proxy: Site) -> None:
    proxy.answers["http://meridian.example/rss"] = lambda h: h.answer("x")
    assert get("http://meridian.example/rss", Ask()).data == b"x"


def test_a_private_address_is_not_asked_for_through_a_proxy(proxy: Site) -> None:
    assert "10.0.0.1 is in a private network" in str(failure("http://10.0.0.1/", ask=Ask()))
    assert proxy.asked == []


def test_hosts_without_proxy_are_asked_themselves(proxy: Site) -> None:
    proxy.answers["/"] = lambda h: h.answer("x")
    assert get(f"{proxy.address}/").data == b"x"
    assert proxy.paths == ["/"]


# -- politeness


def test_requests_to_one_host_follow_one_another_at_a_distance(site: Site) -> None:
    site.answers.update({f"/{n}": lambda h: h.answer("x") for n in range(5)})
    waits = Waits()
    get_all([f"{site.address}/{n}" for n in range(5)], Manners(per_host=1, pause=1000.0), sleep=waits)
    assert site.most_busy == 1
    assert site.paths == [f"/{n}" for n in range(5)]
    assert len(waits.asked) == 4
    assert all(n * 1000 - 900 < wait <= n * 1000 for n, wait in enumerate(waits.asked, 1))


def test_no_more_requests_run_at_once_than_allowed(site: Site) -> None:
    port = site.address.rpartition(":")[2]
    site.answers["/"] = lambda h: h.site.closing.wait(0.05) or h.answer("x")
    hosts = resolver({f"h{n}.example": ("127.0.0.1",) for n in range(8)})
    manners = Manners(at_once=2, per_host=4, pause=0)
    get_all([f"http://h{n}.example:{port}/" for n in range(8)], manners, resolver=hosts)
    assert len(site.asked) == 8
    assert site.most_busy <= 2


# -- what is shown


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://desk:secret@meridian.example:8443/rss?a=@b", "https://meridian.example:8443/rss?a=@b"),
        ("https://meridian.example/@desk", "https://meridian.example/@desk"),
        ("http://[::bad@", "http://[::bad@"),
    ],
)
def test_passwords_are_not_shown(address: str, printed: str) -> None:
    assert shown(address) == printed


def test_passwords_are_sent_but_not_told(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x") if h.headers.get("Authorization") else h.answer("", 404)
    host = site.address.removeprefix("http://")
    found = get(f"http://desk:secret@{host}/")
    assert found.address == f"http://{host}/"
    assert "secret" not in str(failure(f"http://desk:secret@{host}/none"))


def test_the_address_a_user_names_may_be_private(site: Site) -> None:
    site.answers["/"] = lambda h: h.answer("x")
    assert fetch(f"{site.address}/", LIMITS).data == b"x"
