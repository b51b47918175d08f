"""Files: whole or not at all, and inside the folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from briefing.deliver.files import open_folder, write_file
from briefing.errors import DeliveryError


def inside(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_is_written_with_the_users_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        path = write_file(tmp_path, "a.md", b"words")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"words"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert inside(tmp_path) == ["a.md"]


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path, "a.md", b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path, "a.md", b"new")
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert inside(tmp_path) == ["a.md"]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryError, match=r"a\.md: cannot be written: No space left"):
        write_file(tmp_path, "a.md", b"new")
    assert inside(tmp_path) == []


def test_a_folder_of_the_files_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(DeliveryError, match="there is a folder of that name"):
        write_file(tmp_path, "a.md", b"words")
    assert inside(tmp_path) == ["a.md"]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"mine")
    folder = open_folder(tmp_path / "out")
    (folder / "a.md").symlink_to(outside)
    write_file(folder, "a.md", b"words")
    assert outside.read_bytes() == b"mine"
    assert not (folder / "a.md").is_symlink()


@pytest.mark.parametrize("name", ["../a.md", "b/a.md", "/a.md", ".."])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeliveryError):
        write_file(open_folder(tmp_path / "out"), name, b"words")
    assert inside(tmp_path) == ["out"]


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    assert open_folder(tmp_path / "a" / "b").is_dir()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(DeliveryError, match="is a file, not a folder"):
        open_folder(tmp_path / "out")


def test_a_read_only_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere, so the answer is staged
    with pytest.raises(DeliveryError, match="not writable"):
        open_folder(tmp_path)
