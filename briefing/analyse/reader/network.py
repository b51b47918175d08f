"""The shipped network: loaded from the package, checked, and run on one article."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from briefing.analyse.reader.layout import Layout, cut
from briefing.analyse.reader.places import sentence_places, sentence_ranges
from briefing.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NETWORK = "reader-en.onnx"
TOKENIZER = "reader-en.tokenizer.json"
CARD = "reader-en.card.json"
"""Names of the files: the int8 network, its tokenizer, and what training says of them with their SHA-256 sums."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one article.

    `cues` (C,) word numbers in text order with their probabilities, `pairs` (C, 2 * REACH + 1, labels) log
    probabilities of the words around each; per sentence of the layout `roles` (S, 9) and `speech` (S,) probabilities,
    and `vectors` (S, width) of unit length.
    """

    cues: Ints
    cue_probabilities: Floats
    pairs: Floats
    roles: Floats
    speech: Floats
    vectors: Floats


@dataclass(frozen=True)
class Network:
    """The loaded network and its tokenizer; make it with `load_network`. Safe to share between threads.

    `steps` (labels, labels) is what each label after each other one adds to a sequence's score.
    """

    session: InferenceSession
    tokenizer: Tokenizer
    cls: int
    sep: int
    steps: Floats

    def scores(self, layout: Layout) -> Scores:
        """Run the network over a layout that has at least one word."""
        windows = cut(layout, self.cls, self.sep)
        fed = {
            "ids": windows.ids,
            "case": windows.case,
            "quoted": windows.quoted,
            "start": windows.start,
            "take": windows.take,
            "word_sentence": layout.sentences,
            "word_quoted": layout.quoted[layout.first],
            "sentences": sentence_ranges(layout),
            "places": sentence_places(len(layout.spans)),
        }
        names = ("cues", "cue_probabilities", "pairs", "roles", "speech", "vectors")
        return Scores(*self.session.run(names, fed))


def load_network() -> Network:
    """Load the reader from the package, held to one thread; `ModelError` where a file is missing or damaged.

    Workers share the machine's cores among themselves: a second thread in each would only fight over them.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    folder = files("briefing.analyse") / "data"
    card = _card(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(_checked(folder, NETWORK, card), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(_checked(folder, TOKENIZER, card).decode("utf-8"))
    steps = np.array(card["steps"], np.float32)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Network(session, tokenizer, _mark(tokenizer, "[CLS]"), _mark(tokenizer, "[SEP]"), steps)


def _card(folder: Traversable) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(CARD, "cannot be read") from error
    return card


def _checked(folder: Traversable, name: str, card: dict[str, Any]) -> bytes:
    """Return a file's bytes if they are those the card was written for."""
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise _broken(name, "is missing") from error
    if hashlib.sha256(data).hexdigest() != card.get("sha256", {}).get(name):
        raise _broken(name, "is damaged: its checksum is not the one it was shipped with")
    return data


def _mark(tokenizer: Tokenizer, mark: str) -> int:
    number = tokenizer.token_to_id(mark)
    if number is None:
        raise _broken(TOKENIZER, f"has no {mark}")
    return number


def _broken(name: str, what: str) -> ModelError:
    return ModelError(
        f"the reader's file {name} {what}; install the package again: pip install --force-reinstall briefing"
    )
