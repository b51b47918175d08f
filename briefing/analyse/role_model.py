"""The trained model of sentence roles: a multinomial logistic regression smoothed along the article.

Trained by `briefing.train.roles` on NewsDiscourse (Choubey et al., ACL 2020). Weights are float16 in an .npz of the
package; numpy alone reads and runs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from briefing.model import Role

Floats = npt.NDArray[np.float32]

FILE = "roles-en.npz"
SCALE = 5.0
"""Weight of the whole of a sentence's features, shared evenly among them, so that length does not make it surer."""
VECTOR_SCALE = 2.0
"""Weight of the sentence's vector beside its features."""
SMOOTHING = 0.3
"""How far neighbouring roles speak for each other: at 1 the labels' own transitions, which overrule the words."""


@dataclass(frozen=True)
class RoleModel:
    """Weights of the role model; make it with `load_role_model`.

    `rows` maps a feature to its row in `weights` (features x roles); `vector_weights` is (vector width x roles).
    `transitions[i, j]` is the logarithm of how much likelier role j gets after role i; the last row is for the
    article's front. Roles are in the order of `Role`.
    """

    rows: Mapping[str, int]
    weights: Floats
    vector_weights: Floats
    bias: Floats
    transitions: Floats

    def probabilities(self, features: Sequence[Sequence[str]], vectors: Floats) -> Floats:
        """Return one row of role probabilities a sentence, each row adding to 1; sentences in text order."""
        if not features:
            return np.zeros((0, len(self.bias)), np.float32)
        logits = vectors @ self.vector_weights * VECTOR_SCALE + self.bias
        for i, names in enumerate(features):
            known = [self.rows[name] for name in names if name in self.rows]
            if known:
                logits[i] += self.weights[known].sum(axis=0) * (SCALE / len(known) ** 0.5)
        return _smoothed(_log_softmax(logits), self.transitions * SMOOTHING)


def load_role_model() -> RoleModel:
    """Read the weights from the package (some milliseconds)."""
    with (files("briefing.analyse") / "data" / FILE).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        names = str(stored["features"]).split("\n")
        arrays = [stored[name].astype(np.float32) for name in ("weights", "vector_weights", "bias", "transitions")]
    return RoleModel({name: i for i, name in enumerate(names)}, *arrays)


def best_role(row: Floats) -> Role:
    """Return the likeliest role; the earlier in `Role` where two are even."""
    return list(Role)[int(row.argmax())]


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _smoothed(emissions: Floats, transitions: Floats) -> Floats:
    """Return the roles' marginals in a chain of these emissions and transitions (forward-backward)."""
    step, n = transitions[:-1], len(emissions)
    forward, backward = emissions.copy(), np.zeros_like(emissions)
    forward[0] += transitions[-1]
    for i in range(1, n):
        forward[i] += _log_sum(forward[i - 1][:, None] + step, 0)
    for i in range(n - 2, -1, -1):
        backward[i] = _log_sum(step + (emissions[i + 1] + backward[i + 1])[None, :], 1)
    return np.asarray(np.exp(_log_softmax(forward + backward)), np.float32)


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis)
    result: Floats = top + np.log(np.exp(values - np.expand_dims(top, axis)).sum(axis=axis))
    return result
