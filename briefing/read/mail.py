"""E-mail (RFC 5322, MIME) -> Draft: a newsletter or a press release, from its better body.

The headers say the rest: From is the outlet, Subject the title, Date the day of publication, Message-ID the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.model import BlockKind, Problem
from briefing.read.draft import Draft, Part, join_parts
from briefing.read.encoding import Decoded, decode, mend
from briefing.read.html import declared_charset, draft_html
from briefing.read.markup import paragraphs
from briefing.read.raw import Item, Raw
from briefing.read.release import NOTICE, make_release
from briefing.read.text import draft_text
from briefing.read.xmltree import page_of, parse_html

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MALFORMED = (
    MessageError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)
"""What the standard library's mail parser raises for mail it cannot take; it has no one error of its own."""

REPLY = re.compile(r"(?:(?:re|fwd?|fw)\s*:\s*)+", re.IGNORECASE)
"""What mail programs put in front of a subject."""

ADDRESS = re.compile(r"https?://[^\s<>\"'\]]{3,2000}", re.IGNORECASE)
"""A web address in running text."""

ENDS = ".,;:!?)*_"
"""Marks at the end of such an address that belong to the sentence."""

SERVICE = re.compile(r"unsubscribe|opt-?out|(?:email|manage)[-_]?(?:preferences|subscriptions?)", re.IGNORECASE)
"""What an address is named that serves the mail itself and leads to no article."""

CALL = re.compile(
    r"\W*(?:unsubscribe|opt out|continue reading|(?:the )?full story|(?:read|learn|see|find out|show) more"
    r"|read (?:on|it all|in full|(?:the )?full [a-z]{3,9})|(?:view|read|open|see)\b.{0,30}\b(?:browser|online)"
    r"|(?:manage|update|change|edit)\b.{0,20}\b(?:preferences|subscriptions?|settings|profile)"
    r"|(?:privacy|cookie) policy|forward to a friend|follow us.{0,30}|(?:subscribe|sign up).{0,20})\W*",
    re.IGNORECASE,
)
"""The words of a link that asks for a click and says nothing: 'Read more', 'View this mail in your browser'."""

HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
"""A style that keeps words from being shown: the preview line that mail programs list."""

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
"""The line that parts the sender's signature off a plain text (RFC 3676)."""

FULL_SHARE = 0.5
"""Share of a mail's words that a body must have to stand for it: a stub says no more than 'view this in a browser'."""

LONGEST_HEADER = 2_000
"""Characters of a header that are looked at; decoding one takes time that grows with its square."""

NOTICE_LINES = 5
"""Paragraphs at the top in which an embargo is looked for."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """The two forms in which a mail may say the same, decoded; '' where it has not that form."""

    plain: str = ""
    page: str = ""
    problems: tuple[Problem, ...] = ()


def read_mail(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a mail."""
    data = raw.read()
    yield Item(lambda name: draft_mail(data, name))


def draft_mail(data: bytes, name: str) -> Draft:
    """Return the draft of a mail; ReadError, naming `name`, where it is none or has no words.

    Plain text is taken unless it is a stub beside the HTML body. Attachments and quoted mails are left alone. A subject
    or a line at the top that says EMBARGOED puts the item under embargo until further notice: a time in free words is
    not guessed at.
    """
    try:
        message = message_from_bytes(data)
        bodies = _bodies(message, name)
    except MALFORMED as error:
        raise ReadError(f"{name} is no mail that can be read ({error}); save its text as .txt") from error
    if not message.keys():
        raise ReadError(f"{name} has no mail headers; save its text as .txt")
    draft, links = _best(bodies, name)
    subject = REPLY.sub("", _header(message, "Subject"), count=1) or draft.title
    sent = _sent(message)
    top = [part.span.of(draft.text) for part in draft.parts[:NOTICE_LINES]]
    notices = [" ".join(line.split()) for line in (subject or "", *top) if NOTICE.match(line)]
    own = _header(message, "Archived-At").strip("<> ")
    return replace(
        draft,
        title=subject,
        outlet=_outlet(message),
        published=sent.date() if sent else None,
        authors=(),
        problems=bodies.problems,
        release=make_release(_header(message, "Message-ID").strip("<>") or None, notes=notices[:1], sent=_aware(sent)),
        address=own if own.startswith(("http://", "https://")) else None,
        links=tuple(dict.fromkeys(links)),
    )


