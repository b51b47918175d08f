"""What makes the system run the program: what systemd itself says of it, and what a shell makes of the cron line."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli.schedule import schedule
from briefing.errors import ConfigError
from briefing.schedule import Appointment, cron_line, systemd_units

ODD = "50% off; $HOME \"and\" 'more' \\ news"
"""A name in which systemd, cron and the shell each find something to read into."""


def appointment(**more: object) -> Appointment:
    kept = {
        "command": ("/usr/bin/briefing", "daily"),
        "folder": Path("/srv/news"),
        "at": time(5, 30),
        "log": Path("/srv/news/cron.log"),
    }
    return Appointment(**{**kept, **more})  # type: ignore[arg-type]


def units(**more: object) -> dict[str, str]:
    return dict(systemd_units(appointment(**more)))


def test_the_service_runs_the_command_in_its_folder() -> None:
    service = units()["briefing-daily.service"].splitlines()
    assert "ExecStart=/usr/bin/briefing daily" in service
    assert "WorkingDirectory=/srv/news" in service
    assert "Type=oneshot" in service
    assert not any(line.startswith("EnvironmentFile") for line in service)
    assert "EnvironmentFile=-/srv/my env" in units(environment=Path("/srv/my env"))["briefing-daily.service"]


@pytest.mark.parametrize(("weekdays", "calendar"), [(False, "*-*-* 05:30:00"), (True, "Mon..Fri *-*-* 05:30:00")])
def test_the_timer_makes_up_for_mornings_slept_through(weekdays: bool, calendar: str) -> None:
    timer = units(weekdays_only=weekdays)["briefing-daily.timer"].splitlines()
    assert f"OnCalendar={calendar}" in timer
    assert "Persistent=true" in timer


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/a/b-c_1.toml", "/a/b-c_1.toml"),
        ("a b", '"a b"'),
        ("50%", '"50%%"'),
        ("$HOME", '"$$HOME"'),
        ('say "no"', r'"say \"no\""'),
        ("back\\slash", r'"back\\slash"'),
        (";", '";"'),
        ("", '""'),
    ],
)
def test_words_are_quoted_as_systemd_asks(word: str, written: str) -> None:
    service = units(command=("/usr/bin/briefing", "daily", word))["briefing-daily.service"]
    assert f"ExecStart=/usr/bin/briefing daily {written}\n" in service


@pytest.mark.parametrize("folder", ["plain", ODD], ids=["plain", "odd"])
def test_systemd_finds_nothing_wrong(tmp_path: Path, folder: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    home = tmp_path / folder
    home.mkdir()
    program = home / "briefing"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    written = systemd_units(
        appointment(command=(str(program), "daily", ODD), folder=home, environment=home / "secret", weekdays_only=True)
    )
    for name, text in written:
        (tmp_path / name).write_text(text)
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name, _ in written)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in found.stderr.splitlines() if "briefing" in line]
    assert ours == []
    if found.returncode:
        pytest.skip(f"systemd-analyze cannot verify units here: {found.stderr.strip()}")
    calendar = next(line for line in written[1][1].splitlines() if line.startswith("OnCalendar="))
    subprocess.run(["systemd-analyze", "calendar", calendar.partition("=")[2]], capture_output=True, check=True)


@pytest.mark.parametrize("folder", ["plain", ODD], ids=["plain", "odd"])
def test_a_shell_runs_what_cron_is_told(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    home.mkdir()
    program = home / "briefing"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$SECRET" "$@" > seen\necho wrong >&2\n')
    program.chmod(0o755)
    (home / "secret").write_text("SECRET='open sesame'\n")
    line = cron_line(
        appointment(
            command=(str(program), "daily", ODD), folder=home, log=home / "cron.log", environment=home / "secret"
        )
    ).splitlines()[-1]
    *when, command = line.split(" ", 5)
    assert when == ["30", "5", "*", "*", "*"]
    assert "%" not in command.replace(r"\%", "")
    found = subprocess.run(["/bin/sh", "-c", command.replace(r"\%", "%")], capture_output=True, text=True, check=True)
    assert (found.stdout, found.stderr) == ("", "")
    assert (home / "seen").read_text().splitlines() == [str(home), "open sesame", "daily", ODD, "--quiet"]
    assert (home / "cron.log").read_text() == "wrong\n"


def test_cron_knows_weekdays() -> None:
    assert cron_line(appointment(weekdays_only=True)).splitlines()[-1].startswith("30 5 * * 1-5 cd /srv/news && ")


@pytest.mark.parametrize("how", [systemd_units, cron_line])
def test_a_line_end_in_a_name_is_refused(how: object) -> None:
    with pytest.raises(ConfigError, match="control character"):
        how(appointment(folder=Path("/srv/a\nExecStartPre=/bin/rm")))  # type: ignore[operator]


# The command


def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "argv", [sys.executable])
    found = CliRunner().invoke(schedule, list(arguments))
    return found.exit_code, found.stdout, found.stderr


def test_paths_are_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, said, _ = called(
        monkeypatch, tmp_path, "--cron", "--at", "07:05", "--log", "x.log", "--", "--config", "my news.toml"
    )
    assert said.splitlines()[-1] == (
        f"5 7 * * * cd {tmp_path} && {shlex.quote(sys.executable)} daily --config 'my news.toml' --quiet "
        f">/dev/null 2>>{tmp_path}/x.log"
    )


def test_both_units_are_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, said, _ = called(monkeypatch, tmp_path, "--systemd")
    assert said.count("[Unit]") == 2
    assert f"ExecStart={sys.executable} daily\n" in said
    assert "OnCalendar=*-*-* 06:00:00" in said


@pytest.mark.parametrize(
    ("settings", "arguments", "warned"),
    [(False, (), True), (True, (), False), (False, ("--", "feeds/"), False)],
    ids=["nothing to read", "settings", "sources named"],
)
def test_a_folder_without_settings_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: bool, arguments: tuple[str, ...], warned: bool
) -> None:
    if settings:
        (tmp_path / "briefing.toml").write_text("")
    code, said, told = called(monkeypatch, tmp_path, "--cron", *arguments)
    assert code == 0
    assert said.endswith(".log\n")
    assert ("there is no briefing.toml in" in told) == warned


def test_units_are_installed_where_systemd_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, said, told = called(monkeypatch, tmp_path, "--systemd", "--install")
    paths = [Path(line) for line in said.splitlines()]
    assert [p.relative_to(tmp_path / "home/.config/systemd/user").name for p in paths] == [
        "briefing-daily.service", "briefing-daily.timer",
    ]  # fmt: skip
    assert all(p.is_file() for p in paths)
    assert "systemctl --user enable --now briefing-daily.timer" in told


def test_a_program_that_cannot_be_found_again_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["nowhere-to-be-found"])
    found = CliRunner().invoke(schedule, ["--cron"])
    assert isinstance(found.exception, ConfigError)
    assert "call it by its full path" in str(found.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "choose --systemd or --cron"),
        (("--cron", "--install"), "goes with --systemd"),
        (("--at", "25:00"), "25:00"),
    ],
    ids=["neither", "install a cron line", "no time of day"],
)
def test_wrong_usage_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, _, told = called(monkeypatch, tmp_path, *arguments)
    assert code == 2
    assert said in told
