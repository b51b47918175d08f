"""What a sentence shows of its role: place, tense, quotation, words; read by the trained `role_model`."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from briefing.model import BlockKind, Document, Sentence, Span, Token

PLACES = (1, 2, 3, 5, 8, 13, 21, 34)
"""Upper ends of the classes of a sentence's number in the story: fine at the front, where order tells most."""
TENTHS = 8
"""Into how many parts the story is cut for a sentence's relative place."""
LENGTHS = (5, 10, 15, 20, 27, 35, 50)
"""Upper ends of the classes of a sentence's length in words."""
LIKENESS = (0.55, 0.65, 0.72, 0.78, 0.83, 0.88, 0.93)
"""Upper ends of the classes of cosine between a sentence and the lead or the whole story."""
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "PRON", "SCONJ", "ADP", "CCONJ", "INTJ"})
"""Parts of speech whose lemmas are features; names are left out so that the model cannot learn the news of its year."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """How much of a stretch of text is quoted; built once per document."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> Quoted:
        """Collect the document's quoted stretches in text order."""
        spans = sorted({s for q in document.quotations for s in q.spans})
        return cls(tuple(s.start for s in spans), tuple(s.end for s in spans))

    def share(self, span: Span) -> float:
        """Return the quoted share of the span's characters, in [0, 1]."""
        at, covered, reach = bisect.bisect_right(self.ends, span.start), 0, span.start
        while at < len(self.starts) and self.starts[at] < span.end:
            lower = max(self.starts[at], reach)
            covered += max(0, min(self.ends[at], span.end) - lower)
            reach = max(reach, self.ends[at])
            at += 1
        return covered / max(1, len(span))


def story_sentences(document: Document) -> list[Sentence]:
    """Return the sentences that were parsed, headline excepted, in text order."""
    headline = BlockKind.HEADLINE
    blocks = document.article.blocks
    return [s for s in document.sentences if s.tokens[1] > s.tokens[0] and blocks[s.block].kind is not headline]


def role_features(document: Document, story: Sequence[Sentence]) -> list[list[str]]:
    """Return the features of each story sentence, its own first, then its neighbours'; deterministic order."""
    quoted = Quoted.of(document)
    own = [list(dict.fromkeys(_words(document, s))) for s in story]
    shapes = [_shape(document, s, quoted) for s in story]
    likeness = _likeness(document, story)
    found = []
    for i, features in enumerate(own):
        before = shapes[i - 1] if i else ["first"]
        after = shapes[i + 1] if i + 1 < len(story) else ["last"]
        found.append(
            [
                *features,
                *shapes[i],
                *_place(document, story, i),
                *likeness[i],
                *(f"before:{f}" for f in before),
                *(f"after:{f}" for f in after),
            ]
        )
    return found


def _place(document: Document, story: Sequence[Sentence], i: int) -> Iterator[str]:
    yield f"place:{bisect.bisect_left(PLACES, i + 1)}"
    yield f"part:{TENTHS * i // len(story)}"
    yield f"last:{min(3, len(story) - 1 - i)}"
    yield f"story:{bisect.bisect_left(PLACES, len(story))}"
    sentence = story[i]
    if i == 0 or story[i - 1].block != sentence.block:
        yield "paragraph"
    yield f"length:{bisect.bisect_left(LENGTHS, sentence.tokens[1] - sentence.tokens[0])}"
    if document.text[sentence.span.end - 1] not in ".!?\"”’')":
        yield "unfinished"


def _words(document: Document, sentence: Sentence) -> Iterator[str]:
    """Yield words, pairs of words, names' types and dates."""
    last = ""
    for token in document.words(sentence):
        word = _word(token)
        if word:
            yield word
            if last:
                yield f"{last}_{word}"
        last = word


def _word(token: Token) -> str:
    """Return the lemma of a common word, the type of a name or figure, '' for punctuation."""
    if token.entity == "DATE":
        return "date:" + "".join("0" if c.isdigit() else c for c in token.text.lower())
    if token.entity:
        return token.entity
    if token.pos in CONTENT:
        return token.lemma.lower()
    return "" if token.pos in {"PUNCT", "SPACE", "SYM", "DET"} else token.pos


def _shape(document: Document, sentence: Sentence, quoted: Quoted) -> list[str]:
    """Return tense of the main verb, its subject's type, and how much is quoted."""
    share = quoted.share(sentence.span)
    found = ["quoted:" + ("none" if share == 0 else "part" if share < 0.5 else "most")]
    words = document.words(sentence)
    root = next((t for t in words if t.dep == "ROOT"), None)
    if root is None:
        return found
    below = [document.tokens[c] for c in document.children[root.index]]
    helpers = "+".join(t.lemma.lower() for t in below if t.dep in {"aux", "auxpass"} and t.pos != "PART")
    found.append(f"tense:{helpers}+{root.tag}")
    found.append(f"root:{root.lemma.lower()}" if root.pos in {"VERB", "AUX"} else f"root:{root.pos}")
    subject = next((t for t in below if t.dep in {"nsubj", "nsubjpass"}), None)
    if subject is not None:
        kind = subject.entity or (subject.lemma.lower() if subject.pos == "PRON" else subject.pos)
        found.append(f"subject:{kind}")
    return found


def _likeness(document: Document, story: Sequence[Sentence]) -> list[list[str]]:
    """Return how near each sentence lies to the lead and to the whole story."""
    if not story or not document.vectors.size:
        return [[] for _ in story]
    rows = document.vectors[[s.index for s in story]]
    centre = rows.sum(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    lead, whole = rows @ rows[0], rows @ centre
    return [
        [f"lead:{bisect.bisect_left(LIKENESS, float(a))}", f"whole:{bisect.bisect_left(LIKENESS, float(b))}"]
        for a, b in zip(lead, whole, strict=True)
    ]
