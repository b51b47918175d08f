"""Records -> plain JSON values and back, by their types: no field is named here, none can be forgotten.

A field that has its default is left out. So what is written of a record, and every digest of it, stays the same when
the record gets a new field with a default.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from briefing.model import Span

R = TypeVar("R")
Plain = Any
"""What `json` knows: None, a truth value, a number, a text, a list, or a dict of these by text."""

Reader = Callable[[Plain], Any]


def plain(value: object) -> Plain:
    """Return a value as JSON knows it: a record as a dict by field, a span as [start, end]; TypeError for others."""
    match value:
        case Enum():
            return value.value
        case None | bool() | str() | int() | float():
            return value
        case Span():
            return [value.start, value.end]
        case tuple():
            return [plain(v) for v in value]
        case date():  # a datetime is one too
            return value.isoformat()
        case Integral():  # numpy's
            return int(value)
        case Real():  # numpy's
            return float(value)
    if is_dataclass(value):
        kept = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: plain(v) for f, v in kept if not is_default(f, v)}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def canonical(value: Plain) -> str:
    """Return the one way to write plain values: JSON, keys sorted, no blanks; ValueError for NaN and infinities."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def is_default(of: Field[Any], value: object) -> bool:
    """Tell whether a field holds its default, of the same type (so that 1 is not taken for True)."""
    return of.default is not MISSING and type(value) is type(of.default) and value == of.default


@dataclass(slots=True)
class Records:
    """Makes records out of plain values; remembers how to make each type, so make one and use it long."""

    _readers: dict[Any, Reader] = field(default_factory=dict)

    def read(self, type_: type[R], value: Plain) -> R:
        """Return the record; KeyError, TypeError or ValueError where the value is none of this type."""
        found: R = self.reader(type_)(value)
        return found

    def reader(self, hint: Any) -> Reader:
        """Return the function that reads values of a type; TypeError for a type that cannot be stored."""
        if hint not in self._readers:
            self._readers[hint] = self._made(hint)
        return self._readers[hint]

    def _made(self, hint: Any) -> Reader:
        if get_origin(hint) in {Union, UnionType}:
            return self._optional(hint)
        if get_origin(hint) is tuple:
            return self._tuple(hint)
        if hint is Span:
            return lambda value: Span(*value)
        if hint in {date, datetime}:
            made: Reader = hint.fromisoformat
            return made
        if is_dataclass(hint):
            return self._record(hint)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint
        if hint in {str, int, float, bool}:
            return _scalar(hint)
        raise TypeError(f"{hint} cannot be stored")

    def _optional(self, hint: Any) -> Reader:
        one, *more = (h for h in get_args(hint) if h is not NoneType)
        if more:
            raise TypeError(f"{hint} cannot be stored: more than one type")
        read = self.reader(one)
        return lambda value: None if value is None else read(value)

    def _tuple(self, hint: Any) -> Reader:
        parts = get_args(hint)
        if len(parts) == 2 and parts[1] is Ellipsis:
            each = self.reader(parts[0])
            return lambda value: tuple(map(each, value))
        reads = [self.reader(part) for part in parts]
        return lambda value: tuple(read(v) for read, v in zip(reads, value, strict=True))

    def _record(self, type_: Any) -> Reader:
        hints = get_type_hints(type_)
        reads = {f.name: self.reader(hints[f.name]) for f in fields(type_)}
        return lambda value: type_(**{name: reads[name](v) for name, v in value.items()})


def _scalar(type_: type) -> Reader:
    """Return a reader that lets values of one type pass; JSON does not tell 1.0 from 1 in every program."""

    def read(value: Plain) -> Any:
        if type_ is float and type(value) is int:
            return float(value)
        if type(value) is not type_:
            raise TypeError(f"{value!r} is no {type_.__name__}")
        return value

    return read


def shape(type_: Any, seen: set[Any] | None = None) -> str:
    """Return the names and types of all fields of a record, of the records and enumerations in it, as one text.

    Two programs whose records have the same shape can read what the other wrote.
    """
    seen = set() if seen is None else seen
    if type_ in seen or not isinstance(type_, type):
        return ""
    seen.add(type_)
    if issubclass(type_, Enum):
        return f"{type_.__name__}({','.join(str(e.value) for e in type_)})"
    if not is_dataclass(type_):
        return ""
    own = ",".join(f"{f.name}:{f.type}" for f in fields(type_))
    hints = get_type_hints(type_, localns=numeric())
    within = "".join(shape(part, seen) for f in fields(type_) for part in _parts(hints[f.name]))
    return f"{type_.__name__}({own}){within}"


def shape_digest(type_: Any) -> bytes:
    """Return eight bytes that differ for records of different shape."""
    return hashlib.sha256(shape(type_).encode()).digest()[:8]


def _parts(hint: Any) -> list[Any]:
    """Return a type and all types it is made of."""
    return [hint, *(part for argument in get_args(hint) for part in _parts(argument))]


def numeric() -> dict[str, Any]:
    """Return the names the records' types use only for checking."""
    import numpy as np
    import numpy.typing as npt

    return {"np": np, "npt": npt}
