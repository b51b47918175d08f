"""Finished bytes -> files of one folder: whole or not at all, and never outside that folder."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from briefing.errors import DeliveryError


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
    """Write one file of the folder and return its path; `name` has to be a plain file name.

    The bytes go to a hidden file beside it, reach the disk, and take the name in one step: a reader sees the old file
    or the new one, and an interrupted run leaves nothing half-written. Raises DeliveryError.
    """
    target = folder / name
    if Path(name).name != name:
        raise DeliveryError(f"{name!r} is not a plain file name")
    draft = folder / f".{name}.{secrets.token_hex(4)}.part"
    try:
        write_through(draft, content)
        draft.replace(target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return target


def write_through(path: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it; OSError where it cannot be written."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refused(path: Path, error: OSError) -> DeliveryError:
    reason = "there is a folder of that name" if isinstance(error, IsADirectoryError) else error.strerror or str(error)
    return DeliveryError(f"{path}: cannot be written: {reason}")
