"""The `[mail]` and `[print]` tables of `briefing.toml`: where an edition goes beside its folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefing.config.settings import open_file
from briefing.config.tables import Table
from briefing.errors import ConfigError

MAIL_KEYS = ("to", "from", "server", "port", "security", "user", "ca-file", "subject", "timeout")
PRINT_KEYS = ("printer", "copies", "duplex", "server")

SUBJECT = "Briefing, {day}"

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
"""An e-mail address as SMTP takes it without extensions (RFC 5321 4.1.2): no blanks, no quotes, nothing but ASCII."""

HOST = re.compile(r"[A-Za-z0-9.:_-]{1,253}")
"""A host name or an IP address."""

PRINTER = re.compile(r"[^\s/#\\?'\"<>-][^\s/#\\?'\"<>]{0,126}")
"""A queue's name as CUPS takes it (lpadmin(8)); none opens with '-', so that it is never read as an option."""

PRINT_SERVER = re.compile(r"[A-Za-z0-9._-]{1,253}(?::\d{1,5})?")
"""The CUPS server, with a port where it is not 631."""


class Security(StrEnum):
    """How the way to the mail server is protected; a certificate is always checked. `NONE` is for a local relay."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
"""The port where none is named (RFC 6409, RFC 8314, RFC 5321)."""


class Duplex(StrEnum):
    """Whether both sides of the sheet are printed, and along which edge it is turned."""

    NONE = "none"
    LONG_EDGE = "long-edge"
    SHORT_EDGE = "short-edge"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """To whom the edition is mailed, each a mail of their own, and through which server.

    `sender` may have a name before the address: `Briefing <desk@example.org>`. `ca_file` holds the certificates to
    trust where the server's is not signed by an authority the system knows. `timeout` is in seconds, for each answer.
    `{day}` in `subject` is the edition's day. The password is never here: see `briefing.deliver.password`.
    """

    to: tuple[str, ...]
    sender: str
    server: str
    port: int = PORTS[Security.STARTTLS]
    security: Security = Security.STARTTLS
    user: str | None = None
    ca_file: Path | None = None
    subject: str = SUBJECT
    timeout: int = 30


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """On which printer, None being the system's default one, and how. `server` is a CUPS server elsewhere."""

    printer: str | None = None
    copies: int = 1
    duplex: Duplex = Duplex.NONE
    server: str | None = None


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """What is to be done with a finished edition beside its folder; None where it is not asked for."""

    mail: MailSettings | None = None
    printing: PrintSettings | None = None


def load_delivery(file: Path | None) -> DeliverySettings:
    """Return what the `[mail]` and `[print]` tables of the settings file say.

    `file` is found, and ConfigError raised, as by `load_config`.
    """
    top = open_file(file)
    mail, paper = top.table("mail"), top.table("print")
    return DeliverySettings(None if mail is None else _mail(mail), None if paper is None else _print(paper))


def _mail(table: Table) -> MailSettings:
    if "password" in table.values:
        raise ConfigError(
            f"{table.where}: a password does not stand in a file in clear; remove it and set the environment variable "
            "BRIEFING_SMTP_PASSWORD, or keep it in the keyring"
        )
    table.allow(MAIL_KEYS)
    security = Security(table.choice("security", tuple(Security), Security.STARTTLS))
    user = table.text("user", None)
    if user is not None and security is Security.NONE:
        raise ConfigError(f'{table.where}: user {user!r} would send the password in clear; set security = "starttls"')
    to = dict.fromkeys(_address(table, "to", text) for text in table.texts("to", '["desk@example.org"]'))
    if not to:
        raise ConfigError(f'{table.where}: to names nobody; add a line to = ["desk@example.org"]')
    return MailSettings(
        tuple(to),
        _sender(table),
        _matching(table, "server", HOST, "the name of a mail server"),
        _port(table, PORTS[security]),
        security,
        user if user is None else _line(table, "user", user),
        table.path("ca-file"),
        _line(table, "subject", table.text("subject", SUBJECT)),
        table.count("timeout", 30),
    )


def _print(table: Table) -> PrintSettings:
    table.allow(PRINT_KEYS)
    return PrintSettings(
        _matching(table, "printer", PRINTER, "the name of a printer as `lpstat -e` lists it")
        if "printer" in table.values
        else None,
        table.count("copies", 1),
        Duplex(table.choice("duplex", tuple(Duplex), Duplex.NONE)),
        _matching(table, "server", PRINT_SERVER, "a CUPS server such as print.example.org:631")
        if "server" in table.values
        else None,
    )


def _sender(table: Table) -> str:
    """Return who the mail is from: an address, or a name and an address in angle brackets."""
    from email.headerregistry import Address

    text = _line(table, "from", _required(table, "from", 'from = "Briefing <briefing@example.org>"'))
    name, bracket, rest = text.rpartition("<")
    if not bracket:
        return _address(table, "from", text)
    address = _address(table, "from", rest.removesuffix(">"))
    return str(Address(name.strip().strip('"'), addr_spec=address))


def _address(table: Table, key: str, text: str) -> str:
    if not ADDRESS.fullmatch(text.strip()):
        raise ConfigError(f"{table.where}: {key}: {text!r} is not an address such as desk@example.org")
    return text.strip()


def _required(table: Table, key: str, line: str) -> str:
    text = table.text(key, None)
    if text is None:
        raise ConfigError(f"{table.where}: has no {key}; add a line {line}")
    return text


def _matching(table: Table, key: str, pattern: re.Pattern[str], wanted: str) -> str:
    text = _required(table, key, f'{key} = "..."').strip()
    if not pattern.fullmatch(text):
        raise table.wrong(key, wanted)
    return text


def _line(table: Table, key: str, text: str) -> str:
    """Return a text that can stand in a mail's header: one line, no control characters."""
    if not text.isprintable():
        raise table.wrong(key, "one line without control characters")
    return text


def _port(table: Table, default: int) -> int:
    port = table.count("port", default)
    if port > 65535:
        raise table.wrong("port", "a whole number from 1 to 65535")
    return port
