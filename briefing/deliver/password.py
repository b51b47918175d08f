"""The mail server's password: out of the environment or the system's keyring, never out of a file in clear."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.config import MailSettings
from briefing.errors import ConfigError

VARIABLE = "BRIEFING_SMTP_PASSWORD"
SERVICE = "briefing"
"""Under which the keyring keeps it; its user there is USER@SERVER."""


def mail_password(settings: MailSettings, environment: Mapping[str, str]) -> str | None:
    """Return the password of the settings' user, the environment's first; None where no user is named.

    ConfigError where it is nowhere to be found, or cannot be sent.
    """
    if settings.user is None:
        return None
    found = environment.get(VARIABLE) or _from_keyring(f"{settings.user}@{settings.server}")
    if not found:
        raise ConfigError(
            f"no password for {settings.user} on {settings.server}: set {VARIABLE} in the environment, or keep it in "
            f"the keyring with: keyring set {SERVICE} {settings.user}@{settings.server}"
        )
    if not found.isascii():
        raise ConfigError(f"the password for {settings.user} on {settings.server} has letters that SMTP cannot send")
    return found


def _from_keyring(account: str) -> str | None:
    """Ask the system's keyring, where the optional package is installed and there is one to ask."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, account)
    except KeyringError:
        return None
