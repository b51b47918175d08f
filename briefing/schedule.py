"""What makes the system call the program every morning: systemd units or a line for cron, ready to install."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from briefing.errors import ConfigError

UNIT = "briefing-daily"
"""The name of the service and of the timer."""

PLAIN = re.compile(r"[A-Za-z0-9_@:,.+/=-]+")
"""A word that systemd takes as it stands; '%' and '$' have a meaning there, and are not in it."""

SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')
"""Starts a program whose own path has quotes or the like in it, which systemd takes in arguments only."""

SERVICE = """\
# {service}
[Unit]
Description=The daily edition of briefing
# A run that is still at work is not started again; the program's own lock keeps a run by hand out, too.

[Service]
Type=oneshot
WorkingDirectory={folder}
{environment}ExecStart={command}
Nice=10
# The last resort: sources and articles that hang are given up by the program itself, long before.
TimeoutStartSec=3h
# The log: journalctl --user -u {service}
StandardOutput=journal
StandardError=journal
"""

TIMER = """\
# {timer}
[Unit]
Description=The daily edition of briefing, every {days} at {at}

[Timer]
OnCalendar={calendar}
# A morning slept through is made up for as soon as the machine is awake.
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""

CRON = """\
# The daily edition of briefing, every {days} at {at}; add the line with: crontab -e
# A run that is still at work keeps the next one out by the program's own lock. With --quiet only what failed is said;
# it goes to the log named at the end of the line.
{minute} {hour} * * {weekdays} {command}
"""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What to run and when: an absolute command with its arguments, in a folder, at a time of the system's own clock.

    `environment` is a file of NAME=value lines such as the mail server's password, `log` where cron leaves failures.
    """

    command: tuple[str, ...]
    folder: Path
    at: time
    log: Path
    weekdays_only: bool = False
    environment: Path | None = None

    @property
    def days(self) -> str:
        """The days in words."""
        return "weekday" if self.weekdays_only else "day"


def systemd_units(wanted: Appointment) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the service and the timer as (file name, text), for the user's own systemd.

    Words are quoted as systemd.service(5) asks. ConfigError where a path or argument has a line end or another control
    character in it.
    """
    _check(wanted)
    service, timer = f"{UNIT}.service", f"{UNIT}.timer"
    days = "Mon..Fri " if wanted.weekdays_only else ""
    kept = f"EnvironmentFile=-{_specifiers(str(wanted.environment))}\n" if wanted.environment else ""
    command = " ".join(map(_word, wanted.command if PLAIN.fullmatch(wanted.command[0]) else (*SHELL, *wanted.command)))
    folder, at = _specifiers(str(wanted.folder)), f"{wanted.at:%H:%M}"
    service_text = SERVICE.format(service=service, folder=folder, environment=kept, command=command)
    timer_text = TIMER.format(timer=timer, days=wanted.days, at=at, calendar=f"{days}*-*-* {at}:00")
    return (service, service_text), (timer, timer_text)


def cron_line(wanted: Appointment) -> str:
    """Return the line for crontab(5) under comments; words are quoted for the shell, and '%' for cron.

    ConfigError as for `systemd_units`.
    """
    _check(wanted)
    kept = [f"set -a && . {shlex.quote(str(wanted.environment))} && set +a"] if wanted.environment else []
    run = f"{shlex.join((*wanted.command, '--quiet'))} >/dev/null 2>>{shlex.quote(str(wanted.log))}"
    command = " && ".join((f"cd {shlex.quote(str(wanted.folder))}", *kept, run))
    return CRON.format(
        days=wanted.days, at=f"{wanted.at:%H:%M}", minute=wanted.at.minute, hour=wanted.at.hour,
        weekdays="1-5" if wanted.weekdays_only else "*", command=command.replace("%", r"\%"),
    )  # fmt: skip


def _check(wanted: Appointment) -> None:
    for text in (*wanted.command, *map(str, (wanted.folder, wanted.log, wanted.environment or ""))):
        if not all(character.isprintable() for character in text):
            raise ConfigError(f"{text!r} has a control character in it and cannot stand in a schedule; rename it")


def _specifiers(text: str) -> str:
    """Return a path for a setting that takes the rest of its line; '%' opens a specifier there."""
    return text.replace("%", "%%")


def _word(text: str) -> str:
    """Return one word of a command line, quoted where systemd would read anything into it."""
    if PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
