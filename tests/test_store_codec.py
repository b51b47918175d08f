"""Analyses and articles as the store writes them: what comes back is what went in, and damage is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models, analyse
from briefing.cli.sources import open_sources
from briefing.compose import compose, shipped_options
from briefing.model import (
    Analysis,
    Article,
    Attribution,
    Change,
    Document,
    Entity,
    Quotation,
    Reading,
    Release,
    Span,
    Token,
)
from briefing.render import open_press, render
from briefing.store import article_digest
from briefing.store.articles import article_body
from briefing.store.codec import Codec
from briefing.store.records import Records, canonical, plain, shape
from tests.factory import analysis, article
from tests.processes import SEEDS


def same(one: object, other: object) -> bool:
    """Tell whether two records are equal down to the last bit of their arrays."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if is_dataclass(one) and type(one) is type(other):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return type(one) is type(other) and one == other


def parsed(lemmas: str = "word", seed: int = 0) -> Analysis:
    """Return the invented analysis with a token a word, a parse of sorts, and a reading."""
    found = analysis()
    document, random = found.document, np.random.default_rng(seed)
    tokens: list[Token] = []
    sentences = []
    for s in document.sentences:
        words = list(re.finditer(r"\w+|[^\w\s]", s.span.of(document.text)))
        first = len(tokens)
        for m in words:
            n = len(tokens)
            head = int(random.integers(first, first + len(words)))
            start = s.span.start + m.start()
            tokens.append(
                Token(n, start, start + len(m[0]), m[0], lemmas, "NOUN", "NN", "dep", head, "GPE" if n % 7 == 0 else "",
                      s.index)
            )  # fmt: skip
        sentences.append(replace(s, tokens=(first, len(tokens))))
    children = tuple(tuple(t.index for t in tokens if t.head == n and t.index != n) for n in range(len(tokens)))
    count = len(sentences)
    reading = Reading(
        (Attribution((Span(1, 5),), (), (Span(8, 20), Span(22, 30)), 0, 0.1 + 0.2),),
        *(random.random(size, np.float32) for size in ((count, 9), (count,), (count, 16))),
    )
    whole = Document(
        document.article, tuple(sentences), tuple(tokens), (Entity(Span(0, 7), "GPE", (0, 1)),), ((0, 2),),
        (Quotation((Span(3, 9),), False),), np.zeros((count, 0), np.float32), children, (), reading,
    )  # fmt: skip
    return replace(found, document=whole)


CASES = {
    "without a parse": analysis,
    "parsed and read": parsed,
    "words of other scripts": lambda: parsed("ῥῆμα \ud800 \N{GRINNING FACE}"),
    "a token that is not its text": lambda: odd(parsed()),
    "word vectors and no reading": lambda: unread(parsed()),
    "numbers of numpy": lambda: numeric(parsed()),
}


def odd(found: Analysis) -> Analysis:
    tokens = found.document.tokens
    changed = (*tokens[:3], replace(tokens[3], text="other"), *tokens[4:])
    return replace(found, document=replace(found.document, tokens=changed))


def unread(found: Analysis) -> Analysis:
    vectors = np.random.default_rng(1).random((len(found.document.sentences), 300), np.float32)
    return replace(found, document=replace(found.document, reading=None, vectors=vectors))


def numeric(found: Analysis) -> Analysis:
    """What a sum of 32-bit numbers leaves in a record; it comes back as Python's own number of the same value."""
    points = tuple(replace(k, score=float(np.float32(k.score))) for k in found.key_points)
    return replace(found, key_points=points)


@pytest.mark.parametrize("made", CASES.values(), ids=CASES.keys())
def test_an_analysis_comes_back_as_it_was(made: Callable[[], Analysis]) -> None:
    found = made()
    codec = Codec()
    data = codec.encode(found)
    assert same(codec.decode(data, found.article), found)
    assert Codec().encode(found) == data


def test_only_the_parsers_vectors_are_left_out_where_there_is_a_reading() -> None:
    found = parsed()
    vectors = np.ones((len(found.document.sentences), 300), np.float32)
    with_vectors = replace(found, document=replace(found.document, vectors=vectors))
    back = Codec().decode(Codec().encode(with_vectors), found.article)
    assert same(back, found)


