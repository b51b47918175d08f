"""Key sentences, best first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.analyse.rank.diversity import Diversity
from briefing.analyse.rank.features import headline_bag, rank_features
from briefing.analyse.rank.referents import dangles, find_referents, mentions_by_sentence
from briefing.analyse.role_features import story_sentences
from briefing.analyse.stems import Bag, Stems, cosine, stem_bags
from briefing.model import Actor, BlockKind, Dispute, Document, KeyPoint, Role, Sentence, SentenceRole, Statement

HEADED: Mapping[str, float] = {
    "headline": 0.60,
    "lead": 0.15,
    "early": 0.12,
    "length": 0.20,
    "long": 0.15,
    "central": 0.15,
    "paragraph": 0.10,
    "quoted": -0.10,
    "referents": -0.10,
    "dangling": -0.15,
    "torn": -0.20,
    "disputed": 0.10,
}
"""What each feature counts where the headline is known: it says best what the article is about."""
HEADLESS: Mapping[str, float] = {
    "lead": 0.30,
    "early": 0.60,
    "length": 0.10,
    "central": 0.30,
    "paragraph": 0.06,
    "quoted": -0.10,
    "referents": -0.10,
    "dangling": -0.10,
    "torn": -0.30,
}
"""What each feature counts where it is not: place is the next best witness.

Both tables start from ridge regressions on what two annotators chose for a page (17 articles with headlines) and what
summary writers used (55 without), rounded and set by hand where small changes hardly matter: so few tell no more.
"""
REDUNDANCY = 0.4
"""How much a sentence loses for repeating a better one (maximal marginal relevance, Carbonell and Goldstein 1998)."""
REPEATS = 0.85
"""Share of a sentence's weight that another one holds, from which it only repeats: it comes after all that do not."""
COUNT = 12
"""Key points returned at most: twice what a page needs, so that it can choose what fits."""
PAGE = 6
"""Key points that a page carries; the main dispute is to be among them."""
SURE = 0.8
"""Confidence from which a dispute has to be among them."""
POOL = 60
"""Sentences compared for redundancy, best first: keeps a book as cheap as a page."""
EMBEDDED = re.compile(r"pic\.twitter\.com/|\(@\w{1,15}\)|\bt\.co/")
"""What only an embedded post holds: a picture's or link's address, its author's handle: '(@portalden)'."""
FEWEST_WORDS = 5
"""A sentence shorter than this is no key point."""


def rank_sentences(
    document: Document,
    actors: Sequence[Actor],
    statements: Sequence[Statement],
    disputes: Sequence[Dispute],
    roles: Sequence[SentenceRole],
) -> tuple[KeyPoint, ...]:
    """Return the key sentences, best first: at least six where the article has them, `COUNT` at most.

    Chosen greedily: the best by its weighted features less its likeness to those chosen before it and less what
    `Diversity` takes, the earlier sentence where two are even; where a dispute is sure and none of the first six tells
    it as well as another, that one becomes the sixth. Captions, bylines, headings, the headline, embedded posts and
    what was said word for word before are never among them. Scores are scaled to [0, 1] within the article and never
    rise along the list; reasons are the features' weighted parts, the largest first.
    """
    story = story_sentences(document)
    stems = Stems()
    bags = stem_bags(document, story, stems)
    headline = headline_bag(document, stems)
    features = rank_features(document, story, bags, headline, disputes)
    mentions = mentions_by_sentence(document, actors)
    speaking = {span for s in statements if s.speaker is not None for span in s.source}
    referents = [find_referents(document, s, mentions, speaking) for s in story]
    for row, sentence, known in zip(features, story, referents, strict=True):
        row["referents"] = min(1.0, len(known) / 2)
        row["dangling"] = float(dangles(document, sentence, known))
    weights = HEADED if headline else HEADLESS
    parts = [{name: weight * row[name] for name, weight in weights.items()} for row in features]
    values = [sum(part.values()) for part in parts]
    eligible = _once(document, story, [i for i, s in enumerate(story) if _eligible(document, s, roles)])
    pool = sorted(eligible, key=lambda i: (-values[i], i))[:POOL]
    diversity = Diversity.of(document, story, statements)
    main = _tellers(document, [d for d in disputes[:1] if d.confidence >= SURE])
    chosen = _with_dispute(_choose(values, bags, pool, diversity), [i for i in pool if story[i].index in main])
    return tuple(KeyPoint(story[i].index, score, _reasons(parts[i]), referents[i]) for i, score in chosen)


