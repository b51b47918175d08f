"""Finished bytes -> files of one folder: whole or not at all, and never outside that folder."""

from __future__ import annotations

import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefing.errors import DeliveryError

LONGEST_NAME = 180
"""Bytes of a file's stem; file systems allow 255 for the whole name, and the temporary one is longer."""


@dataclass(frozen=True)
class Names:
    """Gives every article of a run a file stem of its own."""

    _taken: set[str] = field(default_factory=set)

    def claim(self, id: str) -> str:
        """Return the article's id made safe as a file stem; where it is taken, with '-2', '-3' and so on behind it.

        Two stems that differ only in case count as the same: on some file systems they are.
        """
        stem, n = safe_stem(id), 1
        name = stem
        while name.casefold() in self._taken:
            n += 1
            name = f"{stem}-{n}"
        self._taken.add(name.casefold())
        return name


def safe_stem(id: str) -> str:
    """Return the id as one path component: letters, digits and '-_.,+@ ' kept, all else '-'; never hidden or empty."""
    composed = unicodedata.normalize("NFC", id)
    kept = "".join(c if c.isalnum() or c in "-_.,+@ " else "-" for c in composed).strip(" .-")
    return kept.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .-") or "article"


def open_folder(folder: Path) -> Path:
    """Make the folder where it is missing; DeliveryError where it cannot be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise DeliveryError(f"{folder}: is a file, not a folder; name another with --out") from error
    except OSError as error:
        raise _refused(folder, error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DeliveryError(f"{folder}: the folder is not writable; name another with --out")
    return folder


def write_file(folder: Path, name: str, content: bytes) -> Path:
    """Write one file of the folder and return its path.

    The bytes go to a hidden file beside it, reach the disk, and take the name in one step: a reader sees the old file
    or the new one, and an interrupted run leaves nothing half-written. Raises DeliveryError.
    """
    target = folder / name
    if Path(name).name != name:
        raise DeliveryError(f"{name!r} is not a plain file name")
    draft = folder / f".{name}.{secrets.token_hex(4)}.part"
    try:
        _write_through(draft, content)
        draft.replace(target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return target


def _write_through(path: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refused(path: Path, error: OSError) -> DeliveryError:
    reason = "there is a folder of that name" if isinstance(error, IsADirectoryError) else error.strerror or str(error)
    return DeliveryError(f"{path}: cannot be written: {reason}")
