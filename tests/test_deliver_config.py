"""The [mail] and [print] tables: what they say, and what a wrong one is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.config import DeliverySettings, Duplex, MailSettings, PrintSettings, Security, load_config, load_delivery
from briefing.config.delivery import MAIL_KEYS, PRINT_KEYS
from briefing.errors import ConfigError

MAIL = '[mail]\nto = ["desk@example.org"]\nfrom = "briefing@example.org"\nserver = "mail.example.org"\n'


def load(folder: Path, text: str) -> DeliverySettings:
    file = folder / "briefing.toml"
    file.write_text(text, encoding="utf-8")
    load_config(file, {})
    return load_delivery(file)


def test_nothing_is_delivered_unasked(tmp_path: Path) -> None:
    assert load(tmp_path, 'paper = "a4"\n') == DeliverySettings(None, None)


def test_little_has_to_be_said(tmp_path: Path) -> None:
    found = load(tmp_path, MAIL + "[print]\n")
    assert found.mail == MailSettings(("desk@example.org",), "briefing@example.org", "mail.example.org")
    assert found.mail.port == 587
    assert found.printing == PrintSettings(None, 1, Duplex.NONE, None)


def test_all_can_be_said(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        '[mail]\nto = ["a@example.org", "b@example.org", "a@example.org"]\nfrom = "Morning Désk <desk@example.org>"\n'
        'server = "localhost"\nport = 2525\nsecurity = "TLS"\nuser = "desk"\nca-file = "ca.pem"\n'
        'subject = "Port Alden, {day}"\ntimeout = 9\n'
        '[print]\nprinter = "office-2"\ncopies = 3\nduplex = "long-edge"\nserver = "print.example.org:631"\n',
    )
    assert found.mail == MailSettings(
        ("a@example.org", "b@example.org"), "Morning Désk <desk@example.org>", "localhost", 2525, Security.TLS,
        "desk", tmp_path / "ca.pem", "Port Alden, {day}", 9,
    )  # fmt: skip
    assert found.printing == PrintSettings("office-2", 3, Duplex.LONG_EDGE, "print.example.org:631")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_goes_with_the_security(tmp_path: Path, security: str, port: int) -> None:
    found = load(tmp_path, f'{MAIL}security = "{security}"\n')
    assert found.mail is not None
    assert (found.mail.security, found.mail.port) == (security, port)


WRONG = {
    "a password": (
        MAIL + 'password = "open sesame"\n',
        ["does not stand in a file", "BRIEFING_SMTP_PASSWORD", "keyring"],
    ),
    "a user over a way in clear": (MAIL + 'security = "none"\nuser = "desk"\n', ["in clear", 'security = "starttls"']),
    "no recipients": (MAIL.replace('["desk@example.org"]', "[]"), ["to names nobody"]),
    "no server": (MAIL.replace("server", "sever"), ["unknown key 'sever'", "did you mean 'server'?"]),
    "no sender": ('[mail]\nto = ["a@example.org"]\nserver = "x"\n', ["has no from"]),
    "a recipient with a line end": (MAIL.replace("desk@", "a@b.org\\r\\nBcc: desk@"), ["is not an address"]),
    "a recipient without a host": (MAIL.replace("desk@example.org", "desk"), ["to: 'desk' is not an address"]),
    "a recipient with a name": (MAIL.replace("desk@example.org", "D <desk@example.org>"), ["is not an address"]),
    "a sender with a line end": (MAIL.replace('"briefing@', '"a\\nBcc: x <briefing@'), ["from must be one line"]),
    "a sender that is no address": (MAIL.replace('"briefing@example.org"', '"Desk <desk>"'), ["from: 'desk' is not"]),
    "a subject of two lines": (MAIL + 'subject = "a\\nBcc: all@example.org"\n', ["subject must be one line"]),
    "a server that is none": (MAIL.replace("mail.example.org", "https://mail"), ["server must be the name"]),
    "a port too high": (MAIL + "port = 70000\n", ["from 1 to 65535"]),
    "unknown security": (MAIL + 'security = "ssl"\n', ["'ssl' is none of starttls, tls, none"]),
    "mail is no table": ("mail = true\n", ["mail must be a table", "[mail]"]),
    "print is a list": ('[[print]]\nprinter = "a"\n', ["print must be a table"]),
    "a printer that is an option": ('[print]\nprinter = "-o"\n', ["printer must be the name of a printer"]),
    "a printer with a blank": ('[print]\nprinter = "a b"\n', ["printer must be"]),
    "a print server that is an option": ('[print]\nserver = "-x y"\n', ["server must be a CUPS server"]),
    "no copies": ("[print]\ncopies = 0\n", ["copies must be a whole number from 1"]),
    "unknown duplex": ('[print]\nduplex = "yes"\n', ["'yes' is none of none, long-edge, short-edge"]),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_table_says_where_and_what(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    for words in (str(tmp_path / "briefing.toml"), *said):
        assert words in str(caught.value)
    assert "open sesame" not in str(caught.value)


def test_the_documentation_names_every_key_and_its_tables_are_valid(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "docs" / "delivery.md").read_text(encoding="utf-8")
    for name, keys in (("Mail", MAIL_KEYS), ("Printer", PRINT_KEYS)):
        part = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert tuple(re.findall(r"^\| `([\w-]+)` \|", part, re.MULTILINE)) == keys
    shown = "\n".join(re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    found = load(tmp_path, shown)
    assert found.mail is not None
    assert found.mail.user == "briefing"
    assert found.printing == PrintSettings("office", duplex=Duplex.LONG_EDGE)
