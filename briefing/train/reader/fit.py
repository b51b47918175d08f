"""The training loop: seeded, measured on dev after every epoch, resumed from its last whole epoch."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from briefing.analyse.reader.decode import decode
from briefing.model import Role
from briefing.train.reader.batches import Targets, batch_of, targets_of
from briefing.train.reader.examples import UNKNOWN, Example
from briefing.train.reader.measure import Reading, attribution_figures, role_figures
from briefing.train.reader.net import Batch, Reader

ROLES = len(Role)


@dataclass(frozen=True)
class Recipe:
    """Everything a run depends on but the data.

    `attributed` and `discourse` are articles of each kind in a batch; rates are Adam's at the top of their rise, the
    weights those of the heads' losses; `masked` is the share of pieces hidden from the encoder while it learns;
    `threshold` is the probability from which a word opens a cue.
    """

    seed: int = 0
    epochs: int = 4
    attributed: int = 3
    discourse: int = 2
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.01
    overlap: int = 32
    threads: int = 2
    threshold: float = 0.35
    cue_weight: float = 10.0
    pair_weight: float = 5.0
    chain_weight: float = 0.0
    role_weight: float = 0.5
    speech_weight: float = 0.15
    smoothing: float = 0.05
    masked: float = 0.0
    cls: int = 101
    sep: int = 102
    mask: int = 103


def stages(seed: int, threads: int) -> tuple[Recipe, Recipe]:
    """Return the two stages of a run: the labels one by one first, then their sequences, at lower rates."""
    first = Recipe(seed=seed, threads=threads)
    second = replace(
        first, epochs=2, rate=8e-5, head_rate=4e-4, warmup=0.1, pair_weight=2.5, chain_weight=0.1, role_weight=0.7,
        masked=0.05,
    )  # fmt: skip
    return first, second


@dataclass(frozen=True)
class Data:
    """The articles: those with attributions, those with roles, and the ones to measure on."""

    attributed: Sequence[Example]
    discourse: Sequence[Example]
    attributed_dev: Sequence[Example]
    discourse_dev: Sequence[Example]


def losses(reader: Reader, examples: Sequence[Example], recipe: Recipe, weights: Tensor) -> dict[str, Tensor]:
    """Return the weighted losses of one batch, by head; `weights` are those of the roles."""
    batch = batch_of([e.layout for e in examples], recipe.cls, recipe.sep, recipe.overlap)
    targets = targets_of(examples)
    hidden = (torch.rand(batch.ids.shape) < recipe.masked) & (batch.ids != recipe.cls) & (batch.ids != recipe.sep)
    batch = replace(batch, ids=batch.ids.masked_fill(hidden, recipe.mask))
    with torch.autocast("cpu", torch.bfloat16):
        words = reader.words(batch)
    found: dict[str, Tensor] = {}
    if (targets.cues >= 0).any():
        found |= _attribution_losses(reader, words, batch, targets, recipe)
    if (targets.roles != UNKNOWN).any():
        said, _ = reader.sentences(words, batch)
        found["role"] = recipe.role_weight * functional.cross_entropy(
            said[:, :ROLES], targets.roles, weights, ignore_index=UNKNOWN, label_smoothing=recipe.smoothing
        )
        known = targets.speech != UNKNOWN
        found["speech"] = recipe.speech_weight * functional.binary_cross_entropy_with_logits(
            said[known, ROLES], targets.speech[known].float()
        )
    return found


def _attribution_losses(
    reader: Reader, words: Tensor, batch: Batch, targets: Targets, recipe: Recipe
) -> dict[str, Tensor]:
    known = targets.cues >= 0
    cues = reader.cues(words[known])
    found = {"cue": recipe.cue_weight * functional.binary_cross_entropy_with_logits(cues, targets.cues[known])}
    if len(targets.at):
        with torch.autocast("cpu", torch.bfloat16):
            pairs = reader.pairs(words, targets.at, batch)
        pairs = pairs.float()
        found["pair"] = recipe.pair_weight * functional.cross_entropy(pairs.transpose(1, 2), targets.pairs)
        if recipe.chain_weight:
            found["chain"] = recipe.chain_weight * reader.chain(pairs, targets.pairs)
    return found


@torch.no_grad()
def read(reader: Reader, examples: Sequence[Example], recipe: Recipe, overlap: int = 64) -> list[Reading]:
    """Return what the network says of each example."""
    reader.eval()
    readings = []
    for example in examples:
        batch = batch_of([example.layout], recipe.cls, recipe.sep, overlap)
        with torch.autocast("cpu", torch.bfloat16):
            words = reader.words(batch)
        probabilities = reader.cues(words).sigmoid()
        cues = (probabilities > recipe.threshold).nonzero().squeeze(-1)
        pairs = reader.pairs(words, cues, batch).float().log_softmax(-1)
        said, _ = reader.sentences(words, batch)
        found = decode(
            cues.numpy(), probabilities[cues].numpy(), pairs.numpy(), reader.chain.table(), len(example.layout.words)
        )
        readings.append(Reading(found, said[:, :ROLES].softmax(-1).numpy()))
    reader.train()
    return readings


def order(data: Data, recipe: Recipe, epoch: int) -> Iterator[list[Example]]:
    """Yield one epoch's batches: every attributed article once, the others in turn beside them."""
    dice = np.random.default_rng((recipe.seed, epoch))
    mine = [data.attributed[i] for i in dice.permutation(len(data.attributed))]
    size = math.ceil(len(mine) / recipe.attributed)
    others: list[Example] = []
    while data.discourse and len(others) < size * recipe.discourse:
        others += [data.discourse[i] for i in dice.permutation(len(data.discourse))]
    for n in range(size):
        yield [
            *mine[n * recipe.attributed : (n + 1) * recipe.attributed],
            *others[n * recipe.discourse : (n + 1) * recipe.discourse],
        ]


