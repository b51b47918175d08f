"""Mail: what is in it, and what a real server on loopback makes of it."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import trustme

from briefing.config import MailSettings, Security
from briefing.deliver.letter import HTML_LIMIT, write_letter
from briefing.deliver.mail import send_mail
from briefing.deliver.password import mail_password
from briefing.errors import BriefingError, ConfigError, DeliveryError, PassingDeliveryError
from briefing.model import EditionFiles
from tests.mail_server import HANG_UP, Mailroom, mail_server

NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
DESK = "desk@example.org"
WORDS = "# Port Alden\n\n“Nobody was turned back,” Mara Iveston said. — Meridian\n"
PDF = bytes(range(256)) * 40
EDITION = EditionFiles(
    date(2026, 11, 23),
    (("edition.md", WORDS.encode()), ("edition.html", "<p>“Nobody”</p>\n".encode()), ("edition.pdf", PDF)),
)


def settings(port: int = 25, security: Security = Security.NONE, **more: object) -> MailSettings:
    kept = {"to": (DESK,), "sender": "Briefing <briefing@example.org>", "server": "localhost", "timeout": 60}
    return MailSettings(**{**kept, "port": port, "security": security, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("certificates") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def certificate(authority: trustme.CA, host: str = "localhost") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


@pytest.fixture
def room() -> Iterator[Mailroom]:
    with mail_server() as found:
        yield found


def send(given: MailSettings, password: str | None = None) -> str:
    return send_mail(write_letter(EDITION, given, DESK, NOW), DESK, given, password)


# The letter


def test_a_letter_is_text_html_and_the_pdf() -> None:
    letter = write_letter(EDITION, settings(), DESK, NOW)
    assert [p.get_content_type() for p in letter.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    text, page = (letter.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert text.get_content().splitlines() == WORDS.splitlines()
    assert page.get_content().splitlines() == ["<p>“Nobody”</p>"]
    (sheet,) = letter.iter_attachments()
    assert sheet.get_filename() == "briefing-2026-11-23.pdf"
    assert sheet.get_payload(decode=True) == PDF
    assert letter["Subject"] == "Briefing, 2026-11-23"
    assert letter["Date"] == "Mon, 23 Nov 2026 05:30:00 +0000"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.as_bytes().isascii()


@pytest.mark.parametrize(("size", "fits"), [(HTML_LIMIT - 1, True), (HTML_LIMIT, False)])
def test_a_page_too_long_for_mail_stays_out_and_this_is_said(size: int, fits: bool) -> None:
    edition = EditionFiles(EDITION.day, (*EDITION.files, ("edition.html", b"x" * size)))
    letter = write_letter(edition, settings(), DESK, NOW)
    assert (letter.get_body(("html",)) is not None) == fits
    text = letter.get_body(("plain",))
    assert text is not None
    assert ("(100 KB) is too long for an e-mail" in text.get_content()) != fits
    assert len(list(letter.iter_attachments())) == 1


def test_a_resent_letter_is_known_by_its_id() -> None:
    first = write_letter(EDITION, settings(), DESK, NOW)["Message-ID"]
    later = write_letter(EDITION, settings(), DESK, NOW.replace(hour=9))["Message-ID"]
    other = write_letter(EditionFiles(EDITION.day, (*EDITION.files[1:], ("edition.md", b"new"))), settings(), DESK, NOW)
    assert first == later
    assert first.endswith("@example.org>")
    assert len({first, other["Message-ID"], write_letter(EDITION, settings(), "a@example.org", NOW)["Message-ID"]}) == 3


@pytest.mark.parametrize(
    ("more", "recipient"),
    [
        ({"subject": "Briefing\r\nBcc: all@example.org"}, DESK),
        ({"sender": "a@example.org\nBcc: all@example.org"}, DESK),
        ({}, "a@example.org\r\nBcc: all@example.org"),
    ],
    ids=["subject", "sender", "recipient"],
)
def test_no_header_can_be_smuggled_in(more: dict[str, object], recipient: str) -> None:
    with pytest.raises(DeliveryError, match="cannot be written"):
        write_letter(EDITION, settings(**more), recipient, NOW)  # type: ignore[arg-type]


def test_a_missing_file_is_said() -> None:
    with pytest.raises(DeliveryError, match=r"has no edition\.pdf"):
        write_letter(EditionFiles(EDITION.day, EDITION.files[:2]), settings(), DESK, NOW)


# The server


def test_a_letter_arrives_as_it_was_written(room: Mailroom) -> None:
    assert send(settings(room.port)) == f"localhost:{room.port} took the mail for {DESK}"
    ((recipient, letter),) = room.taken
    assert recipient == DESK
    body = letter.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == WORDS
    (sheet,) = letter.iter_attachments()
    assert sheet.get_payload(decode=True) == PDF


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not see that TLS came first
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_the_way_is_encrypted_and_the_password_counts(security: Security, authority: trustme.CA, ca_file: Path) -> None:
    given = {str(security): certificate(authority)}
    with mail_server(password="open sesame", **given) as room:  # type: ignore[arg-type]
        named = settings(room.port, security, ca_file=ca_file, user="desk")
        send(named, "open sesame")
        with pytest.raises(DeliveryError, match="does not log desk in: 535") as refused:
            send(named, "wrong")
    assert not isinstance(refused.value, PassingDeliveryError)
    assert "wrong" not in str(refused.value)
    assert room.secured == [True]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_an_unknown_authority_is_not_trusted(security: Security, authority: trustme.CA) -> None:
    with mail_server(**{str(security): certificate(authority)}) as room:  # type: ignore[arg-type]
        with pytest.raises(DeliveryError, match="certificate does not hold") as refused:
            send(settings(room.port, security))
        assert room.taken == []
    assert not isinstance(refused.value, PassingDeliveryError)


def test_a_certificate_of_another_host_does_not_hold(authority: trustme.CA, ca_file: Path) -> None:
    with mail_server(starttls=certificate(authority, "elsewhere.example.org")) as room:
        with pytest.raises(DeliveryError, match=r"certificate does not hold: .*localhost"):
            send(settings(room.port, Security.STARTTLS, ca_file=ca_file))
        assert room.taken == []


def test_without_starttls_nothing_is_sent_in_clear(room: Mailroom) -> None:
    with pytest.raises(DeliveryError, match="STARTTLS"):
        send(settings(room.port, Security.STARTTLS))
    assert room.taken == []


@pytest.mark.parametrize(
    ("recipients", "data", "said", "passing"),
    [
        (["550 no such desk"], [], "refuses desk@example.org: 550 no such desk", False),
        (["451 come back later"], [], "refuses desk@example.org: 451 come back later", True),
        ([], ["452 disk full"], "does not take the mail: 452 disk full", True),
        ([], ["554 no"], "does not take the mail: 554 no", False),
        ([], [HANG_UP], "Connection unexpectedly closed", True),
    ],
    ids=["refused recipient", "grey list", "full disk", "refused mail", "dropped connection"],
)
def test_what_may_pass_is_told_from_what_will_not(
    room: Mailroom, recipients: list[str], data: list[str], said: str, passing: bool
) -> None:
    room.recipients, room.data = recipients, data
    with pytest.raises(DeliveryError, match=said) as failed:
        send(settings(room.port))
    assert isinstance(failed.value, PassingDeliveryError) == passing
    send(settings(room.port))
    assert len(room.taken) == 1


def test_a_server_out_of_reach_may_come_back(room: Mailroom) -> None:
    with mail_server() as gone:
        port = gone.port
    with pytest.raises(PassingDeliveryError, match="refused"):
        send(settings(port))


def test_a_name_that_is_none_is_said() -> None:
    with pytest.raises(DeliveryError, match="is not the name of a server"):
        send(settings(server="mail..example.org"))


def test_a_name_and_letters_of_any_script_travel(room: Mailroom) -> None:
    send(settings(room.port, sender="Rédaction Meridian <desk@example.org>", subject="Брифинг {day}"))
    assert room.taken[0][1]["Subject"] == "Брифинг 2026-11-23"
    assert room.taken[0][1]["From"] == "Rédaction Meridian <desk@example.org>"


def test_a_file_of_no_certificates_is_said(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ConfigError, match=r"ca\.pem: is no file of certificates"):
        send(settings(1, Security.TLS, ca_file=tmp_path / "ca.pem"))


# The password


def test_the_environment_comes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = {("briefing", "desk@localhost"): "ring"}
    kept = SimpleNamespace(get_password=lambda service, user: ring.get((service, user)))
    monkeypatch.setitem(sys.modules, "keyring", kept)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "keyring.errors", SimpleNamespace(KeyringError=OSError))  # type: ignore[arg-type]
    named = settings(user="desk")
    assert mail_password(named, {"BRIEFING_SMTP_PASSWORD": "environment"}) == "environment"
    assert mail_password(named, {}) == "ring"
    assert mail_password(settings(), {}) is None
    ring.clear()
    with pytest.raises(ConfigError, match="keyring set briefing desk@localhost"):
        mail_password(named, {})
    with pytest.raises(ConfigError, match="letters that SMTP cannot send"):
        mail_password(named, {"BRIEFING_SMTP_PASSWORD": "sésame"})


def test_without_a_keyring_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)  # type: ignore[arg-type] - as if not installed
    with pytest.raises(ConfigError, match="set BRIEFING_SMTP_PASSWORD"):
        mail_password(settings(user="desk"), {})


def test_a_keyring_without_a_backend_is_no_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring", reason="the optional package keyring is not installed")
    from keyring.backends.fail import Keyring

    monkeypatch.setattr(keyring.core, "_keyring_backend", Keyring())
    with pytest.raises(BriefingError, match="no password for desk"):
        mail_password(settings(user="desk"), {})
