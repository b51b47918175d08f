"""One mail -> the mail server that takes it: encrypted, its certificate checked, and failures told apart."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr

from briefing.config import MailSettings, Security
from briefing.errors import ConfigError, DeliveryError, PassingDeliveryError


def send_mail(letter: EmailMessage, recipient: str, settings: MailSettings, password: str | None) -> str:
    """Hand a mail to the server, for one recipient, and say so.

    What may pass (no connection, a dropped one, an answer 4xx) is a PassingDeliveryError; what will not (a wrong
    password, a refused recipient, a certificate that does not hold, no STARTTLS) a DeliveryError. A connection that
    drops after the last byte may have delivered: the next try's Message-ID is the same.
    """
    where = f"{settings.server}:{settings.port}"
    try:
        with _connected(settings) as server:
            if settings.user is not None:
                server.login(settings.user, password or "")
            server.send_message(letter, parseaddr(settings.sender)[1], [recipient])
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(f"{where}: the server's certificate does not hold: {error.verify_message}") from error
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[recipient]
        raise _answered(where, f"refuses {recipient}", code, words) from error
    except smtplib.SMTPAuthenticationError as error:
        raise _answered(where, f"does not log {settings.user} in", error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPResponseException as error:
        raise _answered(where, "does not take the mail", error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(f"{where}: {error}") from error
    except UnicodeError as error:  # two dots in a row, say
        raise DeliveryError(f"{where}: is not the name of a server") from error
    except (smtplib.SMTPException, OSError) as error:
        raise PassingDeliveryError(f"{where}: {error}") from error
    return f"{where} took the mail for {recipient}"


@contextmanager
def _connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """Open a connection as safe as the settings ask; closing it cannot fail what was sent through it."""
    context = _trust(settings)
    if settings.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.server, settings.port, timeout=settings.timeout, context=context
        )
    else:
        server = smtplib.SMTP(settings.server, settings.port, timeout=settings.timeout)
    try:
        if settings.security is Security.STARTTLS:
            server.starttls(context=context)
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _trust(settings: MailSettings) -> ssl.SSLContext:
    """Return what certificates are trusted: those of the system, and those of the file named."""
    context = ssl.create_default_context()
    if settings.ca_file is not None:
        try:
            context.load_verify_locations(settings.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise ConfigError(f"{settings.ca_file}: is no file of certificates: {error}") from error
    return context


def _answered(where: str, what: str, code: int, words: bytes | str) -> DeliveryError:
    """Return the error for a server's answer: 4xx may pass (RFC 5321 4.2.1)."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    kind = PassingDeliveryError if 400 <= code < 500 else DeliveryError
    return kind(f"{where} {what}: {code} {' '.join(said.split())}")
