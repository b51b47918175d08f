"""Addresses: a real server on this machine that answers as servers do, well and badly."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefing.errors import Failure, ReadError
from briefing.fetch import FetchLimits, fetch
from briefing.model import Article
from briefing.read import Hints, Limits, Tools, load_tools, read_sources

LIMITS = FetchLimits(silence=60.0, total=120.0, size=100_000, redirects=3)
IMPATIENT = {"/silent": FetchLimits(silence=0.3, total=120.0), "/drip": FetchLimits(silence=60.0, total=0.5)}

DRIPS = 40
"""Pieces the dripping server sends, a tenth of a second apart: eight times the limit."""

DRIPPED: list[str] = []
"""One entry for each piece it got rid of."""

SENTENCES = "".join(
    f"<p>The harbour council of Port Alden voted on Tuesday to close hall {n}, said José Muñoz, its chairman.</p>"
    for n in range(1, 9)
)
PAGE = f"<html><head><title>Fish market to close</title></head><body><article>{SENTENCES}</article></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    def do_GET(self) -> None:
        ANSWERS[self.path.split("?")[0]](self)

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def answer(self, body: bytes, *, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to: str) -> None:
        self.answer(b"", status=302, Location=to)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(DRIPS):
            try:
                self.wfile.write(b"<p>slow</p>")
            except OSError:
                return
            DRIPPED.append(self.path)
            time.sleep(0.1)


ANSWERS: dict[str, Callable[[Handler], None]] = {
    "/story.html": lambda h: h.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8"),
    "/story.txt": lambda h: h.answer(b"The council closed the market.", Content_Type="text/plain"),
    "/lied": lambda h: h.answer(PAGE.encode(), Content_Type="text/html; charset=iso-8859-1"),
    "/latin": lambda h: h.answer(PAGE.encode("iso-8859-1"), Content_Type="text/html; charset=iso-8859-1"),
    "/unknown-charset": lambda h: h.answer(PAGE.encode(), Content_Type="text/html; charset=martian"),
    "/moved": lambda h: h.redirect("/story.html"),
    "/loop": lambda h: h.redirect("/loop"),
    "/to-file": lambda h: h.redirect("file:///etc/passwd"),
    "/gone": lambda h: h.answer(b"no", status=404),
    "/broken": lambda h: h.answer(b"no", status=500),
    "/photo": lambda h: h.answer(b"\xff\xd8\xff", Content_Type="image/jpeg"),
    "/large": lambda h: h.answer(b"x" * 300_000, Content_Type="text/html"),
    "/bomb": lambda h: h.answer(gzip.compress(b"x" * 300_000), Content_Type="text/html", Content_Encoding="gzip"),
    "/cut": lambda h: h.answer(b"<p>half", length=5_000, Content_Type="text/html"),
    "/silent": lambda h: time.sleep(1.5),
    "/drip": lambda h: h.drip(),
    "/empty": lambda h: h.answer(b"", Content_Type="text/html"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of a server that runs while these tests do."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools(limits=Limits(fetch=LIMITS))


def outcome(address: str, tools: Tools) -> Article | Failure:
    (only,) = read_sources([address], Hints(), tools)
    return only


@pytest.mark.parametrize("path", ["/story.html", "/lied", "/latin", "/unknown-charset", "/moved"])
def test_pages_are_read_whatever_charset_they_claim(server: str, tools: Tools, path: str) -> None:
    article = outcome(server + path, tools)
    assert isinstance(article, Article)
    assert "José Muñoz" in article.text
    assert article.title == "Fish market to close"
    assert article.id == path.removeprefix("/").removesuffix(".html")
    assert article.source == server + ("/story.html" if path == "/moved" else path)


def test_plain_text_is_read_as_it_stands(server: str, tools: Tools) -> None:
    article = outcome(server + "/story.txt?print=1", tools)
    assert isinstance(article, Article)
    assert (article.text, article.id) == ("The council closed the market.", "story")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "answered 404 Not Found; check the address"),
        ("/broken", "answered 500"),
        ("/loop", "more than 3 redirects"),
        ("/to-file", "something else than http or https"),
        ("/photo", "is image/jpeg, not a page or a text"),
        ("/large", "is larger than 0.1 MB"),
        ("/bomb", "is larger than 0.1 MB"),
        ("/cut", "cut off"),
        ("/silent", "no answer within 0.3 seconds"),
        ("/drip", "took longer than 0.5 seconds"),
        ("/empty", "is empty"),
    ],
)
def test_bad_answers_are_failures_that_say_why(server: str, tools: Tools, path: str, message: str) -> None:
    failure = outcome(server + path, replace(tools, limits=Limits(fetch=IMPATIENT.get(path, LIMITS))))
    assert isinstance(failure, Failure)
    assert failure.source == server + path
    assert message in failure.problem.message


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/story.txt", "file:///etc/passwd", "data://text"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(ReadError, match="no http or https address"):
        fetch(address, LIMITS)


@pytest.mark.parametrize("address", ["http://", "http://[::bad", "http://127.0.0.1:99999/", "http://\x00/"])
def test_malformed_addresses_are_told(address: str) -> None:
    with pytest.raises(ReadError, match="could not be fetched"):
        fetch(address, LIMITS)


def test_nobody_listening_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReadError, match=r"could not be fetched: .*check the address and the connection"):
        fetch(f"http://127.0.0.1:{port}/", LIMITS)


def test_a_server_that_drips_is_left_as_soon_as_the_time_is_up(server: str) -> None:
    before = len(DRIPPED)
    with pytest.raises(ReadError, match="took longer"):
        fetch(f"{server}/drip", IMPATIENT["/drip"])
    assert len(DRIPPED) - before < DRIPS


def test_a_bad_address_does_not_stop_the_others(server: str, tools: Tools) -> None:
    found = list(read_sources([f"{server}/gone", f"{server}/story.html", f"{server}/photo"], Hints(), tools))
    assert [isinstance(one, Article) for one in found] == [False, True, False]