def test_numbers_of_numpy_are_stored_by_their_value() -> None:
    assert canonical(plain((np.float32(0.5), np.int64(3), np.float64(0.1)))) == "[0.5,3,0.1]"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=20), st.integers(0, 2**32))
def test_any_parse_comes_back(lemma: str, seed: int) -> None:
    found = parsed(lemma, seed)
    assert same(Codec().decode(Codec().encode(found), found.article), found)


@settings(deadline=None)
@given(st.data())
def test_damage_is_refused_never_read_as_something_else(data: st.DataObject) -> None:
    whole = Codec().encode(parsed())
    head = len(Codec().head)
    at = data.draw(st.integers(head, len(whole) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.booleans())
    damaged = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
    with pytest.raises(ValueError, match="cannot be read"):
        Codec().decode(damaged, analysis().article)


def test_what_a_program_with_other_records_wrote_counts_as_missing() -> None:
    found = analysis()
    codec = Codec()
    data = codec.encode(found)
    assert codec.decode(data[:4] + b"8 others" + data[12:], found.article) is None
    assert codec.decode(b"BRA0" + data[4:], found.article) is None


def test_the_shape_names_every_record_an_analysis_holds() -> None:
    known = shape(Analysis)
    for name in ("Document", "Token", "Reading", "Attribution", "Statement", "Referent", "Problem", "Stance(asserts"):
        assert f"{name}" in known


@dataclass(frozen=True, slots=True)
class Before:
    name: str
    size: int = 3


@dataclass(frozen=True, slots=True)
class After:
    name: str
    size: int = 3
    kind: str | None = None


def test_a_new_field_with_a_default_changes_nothing_that_is_written() -> None:
    assert plain(Before("a")) == plain(After("a")) == {"name": "a"}
    assert Records().read(After, plain(Before("b", 4))) == After("b", 4)


@pytest.mark.parametrize("value", [b"bytes", {"a": 1}, {1}, object()], ids=["bytes", "dict", "set", "object"])
def test_what_has_no_plain_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        plain(value)


@pytest.mark.parametrize("value", [{"name": 1}, {"name": "a", "size": 1.5}, {"nam": "a"}, ["a"], {}], ids=str)
def test_values_of_the_wrong_kind_are_refused(value: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        Records().read(Before, value)


RELEASE = Release("urn:item:1", 2, Change.CORRECTION, None, "mind the figure", datetime(2026, 4, 6, 5, 30, tzinfo=UTC))


def test_an_articles_digest_does_not_depend_on_where_it_came_from() -> None:
    one = article(release=RELEASE, authors=("Ilse Oram",))
    assert article_digest(one) == article_digest(replace(one, id="other", source="https://other.example"))


CHANGES: dict[str, dict[str, object]] = {
    "title": {"title": "Another"},
    "day": {"published": date(2025, 3, 11)},
    "outlet": {"outlet": "Lower Tarn Post"},
    "release": {"release": replace(RELEASE, version=3)},
    "address": {"address": "https://x.example/2"},
    "blocks": {"blocks": ()},
    "text": {"text": "Another text."},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_an_articles_digest_depends_on_its_content(change: dict[str, object]) -> None:
    one = article(release=RELEASE)
    assert article_digest(one) != article_digest(replace(one, **change))  # type: ignore[arg-type]


def test_digests_stay_the_same_from_release_to_release() -> None:
    """A store would take every article for a new one; where this must change, the store needs a migration."""
    assert article_body(Article("a", "s", "One line.", (), title="T", published=date(2025, 3, 10))) == (
        '{"blocks":[],"published":"2025-03-10","text":"One line.","title":"T"}'
    )
    assert article_digest(article()) == "57864d20d1c05d24911b6f7f9a06d4b79913b934bade8e2b476bf381a82aca4d"


@pytest.mark.slow
def test_the_page_made_of_a_stored_analysis_is_the_same(models: Models) -> None:
    articles = [a for a in open_sources((str(SEEDS),), None, None, None).articles if isinstance(a, Article)]
    codec, press, options = Codec(), open_press(None, "a4"), shipped_options()
    for one in articles:
        fresh = analyse(one, models)
        stored = codec.decode(codec.encode(fresh), one)
        assert stored is not None
        for form in ("md", "json"):
            assert render(compose(stored, options), form, press) == render(compose(fresh, options), form, press)
        assert same(stored.document.reading, fresh.document.reading)
    assert len(articles) >= 10
