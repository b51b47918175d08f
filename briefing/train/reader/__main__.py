"""Train the reader: `python -m briefing.train.reader DATA OUT [--seeds 0 1 2]`.

DATA holds annotated articles in polnear/ and newsdiscourse/. OUT gets a checkpoint and a log for each seed and, of the
seed that is best on dev, the network, its tokenizer and its card. A stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

ALLOCATOR = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "20000000000", "MALLOC_TOP_PAD_": "500000000"}
"""Keeps glibc from giving every tensor back to the system: a step on two cores takes a sixth of the time."""


def main() -> None:
    """Train, choose, export."""
    parser = argparse.ArgumentParser(prog="python -m briefing.train.reader", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if sys.platform == "linux" and not set(ALLOCATOR) <= set(os.environ):
        again = [sys.executable, "-m", "briefing.train.reader", *sys.argv[1:]]
        os.execve(sys.executable, again, os.environ | ALLOCATOR)  # noqa: S606 - this very program, no shell needed
    run(options.data, options.out, options.seeds, options.epochs, options.threads)


def run(data_folder: Path, out: Path, seeds: Sequence[int], epochs: int | None, threads: int) -> None:
    """Train a reader a seed, and export the best."""
    import torch

    from briefing.train.reader.data import base_weights, load_data, load_tokenizer
    from briefing.train.reader.export import ship
    from briefing.train.reader.fit import stages, train
    from briefing.train.reader.net import Reader

    out.mkdir(parents=True, exist_ok=True)
    data, base = load_data(data_folder), base_weights()
    found: dict[int, dict[str, float]] = {}
    for seed in seeds:
        torch.manual_seed(seed)
        reader, log = Reader(), _logger(out / f"seed-{seed}.log")
        reader.encoder.load_bert(base)
        for n, recipe in enumerate(stages(seed, threads), 1):
            recipe = replace(recipe, epochs=epochs or recipe.epochs)
            found[seed] = train(reader, data, recipe, out / f"seed-{seed}-{n}.pt", log, _progress(seed, n))
    best = max(seeds, key=lambda s: found[s]["said"] + found[s]["macro8"])
    figures = {name: [f[name] for f in found.values()] for name in found[best]}
    spread = {name: [statistics.mean(values), statistics.pstdev(values)] for name, values in figures.items()}
    reader.load_state_dict(torch.load(out / f"seed-{best}-2.pt", weights_only=True)["reader"])
    record = {"seed": best, "dev": found, "spread": spread}
    ship(reader, base, data, stages(best, threads)[1], load_tokenizer(), out, record)
    made = ", ".join(p.name for p in sorted(out.glob("reader-en.*")))
    _tell(f"copy {made} to {files('briefing.analyse') / 'data'}\n")


def _logger(path: Path) -> Callable[[dict[str, Any]], None]:
    def log(record: dict[str, Any]) -> None:
        line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in record.items()})
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        _tell(f"\r{line}\n")

    return log


def _progress(seed: int, stage: int) -> Callable[[int, int], None]:
    def advance(done: int, steps: int) -> None:
        if sys.stderr.isatty():
            _tell(f"\rseed {seed}, stage {stage}: step {done} of {steps}")

    return advance


def _tell(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()


if __name__ == "__main__":
    main()
