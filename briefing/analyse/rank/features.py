"""What speaks for a sentence as a key point: place, likeness to the headline and to the whole, length, dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.analyse.role_features import Quoted
from briefing.analyse.stems import Bag, Stems, cosine, unit
from briefing.model import BlockKind, Dispute, Document, Sentence

FULL_LENGTH = 24
"""Words from which a sentence is long enough to stand for itself."""
LONG = 45
"""Words from which a sentence is one of those that carry a whole position or event."""


def headline_bag(document: Document, stems: Stems) -> Bag:
    """Return the stems of the headline in the text, or of the title given with the article; empty where neither is."""
    blocks = document.article.blocks
    heads = [s for s in document.sentences if blocks[s.block].kind is BlockKind.HEADLINE]
    found: Counter[str] = Counter()
    for sentence in heads:
        found.update(stems.of(document.words(sentence)))
    if not found and document.article.title:
        plain = (word.strip(".,:;!?'\"’‘“”()") for word in document.article.title.lower().split())
        found.update(stems.word(word) for word in plain if len(word) > 3)
    return unit(dict.fromkeys(found, 1.0))


def rank_features(
    document: Document, story: Sequence[Sentence], bags: Sequence[Bag], headline: Bag, disputes: Sequence[Dispute]
) -> list[dict[str, float]]:
    """Return each story sentence's features, all in [0, 1]; `bags` runs beside the story."""
    quoted, central, disputed = Quoted.of(document), _central(bags), _disputed(document, disputes)
    torn = {index for run in quotation_runs(document) for index in run if not _cued(document, index, quoted)}
    found = []
    for i, sentence in enumerate(story):
        length = sentence.tokens[1] - sentence.tokens[0]
        found.append(
            {
                "lead": 1 / (1 + i),
                "early": 1 - i / len(story),
                "paragraph": float(i == 0 or story[i - 1].block != sentence.block),
                "headline": sum(headline.get(stem, 0.0) ** 2 for stem in bags[i]),
                "central": central[i],
                "length": min(1.0, length / FULL_LENGTH),
                "long": min(1.0, max(0, length - FULL_LENGTH) / (LONG - FULL_LENGTH)),
                "quoted": quoted.share(sentence.span),
                "torn": float(sentence.index in torn),
                "disputed": float(sentence.index in disputed),
            }
        )
    return found


def quotation_runs(document: Document) -> list[tuple[int, ...]]:
    """Return the sentences of each quotation that has more than one, in text order."""
    runs = (
        tuple(dict.fromkeys(s.index for span in quotation.spans for s in document.sentences_of(span)))
        for quotation in document.quotations
    )
    return [run for run in runs if len(run) > 1]


def _cued(document: Document, index: int, quoted: Quoted) -> bool:
    """Tell whether a sentence of a quotation has a subject outside the marks, which says who speaks: 'Dale said'."""
    words = document.words(document.sentences[index])
    return any(t.dep in {"nsubj", "nsubjpass"} and not quoted.share(t.span) for t in words)


def _disputed(document: Document, disputes: Sequence[Dispute]) -> set[int]:
    """Return the sentences that hold evidence of a dispute."""
    spans = (span for dispute in disputes for side in dispute.sides for span in side.evidence)
    return {sentence.index for span in spans for sentence in document.sentences_of(span)}


def _central(bags: Sequence[Bag]) -> list[float]:
    """Return each bag's likeness to the sum of all, 1 for the likest (Radev's centroid)."""
    total: Bag = {}
    for bag in bags:
        for stem, weight in bag.items():
            total[stem] = total.get(stem, 0.0) + weight
    centre = unit(total)
    likeness = [cosine(bag, centre) for bag in bags]
    peak = max(likeness, default=0.0) or 1.0
    return [value / peak for value in likeness]
