"""An edition's folder: whole, repeatable, with sums that hold, and `latest` where it belongs."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from briefing.deliver import edition as room
from briefing.deliver.edition import read_edition, write_edition
from briefing.errors import DeliveryError
from briefing.model import EditionFiles

FILES = (
    ("edition.pdf", b"%PDF-1.7 page"),
    ("edition.md", b"# Port Alden\n"),
    ("edition.html", b"<p>Port Alden</p>"),
    ("edition.json", b"{}"),
)


def edition(day: int = 23, files: tuple[tuple[str, bytes], ...] = FILES) -> EditionFiles:
    return EditionFiles(date(2026, 11, day), files)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_folder_holds_the_files_and_their_sums(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "output", edition())
    assert folder == tmp_path / "output" / "2026-11-23"
    found = tree(folder)
    manifest = json.loads(found.pop("manifest.json"))
    jsonschema.validate(
        manifest, json.loads((resources.files("briefing") / "schemas" / "manifest-1.schema.json").read_text("utf-8"))
    )
    assert found == dict(FILES)
    assert manifest["edition"] == "2026-11-23"
    assert {n: hashlib.sha256(c).hexdigest() for n, c in FILES} == {
        n: f["sha256"] for n, f in manifest["files"].items()
    }
    assert list(manifest["files"]) == sorted(manifest["files"])
    assert (tmp_path / "output" / "latest").resolve() == folder


def test_the_order_of_the_files_does_not_matter() -> None:
    assert edition().manifest == edition(files=FILES[::-1]).manifest
    assert edition().digest == hashlib.sha256(edition().manifest).hexdigest()
    assert edition().digest != edition(day=24).digest


def test_the_same_edition_again_touches_nothing(tmp_path: Path) -> None:
    write_edition(tmp_path, edition())
    before = {p: p.lstat().st_mtime_ns for p in (tmp_path, *tmp_path.rglob("*"))}
    write_edition(tmp_path, edition())
    assert {p: p.lstat().st_mtime_ns for p in (tmp_path, *tmp_path.rglob("*"))} == before


@pytest.mark.parametrize("exchange", [True, False], ids=["in one step", "where names cannot be exchanged"])
def test_a_changed_edition_takes_the_place_of_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(room, "_exchange", lambda one, other: False)
    folder = write_edition(tmp_path, edition(files=(*FILES, ("stories/strike.pdf", b"old"))))
    (folder / "notes.txt").write_bytes(b"mine")
    write_edition(tmp_path, edition(files=(("edition.md", b"new"), *FILES[2:])))
    assert sorted(tree(folder)) == ["edition.html", "edition.json", "edition.md", "manifest.json", "notes.txt"]
    assert (folder / "edition.md").read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026-11-23", "latest"]


@pytest.mark.parametrize("stop", range(12))
def test_an_interrupted_run_leaves_the_former_edition_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Dies at the `stop`-th call that reaches the disk, as a killed process does: nothing is cleaned up behind it."""
    former, later = edition(), edition(files=(("edition.md", b"new"), *FILES[2:]))
    folder = write_edition(tmp_path, former)
    before = tree(folder)
    calls = iter(range(100))
    sync = os.fsync

    def dying(handle: int) -> None:
        if next(calls) == stop:
            raise KeyboardInterrupt
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", dying)
        patch.setattr(room.shutil, "rmtree", lambda path: None)
        try:
            write_edition(tmp_path, later)
        except KeyboardInterrupt:
            found = tree(folder)
            assert found == before or found == {**dict(later.files), "manifest.json": later.manifest}
    write_edition(tmp_path, later)
    assert tree(folder) == {**dict(later.files), "manifest.json": later.manifest}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026-11-23", "latest"]


def test_latest_is_the_newest_day_not_the_last_written(tmp_path: Path) -> None:
    write_edition(tmp_path, edition(day=24))
    write_edition(tmp_path, edition(day=23))
    assert (tmp_path / "latest").readlink() == Path("2026-11-24")
    write_edition(tmp_path, edition(day=25))
    assert (tmp_path / "latest").readlink() == Path("2026-11-25")


def test_where_links_are_impossible_a_file_names_the_newest_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    write_edition(tmp_path, edition())
    write_edition(tmp_path, edition(day=24))
    assert (tmp_path / "latest.txt").read_text() == "2026-11-24\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026-11-23", "2026-11-24", "latest.txt"]


def test_a_folder_called_latest_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    with pytest.raises(DeliveryError, match="latest: is no link of ours"):
        write_edition(tmp_path, edition())


def test_a_file_where_the_folder_has_to_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "2026-11-23").write_bytes(b"")
    with pytest.raises(DeliveryError, match="is a file, where the edition's folder has to be"):
        write_edition(tmp_path, edition())


def test_a_damaged_manifest_keeps_no_edition_from_being_written(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, edition())
    (folder / "manifest.json").write_bytes(b"[")
    write_edition(tmp_path, edition())
    assert (folder / "manifest.json").read_bytes() == edition().manifest


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", "a//b", "a\\b", "manifest.json", ".", "a\0b"])
def test_a_name_cannot_leave_the_edition(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeliveryError, match="cannot be the name"):
        write_edition(tmp_path / "output", edition(files=((name, b"x"),)))
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryError, match="cannot be written: No space left"):
        write_edition(tmp_path, edition())
    assert list(tmp_path.iterdir()) == []


def test_an_edition_is_read_as_it_was_written(tmp_path: Path) -> None:
    given = edition(files=(*FILES, ("stories/strike.pdf", b"%PDF")))
    write_edition(tmp_path, given)
    found = read_edition(tmp_path, given.day, given.digest)
    assert found is not None
    assert sorted(found.files) == sorted(given.files)
    assert found.digest == given.digest


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("edition.md", b"changed"),
        ("edition.md", None),
        ("manifest.json", None),
        ("manifest.json", b"{}"),
        ("manifest.json", b"["),
        ("manifest.json", b"[]"),
    ],
    ids=["changed", "file gone", "manifest gone", "manifest of nothing", "manifest damaged", "no manifest"],
)
def test_an_edition_that_is_not_whole_is_none(tmp_path: Path, name: str, content: bytes | None) -> None:
    folder = write_edition(tmp_path, edition())
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    assert read_edition(tmp_path, edition().day, edition().digest) is None


def test_another_edition_of_the_day_is_none(tmp_path: Path) -> None:
    write_edition(tmp_path, edition())
    assert read_edition(tmp_path, edition().day, edition(files=FILES[1:]).digest) is None
