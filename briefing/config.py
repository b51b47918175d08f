"""What the user wants: built-in values, then `briefing.toml`, then the command line; each wins over the one before."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError

FILE_NAME = "briefing.toml"
FORMATS = ("md", "pdf", "html", "json")
PAPERS = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run. Each field is a key of `briefing.toml` and the option of the same name.

    `out` is a folder, or `-` for standard output. `time_limit` is in seconds for each article.
    """

    out: Path = Path("output")
    format: tuple[str, ...] = ("md", "pdf")
    paper: str = "a4"
    templates: Path | None = None
    jobs: int = 1
    time_limit: int = 300
    quiet: bool = False

    @property
    def to_stdout(self) -> bool:
        """Whether the result goes to standard output."""
        return str(self.out) == "-"


def load_config(file: Path | None, options: dict[str, Any]) -> Config:
    """Return the settings in force.

    `file` is the one named with `--config`; without one, `briefing.toml` of the current folder counts where it exists.
    `options` are the values given on the command line by key; None stands for "not given".
    Raises ConfigError, naming file and key, for an unknown key or a value of the wrong kind.
    """
    found = file or Path(FILE_NAME)
    named = _read(found) if file is not None or found.is_file() else {}
    given = {key: value for key, value in options.items() if value is not None}
    return replace(Config(), **{**named, **given})


def _read(file: Path) -> dict[str, Any]:
    """Return the checked values of one file by key."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is not valid TOML: {error}") from error
    return {key.replace("-", "_"): _checked(file, key, value) for key, value in table.items()}


def keys() -> tuple[str, ...]:
    """Return the keys a `briefing.toml` may hold, as written there."""
    return tuple(f.name.replace("_", "-") for f in fields(Config))


def _checked(file: Path, key: str, value: object) -> object:
    """Return the value as `Config` holds it."""
    match key:
        case "out" | "templates":
            return _path(file, key, value)
        case "format":
            return parse_formats(_words(file, key, value), f"{file}: {key}")
        case "paper":
            return _choice(_text(file, key, value).lower(), PAPERS, f"{file}: {key}")
        case "jobs" | "time-limit":
            return _count(file, key, value)
        case "quiet":
            if not isinstance(value, bool):
                raise _wrong(file, key, "true or false", value)
            return value
    raise ConfigError(f"{file}: unknown key '{key}'{_nearest(key, keys())}; valid keys: {', '.join(keys())}")


def parse_formats(words: list[str], where: str) -> tuple[str, ...]:
    """Return the formats named, each once, in the order given; ConfigError for an unknown one or for none."""
    found = dict.fromkeys(_choice(w.strip().lower(), FORMATS, where) for w in words if w.strip())
    if not found:
        raise ConfigError(f"{where}: names no format; choose from {', '.join(FORMATS)}")
    return tuple(found)


def _path(file: Path, key: str, value: object) -> Path:
    """Return a path; a relative one counts from the folder of the file that names it."""
    text = _text(file, key, value)
    return Path("-") if text == "-" and key == "out" else file.parent / Path(text).expanduser()


def _text(file: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(file, key, "a text in quotes", value)
    return value


def _words(file: Path, key: str, value: object) -> list[str]:
    if isinstance(value, str):
        return value.split(",")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return value
    raise _wrong(file, key, 'a list such as ["md", "pdf"]', value)


def _count(file: Path, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong(file, key, "a whole number from 1", value)
    return value


def _choice(word: str, choices: tuple[str, ...], where: str) -> str:
    if word not in choices:
        raise ConfigError(f"{where}: '{word}' is none of {', '.join(choices)}{_nearest(word, choices)}")
    return word


def _nearest(word: str, choices: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, choices, n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def _wrong(file: Path, key: str, wanted: str, value: object) -> ConfigError:
    return ConfigError(f"{file}: {key} must be {wanted}, not {value!r}")
