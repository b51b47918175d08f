"""Copies of one text: wire copy as it was sent, lightly edited, or cut short.

Texts are compared by their shingles, runs of five words (Broder 1997, 'On the resemblance and containment of
documents'): a copy cut to its first paragraphs has little resemblance to the whole, but is contained in it. Which
texts are compared at all is found by MinHash with banding.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from briefing.gather.traits import Traits

    Shingles = npt.NDArray[np.uint32]

WORD = re.compile(r"\w+")
"""A word as copies are compared: no marks, so that another outlet's quotation marks and dashes change nothing."""

LENGTH = 5
"""Words of a shingle."""

BANDS, ROWS = 32, 2
"""64 hashes in bands of two: of pairs that share a fifth of their shingles 73 % are compared, a third 98 %."""

SEED = 20
"""Where the permutations come from; any number does, but always the same."""

LEAST = 20
"""Shingles two texts must share: a single quotation or a line of background is no copy."""

COPIED = 0.5
"""Share of the shorter text's shingles from which it is a copy; one word edited in ten leaves 0.59."""

COPIED_BY_CREDIT = 0.3
"""The same where both credit one agency, or one credits the other's outlet."""


def shingles_of(texts: Iterable[str]) -> Shingles:
    """Return the hashes of all runs of five words, sorted, each once; of the whole where there are fewer words."""
    import numpy as np

    words = [word.casefold() for text in texts for word in WORD.findall(text)]
    if not words:
        return np.zeros(0, np.uint32)
    runs = [words[i : i + LENGTH] for i in range(max(1, len(words) - LENGTH + 1))]
    return np.unique(np.fromiter((zlib.crc32(" ".join(run).encode()) for run in runs), np.uint32, len(runs)))


def containment(a: Shingles, b: Shingles) -> tuple[int, float]:
    """Return how many shingles two texts share, and what share of the shorter one's these are."""
    import numpy as np

    least = min(len(a), len(b))
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared, shared / least if least else 0.0


def is_copy(a: Traits, b: Traits) -> bool:
    """Tell whether one article's text is the other's, as far as the shorter one goes."""
    shared, share = containment(a.shingles, b.shingles)
    if shared < LEAST and not len(a.shingles) == len(b.shingles) == shared > 0:
        return False
    return share >= (COPIED_BY_CREDIT if _credited(a, b) else COPIED)


def _credited(a: Traits, b: Traits) -> bool:
    if a.agency is None and b.agency is None:
        return False
    return a.agency == b.agency or (a.agency is not None and a.agency == b.outlet) or b.agency == a.outlet is not None


def find_copies(articles: Sequence[Traits], also: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Yield the pairs (i < j) of copies, sorted; `also` are pairs to compare besides those that MinHash finds."""
    pairs = {(min(pair), max(pair)) for pair in also} | set(_alike([a.shingles for a in articles]))
    for i, j in sorted(pairs):
        if is_copy(articles[i], articles[j]):
            yield i, j


def _alike(texts: Sequence[Shingles]) -> Iterator[tuple[int, int]]:
    """Yield neighbours among the texts that agree in a whole band.

    Texts of one band form a chain and not all their pairs, so that a text sent out a thousand times costs a thousand
    comparisons a band: copies are joined through each other anyway.
    """
    for bands in _bands(texts):
        for found in bands.values():
            yield from pairwise(found)


def _bands(texts: Sequence[Shingles]) -> Iterator[dict[tuple[int, ...], list[int]]]:
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(SEED))
    odd = generator.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    shift = generator.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
    signatures = {
        i: ((text.astype(np.uint64)[:, None] * odd + shift) >> np.uint64(32)).min(axis=0)
        for i, text in enumerate(texts)
        if len(text)
    }
    for first in range(0, BANDS * ROWS, ROWS):
        bands: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for i, signature in signatures.items():
            bands[tuple(map(int, signature[first : first + ROWS]))].append(i)
        yield bands
