"""Annotated articles -> what the reader's network learns from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefing.analyse.quotations import find_quotations
from briefing.analyse.reader.decode import LABELS
from briefing.analyse.reader.layout import Ints, Layout, lay_out
from briefing.analyse.sentences import Splitter
from briefing.model import Role
from briefing.read.text import read_text
from briefing.read.wording import Wording
from briefing.train.brat import Marked, read_brat
from briefing.train.labelled import LabelledSplitter

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = tuple(Role)
UNKNOWN = -100
"""A label nobody gave; the loss skips it."""


@dataclass(frozen=True)
class Example:
    """One article: its layout, and what is known about it.

    `cues` (C,) are the words that open a cue, `labels` C lists of (word, label) for the words of its spans; None where
    the article has no attributions marked. `roles` (S,) and `speech` (S,) are `UNKNOWN` where nobody said.
    """

    id: str
    layout: Layout
    cues: Ints | None
    labels: tuple[tuple[tuple[int, int], ...], ...]
    roles: Ints
    speech: Ints


@dataclass(frozen=True)
class Kit:
    """What turns a text into a layout."""

    splitter: Splitter
    wording: Wording
    tokenizer: Tokenizer


def attribution_examples(folder: Path, kit: Kit) -> Iterator[Example]:
    """Yield the articles of a PolNeAR folder (ID.txt and ID.ann), by name."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        article = read_text(text, id=path.stem, source=path.stem, wording=kit.wording)
        sentences = [kit.splitter.split(article.text, b) for b in article.blocks]
        layout = lay_out(article, sentences, find_quotations(article)[0], kit.tokenizer)
        cues, labels = _labelled(layout, read_brat(path.with_suffix(".ann"), text))
        unknown = np.full(len(layout.spans), UNKNOWN)
        yield Example(path.stem, layout, cues, labels, unknown, unknown)


def role_examples(folder: Path, kit: Kit) -> Iterator[Example]:
    """Yield the articles of a NewsDiscourse folder (ID.txt and labels.jsonl), split as its annotators split them."""
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {s["start"]: s for s in row["sentences"] if s["role"]}
        splitter = LabelledSplitter(**vars(kit.splitter), starts=tuple(sorted(gold)))
        text = (folder / f"{row['id']}.txt").read_bytes().decode("utf-8")
        article = read_text(text, id=row["id"], source=row["id"], wording=kit.wording)
        sentences = [splitter.split(article.text, b) for b in article.blocks]
        layout = lay_out(article, sentences, find_quotations(article)[0], kit.tokenizer)
        found = [gold.get(s.start) for s in layout.spans]
        roles = np.array([ROLES.index(Role(g["role"])) if g else UNKNOWN for g in found])
        speech = np.array([int(g["speech"]) if g else UNKNOWN for g in found])
        yield Example(row["id"], layout, None, (), roles, speech)


def _labelled(layout: Layout, marked: Sequence[Marked]) -> tuple[Ints, tuple[tuple[tuple[int, int], ...], ...]]:
    """Return the cues' first words and each one's labelled words; a mark without words in the layout is dropped."""
    starts = layout.words[:, 0]
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for one in marked:
        labelled: dict[int, int] = {}
        for kind, spans in (("content", one.content), ("source", one.source), ("cue", one.cue)):
            first = LABELS.index(f"B-{kind}")
            for a, b in spans:
                i, j = np.searchsorted(starts, [a, b])
                labelled |= {n: first + (n > i) for n in range(i, j)}
        cue = [n for n, label in labelled.items() if label == LABELS.index("B-cue")]
        if cue and any(label == LABELS.index("B-content") for label in labelled.values()):
            found[min(cue)] = tuple(sorted(labelled.items()))
    return np.array(sorted(found), np.int64), tuple(found[n] for n in sorted(found))
