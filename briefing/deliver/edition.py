"""A day's edition as a folder: whole or not at all, with a manifest, and `latest` pointing at the newest day."""

from __future__ import annotations

import ctypes
import json
import os
import re
import secrets
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath

from briefing.deliver.files import open_folder, write_file, write_through
from briefing.errors import DeliveryError
from briefing.model import MANIFEST, EditionFiles

LATEST = "latest"
LATEST_FILE = "latest.txt"
"""Names the newest day's folder where the disk knows no symbolic links."""

DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""The name of an edition's folder."""

LEFT_OVER = re.compile(r"\.(?:\d{4}-\d\d-\d\d|latest)\.[0-9a-f]{8}\.part")
"""The name of a folder that a killed run was still filling, or was about to remove; or of a link not yet in place."""

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Linux: paths count from the current folder; two names change places in one step (renameat2(2))."""


def write_edition(out: Path, edition: EditionFiles) -> Path:
    """Write `OUT/YYYY-MM-DD/` with the edition's files and manifest, point `latest` at the newest day, return the path.

    The folder is filled under a hidden name, brought to disk, and put in place in one step: a reader sees the former
    edition or this one. Where it is there already with the same bytes nothing is touched. Files in it that are not
    ours stay. Call it from one process at a time: what a killed run left half-made is removed. Raises DeliveryError.
    """
    folder = open_folder(out) / edition.day.isoformat()
    if folder.exists() and not folder.is_dir():
        raise DeliveryError(f"{folder}: is a file, where the edition's folder has to be; move it away")
    try:
        _sweep(out)
        if not _is_there(folder, edition):
            _put(folder, edition)
        _point_to_newest(out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeliveryError(f"{folder}: the edition cannot be written: {reason}") from error
    return folder


def read_edition(out: Path, day: date, digest: str) -> EditionFiles | None:
    """Return the edition in `OUT/YYYY-MM-DD/` where it is whole and of this `EditionFiles.digest`, else None."""
    folder = out / day.isoformat()
    try:
        names = json.loads((folder / MANIFEST).read_bytes())["files"]
        found = EditionFiles(day, tuple((name, (folder / PurePosixPath(name)).read_bytes()) for name in names))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.digest == digest else None


def _sweep(out: Path) -> None:
    """Remove the half-made folders of killed runs."""
    for path in out.iterdir():
        if LEFT_OVER.fullmatch(path.name):
            path.unlink() if path.is_symlink() else shutil.rmtree(path)


def _contents(edition: EditionFiles) -> dict[PurePosixPath, bytes]:
    """Return every file of the folder by its place; DeliveryError for a name that would leave it."""
    for name, _ in edition.files:
        parts = name.split("/")
        if name == MANIFEST or "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in parts):
            raise DeliveryError(f"{name!r} cannot be the name of a file of an edition")
    return {PurePosixPath(name): content for name, content in (*edition.files, (MANIFEST, edition.manifest))}


def _is_there(folder: Path, edition: EditionFiles) -> bool:
    """Tell whether the folder holds these very files; what else it may hold is not ours."""
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == content
        for name, content in _contents(edition).items()
    )


def _put(folder: Path, edition: EditionFiles) -> None:
    """Fill a new folder and give it the edition's name in one step."""
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        draft.mkdir()
        for name, content in _contents(edition).items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            write_through(draft / name, content)
        if folder.is_dir():
            _keep_others(folder, draft)
        for place in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
            _sync(place)
        _swap(draft, folder)
        _sync(folder.parent)
    finally:
        with suppress(OSError):
            shutil.rmtree(draft)


def _keep_others(former: Path, draft: Path) -> None:
    """Copy what somebody laid into the former folder: the files neither its manifest nor the new edition names."""
    ours = _named_by(former / MANIFEST)
    for path in sorted(former.rglob("*")):
        name = path.relative_to(former)
        if path.is_dir() or name.as_posix() in ours or (draft / name).exists():
            continue
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, draft / name, follow_symlinks=False)


def _named_by(manifest: Path) -> frozenset[str]:
    """Return the names in a manifest, its own with them; a damaged one names none but itself."""
    try:
        files = json.loads(manifest.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        files = ()
    return frozenset((*files, MANIFEST)) if isinstance(files, dict) else frozenset((MANIFEST,))


def _swap(draft: Path, folder: Path) -> None:
    """Give the draft the folder's name; where there is a folder already, it gets the draft's name instead.

    In one step where the system can exchange two names. Elsewhere the day has no folder for an instant; a run killed
    in it leaves that day to the next run, which writes it anew.
    """
    if not folder.exists():
        draft.rename(folder)
    elif not _exchange(draft, folder):
        former = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
        folder.rename(former)
        draft.rename(folder)
        shutil.rmtree(former)


def _exchange(one: Path, other: Path) -> bool:
    """Let two names change places in one step; False where system or disk cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and not rename(
        AT_FDCWD, os.fsencode(one.absolute()), AT_FDCWD, os.fsencode(other.absolute()), RENAME_EXCHANGE
    )


def _sync(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point_to_newest(out: Path) -> None:
    """Let `latest` lead to the newest day's folder; by a link, or by its name in a text file where links fail."""
    newest = max(p.name for p in out.iterdir() if DAY.fullmatch(p.name) and (p / MANIFEST).is_file())
    link = out / LATEST
    if link.is_symlink() and os.readlink(link) == newest:  # noqa: PTH115 - as the text it is, whatever it leads to
        return
    if link.exists() and not link.is_symlink():
        raise DeliveryError(f"{link}: is no link of ours; move it away so that it can lead to the newest edition")
    draft = out / f".{LATEST}.{secrets.token_hex(4)}.part"
    try:
        draft.symlink_to(newest, target_is_directory=True)
    except (OSError, NotImplementedError):
        named = out / LATEST_FILE
        if not named.is_file() or named.read_text(encoding="utf-8") != f"{newest}\n":
            write_file(out, LATEST_FILE, f"{newest}\n".encode())
        return
    draft.replace(link)
