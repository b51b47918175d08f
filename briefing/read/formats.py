"""Which reader serves which file: by its ending, an answer's media type, or how its bytes begin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.read.html import draft_html
from briefing.read.jsonlines import read_lines
from briefing.read.mail import read_mail
from briefing.read.markdown import draft_markdown
from briefing.read.newsml import read_xml
from briefing.read.ninjs import read_json
from briefing.read.raw import Reader, whole
from briefing.read.text import draft_text
from briefing.read.warc import read_warc


@dataclass(frozen=True, slots=True)
class Format:
    """A format's reader; whether a file of it may hold several articles, and is then read piece by piece."""

    read: Reader
    many: bool = False
    streamed: bool = False


TEXT = Format(whole(draft_text))
MARKDOWN = Format(whole(draft_markdown))
HTML = Format(whole(draft_html))
MAIL = Format(read_mail)
XML = Format(read_xml, many=True)
JSON = Format(read_json, many=True)
LINES = Format(read_lines, many=True, streamed=True)
WARC = Format(read_warc, many=True, streamed=True)

READERS: Mapping[str, Format] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".htm": HTML,
    ".html": HTML,
    ".xhtml": HTML,
    ".xml": XML,
    ".nitf": XML,
    ".json": JSON,
    ".ninjs": JSON,
    ".jsonl": LINES,
    ".ndjson": LINES,
    ".eml": MAIL,
    ".warc": WARC,
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/xml": XML,
    "application/xml": XML,
    "application/nitf+xml": XML,
    "application/vnd.iptc.g2.newsitem+xml": XML,
    "application/vnd.iptc.g2.newsmessage+xml": XML,
    "application/json": JSON,
    "application/x-ndjson": LINES,
    "message/rfc822": MAIL,
    "application/warc": WARC,
}
"""Who reads what, by a file's suffix or an answer's media type."""

PACKED = ".gz"
"""The ending of a file packed with gzip; the one before it says what is in it."""

MAILDIR = frozenset({"cur", "new"})
"""The folders of a maildir that hold its messages; `tmp` holds what is still being delivered."""

HEAD = 16_000
"""Bytes at the front by which a source without a name is told."""

HTML_BEGINS = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
"""A page, perhaps behind an XML declaration."""

XML_BEGINS = re.compile(rb"\s*<(?:\?xml|!DOCTYPE\s+nitf|(?:\w{1,20}:)?(?:newsItem|newsMessage|packageItem|nitf))\b")
"""An XML declaration, or the outermost element of NewsML-G2 or NITF without one."""

WARC_BEGINS = re.compile(rb"WARC/1\.\d\r?\n")
"""The version line of an archive's first record."""

LINES_BEGIN = re.compile(rb"\{[^\n]{0,2000}\}[ \t]*\r?\n\s*\{|\{\"(?:text|html|title|outlet|date|author|url|id)\":")
"""An object on a line of its own with another below, or one that opens with a key of ours."""

JSON_BEGINS = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
"""An object, or a list of them."""

MAIL_BEGINS = re.compile(
    rb"(?=(?:[\w-]{1,60}:[^\n]{0,999}\n|[ \t][^\n]{0,999}\n){0,99}?From:[ \t])"
    rb"(?:[\w-]{1,60}:[^\n]{0,999}\n|[ \t][^\n]{0,999}\n){0,99}?(?:Date|Received|Message-ID|MIME-Version):",
    re.IGNORECASE,
)
"""Mail headers, among them From and one that only mail has. A line is a header or goes on with one, never both."""

BEGINNINGS: tuple[tuple[re.Pattern[bytes], Format], ...] = (
    (HTML_BEGINS, HTML),
    (XML_BEGINS, XML),
    (WARC_BEGINS, WARC),
    (LINES_BEGIN, LINES),
    (JSON_BEGINS, JSON),
    (MAIL_BEGINS, MAIL),
)
"""How the formats begin, the more particular first; what begins like none of them is plain text."""


def format_of(path: Path) -> Format | None:
    """Return the format that a file's place or ending tells, None where neither does."""
    if path.parent.name in MAILDIR and is_maildir(path.parent.parent):
        return MAIL
    return READERS.get(plain_name(path).suffix.lower())


def plain_name(path: Path) -> Path:
    """Return the path without the ending that says it is packed."""
    return path.with_suffix("") if path.suffix.lower() == PACKED else path


def is_maildir(folder: Path) -> bool:
    """Tell whether a folder is a maildir, which its three sub-folders show."""
    try:
        return all((folder / name).is_dir() for name in ("cur", "new", "tmp"))
    except (OSError, ValueError):
        return False


def sniff(head: bytes) -> Format:
    """Return the format that the first bytes look like."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    return next((one for begins, one in BEGINNINGS if begins.match(head)), TEXT)