def _bodies(message: Message, name: str) -> Bodies:
    """Return the first plain and the first HTML body that are no attachments."""
    found: dict[str, Decoded] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or kind in found or part.get_content_disposition() == "attachment":
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data.strip():
            declared = part.get_content_charset()
            found[kind] = decode(data, name, declared or (declared_charset(data) if kind == "text/html" else None))
    nothing = Decoded("")
    plain, page = found.get("text/plain", nothing), found.get("text/html", nothing)
    return Bodies(plain.text, page.text, (*plain.problems, *page.problems)[:1])


def _best(bodies: Bodies, name: str) -> tuple[Draft, list[str]]:
    """Return the draft of the better body, and the addresses that either leads to."""
    tree, links = parse_html(bodies.page), list(_addresses(bodies.plain))
    if tree is not None:
        links = [*_links(tree), *links]
        _drop_unread(tree)
    shown = [] if tree is None else paragraphs(tree)
    words = sum(len(words.split()) for words, _ in shown)
    if bodies.plain and len(bodies.plain.split()) >= FULL_SHARE * words:
        return _plain_draft(bodies.plain), links
    if tree is None or not shown:
        raise ReadError(f"{name} has no text in its body; save what it shows as .txt")
    try:
        draft = draft_html(page_of(tree), name)
    except ReadError:
        return Draft(*join_parts(shown)), links
    return (draft if len(draft.text.split()) >= FULL_SHARE * words else Draft(*join_parts(shown))), links


def _plain_draft(text: str) -> Draft:
    """Return the draft of a plain body; addresses on lines of their own and the signature are furniture."""
    signature = SIGNATURE.search(text)
    end = signature.start() if signature else len(text)
    parts = [
        replace(part, kind=BlockKind.BOILERPLATE) if part.span.start >= end or _is_address(part, text) else part
        for part in draft_text(text).parts
    ]
    return Draft(text, tuple(parts))


def _is_address(part: Part, text: str) -> bool:
    words = part.span.of(text).strip("<>()[] ")
    return " " not in words and ADDRESS.match(words) is not None


def _drop_unread(tree: Element) -> None:
    """Take out what the mail does not show, and the words of links that only ask for a click."""
    for element in [e for e in tree.iter("*") if HIDDEN.search(e.get("style") or "") or _is_call(e)]:
        parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(element)


def _is_call(element: Element) -> bool:
    href = element.get("href") or ""
    return element.tag == "a" and (
        href.startswith("mailto:") or CALL.fullmatch("".join(element.itertext())) is not None
    )


def _links(tree: Element) -> Iterator[str]:
    found = ((anchor.get("href") or "").strip() for anchor in tree.iter("a"))
    return (mend(address) for address in found if ADDRESS.fullmatch(address) and not SERVICE.search(address))


def _addresses(text: str) -> Iterator[str]:
    found = (match[0].rstrip(ENDS) for match in ADDRESS.finditer(text))
    return (address for address in found if not SERVICE.search(address))


def _header(message: Message, key: str) -> str:
    """Return a header's words, decoded, with single blanks; '' where there is none."""
    value = message.get(key)
    if value is None:
        return ""
    try:
        pieces = decode_header(value[:LONGEST_HEADER] if isinstance(value, str) else value)
    except MALFORMED:
        pieces = [(str(value), None)]
    return " ".join(mend("".join(_piece(words, charset) for words, charset in pieces)).split())


def _piece(words: bytes | str, charset: str | None) -> str:
    if isinstance(words, str):
        return words.encode("utf-8", "replace").decode("utf-8")
    try:
        return words.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return words.decode("utf-8", "replace")


def _outlet(message: Message) -> str | None:
    """Return the name in From, else the domain of its address."""
    value = message.get("From", "")
    name, address = parseaddr(_header(message, "From") if isinstance(value, Header) else str(value)[:LONGEST_HEADER])
    carrier = Message()
    carrier["From"] = " ".join(name.split())
    return _header(carrier, "From").strip("\"' ") or address.rpartition("@")[2] or None


def _sent(message: Message) -> datetime | None:
    """Return the time in Date, as the sender's clock had it."""
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except MALFORMED:
        return None


def _aware(sent: datetime | None) -> datetime | None:
    return sent if sent is None or sent.tzinfo else sent.replace(tzinfo=UTC)
