"""An edition -> one mail: the words as text, the page as HTML where it is small enough, the PDF attached."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from briefing.config import MailSettings
from briefing.errors import DeliveryError
from briefing.model import EditionFiles

TEXT, PAGE, SHEET = "edition.md", "edition.html", "edition.pdf"
"""The files of an edition that a mail is made of."""

HTML_LIMIT = 100_000
"""Bytes of HTML; mail readers cut a longer page off and hide the rest behind a link."""

WIRE = SMTP.clone(cte_type="7bit")
"""Bodies in ASCII on the wire, so that servers without 8BITMIME (RFC 6152) take them."""

TOO_LONG = (
    "The page itself ({size} KB) is too long for an e-mail and is not in it; the attached PDF is the same edition."
)


def write_letter(edition: EditionFiles, settings: MailSettings, recipient: str, now: datetime) -> EmailMessage:
    """Return the mail for one recipient, dated `now` (aware).

    Message-ID depends on the edition's bytes and the recipient alone: a mail sent twice is known as one by mail
    servers and readers. DeliveryError where the edition lacks a file the mail is made of, or a header is impossible.
    """
    text, page, sheet = (_file(edition, name) for name in (TEXT, PAGE, SHEET))
    fits = len(page) < HTML_LIMIT
    letter = EmailMessage(policy=WIRE)
    try:
        letter["From"] = settings.sender
        letter["To"] = recipient
        letter["Subject"] = settings.subject.replace("{day}", edition.day.isoformat())
    except ValueError as error:  # a line end in a header: somebody tries to add headers of their own
        raise DeliveryError(f"the mail cannot be written: {error}") from error
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = _message_id(edition, settings, recipient)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    words = text.decode("utf-8")
    letter.set_content(words if fits else f"{words.rstrip()}\n\n{TOO_LONG.format(size=-(-len(page) // 1000))}\n")
    if fits:
        letter.add_alternative(page.decode("utf-8"), subtype="html")
    name = f"briefing-{edition.day.isoformat()}.pdf"
    letter.add_attachment(sheet, maintype="application", subtype="pdf", filename=name)
    return letter


def _file(edition: EditionFiles, name: str) -> bytes:
    content = edition.get(name)
    if content is None:
        raise DeliveryError(f"the edition has no {name}, which a mail is made of; let it be written in all formats")
    return content


def _message_id(edition: EditionFiles, settings: MailSettings, recipient: str) -> str:
    name = hashlib.sha256(f"{edition.digest} {recipient}".encode()).hexdigest()[:40]
    return f"<{name}@{parseaddr(settings.sender)[1].rpartition('@')[2]}>"