def _eligible(document: Document, sentence: Sentence, roles: Sequence[SentenceRole]) -> bool:
    """Tell whether the sentence can be a key point: a sentence of the body, news, and more than a cry."""
    body = document.article.blocks[sentence.block].kind is BlockKind.BODY
    if EMBEDDED.search(sentence.span.of(document.text)):
        return False
    long_enough = sentence.tokens[1] - sentence.tokens[0] >= FEWEST_WORDS
    return body and long_enough and roles[sentence.index].role is not Role.NOT_NEWS


def _once(document: Document, story: Sequence[Sentence], eligible: Sequence[int]) -> list[int]:
    """Return those that are not, but for case and blanks, a sentence before them."""
    first: dict[str, int] = {}
    for i in eligible:
        first.setdefault(" ".join(story[i].span.of(document.text).lower().split()), i)
    return list(first.values())


def _choose(
    values: Sequence[float], bags: Sequence[Bag], pool: Sequence[int], diversity: Diversity
) -> list[tuple[int, float]]:
    """Return the sentences to print with their scores, best first."""
    chosen: list[tuple[int, float]] = []
    likeness = dict.fromkeys(pool, 0.0)
    losses = dict(likeness)
    top, bottom = max((values[i] for i in pool), default=0.0), min((values[i] for i in pool), default=0.0) - REDUNDANCY
    while losses and len(chosen) < COUNT:
        best = max(losses, key=lambda i: (values[i] - losses[i], -i))
        worth = min(top - bottom, max(0.0, values[best] - losses.pop(best) - bottom))
        chosen.append((best, round(min(worth / (top - bottom), chosen[-1][1] if chosen else 1.0), 4)))
        likeness = {i: max(likeness[i], _loss(bags[i], bags[best])) for i in losses}
        losses = {i: likeness[i] + diversity.loss(i, [n for n, _ in chosen]) for i in losses}
    return chosen


def _loss(bag: Bag, chosen: Bag) -> float:
    """Return what a sentence loses for being like one already chosen; a repetition loses more than any can have."""
    held = sum(weight * weight for stem, weight in bag.items() if stem in chosen)
    return REDUNDANCY * cosine(bag, chosen) if held < REPEATS else 2.0


def _tellers(document: Document, disputes: Sequence[Dispute]) -> set[int]:
    """Return the sentences that tell the most sides of a dispute."""
    told = Counter(
        index
        for dispute in disputes
        for side in dispute.sides
        for index in {s.index for span in side.evidence for s in document.sentences_of(span)}
    )
    return {index for index, sides in told.items() if sides == max(told.values())}


def _with_dispute(chosen: list[tuple[int, float]], disputed: Sequence[int]) -> list[tuple[int, float]]:
    """Return the choice with the best of the disputed sentences as the page's last, where the page has none."""
    if not disputed or not {i for i, _ in chosen[:PAGE]}.isdisjoint(disputed) or len(chosen) < PAGE:
        return chosen
    rest = [(i, score) for i, score in chosen if i != disputed[0]]
    return [*rest[: PAGE - 1], (disputed[0], rest[PAGE - 2][1]), *rest[PAGE - 1 :]][:COUNT]


def _reasons(parts: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the parts that count, the largest first, ties by name."""
    return tuple(sorted(((n, round(v, 4)) for n, v in parts.items() if round(v, 4)), key=lambda p: (-abs(p[1]), p[0])))
