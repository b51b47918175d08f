"""The system libraries that lay out a PDF: loaded early, so that a missing one is said once and with what to do."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

from briefing.errors import ConfigError

COMMANDS = {
    "Debian, Ubuntu": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "Fedora": "sudo dnf install pango harfbuzz",
    "macOS": "brew install pango",
}
"""What installs the libraries, by system."""


def load_libraries() -> None:
    """Load what lays out a PDF (0.7 seconds the first time); ConfigError where a system library is missing."""
    try:
        with redirect_stdout(io.StringIO()):  # WeasyPrint prints advice of its own, for programmers
            import weasyprint  # noqa: F401
    except OSError as error:
        advice = "\n".join(f"  {system}: {command}" for system, command in COMMANDS.items())
        raise ConfigError(
            f"a system library for the PDF cannot be loaded ({error}); install it, or choose other formats:\n{advice}"
        ) from error
