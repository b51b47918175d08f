"""The learned reader: layout, windows, decoding, and what happens where its files are missing or damaged."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.quotations import find_quotations
from briefing.analyse.reader import network as network_module
from briefing.analyse.reader.decode import LABELS, REACH, decode, runs, transitions, viterbi
from briefing.analyse.reader.layout import CASES, PARAGRAPH, Layout, cut, lay_out, letter_case
from briefing.analyse.reader.network import CARD, NETWORK, TOKENIZER, load_network
from briefing.errors import ModelError
from briefing.model import Analysis, Article, Document, Reading, Role
from briefing.read.text import read_text
from tests.conftest import document_of

STORY = (
    "PORT ALDEN — The harbour of Port Alden will close in March, the port authority said on Monday.\n\n"
    "“We will not pay for this,” said Mara Iveston, a spokeswoman for the dockers’ union. “Not one crown.”\n\n"
    "Minister Ole Dahl denied that the closure had been decided behind closed doors."
)


@pytest.fixture(scope="module")
def laid(models: Models) -> Callable[[str], tuple[Article, Layout]]:
    def of(text: str) -> tuple[Article, Layout]:
        article = read_text(text, id="x", source="x")
        sentences = [models.splitter.split(article.text, b) for b in article.blocks]
        return article, lay_out(article, sentences, find_quotations(article)[0], models.reader.tokenizer)

    return of


def test_words_stand_where_the_layout_says(laid: Callable[[str], tuple[Article, Layout]]) -> None:
    article, layout = laid(STORY)
    words = [article.text[a:b] for a, b in layout.words]
    assert words[-3:] == ["closed", "doors", "."]
    assert "Iveston" in words
    assert all(w.strip() == w and w for w in words)
    quoted = {w for w, q in zip(words, layout.quoted[layout.first], strict=True) if q}
    assert {"We", "crown"} <= quoted
    assert "Mara" not in quoted
    assert (layout.start == PARAGRAPH).sum() == 3


@pytest.mark.parametrize(
    ("word", "kind"),
    [("said", 0), ("Iveston", 1), ("UN", 2), ("A", 1), ("iPhone", 3), ("McRae", 3), ("1931", 4), ("—", 5)],
)
def test_letter_case(word: str, kind: int) -> None:
    assert letter_case(word) == kind < CASES


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.integers(1, 3), min_size=1, max_size=900), window=st.sampled_from([16, 64, 256]))
def test_every_word_is_taken_from_a_window_that_holds_it(pieces: list[int], window: int) -> None:
    first = np.concatenate([[0], np.cumsum(pieces)[:-1]]).astype(np.int64)
    total = sum(pieces)
    ids = np.arange(1000, 1000 + total)
    zeros = np.zeros(total, np.int64)
    one = np.zeros(len(pieces), np.int64)
    layout = Layout(np.zeros((len(pieces), 2), np.int64), one, one, first, ids, zeros, zeros, zeros, ())
    windows = cut(layout, 1, 2, window=window, overlap=window // 4)
    assert windows.ids.shape[1] <= window
    assert (windows.ids[:, 0] == 1).all()
    assert (windows.ids[:, -1] == 2).all()
    assert (windows.ids.reshape(-1)[windows.take] == ids[first]).all()
    assert set(windows.ids[:, 1:-1].reshape(-1)) == set(ids)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_viterbi_finds_the_best_sequence_the_grammar_allows(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, 4, len(LABELS))).astype(np.float32)
    steps = transitions()
    found = viterbi(scores, steps)

    def worth(row: np.ndarray, labels: tuple[int, ...]) -> float:
        opened = -1e4 if labels[0] in {2, 4, 6} else 0.0
        followed = sum(steps[a, b] for a, b in itertools.pairwise(labels))
        return float(opened + sum(row[n, x] for n, x in enumerate(labels)) + followed)

    for row, labels in zip(scores, found, strict=True):
        best = max(worth(row, x) for x in itertools.product(range(len(LABELS)), repeat=4))
        assert worth(row, tuple(labels)) == pytest.approx(best, rel=1e-5)


def test_runs() -> None:
    assert runs([0, 5, 6, 5, 0, 6, 5], 5) == [(1, 3), (3, 4), (6, 7)]


def test_a_cue_without_content_is_none() -> None:
    pairs = np.full((2, 2 * REACH + 1, len(LABELS)), -9.0, np.float32)
    pairs[:, :, 0] = -0.01
    pairs[1, REACH + 1, LABELS.index("B-content")] = -0.001
    pairs[1, REACH + 1, 0] = -7.0
    found = decode(np.array([3, 5]), np.array([0.9, 0.8], np.float32), pairs, transitions(), 10)
    assert [(f.cue, f.content, f.source) for f in found] == [(((5, 6),), ((6, 7),), ())]
    assert 0.0 < found[0].confidence <= 0.8


def reading(models: Models, text: str) -> tuple[Document, Reading]:
    document = document_of(text, models)
    assert document.reading is not None
    return document, document.reading


def test_who_said_what(models: Models) -> None:
    document, found = reading(models, STORY)
    said = [
        tuple(" ".join(s.of(document.text) for s in part) for part in (a.source, a.content))
        for a in found.attributions
        if a.confidence > 0.5
    ]
    for source, content in (
        ("the port authority", "will close in March"),
        ("Mara Iveston", "We will not pay for this"),
        ("Ole Dahl", "the closure had been decided"),
    ):
        assert [who for who, what in said if content in what and source in who]


def test_every_sentence_of_the_story_is_read(models: Models) -> None:
    document, found = reading(models, f"{STORY}\n\nPhoto: The harbour (Alden Courier)")
    told = [s.tokens[1] > s.tokens[0] for s in document.sentences]
    assert found.roles.shape == (len(told), len(Role))
    assert np.allclose(found.roles.sum(1), np.array(told, np.float32), atol=1e-4)
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), np.array(told, np.float32), atol=1e-3)
    assert ((found.speech >= 0) & (found.speech <= 1)).all()
    quoted = [s.index for s in document.sentences if "Not one crown" in s.span.of(document.text)]
    assert found.speech[quoted[0]] > 0.5


def test_the_same_article_reads_the_same(models: Models) -> None:
    (_, one), (_, two) = reading(models, STORY), reading(models, STORY)
    assert one.attributions == two.attributions
    assert (one.roles == two.roles).all()
    assert (one.vectors == two.vectors).all()


@pytest.mark.parametrize("text", ["", "\n\n", "!", "a" * 5000, "a " * 3000, "“" * 40, "\u202e\u0000 x", "漢字" * 300])
def test_odd_texts_are_read(models: Models, text: str) -> None:
    document, found = reading(models, text)
    assert len(found.roles) == len(found.vectors) == len(found.speech) == len(document.sentences)
    for attribution in found.attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= span.start < span.end <= len(document.text)


def test_an_article_longer_than_a_window_reads_on_over_the_seams(analysed: Callable[..., Analysis]) -> None:
    filler = "The harbour was quiet and the gulls slept on the wall all day. " * 9
    text = "\n\n".join(f"{filler}“The {n} cranes will stay,” said Mara Iveston." for n in range(12, 24))
    said = [a.of(text) for s in analysed(text).statements for a in s.content]
    assert [n for n in range(12, 24) if not any(f"The {n} cranes will stay" in w for w in said)] == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the reader's files that may be damaged."""
    shipped = files("briefing.analyse") / "data"
    (tmp_path / "data").mkdir()
    for name in (NETWORK, TOKENIZER, CARD):
        shutil.copy(str(shipped / name), tmp_path / "data" / name)
    monkeypatch.setattr(network_module, "files", lambda _: tmp_path)
    return tmp_path / "data"


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER, CARD])
def test_a_missing_file_is_named(package: Path, name: str) -> None:
    (package / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.") + ".*install the package again"):
        load_network()


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
def test_a_damaged_file_is_named(package: Path, name: str) -> None:
    data = bytearray((package / name).read_bytes())
    data[len(data) // 2] ^= 1
    (package / name).write_bytes(data)
    with pytest.raises(ModelError, match="damaged"):
        load_network()


def test_a_tokenizer_without_its_marks_is_named(package: Path) -> None:
    tokenizer = (package / TOKENIZER).read_bytes().replace(b'"[CLS]"', b'"[XYZ]"')
    (package / TOKENIZER).write_bytes(tokenizer)
    card = json.loads((package / CARD).read_text(encoding="utf-8"))
    card["sha256"][TOKENIZER] = hashlib.sha256(tokenizer).hexdigest()
    (package / CARD).write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match=r"has no \[CLS\]"):
        load_network()


def test_a_card_that_is_no_json_is_named(package: Path) -> None:
    (package / CARD).write_text("{")
    with pytest.raises(ModelError, match="card"):
        load_network()


def test_the_shipped_files_are_small_and_described() -> None:
    folder = files("briefing.analyse") / "data"
    sizes = [Path(str(folder / name)).stat().st_size for name in (NETWORK, TOKENIZER, CARD)]
    assert sum(sizes) < 30e6
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    assert {"sha256", "steps", "recipe", "dev", "spread"} <= set(card)
