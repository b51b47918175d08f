"""Source -> Article."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from briefing.model import Article
from briefing.read.draft import Hints
from briefing.read.text import read_text

__all__ = ["Hints", "read_file"]


def read_file(path: Path, hints: Hints) -> Article:
    """Read one file."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    meta_path = path.with_suffix(".meta.json")
    meta = json.loads(meta_path.read_text()) if meta_path.exists() else {}
    day = hints.published or (date.fromisoformat(meta["published"]) if meta.get("published") else None)
    return read_text(
        text, id=path.stem, source=str(path), title=meta.get("title"), outlet=meta.get("outlet"), published=day
    )
