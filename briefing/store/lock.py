"""One run at a time: a lock on a file beside the store; the system lifts it when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from briefing.errors import BusyError, StoreError


@contextmanager
def only_run(store: Path, at: datetime) -> Iterator[None]:
    """Hold the store for this run; BusyError, saying who holds it since when, where another run does.

    What a dead run left behind is no obstacle: the file may stay, its lock does not.
    """
    path = store.with_name(f"{store.name}.lock")
    handle = _opened(path)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                f"{store}: another run is at work{_holder(handle)}; nothing was done. Try again when it is finished"
            ) from error
        except OSError as error:
            raise StoreError(f"{path}: the folder's file system knows no locks: {error.strerror}") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()} since {_clock(at)}\n".encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)  # lifts the lock; the file stays, because a name that goes away can be locked twice


def is_held(store: Path) -> bool:
    """Tell whether a run holds the store at this moment; StoreError where the lock cannot be read."""
    path = store.with_name(f"{store.name}.lock")
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(f"{path}: the store's lock cannot be read: {error.strerror}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path}: the store's lock cannot be made: {error.strerror}") from error


def _holder(handle: int) -> str:
    """Return who wrote the lock file, or nothing where they have not come to it yet."""
    said = os.pread(handle, 400, 0).decode("utf-8", "replace").strip()
    return f" ({said})" if said else ""


def _clock(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")
