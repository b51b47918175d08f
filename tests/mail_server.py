"""A real mail server on loopback that does what a test tells it to: refuses, defers, hangs up, asks for a password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG_UP = "hang up"


@dataclass
class Mailroom:
    """Answers RCPT and DATA from lists, the first answer to the first command; where a list is empty it says yes."""

    recipients: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.recipients and (said := self.recipients.pop(0)):
            return said
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        said = self.data.pop(0) if self.data else "250 OK"
        if said == HANG_UP:
            server.transport.abort()
            return "421 gone"
        if said.startswith("250"):
            message = message_from_bytes(envelope.original_content or b"", policy=POLICY)
            assert isinstance(message, EmailMessage)
            self.taken.append((envelope.rcpt_tos[0], message))
            self.secured.append(server.transport.get_extra_info("ssl_object") is not None)
        return said


class OnAnyPort(Controller):
    """A controller that takes a free port; its own first knock has to go there."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, password: str | None = None
) -> Iterator[Mailroom]:
    """Serve on a free port of localhost; with a password, only those who know it may send."""
    room = Mailroom()

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        good = isinstance(given, LoginPassword) and given.password == (password or "").encode()
        return AuthResult(success=good, handled=False)

    controller = OnAnyPort(
        room, hostname="127.0.0.1", port=0, ssl_context=tls, tls_context=starttls, authenticator=known,
        auth_required=password is not None, auth_require_tls=False, ready_timeout=60,
    )  # fmt: skip
    controller.start()
    try:
        room.port = controller.port
        yield room
    finally:
        controller.stop(no_assert=True)
