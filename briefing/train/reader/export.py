"""Network -> the files the product ships: int8 ONNX, tokenizer, card."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from briefing.analyse.reader.network import CARD, NETWORK, TOKENIZER
from briefing.model import Role
from briefing.train.reader.fit import Data, Recipe
from briefing.train.reader.net import Batch, Encoder, Reader, attend
from briefing.train.reader.vectors import fit_vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = len(Role)
INPUTS = ("ids", "case", "quoted", "start", "take", "word_sentence", "word_quoted", "sentences", "places")
OUTPUTS = ("cues", "cue_probabilities", "pairs", "roles", "speech", "salience", "vectors")


class Fused(torch.autograd.Function):
    """Attention as onnxruntime's one operator for it, which on a processor is half again as fast as its parts.

    It knows no mask and needs none: the windows of one article are of one length.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """Attend as training does."""
        return attend(torch.cat([q, k, v], -1), torch.zeros(1, 1, 1, 1), heads)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """Name the operator in the exported graph."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


def fused(qkv: Tensor, bias: Tensor, heads: int) -> Tensor:
    """Return what `attend` does, in the form that is exported."""
    q, k, v = qkv.chunk(3, dim=-1)
    found: Tensor = Fused.apply(q, k, v, heads)  # type: ignore[no-untyped-call]
    return found


class OneArticle(nn.Module):
    """The network as it is shipped: one article in, log probabilities out; cues are picked inside."""

    def __init__(self, reader: Reader, threshold: float) -> None:
        super().__init__()
        self.reader = reader
        self.threshold = threshold

    def forward(
        self, ids: Tensor, case: Tensor, quoted: Tensor, start: Tensor, take: Tensor, word_sentence: Tensor,
        word_quoted: Tensor, sentences: Tensor, places: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        """Return `OUTPUTS` of `INPUTS`; `Scores` says what they are."""
        count = take.shape[0]
        ends = torch.stack([torch.zeros_like(take), torch.zeros_like(take) + count - 1], 1)
        batch = Batch(
            ids, case, quoted, start, torch.ones_like(ids), take, word_sentence, word_quoted, ends, sentences, places,
            [],
        )  # fmt: skip
        words = self.reader.words(batch)
        probabilities = self.reader.cues(words).sigmoid()
        cues = (probabilities > self.threshold).nonzero().squeeze(-1)
        pairs = self.reader.pairs(words, cues, batch).log_softmax(-1)
        said, vectors = self.reader.sentences(words, batch)
        roles = said[:, :ROLES].softmax(-1)
        return (
            cues, probabilities[cues], pairs, roles, said[:, ROLES].sigmoid(), said[:, ROLES + 1].sigmoid(), vectors,
        )  # fmt: skip


def export(reader: Reader, path: Path, threshold: float) -> None:
    """Write the network as float32 ONNX; windows, lengths, words and sentences are free."""
    reader.eval()
    for layer in (*reader.encoder.layers, *reader.sentences.layers):
        layer.attend = fused
    words, n = 40, 24
    dice = np.random.default_rng(0)
    sample = {
        "ids": torch.from_numpy(dice.integers(1000, 20000, (2, n))),
        "case": torch.zeros(2, n, dtype=torch.int64), "quoted": torch.zeros(2, n, dtype=torch.int64),
        "start": torch.zeros(2, n, dtype=torch.int64), "take": torch.arange(words) + 1,
        "word_sentence": torch.arange(words) // 8, "word_quoted": torch.zeros(words, dtype=torch.int64),
        "sentences": torch.tensor([[k * 8, k * 8 + 8] for k in range(5)]),
        "places": torch.tensor([[k, 12 + k] for k in range(5)]),
    }  # fmt: skip
    window = {0: "windows", 1: "length"}
    axes = dict.fromkeys(("ids", "case", "quoted", "start"), window)
    axes |= {name: {0: "words"} for name in ("take", "word_sentence", "word_quoted")}
    axes |= {name: {0: "sentence"} for name in ("sentences", "places", "roles", "speech", "salience", "vectors")}
    axes |= {name: {0: "cue"} for name in ("cues", "cue_probabilities", "pairs")}
    torch.onnx.export(
        OneArticle(reader, threshold), tuple(sample[name] for name in INPUTS), str(path), input_names=list(INPUTS),
        output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )  # fmt: skip


def quantize(source: Path, target: Path) -> None:
    """Write the int8 network: weights by channel, of 7 bits, which is exact also on processors without VNNI."""
    quantize_dynamic(
        source, target, op_types_to_quantize=["MatMul", "Gemm", "Gather"], per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def ship(
    reader: Reader, base: dict[str, Tensor], data: Data, recipe: Recipe, tokenizer: Tokenizer, out: Path,
    record: dict[str, Any],
) -> None:  # fmt: skip
    """Write the files the product ships to `out`: the int8 network, its tokenizer, its card with their checksums."""
    plain = Encoder()
    plain.load_bert(base)
    for extra in (plain.case, plain.quoted, plain.start):
        nn.init.zeros_(extra.weight)
    likeness = fit_vectors(reader, plain, [*data.attributed, *data.discourse], recipe.cls, recipe.sep)
    whole = out / "reader-en.float.onnx"
    export(reader, whole, recipe.threshold)
    quantize(whole, out / NETWORK)
    whole.unlink()
    tokenizer.save(str(out / TOKENIZER))
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in (NETWORK, TOKENIZER)}
    steps = [[round(float(x), 4) for x in row] for row in reader.chain.table()]
    card = {"sha256": sums, "steps": steps, "recipe": asdict(recipe)}
    card |= {"vector cosine": round(likeness, 4)} | record
    (out / CARD).write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
