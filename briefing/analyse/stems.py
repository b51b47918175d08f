"""Bags of stems: what a sentence is about, and how alike two sentences are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.model import Document, Sentence, Token

Bag = dict[str, float]

WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
"""Parts of speech that tell what a sentence is about."""


def cosine(a: Bag, b: Bag) -> float:
    """Return the product of two bags of unit length."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large.get(stem, 0.0) for stem, weight in small.items())


def unit(bag: Bag) -> Bag:
    """Return the bag scaled to length 1; as it is where it is empty."""
    norm = math.sqrt(sum(w * w for w in bag.values()))
    return {stem: w / norm for stem, w in bag.items()} if norm else bag


class Stems:
    """Snowball stems of content words, each word stemmed once."""

    def __init__(self) -> None:
        from nltk.stem.snowball import EnglishStemmer

        self._stem = EnglishStemmer().stem
        self._known: dict[str, str] = {}

    def of(self, tokens: Iterable[Token]) -> Counter[str]:
        """Return how often each stem occurs among the tokens' content words."""
        found: Counter[str] = Counter()
        for token in tokens:
            if token.pos in WORDS and len(token.text) > 1:
                found[self.word(token.text.lower())] += 1
        return found

    def word(self, word: str) -> str:
        """Return the stem of a word in lower case."""
        if word not in self._known:
            self._known[word] = self._stem(word)
        return self._known[word]


def stem_bags(document: Document, sentences: Sequence[Sentence], stems: Stems) -> list[Bag]:
    """Return the sentences' stems as bags of unit length, a stem weighing more the fewer sentences have it."""
    return stem_bags_of([stems.of(document.words(s)) for s in sentences])


def stem_bags_of(counts: Sequence[Counter[str]]) -> list[Bag]:
    """Return counts of stems as bags of unit length, a stem weighing more the fewer of them have it."""
    spread = Counter(stem for c in counts for stem in c)
    n = len(counts)
    return [unit({stem: k * math.log(1 + n / spread[stem]) for stem, k in c.items()}) for c in counts]
