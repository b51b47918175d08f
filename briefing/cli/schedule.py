"""`briefing schedule`: have the system call `briefing daily` every morning."""

from __future__ import annotations

import shlex
import shutil
import sys
from datetime import datetime, time
from pathlib import Path
from typing import Any

import click

from briefing.cli.output import complain
from briefing.config import FILE_NAME
from briefing.errors import ConfigError
from briefing.schedule import Appointment, cron_line, systemd_units

EPILOG = """\b
Examples:
  briefing schedule --systemd
  briefing schedule --systemd --at 05:30 --weekdays --install
  briefing schedule --cron --environment ~/.config/briefing.env
  briefing schedule --systemd -- --config newsroom.toml
"""

UNITS = Path(".config/systemd/user")
"""Where a user's own units lie, from the home folder on (systemd.unit(5))."""


class Clock(click.ParamType[time]):
    """A time of day."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Return the time; anything else is a usage error."""
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(value, "%H:%M").time()
        except ValueError:
            self.fail(f"{value!r} is not a time of day such as 05:30", param, ctx)


@click.command(epilog=EPILOG)
@click.option("--systemd", "how", flag_value="systemd", help="Print a systemd service and its timer.")
@click.option("--cron", "how", flag_value="cron", help="Print a line for crontab.")
@click.option("--at", type=Clock(), default=time(6), help="Time of day, by the system's clock.  [default: 06:00]")
@click.option("--weekdays", is_flag=True, help="Monday to Friday only.")
@click.option(
    "--environment", type=click.Path(path_type=Path), metavar="FILE",
    help="A file of NAME=value lines for the run, such as BRIEFING_SMTP_PASSWORD; keep it to yourself (chmod 600).",
)  # fmt: skip
@click.option(
    "--log", type=click.Path(path_type=Path), default=Path("briefing-cron.log"), metavar="FILE",
    help="Where cron leaves what failed.  [default: ./briefing-cron.log]",
)  # fmt: skip
@click.option("--install", is_flag=True, help="With --systemd: write the units to ~/.config/systemd/user.")
@click.argument("arguments", nargs=-1, metavar="[-- ARGUMENT...]")
def schedule(
    how: str | None,
    at: time,
    weekdays: bool,
    environment: Path | None,
    log: Path,
    install: bool,
    arguments: tuple[str, ...],
) -> None:
    """Print what makes the system run 'briefing daily' every morning.

    It runs in the current folder, so that its briefing.toml counts. ARGUMENTS behind -- go to 'briefing daily' as they
    are. A morning the machine slept through is made up for by systemd, not by cron.
    """
    if how is None:
        raise click.UsageError("choose --systemd or --cron")
    if install and how != "systemd":
        raise click.UsageError("--install goes with --systemd; add the line to your crontab with: crontab -e")
    folder = Path.cwd()
    if not arguments and not (folder / FILE_NAME).is_file():
        complain(f"there is no {FILE_NAME} in {folder}: call it where yours is, or name sources behind --")
    wanted = Appointment(
        (str(_program()), "daily", *arguments),
        folder,
        at,
        folder / log.expanduser(),
        weekdays,
        folder / environment.expanduser() if environment else None,
    )
    if how == "cron":
        click.echo(cron_line(wanted), nl=False)
    elif install:
        _install(systemd_units(wanted))
    else:
        click.echo("\n".join(text for _, text in systemd_units(wanted)), nl=False)


def _program() -> Path:
    """Return the absolute path of the command that is running."""
    found = shutil.which(sys.argv[0])
    if found is None:
        raise ConfigError("cannot tell where the `briefing` command is installed; call it by its full path")
    return Path(found).absolute()


def _install(units: tuple[tuple[str, str], ...]) -> None:
    """Write the units where the user's systemd finds them, and say what is left to do."""
    from briefing.deliver.files import open_folder, write_file

    folder = open_folder(Path.home() / UNITS)
    for name, text in units:
        click.echo(str(write_file(folder, name, text.encode())))
    timer = units[-1][0]
    click.echo("now run:", err=True)
    for command in (["daemon-reload"], ["enable", "--now", timer]):
        click.echo(f"  {shlex.join(['systemctl', '--user', *command])}", err=True)
    click.echo("  loginctl enable-linger    # so that it also runs while you are logged out", err=True)
