"""Source -> Article: files, folders, standard input and addresses; plain text, Markdown and HTML."""

from __future__ import annotations

from briefing.read.draft import Hints
from briefing.read.files import READERS, Limits, Tools, load_tools, read_file
from briefing.read.sources import Source, find_sources, read_source, read_sources

__all__ = [
    "READERS",
    "Hints",
    "Limits",
    "Source",
    "Tools",
    "find_sources",
    "load_tools",
    "read_file",
    "read_source",
    "read_sources",
]
