"""Sidecars: `NAME.meta.json` beside an article says its title, outlet and publication date."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from briefing.errors import ReadError
from briefing.read.draft import Hints

SUFFIX = ".meta.json"
"""How a sidecar's name ends."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write and no file can hold."""

LARGEST = 1_000_000
"""Bytes a sidecar may have."""


def sidecar_path(article: Path) -> Path:
    """Return where the sidecar of an article would be: 'flood.txt' has 'flood.meta.json'."""
    return article.with_name(article.stem + SUFFIX)


def read_sidecar(article: Path) -> Hints:
    """Return what the article's sidecar says, nothing where there is none; unknown keys are left alone.

    Raises ReadError where it is no JSON object, or where a key holds something else than it should.
    """
    path = sidecar_path(article)
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"sidecar {path} is larger than {LARGEST:,} bytes; it should hold title, outlet, published")
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Hints()
    except OSError as error:
        raise ReadError(f"sidecar {path} cannot be read ({error.strerror}); correct its permissions") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"sidecar {path} is not JSON ({error}); correct or remove it") from error
    if not isinstance(found, dict):
        raise ReadError(f'sidecar {path} is no JSON object; write {{"title": ..., "outlet": ..., "published": ...}}')
    return Hints(_text(found, "title", path), _text(found, "outlet", path), _date(found, path))


def parse_date(words: str) -> date | None:
    """Return the date of '2019-05-04' or '2019-05-04T10:00:00Z', None where it is neither."""
    try:
        return datetime.fromisoformat(words.strip()).date()
    except ValueError:
        return None


def _text(found: dict[str, Any], key: str, path: Path) -> str | None:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"{key!r} in sidecar {path} is no text; put it in quotation marks")
    if value and LONE_SURROGATE.search(value):
        raise ReadError(f"{key!r} in sidecar {path} holds half a character (\\ud800 to \\udfff); write it out")
    return " ".join(value.split()) or None if value else None


def _date(found: dict[str, Any], path: Path) -> date | None:
    words = _text(found, "published", path)
    if words is None:
        return None
    if (value := parse_date(words)) is None:
        raise ReadError(f"'published' in sidecar {path} is {words!r}; write it as YYYY-MM-DD")
    return value
