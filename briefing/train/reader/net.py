"""The reader's network: one encoder over an article's windows, heads over its words and sentences.

The encoder is BERT's (Devlin et al., 2019) with three additions to its input: embeddings of letter case, quotation
state and place. Attributions are read like semantic roles with their predicate (He et al., ACL 2017): every word is
asked whether it opens a cue, and every word around each cue what it is to that cue: source, cue or content.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from briefing.analyse.reader.decode import LABELS, REACH, transitions
from briefing.analyse.reader.layout import CASES, STARTS
from briefing.analyse.reader.places import PLACES
from briefing.model import Role

WIDTH = 384
PAIR = 160
"""Width of the head that reads the words around a cue."""
GIST = 192
"""Width of the layers that read the sentences of an article beside each other."""


@dataclass(frozen=True)
class Batch:
    """Articles side by side; words and sentences of all are numbered through.

    `bounds` (W, 2) are the first and last word of each word's article; `sentences` (S, 2) half-open word ranges;
    `articles` half-open sentence ranges, none where there is but one article; `places` (S, 2) buckets.
    """

    ids: Tensor
    case: Tensor
    quoted: Tensor
    start: Tensor
    mask: Tensor
    take: Tensor
    word_sentence: Tensor
    word_quoted: Tensor
    bounds: Tensor
    sentences: Tensor
    places: Tensor
    articles: list[tuple[int, int]] = field(default_factory=list)


def attend(qkv: Tensor, bias: Tensor, heads: int) -> Tensor:
    """Return multi-head attention over queries, keys and values side by side, (windows, length, 3 * width)."""
    windows, length, three = qkv.shape
    q, k, v = qkv.view(windows, length, 3, heads, three // 3 // heads).permute(2, 0, 3, 1, 4).unbind(0)
    mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
    return mixed.transpose(1, 2).reshape(windows, length, three // 3)


class Layer(nn.Module):
    """One transformer layer, normalised behind its sums."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend = attend
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the next states of some rows (B, n, width); `bias` (B, 1, 1, n) hides what is only padding."""
        mixed = self.attend(self.qkv(x), bias, self.heads)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT's encoder with case, quotation and place added to its input."""

    def __init__(self, vocabulary: int = 30522, layers: int = 6, heads: int = 12, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        self.start = nn.Embedding(STARTS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, heads, dropout) for _ in range(layers))
        for extra in (self.case, self.quoted, self.start):
            nn.init.normal_(extra.weight, std=0.02)

    def forward(self, batch: Batch) -> Tensor:
        """Return the states of the windows' pieces, (windows, length, WIDTH)."""
        x = self.case(batch.case) + self.quoted(batch.quoted) + self.start(batch.start)
        return self.plain(batch.ids, batch.mask, x)

    def plain(self, ids: Tensor, mask: Tensor, extra: Tensor | None = None) -> Tensor:
        """Return the states of some pieces, (windows, length, WIDTH), with what else is known of them added."""
        x = self.pieces(ids) + self.positions(torch.arange(ids.shape[1]))[None]
        x = self.dropout(self.norm(x if extra is None else x + extra))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_bert(self, weights: dict[str, Tensor]) -> None:
        """Take over the weights of a BERT checkpoint (embeddings and as many layers as this encoder has)."""
        own = {
            "pieces.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        parts = {
            "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(len(self.layers)):
            theirs = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                for mine, name in parts.items():
                    own[f"layers.{i}.{mine}.{kind}"] = weights[f"{theirs}{name}.{kind}"]
                three = [weights[f"{theirs}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                own[f"layers.{i}.qkv.{kind}"] = torch.cat(three)
        missing = self.load_state_dict(own, strict=False).missing_keys
        if set(missing) - {"case.weight", "quoted.weight", "start.weight"}:
            raise ValueError(f"the checkpoint lacks {missing}")


class CueHead(nn.Module):
    """How likely each word opens a cue (logit)."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 1)

    def forward(self, words: Tensor) -> Tensor:
        """Return (W,) logits of words' states (W, WIDTH)."""
        return self.out(functional.gelu(self.hidden(words))).squeeze(-1)


class PairHead(nn.Module):
    """What each of the `2 * REACH + 1` words around a cue is to it: logits over `LABELS`."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.cue = nn.Linear(WIDTH, PAIR)
        self.word = nn.Linear(WIDTH, PAIR)
        self.cue2 = nn.Linear(WIDTH, PAIR)
        self.word2 = nn.Linear(WIDTH, PAIR)
        self.place = nn.Embedding(2 * REACH + 1, PAIR)
        self.state = nn.Embedding(6, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.convolve = nn.ModuleList(nn.Conv1d(PAIR, PAIR, 3, padding=d, dilation=d) for d in (1, 2, 4))
        self.norms = nn.ModuleList(nn.LayerNorm(PAIR) for _ in range(3))
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(PAIR, len(LABELS))

    def forward(self, words: Tensor, cues: Tensor, batch: Batch) -> Tensor:
        """Return (C, 2 * REACH + 1, labels) logits around the words numbered `cues` (C,)."""
        reach = torch.arange(-REACH, REACH + 1)
        at = cues[:, None] + reach[None]
        low, high = batch.bounds[cues, 0][:, None], batch.bounds[cues, 1][:, None]
        inside = ((at >= low) & (at <= high)).to(words.dtype)
        at = torch.minimum(torch.maximum(at, low), high)
        apart = (batch.word_sentence[at] - batch.word_sentence[cues][:, None]).clamp(-1, 1) + 1
        one, two = self.word(words), self.word2(words)
        z = self.cue(words[cues])[:, None] + one[at] + self.place(reach + REACH)[None]
        z = z + self.state(apart * 2 + batch.word_quoted[at]) + self.cue2(words[cues])[:, None] * two[at]
        z = functional.gelu(self.norm(z)) * inside[..., None]
        for convolve, norm in zip(self.convolve, self.norms, strict=True):
            z = z + self.dropout(functional.gelu(norm(convolve(z.transpose(1, 2)).transpose(1, 2)))) * inside[..., None]
        return self.out(z)


class Chain(nn.Module):
    """A linear chain over the labels around a cue (Lafferty, McCallum, Pereira, ICML 2001): what follows what."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("grammar", torch.from_numpy(transitions()))

    def forward(self, scores: Tensor, labels: Tensor) -> Tensor:
        """Return the mean negative log likelihood, a cue, of label sequences (C, n) under scores (C, n, labels)."""
        steps = self.steps + self.grammar
        own = scores.gather(2, labels[..., None]).squeeze(-1).sum(1) + steps[labels[:, :-1], labels[:, 1:]].sum(1)
        forward = scores[:, 0]
        for n in range(1, scores.shape[1]):
            forward = (forward[:, :, None] + steps[None]).logsumexp(1) + scores[:, n]
        return (forward.logsumexp(1) - own).mean()

    def table(self) -> np.ndarray:
        """Return what each label after each other one adds to a sequence's score."""
        return (self.steps + self.grammar).detach().numpy()


class SentenceHead(nn.Module):
    """What each sentence is for: logits over roles, of being speech, of being a key sentence; and its vector."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.score = nn.Linear(WIDTH, 1)
        self.place = nn.Embedding(2 * PLACES, WIDTH)
        self.down = nn.Linear(WIDTH, GIST)
        self.beside = nn.Conv1d(GIST, GIST, 3, padding=1)
        self.norm = nn.LayerNorm(GIST)
        self.layers = nn.ModuleList(Layer(GIST, 6, dropout) for _ in range(2))
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(GIST + WIDTH, len(Role) + 2)
        self.vector = nn.Linear(WIDTH, WIDTH)

    def means(self, words: Tensor, batch: Batch) -> Tensor:
        """Return the mean state of each sentence's words, (S, WIDTH)."""
        sums = torch.cat([torch.zeros(1, WIDTH), words.cumsum(0)])
        first, last = batch.sentences[:, 0], batch.sentences[:, 1]
        return (sums[last] - sums[first]) / (last - first).clamp(min=1)[:, None]

    def gists(self, words: Tensor, batch: Batch) -> Tensor:
        """Return the mean state of each sentence's words, weighed by what they tell of its role, (S, WIDTH)."""
        weights = self.score(words).clamp(-8, 8).exp()
        sums = torch.cat([torch.zeros(1, WIDTH + 1), torch.cat([words * weights, weights], 1).cumsum(0)])
        both = sums[batch.sentences[:, 1]] - sums[batch.sentences[:, 0]]
        return both[:, :WIDTH] / both[:, WIDTH:].clamp(min=1e-6)

    def forward(self, words: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return logits (S, roles + 2) and unit vectors (S, WIDTH) of words' states (W, WIDTH)."""
        gists = self.gists(words, batch)
        placed = self.dropout(gists + self.place(batch.places).sum(1))
        if batch.articles:
            rows = nn.utils.rnn.pad_sequence([placed[a:b] for a, b in batch.articles], batch_first=True)
            there = nn.utils.rnn.pad_sequence([torch.ones(b - a) for a, b in batch.articles], batch_first=True)
        else:
            rows, there = placed[None], torch.ones_like(placed[None, :, 0])
        x = self.down(rows) * there[..., None]
        x = self.norm(x + functional.gelu(self.beside(x.transpose(1, 2)).transpose(1, 2)))
        for layer in self.layers:
            x = layer(x, (1.0 - there[:, None, None, :]) * -1e4)
        inner = torch.cat([x[n, : b - a] for n, (a, b) in enumerate(batch.articles)]) if batch.articles else x[0]
        vectors = functional.normalize(self.vector(self.means(words, batch)), dim=-1)
        return self.out(self.dropout(torch.cat([inner, placed], 1))), vectors


class Reader(nn.Module):
    """The whole network."""

    def __init__(self, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(layers=layers, dropout=dropout)
        self.cues = CueHead()
        self.pairs = PairHead()
        self.chain = Chain()
        self.sentences = SentenceHead()

    def words(self, batch: Batch) -> Tensor:
        """Return the words' states, (W, WIDTH)."""
        states: Tensor = self.encoder(batch)
        return states.reshape(-1, WIDTH)[batch.take].float()
