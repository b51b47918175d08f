"""Source -> Article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.model import Article
from briefing.read.text import read_text


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says about an article; it wins over the sidecar, which wins over the source and its text."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None


def read_file(path: Path, hints: Hints) -> Article:
    """Read one file."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    meta_path = path.with_suffix(".meta.json")
    meta = json.loads(meta_path.read_text()) if meta_path.exists() else {}
    day = hints.published or (date.fromisoformat(meta["published"]) if meta.get("published") else None)
    return read_text(
        text, id=path.stem, source=str(path), title=meta.get("title"), outlet=meta.get("outlet"), published=day
    )
