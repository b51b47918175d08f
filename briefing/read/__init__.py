"""Source -> Article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.model import Article, Block, BlockKind, Span


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says about an article; it wins over the sidecar, which wins over the source and its text."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None


def read_file(path: Path, hints: Hints) -> Article:
    """Read one file."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            a = at + len(line) - len(line.lstrip())
            blocks.append(Block(Span(a, a + len(line.strip())), BlockKind.BODY))
        at += len(line) + 1
    meta_path = path.with_suffix(".meta.json")
    meta = json.loads(meta_path.read_text()) if meta_path.exists() else {}
    day = hints.published or (date.fromisoformat(meta["published"]) if meta.get("published") else None)
    return Article(path.stem, str(path), text, tuple(blocks), meta.get("title"), meta.get("outlet"), day)
