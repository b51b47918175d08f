"""Three hundred articles as they come: each gives exactly one page, or says clearly why not."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest

from briefing.run import Made, make_briefings

COUNT = 300
CLEAR_STAGES = {"read", "analyse", "compose", "render"}
"""Stages whose refusals are written for users; 'internal', 'time' and 'verify' would be defects of ours."""


def stream_files(shared: Path, folder: Path) -> list[Path]:
    """Write every n-th article of the stream as a text file with its sidecar; return the paths in stream order."""
    with gzip.open(shared / "data" / "stream" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
        lines.seek(0)
        paths = []
        for n, line in enumerate(islice(lines, 0, None, total // COUNT)):
            row = json.loads(line)
            path = folder / f"{n:03}-{row['id']}.txt"
            path.write_text(row["text"], encoding="utf-8")
            path.with_suffix(".meta.json").write_text(json.dumps(dict(sidecar(row))), encoding="utf-8")
            paths.append(path)
    return paths[:COUNT]


def sidecar(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the stream knows about an article, without the dates that cannot be (year 1)."""
    yield from ((k, row[k]) for k in ("title", "outlet") if row.get(k))
    if row.get("published") and date.fromisoformat(row["published"]).year > 1900:
        yield "published", row["published"]


@pytest.mark.slow
@pytest.mark.data
def test_every_article_gives_one_page_or_a_clear_error(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import pikepdf

    from briefing.read import Hints, read_sources

    paths = stream_files(shared, tmp_path)
    sources = read_sources([str(p) for p in paths], Hints())
    pages, refused, bad = 0, Counter[str](), []
    outcomes = list(make_briefings(sources, ("pdf",), None, "a4", jobs=2))
    for path, outcome in zip(paths, outcomes, strict=True):
        if not isinstance(outcome, Made):
            refused[outcome.problem.message] += 1
            if outcome.problem.stage not in CLEAR_STAGES:
                bad.append(f"{path.name}: {outcome.problem.stage}: {outcome.problem.message}")
            continue
        with pikepdf.open(BytesIO(dict(outcome.files)["pdf"])) as pdf:
            pages += len(pdf.pages) == 1
            if len(pdf.pages) != 1:
                bad.append(f"{path.name}: {len(pdf.pages)} pages")
    with capsys.disabled():
        sys.stderr.write(f"\n{pages} pages, {sum(refused.values())} refused: {dict(refused)}\n")
    assert bad == []
    assert pages + sum(refused.values()) == COUNT
    assert pages >= 0.95 * COUNT
