"""Sentence roles: what is news and what is not, and what holds for any text; background; the training."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.annotate import annotate
from briefing.analyse.role_features import Quoted, role_features, story_sentences
from briefing.analyse.role_model import RoleModel, best_role
from briefing.model import Analysis, Role, Span
from briefing.train import roles as training
from tests.conftest import article

Analyser = Callable[..., Analysis]

STORY = """Flood gates fail at Port Alden

PORT ALDEN, Ruvenia (Orrin News) - The flood gates of Port Alden failed on Tuesday and water filled the lower town, \
the harbour office said.

Some 400 people were taken to schools on higher ground.

"We will rebuild every house," said Mara Iveston, the mayor.

The gates were built in 1971 after a storm killed 38 people.

Port Alden is a town of 12,000 people on the Ruvenian coast.

Engineers expect the water to fall by the weekend.

(Reporting by Bo Dale; Editing by Ann Poe)
"""


@pytest.fixture(scope="module")
def story(analysed: Analyser) -> Analysis:
    return analysed(STORY, published="2016-05-11")


def index_of(analysis: Analysis, words: str) -> int:
    return next(s.index for s in analysis.document.sentences if words in s.span.of(analysis.text))


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("flood gates of Port Alden failed", {Role.MAIN_EVENT}),
        ("built in 1971", {Role.HISTORICAL_EVENT}),
        ("Engineers expect", {Role.EXPECTATION}),
        ("Port Alden is a town", {Role.CURRENT_CONTEXT}),
        ("Reporting by Bo Dale", {Role.NOT_NEWS}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_role(story: Analysis, words: str, roles: set[Role]) -> None:
    assert story.roles[index_of(story, words)].role in roles


@pytest.mark.parametrize(
    ("words", "speech"), [("We will rebuild", True), ("Some 400 people", False), ("built in 1971", False)]
)
def test_speech(story: Analysis, words: str, speech: bool) -> None:
    assert story.roles[index_of(story, words)].speech is speech


@pytest.mark.parametrize(
    ("words", "background"),
    [
        ("built in 1971", True),
        ("Port Alden is a town", True),
        ("flood gates of Port Alden failed", False),
        ("We will rebuild", False),
        ("Engineers expect", False),
        ("Reporting by", False),
    ],
)
def test_background(story: Analysis, words: str, background: bool) -> None:
    assert (index_of(story, words) in story.background) is background


@pytest.mark.parametrize(
    ("spans", "asked", "share"),
    [
        ([(0, 10)], (0, 10), 1.0),
        ([(0, 10)], (5, 15), 0.5),
        ([], (0, 4), 0.0),
        ([(0, 4), (6, 10)], (0, 10), 0.8),
        ([(20, 30)], (0, 10), 0.0),
    ],
)
def test_quoted_share(spans: list[tuple[int, int]], asked: tuple[int, int], share: float) -> None:
    quoted = Quoted(tuple(a for a, _ in spans), tuple(b for _, b in spans))
    assert quoted.share(Span(*asked)) == pytest.approx(share)


def test_features_name_no_names(models: Models) -> None:
    document = annotate(article(STORY), models.parser, models.splitter)
    features = {f for row in role_features(document, story_sentences(document)) for f in row}
    assert not [f for f in features if "iveston" in f or "alden" in f]


def test_neighbours_speak_for_each_other() -> None:
    stay = np.log(np.full((10, 9), 0.05, np.float32))
    stay[np.arange(9), np.arange(9)] = 3.0
    stay[9] = 0.0
    bias, width = np.zeros(9, np.float32), np.zeros((0, 9), np.float32)
    weights = np.zeros((2, 9), np.float32)
    weights[0, 4], weights[1, 2] = 1.0, 0.05
    model = RoleModel({"past": 0, "weak": 1}, weights, width, bias, stay)
    rows = model.probabilities([["past"], ["weak"], ["past"]], np.zeros((3, 0), np.float32))
    assert [best_role(row) for row in rows] == [Role.HISTORICAL_EVENT] * 3
    assert rows.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_no_story_no_roles(models: Models) -> None:
    assert models.roles.probabilities([], np.zeros((0, 300), np.float32)).shape == (0, 9)


PIECES = st.lists(
    st.sampled_from(
        ["Bo Dale said no.", '"Never', "In 1971 it fell.\n\n", "FILE PHOTO: A harbour.", "…", "a", "\n", "—"]
    )
)


@settings(deadline=None, max_examples=40)
@given(pieces=PIECES)
def test_any_text(analysed: Analyser, pieces: list[str]) -> None:
    text = " ".join(pieces)
    first, again = analysed(text), analysed(text)
    assert first.roles == again.roles
    assert len(first.roles) == len(first.document.sentences)
    assert list(first.background) == sorted(set(first.background))
    assert all(0 <= i < len(first.roles) for i in first.background)


def test_training_is_deterministic_and_learns(tmp_path: Path) -> None:
    folder = tmp_path / "newsdiscourse" / "train"
    folder.mkdir(parents=True)
    past, now = "The tower fell in 1971.", "Today the tower stands."
    rows = []
    for n in range(6):
        text = f"Tower news\n\n{now} {past}\n"
        (folder / f"a{n}.txt").write_text(text, encoding="utf-8")
        spans = [(text.index(words), text.index(words) + len(words)) for words in (now, past)]
        labels = ("current_context", "historical_event")
        sentences = [{"start": a, "end": b, "role": r} for (a, b), r in zip(spans, labels, strict=True)]
        rows.append(json.dumps({"id": f"a{n}", "sentences": sentences}))
    (folder / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
    outs = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for out in outs:
        assert training.main([str(tmp_path), str(out)]) == 0
    one, two = (np.load(out) for out in outs)
    assert all(np.array_equal(one[name], two[name]) for name in one.files)
    names = str(one["features"]).split("\n")
    row = one["weights"][names.index("date:0000")]
    assert list(Role)[int(row.argmax())] is Role.HISTORICAL_EVENT


def test_training_asks_for_two_paths(capsys: pytest.CaptureFixture[str]) -> None:
    assert training.main([]) == 2
    assert "usage" in capsys.readouterr().err
