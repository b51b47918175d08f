"""JSON from outside: parsed safely, its values looked at before they are believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from briefing.errors import ReadError

Object = Mapping[str, Any]


def parse_json(text: str, name: str) -> Any:
    """Return what a JSON text holds; ReadError, naming `name`, where it is none."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ReadError(f"{name} is JSON nested too deeply; have it sent again") from error
    except ValueError as error:
        raise ReadError(f"{name} is not JSON ({error}); have it sent again") from error


def text_at(found: Object, key: str, name: str) -> str | None:
    """Return the text under a key, None where it is missing, null or blank; ReadError where it is something else."""
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"{name} holds {type(value).__name__} under {key!r}, not a text")
    return value if value and value.strip() else None


def texts_at(found: Object, key: str, name: str) -> tuple[str, ...]:
    """Return the texts under a key, which may be one text or a list of them; ReadError where it is something else."""
    value = found.get(key)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(one.strip() for one in value if one.strip())
    one = text_at(found, key, name)
    return (one.strip(),) if one else ()
