"""What rendering needs, made once a process and passed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.render.templates import Templates, open_templates

if TYPE_CHECKING:
    from briefing.render.pdf.machine import Machine

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""


@dataclass(frozen=True)
class Press:
    """Templates and paper; the PDF machine with its fonts is set up when the first PDF is asked for."""

    templates: Templates
    paper: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in millimetres."""
        return PAPERS[self.paper]

    @cached_property
    def machine(self) -> Machine:
        """The PDF machine: its fonts and style sheet are loaded once (about 0.7 seconds)."""
        from briefing.render.pdf.machine import Machine

        return Machine(self.templates.source("page.css"))


def open_press(templates: Path | None = None, paper: str = "a4") -> Press:
    """Return a press for one paper of `PAPERS`; templates in the given folder win over the built-in ones.

    Raises TemplateError where the folder does not exist or a template in it is malformed, KeyError for an unknown
    paper.
    """
    name = paper.lower()
    PAPERS[name]
    return Press(open_templates(templates), name)
