"""`briefing completion`: the script that makes a shell complete our commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

EPILOG = """\b
Set it up once:
  bash: echo 'eval "$(briefing completion bash)"' >> ~/.bashrc
  zsh:  echo 'eval "$(briefing completion zsh)"' >> ~/.zshrc
  fish: briefing completion fish > ~/.config/fish/completions/briefing.fish
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click has all three
    click.echo(found(ctx.find_root().command, {}, "briefing", "_BRIEFING_COMPLETE").source())
