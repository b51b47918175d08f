"""A real HTTP server on this machine for tests: what it answers at each path is a function of the test."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    site: Site

    def do_GET(self) -> None:
        with self.site.counting:
            self.site.busy += 1
            self.site.most_busy = max(self.site.most_busy, self.site.busy)
            self.site.asked.append((self.path, dict(self.headers)))
        try:
            self.site.answers.get(self.path, Handler.missing)(self)
        except OSError:
            pass  # the client went away, as some tests want
        finally:
            with self.site.counting:
                self.site.busy -= 1

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def answer(self, body: bytes | str, status: int = 200, length: int | None = None, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def redirect(self, to: str, status: int = 302) -> None:
        self.answer(b"", status, Location=to)

    def missing(self) -> None:
        self.answer(b"", 404)


Answer = Callable[[Handler], None]


@dataclass
class Site:
    """A running server: its address, what it answers, and what it was asked, in order."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    busy: int = 0
    most_busy: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over; an answer that shall never come waits for it."""

    @property
    def paths(self) -> list[str]:
        """The paths asked for."""
        return [path for path, _ in self.asked]


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server of its own for one test, behind TLS where a context is given."""

    class Own(Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Own) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        Own.site = Site(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield Own.site
        finally:
            Own.site.closing.set()
            server.shutdown()
