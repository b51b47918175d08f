"""Train the ranking of key sentences: `python -m briefing.train.rank DATA_DIR OUT.py`.

Learns what each feature counts from two kinds of articles: `gold`, where two people chose the key sentences of a page,
and `summaries`, where professionals wrote summaries (and whose headlines are not known). Both are read as lists:

- gold: logistic regression of the annotators' choice, with an intercept for each article, so that the sentences'
  chances add up to the number chosen;
- summaries: the expected ROUGE-1 of three sentences drawn with a probability that grows with their worth less their
  likeness to one another; all triples of the story's front are counted, so it and its gradient are exact.

Both halves weigh the same. So few articles tell little, so that each feature may only speak for a sentence, or only
against it, as everybody would have it, and an L2 penalty draws all to the same small weight, which is hard to beat
where data are few (Dawes, American Psychologist 1979). Full batches and fixed steps: the same articles give the same
weights. Prints, beside the figures on the articles learnt from, those of cross-validation:
articles ranked by weights that never saw them. The features come out of the analysis as it stands: train again after
a change of the roles, the sentence vectors or the actors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from briefing.analyse import load_models
from briefing.analyse.rank.table import Table
from briefing.train.rank_examples import Example, Floats, gold_examples, summary_examples

OWN = ("lead", "early", "central", "length", "long")
"""Features that count otherwise where no headline is known: they have a weight for either case."""
AGAINST = frozenset({"quoted", "question", "referents", "dangling", "torn", "evaluation", "anecdotal_event"})
"""Features that may only speak against a sentence; the others speak for it."""
EITHER = "long"
"""What speaks for a sentence of a page, but for or against one of a summary, which has to be short."""
SHARPNESS = 0.25
"""Worth per point of ROUGE-1: four points make a triple e times as likely."""
PRIOR = 0.1
"""Weight from which every feature of unit spread starts, and to which the penalty draws it."""
PENALTY = 0.3
"""Weight of half the squared distances from it, against the mean loss of an article."""
SPAN = 0.8
"""How far the worths of an article's sentences lie apart on the average: the scale of the losses beside them."""
NEWTON = 12
LONGEST = 2.0
"""Steps towards an article's intercept, and how long one may be, in log odds."""
STEPS = 50
RATE = 0.15
"""Steps and first step width of Adam; the width falls to zero along half a cosine."""
PICKED = 3.0
"""What the loss of an annotators' choice, a sum over six sentences, is divided by beside that of a summary's three."""
FOLDS = 6
SHUFFLES = 3
"""Parts of the cross-validation, and how often the articles are dealt out anew."""

HEADER = '''"""What each feature of a sentence counts: where the headline is known, and where it is not.

Written by `python -m briefing.train.rank`; not to be edited by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

Weights = Mapping[str, tuple[float, float]]

'''


@dataclass(frozen=True)
class Learnt:
    """Weights by feature, and what likeness to a better sentence costs."""

    weights: Mapping[str, tuple[float, float]]
    redundancy: float

    def source(self) -> str:
        """Return the module that holds these weights."""
        rows = "".join(f'    "{name}": ({a:.3f}, {b:.3f}),\n' for name, (a, b) in self.weights.items())
        return (
            f"{HEADER}WEIGHTS: Weights = {{\n{rows}}}\n"
            f"REDUNDANCY = {self.redundancy:.3f}\n"
            '"""How much a sentence loses for repeating a better one (maximal marginal relevance, Carbonell and '
            'Goldstein 1998)."""\n'
        )


class Lists:
    """The examples as arrays: for each list a row a group, a column a feature, the last the likeness within the group.

    Features are centred and of unit spread.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.names = list(examples[0].table.features[0])
        raw = [self._columns(e.table) for e in examples]
        spread = np.mean([x[list(e.table.eligible)].var(axis=0) for e, x in zip(examples, raw, strict=True)], axis=0)
        self.spread = np.sqrt(spread) + 1e-9
        self.stories = [x / self.spread for x in raw]
        self.pairs = float(np.mean([e.alike.var() for e in examples if e.alike.any()] or [1.0])) ** 0.5
        self.lists = [self._groups(e, x) for e, x in zip(examples, self.stories, strict=True)]

    def _columns(self, table: Table) -> Floats:
        """Return a story's features; those of `OWN` are empty where no headline is known, and then stand behind."""
        rows = np.array([[row[name] for name in self.names] for row in table.features])
        own = [self.names.index(name) for name in OWN]
        headless = rows[:, own] * (not table.headed)
        rows[:, own] *= table.headed
        return np.hstack([rows, headless])

    def _groups(self, example: Example, story: Floats) -> Floats:
        summed = story[example.groups].sum(axis=1)
        return np.column_stack([summed - summed.mean(axis=0), -example.alike / self.pairs])

    def fit(self, chosen: Sequence[int]) -> Learnt:
        """Return what these examples teach (Adam, full batches, weights of the wrong sign set to zero)."""
        signs = np.array([-1.0 if name in AGAINST else 1.0 for name in (*self.names, *OWN)] + [1.0])
        prior = PRIOR * signs
        signs[len(self.names) + OWN.index(EITHER)] = 0.0
        weights, mean, square = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
        for step in range(1, STEPS + 1):
            slope = self._slope(weights, chosen) - PENALTY * (weights - prior)
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / STEPS))
            weights += rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
            weights[weights * signs < 0] = 0.0
        return self._learnt(weights, chosen)

    def _slope(self, weights: Floats, chosen: Sequence[int]) -> Floats:
        """Return the slope of the mean gain, each corpus counting the same."""
        slopes: dict[str, list[Floats]] = {}
        for i in chosen:
            example, columns = self.examples[i], self.lists[i]
            slopes.setdefault(example.corpus, []).append(columns.T @ _errors(example, columns @ weights))
        return np.asarray(sum(np.mean(found, axis=0) for found in slopes.values()))

    def _learnt(self, weights: Floats, chosen: Sequence[int]) -> Learnt:
        """Return the weights of the features as they are, scaled so that worths lie `SPAN` apart."""
        apart = np.mean(
            [np.ptp((self.stories[i] @ weights[:-1])[list(self.examples[i].table.eligible)]) for i in chosen]
        )
        plain = weights[:-1] / self.spread * (SPAN / apart)
        own = dict(zip(OWN, plain[len(self.names) :], strict=True))
        pairs = {n: (float(w), float(own.get(n, w))) for n, w in zip(self.names, plain, strict=False)}
        return Learnt(pairs, float(weights[-1] / self.pairs * SPAN / apart))


