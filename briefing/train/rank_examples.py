"""Articles to learn the ranking of sentences from: what is to be chosen among, and what each choice is worth."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefing.analyse import Models, analyse
from briefing.analyse.rank import PAGE, choose
from briefing.analyse.rank.table import Table
from briefing.analyse.rank.weights import Weights
from briefing.analyse.stems import cosine
from briefing.model import Analysis, Span
from briefing.read import Hints, load_tools, read_file
from briefing.read.text import read_text

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Judge = Callable[[Sequence[int]], float]
"""What a choice, best first, by the sentences' indices, is worth in the measure of its corpus."""

ANNOTATIONS = ("A", "B")
"""Folders of the two people's choices."""
WORDS = re.compile(r"[a-z0-9]+")
"""A word as ROUGE counts it; linear: one class, greedy."""
STEMMED = 4
"""Letters from which ROUGE stems a word."""
SUMMARY = 3
"""Sentences of a summary."""
FRONT = 14
"""Sentences from the front of an article that a summary is made of, at most: 364 triples, which hold most of what
summaries tell."""


@dataclass(frozen=True)
class Example:
    """One article whose sentences are to be ranked.

    `groups` are what one chooses among, as places in the story: single sentences, or triples; `alike` is how alike
    the sentences of each are, summed over pairs. `gains` are what each group is worth. `judge` is the corpus's own
    measure, at best `ideal`.
    """

    corpus: str
    table: Table
    groups: Places
    alike: Floats
    gains: Floats
    judge: Judge
    ideal: float

    def score(self, weights: Weights, redundancy: float) -> float:
        """Return how good the choice by these weights is in the measure of the corpus."""
        return self.judge([point.sentence for point in choose(self.table, weights, redundancy)])


def gold_examples(folder: Path, models: Models) -> Iterator[Example]:
    """Yield the articles whose key sentences two people chose; measured in votes for the first six."""
    sentences, tools = json.loads((folder / "index.json").read_text(encoding="utf-8")), load_tools()
    for name, known in sorted(sentences.items()):
        analysis = analyse(read_file(folder / "text" / f"{name}.txt", Hints(), tools), models)
        spans = [Span(*s) for s in known["sentences"]]
        votes: Counter[int] = Counter()
        for annotator in ANNOTATIONS:
            chosen = json.loads((folder / annotator / f"{name}.json").read_text(encoding="utf-8"))
            votes.update(n - 1 for n in set(chosen["key_sentences"]))
        example = _gold_example(analysis, [_likest(s.span, spans) for s in analysis.document.sentences], votes)
        if example.gains.any():
            yield example


def _gold_example(analysis: Analysis, numbers: Sequence[int | None], votes: Counter[int]) -> Example:
    """Return the example of an article; `numbers` are the annotators' for each of our sentences."""

    def judge(chosen: Sequence[int]) -> float:
        found = dict.fromkeys(n for i in chosen if (n := numbers[i]) is not None)
        return float(sum(votes[n] for n in list(found)[:PAGE]))

    table = _table(analysis)
    groups = np.array([[i] for i in table.eligible], np.intp).reshape(-1, 1)
    chosen = (numbers[table.story[i].index] for i in table.eligible)
    gains = np.array([0.0 if n is None else votes[n] / len(ANNOTATIONS) for n in chosen])
    ideal = float(sum(count for _, count in votes.most_common(PAGE)))
    return Example("gold", table, groups, np.zeros(len(groups)), gains, judge, ideal)


def summary_examples(file: Path, models: Models) -> Iterator[Example]:
    """Yield the articles with summaries; measured in points of ROUGE-1 F1 above the first three sentences."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        analysis = analyse(read_text(row["text"], id=row["id"], source=row["id"]), models)
        table = _table(analysis)
        if len(table.eligible) > SUMMARY:
            yield _summary_example(analysis, table, row["references"])


def _summary_example(analysis: Analysis, table: Table, references: Sequence[str]) -> Example:
    document = analysis.document
    rouge = Rouge.of([s.span.of(document.text) for s in document.sentences], references)
    first = rouge.best(np.arange(min(SUMMARY, len(document.sentences)))[None])[0]

    def judge(chosen: Sequence[int]) -> float:
        return 100 * float(rouge.best(np.array([chosen[:SUMMARY]], np.intp))[0] - first)

    groups = np.array(list(combinations(table.eligible[:FRONT], SUMMARY)), np.intp)
    indices = np.array([s.index for s in table.story])
    alike = np.array([sum(cosine(table.bags[a], table.bags[b]) for a, b in combinations(g, 2)) for g in groups])
    return Example("summaries", table, groups, alike, 100 * rouge.best(indices[groups]), judge, 1.0)


@dataclass(frozen=True)
class Rouge:
    """How often each word of the references stands in each sentence and each reference; and all their lengths."""

    sentences: Places
    lengths: Places
    references: Places
    reference_lengths: Places

    @classmethod
    def of(cls, sentences: Sequence[str], references: Sequence[str]) -> Rouge:
        """Count the words as Lin's ROUGE 1.5.5 does with stemming: letters and digits, in lower case, Porter stems."""
        from nltk.stem.porter import PorterStemmer

        stem = PorterStemmer().stem

        def words(text: str) -> list[str]:
            return [stem(w) if len(w) >= STEMMED else w for w in WORDS.findall(text.lower())]

        known, wanted = [words(t) for t in sentences], [words(t) for t in references]
        vocabulary = sorted({w for found in wanted for w in found})

        def counts(found: Sequence[Sequence[str]]) -> Places:
            tallies = [Counter(f) for f in found]
            return np.array([[tally[w] for w in vocabulary] for tally in tallies], np.intp)

        return cls(counts(known), _lengths(known), counts(wanted), _lengths(wanted))

    def best(self, groups: Places) -> Floats:
        """Return ROUGE-1 F1 in [0, 1] of each group of sentences, against the reference where it is highest."""
        tallies, lengths = self.sentences[groups].sum(axis=1), self.lengths[groups].sum(axis=1)
        scores = [
            2 * np.minimum(tallies, reference).sum(axis=1) / np.maximum(1, lengths + length)
            for reference, length in zip(self.references, self.reference_lengths, strict=True)
        ]
        return np.asarray(np.max(scores, axis=0), np.float64)


def _lengths(found: Sequence[Sequence[str]]) -> Places:
    return np.array([len(f) for f in found], np.intp)


def _table(analysis: Analysis) -> Table:
    a = analysis
    return Table.of(a.document, a.actors, a.statements, a.disputes, a.roles)


def _likest(span: Span, candidates: Sequence[Span]) -> int | None:
    """Return the number of the candidate that shares the most with the span; None where none shares anything."""
    shared = [span.overlap(c) for c in candidates]
    return max(range(len(shared)), key=shared.__getitem__) if any(shared) else None
