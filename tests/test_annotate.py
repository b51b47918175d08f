"""Sentences, tokens, parse and vectors of a document, by offset."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.analyse import Models
from briefing.analyse.annotate import annotate, story_start
from briefing.model import Article, Block, BlockKind, Document, Span

DATELINE = "PORT ALDEN (Meridian) — "
TEXT = (
    "Ferry sinks off Ruvenia\n"
    "By Nadia Fennick\n"
    f"{DATELINE}A ferry sank on Monday. Mara Iveston, who speaks for the government,\nsaid 31 people died.\n"
    "\n"
    "PELL: Were they warned?\n"
    "Photo: The Halcyon in port\n"
    "“Nobody was turned back,” Iveston said.  She declined to say more.\n"
)


def block(kind: BlockKind, first: str, last: str, *, dateline: str = "", speaker: str = "") -> Block:
    start = TEXT.index(first)
    front = {
        name: Span(start, start + len(words)) for name, words in (("dateline", dateline), ("speaker", speaker)) if words
    }
    return Block(Span(start, TEXT.index(last) + len(last)), kind, **front)


BLOCKS = (
    block(BlockKind.HEADLINE, "Ferry sinks", "off Ruvenia"),
    block(BlockKind.BYLINE, "By Nadia", "Fennick"),
    block(BlockKind.BODY, DATELINE, "people died.", dateline=DATELINE),
    block(BlockKind.BODY, "PELL:", "warned?", speaker="PELL: "),
    block(BlockKind.CAPTION, "Photo:", "in port"),
    block(BlockKind.BODY, "“Nobody", "say more."),
)


@pytest.fixture(scope="module")
def document(models: Models) -> Document:
    return annotate(Article("a", "a.txt", TEXT, BLOCKS), models.parser, models.splitter)


def test_every_block_has_its_sentences_in_text_order(document: Document) -> None:
    assert [(s.block, s.span.of(TEXT)) for s in document.sentences] == [
        (0, "Ferry sinks off Ruvenia"),
        (1, "By Nadia Fennick"),
        (2, f"{DATELINE}A ferry sank on Monday."),
        (2, "Mara Iveston, who speaks for the government,\nsaid 31 people died."),
        (3, "PELL: Were they warned?"),
        (4, "Photo: The Halcyon in port"),
        (5, "“Nobody was turned back,” Iveston said."),
        (5, "She declined to say more."),
    ]


def test_tokens_are_the_texts_own_words(document: Document) -> None:
    # Within a paragraph a line break counts as a blank, so only the offsets can say where a word is.
    assert all(t.span.of(TEXT) == t.text for t in document.tokens)
    assert [t.index for t in document.tokens] == list(range(len(document.tokens)))
    assert not any(t.text.isspace() for t in document.tokens)


def test_sentences_and_tokens_agree(document: Document) -> None:
    at = 0
    for sentence in document.sentences:
        assert sentence.tokens[0] == at
        at = sentence.tokens[1]
        for token in document.words(sentence):
            assert token.sentence == sentence.index
            assert sentence.span.covers(token.span)
    assert at == len(document.tokens)


def test_dateline_speaker_label_byline_and_caption_have_no_tokens(document: Document) -> None:
    words = {t.text for t in document.tokens}
    assert not words & {"PORT", "ALDEN", "Meridian", "PELL", "Fennick", "Photo", "Halcyon"}
    assert [document.words(s)[0].text for s in document.sentences if s.block in (2, 3)] == ["A", "Mara", "Were"]


@pytest.mark.parametrize(
    ("block", "start"),
    [
        (Block(Span(5, 50), BlockKind.BODY), 5),
        (Block(Span(5, 50), BlockKind.BODY, dateline=Span(5, 20)), 20),
        (Block(Span(5, 50), BlockKind.BODY, speaker=Span(5, 11)), 11),
    ],
    ids=["plain", "dateline", "speaker"],
)
def test_story_start(block: Block, start: int) -> None:
    assert story_start(block) == start


def test_every_label_can_be_spelled(models: Models) -> None:
    # The spellings that come with the pipeline are not loaded; those of its labels have to be there all the same.
    pipeline = models.parser.pipeline
    labels = [label for found in pipeline.pipe_labels.values() for label in found]
    assert {"NNP", "nsubj", "PERSON"} <= set(labels)
    assert all(label in pipeline.vocab.strings for label in labels)


def test_heads_stay_within_their_sentence(document: Document) -> None:
    # Our sentence starts are preset: the parser must neither move them nor attach across them.
    for token in document.tokens:
        assert document.tokens[token.head].sentence == token.sentence
    for sentence in document.sentences:
        roots = [t for t in document.words(sentence) if t.head == t.index]
        assert bool(roots) == (sentence.tokens[0] < sentence.tokens[1])


def test_parse_says_who_did_what(document: Document) -> None:
    sank = next(t for t in document.tokens if t.text == "sank")
    assert [document.tokens[i].text for i in document.children[sank.index] if document.tokens[i].dep == "nsubj"] == [
        "ferry"
    ]
    assert (sank.lemma, sank.pos, sank.tag) == ("sink", "VERB", "VBD")
    assert document.span_of(document.subtree(sank.index)).of(TEXT) == "A ferry sank on Monday."


def test_entities_and_chunks_are_token_ranges(document: Document) -> None:
    assert ("Mara Iveston", "PERSON") in [(e.span.of(TEXT), e.label) for e in document.entities]
    for entity in document.entities:
        inner = document.tokens[slice(*entity.tokens)]
        assert (inner[0].start, inner[-1].end) == (entity.span.start, entity.span.end)
        assert all(t.entity == entity.label for t in inner)
    chunks = [document.span_of(range(*c)).of(TEXT) for c in document.noun_chunks]
    assert "the government" in chunks


def test_children_are_the_heads_turned_round(document: Document) -> None:
    pairs = {(t.head, t.index) for t in document.tokens if t.head != t.index}
    assert {(h, c) for h, kids in enumerate(document.children) for c in kids} == pairs
    assert all(list(kids) == sorted(kids) for kids in document.children)


def test_vectors_have_unit_length_where_there_are_words(document: Document) -> None:
    norms = np.linalg.norm(document.vectors, axis=1)
    parsed = [s.tokens[0] < s.tokens[1] for s in document.sentences]
    assert document.vectors.shape[0] == len(document.sentences)
    assert norms[parsed] == pytest.approx(1.0, abs=1e-5)
    assert not norms[np.logical_not(parsed)].any()


@pytest.mark.parametrize(
    ("offset", "index"), [(0, 0), (22, 0), (23, None), (TEXT.index("She"), 7), (len(TEXT), None)], ids=str
)
def test_sentence_at(document: Document, offset: int, index: int | None) -> None:
    found = document.sentence_at(offset)
    assert (found.index if found else None) == index


def test_sentences_and_tokens_of_a_span(document: Document) -> None:
    span = Span(TEXT.index("people died"), TEXT.index("warned") + 3)
    assert [s.index for s in document.sentences_of(span)] == [3, 4]
    assert [t.text for t in document.tokens_of(span)] == ["people", "died", ".", "Were", "they", "warned"]


@pytest.mark.parametrize("text", ["", "\n\n", "  \n "], ids=["empty", "line ends", "blanks"])
def test_nothing_to_annotate(models: Models, text: str) -> None:
    empty = annotate(Article("a", "a.txt", text, ()), models.parser, models.splitter)
    assert (empty.sentences, empty.tokens, empty.vectors.shape[0]) == ((), (), 0)
