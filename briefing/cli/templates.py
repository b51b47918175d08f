"""`briefing templates`: the built-in templates, listed or copied to be changed."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.errors import ConfigError

EPILOG = """\b
Examples:
  briefing templates
  briefing templates --copy my-templates
  briefing make story.txt --templates my-templates
"""


@click.command(epilog=EPILOG)
@click.option("--list", "listed", is_flag=True, help="List the built-in templates; so does no option at all.")
@click.option(
    "--copy", type=click.Path(path_type=Path), metavar="DIR", help="Copy them to DIR; no file there is replaced."
)
def templates(listed: bool, copy: Path | None) -> int:
    """List the built-in templates, or copy them for changing.

    A folder for --templates needs only the files you change; the others are taken from the built-in ones.
    """
    from briefing.render.templates import builtin_templates

    folder = builtin_templates()
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name[0] not in "._")
    if listed or copy is None:
        for name in names:
            click.echo(name)
    if copy is not None:
        _copy(folder, names, copy)
    return 0


def _copy(folder: Path, names: list[str], to: Path) -> None:
    """Copy all or nothing: ConfigError where a file of one of the names is there already."""
    from briefing.deliver.files import open_folder, write_file

    if there := [name for name in names if (to / name).exists()]:
        raise ConfigError(f"{to / there[0]}: is there already and is not replaced; name another folder with --copy")
    for name in names:
        path = to / name
        click.echo(str(write_file(open_folder(path.parent), path.name, (folder / name).read_bytes())))
