"""Printing: the command, and what a real cupsd on loopback makes of it."""

from __future__ import annotations

import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.config import Duplex, PrintSettings
from briefing.deliver import printer
from briefing.deliver.printer import lp_command, print_sheet
from briefing.errors import DeliveryError, PassingDeliveryError
from tests.print_server import SCHEDULER, PrintRoom, print_server

SHEET = b"%PDF-1.7\n" + bytes(range(256)) * 200
TITLE = "briefing 2026-11-23 0a1b2c3d"


@pytest.fixture(scope="module")
def room() -> Iterator[PrintRoom]:
    if SCHEDULER is None or shutil.which("lp") is None:
        pytest.skip("CUPS is not installed (Debian: cups, cups-client)")
    with print_server() as found:
        if found is None:
            pytest.skip("cupsd does not start here; it may need to be run as root")
        yield found


@pytest.mark.parametrize(
    ("settings", "paper", "command"),
    [
        (PrintSettings(), "a4", "lp -n 1 -t T -o sides=one-sided -o media=A4"),
        (
            PrintSettings("office", 3, Duplex.LONG_EDGE, "print.example.org:631"),
            "letter",
            "lp -h print.example.org:631 -d office -n 3 -t T -o sides=two-sided-long-edge -o media=Letter",
        ),
        (
            PrintSettings(duplex=Duplex.SHORT_EDGE),
            "a4",
            "lp -n 1 -t T -o sides=two-sided-short-edge -o media=A4",
        ),
    ],
    ids=["as built in", "all options", "short edge"],
)
def test_the_command_says_what_is_wanted(settings: PrintSettings, paper: str, command: str) -> None:
    assert lp_command("T", paper, settings) == command.split()


def test_the_sheet_reaches_the_printer_byte_for_byte(room: PrintRoom) -> None:
    said = print_sheet(SHEET, TITLE, "letter", PrintSettings("office", 2, Duplex.LONG_EDGE, room.server))
    assert room.paper() == SHEET * 2
    assert said.startswith("queued as office-")
    assert "queued is not yet printed" in said
    call = room.call(int(said.split()[2].rpartition("-")[2]))
    assert (call[0], call[3], call[4]) == ("office", TITLE, "2")
    assert {"media=Letter", "sides=two-sided-long-edge"} <= set(call[5].split())


def test_without_a_name_the_default_printer_prints(room: PrintRoom) -> None:
    print_sheet(SHEET, TITLE, "a4", PrintSettings(server=room.server))
    assert room.paper() == SHEET


def test_an_unknown_printer_will_not_appear(room: PrintRoom) -> None:
    with pytest.raises(DeliveryError, match="does not exist") as failed:
        print_sheet(SHEET, TITLE, "a4", PrintSettings("nowhere", server=room.server))
    assert not isinstance(failed.value, PassingDeliveryError)


@pytest.mark.parametrize("name", [None, "office"])
def test_a_service_out_of_reach_may_come_back(room: PrintRoom, name: str | None) -> None:
    with pytest.raises(PassingDeliveryError, match="out of reach"):
        print_sheet(SHEET, TITLE, "a4", PrintSettings(name, server="127.0.0.1:1"))


def test_without_the_command_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeliveryError, match="install CUPS"):
        print_sheet(SHEET, TITLE, "a4", PrintSettings())


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a script where `lp` is looked for."""
    path = folder / "lp"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


def test_what_the_command_says_is_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(
        tmp_path,
        monkeypatch,
        f"[ $LC_ALL = C ] && /bin/cat > {tmp_path}/paper && echo 'request id is office-7 (0 file(s))'",
    )
    said = print_sheet(SHEET, TITLE, "a4", PrintSettings())
    assert said == "queued as office-7 (queued is not yet printed; see `lpstat -o`)"
    assert (tmp_path / "paper").read_bytes() == SHEET


def test_a_service_that_does_not_run_may_be_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(tmp_path, monkeypatch, "echo 'scheduler is not running'; exit 1")
    (tmp_path / "lpstat").symlink_to(tmp_path / "lp")
    with pytest.raises(PassingDeliveryError, match=r"out of reach \(exit status 1\)"):
        print_sheet(SHEET, TITLE, "a4", PrintSettings())


def test_a_refusal_without_words_is_said_by_its_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(tmp_path, monkeypatch, "exit 4")
    with pytest.raises(DeliveryError, match="cannot print: exit status 4"):
        print_sheet(SHEET, TITLE, "a4", PrintSettings())


def test_a_file_that_cannot_be_run_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(DeliveryError, match="cannot be started: Permission denied"):
        print_sheet(SHEET, TITLE, "a4", PrintSettings())


def test_a_command_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(tmp_path, monkeypatch, "exec /bin/sleep 60")
    monkeypatch.setattr(printer, "PATIENCE", 0.2)
    with pytest.raises(DeliveryError, match="gave no answer") as failed:
        print_sheet(SHEET, TITLE, "a4", PrintSettings())
    assert not isinstance(failed.value, PassingDeliveryError)  # it may be queued: trying again could print it twice