def role_weights(data: Data) -> Tensor:
    """Return how much each role weighs: the rare ones more, by the square root."""
    known = np.concatenate([e.roles[e.roles != UNKNOWN] for e in data.discourse])
    counts = np.bincount(known, minlength=ROLES).clip(1)
    return torch.tensor((counts.sum() / counts / ROLES) ** 0.5, dtype=torch.float32)


def train(
    reader: Reader, data: Data, recipe: Recipe, checkpoint: Path, log: Callable[[dict[str, Any]], None],
    advance: Callable[[int, int], None],
) -> dict[str, float]:  # fmt: skip
    """Train the reader in place and return the figures of its last epoch.

    `checkpoint` is written after every epoch and gone on from where it is there; `log` gets a record an epoch,
    `advance` the steps done and to do.
    """
    torch.set_num_threads(recipe.threads)
    reader.encoder.pieces.weight.requires_grad_(False)
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}],
        weight_decay=recipe.decay, fused=True,
    )  # fmt: skip
    an_epoch = sum(1 for _ in order(data, recipe, 0))
    steps = an_epoch * recipe.epochs
    warm = max(1, round(steps * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(n / warm, max(0.0, (steps - n) / max(1, steps - warm)))
    )
    figures: dict[str, float] = {}
    first = 0
    if checkpoint.exists():
        first, figures = _resume(checkpoint, reader, optimizer, schedule, recipe)
    weights = role_weights(data)
    for epoch in range(first, recipe.epochs):
        torch.manual_seed(recipe.seed * 1000 + epoch)
        begun, sums = time.monotonic(), dict[str, float]()
        for n, examples in enumerate(order(data, recipe, epoch), 1):
            found = losses(reader, examples, recipe, weights)
            torch.stack(list(found.values())).sum().backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            for name, value in found.items():
                sums[name] = sums.get(name, 0.0) + value.item()
            advance(epoch * an_epoch + n, steps)
        taken = time.monotonic() - begun
        figures = measure(reader, data, recipe)
        log({"epoch": epoch, "seconds": round(taken), **figures} | {f"loss {k}": v / an_epoch for k, v in sums.items()})
        _save(checkpoint, reader, optimizer, schedule, recipe, epoch, figures)
    return figures


def measure(reader: Reader, data: Data, recipe: Recipe) -> dict[str, float]:
    """Return the figures on the development articles."""
    said = attribution_figures(data.attributed_dev, read(reader, data.attributed_dev, recipe))
    return said | role_figures(data.discourse_dev, read(reader, data.discourse_dev, recipe))


def _save(
    path: Path, reader: Reader, optimizer: Any, schedule: Any, recipe: Recipe, epoch: int, figures: dict[str, float]
) -> None:
    part = path.with_suffix(".part")
    state = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
    torch.save(state | {"recipe": json.dumps(asdict(recipe)), "epoch": epoch, "figures": figures}, part)
    part.replace(path)


def _resume(path: Path, reader: Reader, optimizer: Any, schedule: Any, recipe: Recipe) -> tuple[int, dict[str, float]]:
    """Load a checkpoint; return the next epoch and the figures so far."""
    state = torch.load(path, weights_only=True)
    if state["recipe"] != json.dumps(asdict(recipe)):
        raise ValueError(f"{path} was made by another recipe; remove it or give the same one")
    reader.load_state_dict(state["reader"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return state["epoch"] + 1, state["figures"]
