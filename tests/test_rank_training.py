"""The training of the ranking: what a choice is worth, the slopes it climbs, and that the same data teach the same."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from briefing.analyse import Models
from briefing.train import rank as training
from briefing.train.rank_examples import Example, Rouge, summary_examples

NEWS = "The council of Port Alden voted on Tuesday to close the harbour to all tankers."
FILLER = (
    "The weather was mild and many people walked along the quays in the evening.",
    "A bakery on the square sold bread and apples to the visitors from Yarrow.",
    "Two painters have rented the old customs house for the summer months.",
    "Children flew kites over the northern beach until the wind dropped.",
    "The library will open an hour later while its roof is being mended.",
    "Ferries to Yarrow leave every second hour from the eastern landing stage.",
)


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("Tankers leave the harbours", 1.0),
        ("tanker LEAVES, the harbour", 1.0),
        ("The harbour", 2 * 2 / (2 + 4)),
        ("Nobody came", 0.0),
    ],
    ids=["same", "stems", "half", "none"],
)
def test_rouge(sentence: str, score: float) -> None:
    rouge = Rouge.of([sentence, "Nothing else"], ["Tankers leave the harbour", "It snows"])
    assert rouge.best(np.array([[0]]))[0] == pytest.approx(score)


def test_rouge_counts_a_word_once_for_each_time_it_is_wanted() -> None:
    rouge = Rouge.of(["harbour harbour", "harbour"], ["harbour gate"])
    assert rouge.best(np.array([[0, 1]]))[0] == pytest.approx(2 * 1 / (3 + 2))


def test_first_three_gain_nothing_on_themselves(tmp_path: Path, models: Models) -> None:
    example = next(iter(summary_examples(_summaries(tmp_path, 1), models)))
    assert example.judge([0, 1, 2]) == pytest.approx(0.0)
    assert example.judge([6, 1, 2]) > 0


@pytest.mark.parametrize("corpus", ["gold", "summaries"])
def test_slopes_are_those_of_the_gain(tmp_path: Path, models: Models, corpus: str) -> None:
    seen = next(iter(summary_examples(_summaries(tmp_path, 1), models)))
    gains = np.array([0.0, 0.5, 1.0, 0.5])
    example = Example(corpus, seen.table, np.zeros((4, 1), np.intp), np.zeros(4), gains, seen.judge, 1.0)

    def gain(worth: np.ndarray) -> float:
        chances = np.exp(worth) / np.exp(worth).sum()
        if corpus == "gold":
            # The intercept is free: where it is best, its own slope is zero.
            odds = worth + np.linspace(-5, 5, 200_001)[:, None]
            return float((odds @ gains - np.log1p(np.exp(odds)).sum(axis=1)).max() / training.PICKED)
        return float(training.SHARPNESS * gains @ chances)

    worth, step = np.array([0.3, -0.2, 0.1, 0.5]), 1e-3
    slopes = [(gain(worth + step * e) - gain(worth - step * e)) / (2 * step) for e in np.eye(4)]
    assert training._errors(example, worth) == pytest.approx(np.array(slopes), abs=1e-4)


def test_the_same_articles_teach_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _gold(tmp_path / "gold", 3)
    _summaries(tmp_path / "summaries", 3)
    outs = [tmp_path / "one.py", tmp_path / "two.py"]
    printed = []
    for out in outs:
        assert training.main([str(tmp_path), str(out)]) == 0
        printed.append(capsys.readouterr().out)
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert printed[0] == printed[1]
    assert "gold shuffle 1:" in printed[0]
    weights = _module(outs[0]).WEIGHTS
    assert weights["headline"][0] > 0, "the chosen sentence is the headline's"


def test_training_asks_for_two_paths(capsys: pytest.CaptureFixture[str]) -> None:
    assert training.main([]) == 2
    assert "usage" in capsys.readouterr().err


def _story(n: int) -> list[str]:
    """Return the filler turned by n, the news after it, so that its place tells nothing."""
    turned = [*FILLER[n:], *FILLER[:n]]
    return [*turned, NEWS]


def _summaries(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {"id": f"s{n}", "text": "\n\n".join(_story(n)), "references": [f"{NEWS} {_story(n)[1]}"]} for n in range(count)
    ]
    file = folder / "dev.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def _gold(folder: Path, count: int) -> None:
    index = {}
    for name in ("text", "A", "B"):
        (folder / name).mkdir(parents=True)
    for n in range(count):
        story = _story(n)
        text = "Port Alden votes to close harbour to tankers\n\n" + "\n\n".join(story) + "\n"
        (folder / "text" / f"g{n}.txt").write_text(text, encoding="utf-8")
        index[f"g{n}"] = {"sentences": [[text.index(s), text.index(s) + len(s)] for s in story]}
        for annotator in "AB":
            chosen = {"key_sentences": [len(story)]}
            (folder / annotator / f"g{n}.json").write_text(json.dumps(chosen), encoding="utf-8")
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