def _errors(example: Example, worth: Floats) -> Floats:
    """Return the slope of an example's gain by the worth of each of its groups."""
    if example.corpus == "gold":
        return np.asarray((example.gains - _chances(worth, float(example.gains.sum()))) / PICKED)
    chances = np.exp(worth - worth.max())
    chances /= chances.sum()
    gains = SHARPNESS * example.gains
    return np.asarray(chances * (gains - chances @ gains))


def _chances(worth: Floats, total: float) -> Floats:
    """Return logistic chances that grow with the worth and add up to the total (Newton's method, short steps)."""
    intercept = -float(worth.mean())
    for _ in range(NEWTON):
        chances = 1 / (1 + np.exp(-(worth + intercept)))
        slope = max(float((chances * (1 - chances)).sum()), 1e-6)
        intercept += float(np.clip((total - chances.sum()) / slope, -LONGEST, LONGEST))
    return np.asarray(1 / (1 + np.exp(-(worth + intercept))))


def cross_validate(lists: Lists) -> Iterator[tuple[int, int, str, float, float]]:
    """Yield each article's shuffle, fold, corpus, score by weights that never saw it, and its best possible score."""
    for shuffle in range(SHUFFLES):
        folds = _deal(lists.examples, np.random.default_rng(shuffle))
        for fold in range(FOLDS):
            learnt = lists.fit([i for i, f in enumerate(folds) if f != fold])
            for example, f in zip(lists.examples, folds, strict=True):
                if f == fold:
                    yield shuffle, fold, example.corpus, example.score(learnt.weights, learnt.redundancy), example.ideal


def _deal(examples: Sequence[Example], rng: np.random.Generator) -> list[int]:
    """Return each example's fold; those of each corpus are spread evenly."""
    folds = [0] * len(examples)
    for corpus in sorted({e.corpus for e in examples}):
        places = [i for i, e in enumerate(examples) if e.corpus == corpus]
        for n, i in enumerate(rng.permutation(places)):
            folds[i] = n % FOLDS
    return folds


def _figure(scores: Sequence[tuple[float, float]], corpus: str) -> str:
    """Return a corpus's figure with its standard error over articles; `scores` go with their best possible ones."""
    got, ideal = np.array(scores).T
    value = got.sum() / ideal.sum()
    error = (got - value * ideal).std() / ideal.mean() / len(got) ** 0.5
    return f"{100 * value:.1f} ± {100 * error:.1f} %" if corpus == "gold" else f"{value:+.2f} ± {error:.2f} points"


def report(lists: Lists, learnt: Learnt) -> Iterator[str]:
    """Yield the lines to print: figures by fold and shuffle, then those on the articles learnt from."""
    held: dict[str, list[tuple[float, float]]] = {}
    corpora: dict[str, str] = {}
    for shuffle, fold, corpus, *score in cross_validate(lists):
        for name in (f"{corpus} shuffle {shuffle + 1} fold {fold + 1}", f"{corpus} shuffle {shuffle + 1}"):
            held.setdefault(name, []).append((score[0], score[1]))
            corpora[name] = corpus
    for example in lists.examples:
        name = f"{example.corpus} on the articles learnt from"
        held.setdefault(name, []).append((example.score(learnt.weights, learnt.redundancy), example.ideal))
        corpora[name] = example.corpus
    for name in sorted(held, key=lambda n: (corpora[n], n)):
        yield f"{name}: {_figure(held[name], corpora[name])}"


def main(arguments: Sequence[str]) -> int:
    """Learn from `gold` and `summaries` below the first path, write the weights to the second, print the figures."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m briefing.train.rank DATA_DIR OUT.py\n")
        return 2
    data, out = map(Path, arguments)
    models = load_models()
    examples = [*gold_examples(data / "gold", models), *summary_examples(data / "summaries" / "dev.jsonl", models)]
    lists = Lists(examples)
    learnt = lists.fit(range(len(examples)))
    out.write_text(learnt.source(), encoding="utf-8")
    for line in report(lists, learnt):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
