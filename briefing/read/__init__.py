"""Source -> Articles: files, folders, standard input and addresses; texts, pages, news formats, mail and archives."""

from __future__ import annotations

from briefing.read.draft import Hints
from briefing.read.files import Limits, Tools, load_tools, read_articles, read_file
from briefing.read.formats import READERS
from briefing.read.release import held
from briefing.read.sources import Source, find_sources, read_found, read_source, read_sources

__all__ = [
    "READERS",
    "Hints",
    "Limits",
    "Source",
    "Tools",
    "find_sources",
    "held",
    "load_tools",
    "read_articles",
    "read_file",
    "read_found",
    "read_source",
    "read_sources",
]
