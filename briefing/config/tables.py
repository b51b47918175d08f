"""Values of a TOML table -> what the settings hold; an error names the file, the key, and what would be right."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from briefing.errors import ConfigError

T = TypeVar("T")


def read_toml(file: Path) -> dict[str, Any]:
    """Return a file's values by key; ConfigError where it cannot be read or is not TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is not valid TOML: {error}") from error


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a settings file. `where` opens every message about it; relative paths count from `folder`.

    Each reading method takes a key that the table may lack and returns its value, or `default` where it lacks it;
    ConfigError where the value is of the wrong kind.
    """

    where: str
    folder: Path
    values: dict[str, Any]

    def allow(self, keys: Sequence[str], tables: Sequence[str] = ()) -> None:
        """Raise ConfigError for a key that is neither one of `keys` nor the name of a table in `tables`."""
        for key in self.values:
            if key not in (*keys, *tables):
                valid = f"valid keys: {', '.join(keys)}" + (f"; valid tables: {', '.join(tables)}" if tables else "")
                raise ConfigError(f"{self.where}: unknown key '{key}'{nearest(key, (*keys, *tables))}; {valid}")

    def text(self, key: str, default: T) -> str | T:
        """Return a text that is not blank."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "a text in quotes")
        return value

    def texts(self, key: str, example: str, *, split: bool = False) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none; with `split`, also of one text with commas."""
        value = self.values.get(key, [])
        if split and isinstance(value, str):
            return tuple(value.split(","))
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.wrong(key, f"a list such as {example}")
        return tuple(value)

    def count(self, key: str, default: int) -> int:
        """Return a whole number from 1."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "a whole number from 1")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """Return one of the words in `choices`, whatever its case in the file."""
        return chosen(self.text(key, default).lower(), choices, f"{self.where}: {key}")

    def path(self, key: str) -> Path | None:
        """Return a path; `~` is the user's home."""
        text = self.text(key, None)
        return None if text is None else self.folder / Path(text).expanduser()

    def table(self, key: str) -> Table | None:
        """Return the table of that name in this one; None where there is none."""
        values = self.values.get(key)
        if values is None:
            return None
        if not isinstance(values, dict):
            raise ConfigError(f"{self.where}: {key} must be a table; open it with a line [{key}]")
        return Table(f"{self.where}: [{key}]", self.folder, values)

    def wrong(self, key: str, wanted: str) -> ConfigError:
        """Return the error for a value of the wrong kind."""
        return ConfigError(f"{self.where}: {key} must be {wanted}, not {self.values.get(key)!r}")


def chosen(word: str, choices: Sequence[str], where: str) -> str:
    """Return the word; ConfigError, opened by `where`, where it is none of the choices."""
    if word not in choices:
        raise ConfigError(f"{where}: '{word}' is none of {', '.join(choices)}{nearest(word, choices)}")
    return word


def nearest(word: str, choices: Sequence[str]) -> str:
    """Return ` (did you mean 'x'?)` for the choice most like a word, or nothing where none is."""
    near = difflib.get_close_matches(word, choices, n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""
