"""Train the sentence splitter's parameters on news articles: `python -m briefing.train.punkt DATA_DIR OUT`.

Punkt (Kiss and Strunk, Computational Linguistics 2006) learns abbreviations, collocations and sentence starters
without labels. The result is a small JSON file, the same for the same articles in every process.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

RAREST = 4
"""A word seen less often than this says too little about how it is written to be kept."""


def articles(data: Path) -> Iterator[str]:
    """Yield the texts of the training articles below `data`, in the order of their file names."""
    for folder in ("polnear/train", "newsdiscourse/train"):
        for path in sorted((data / folder).glob("*.txt")):
            yield path.read_text(encoding="utf-8-sig")
    for path in sorted((data / "stream").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def train(texts: Iterator[str]) -> dict[str, Any]:
    """Return the parameters as the splitter loads them; words are in lower case and sorted."""
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    trainer.INCLUDE_ABBREV_COLLOCS = True  # 'U.S. Secretary' is a collocation, not an end
    trainer.MIN_COLLOC_FREQ = 5
    # One line a paragraph: the trainer reads a line break as no more than a blank.
    trainer.train("\n\n".join(texts), finalize=True)
    return _compact(trainer)


def _compact(trainer: Any) -> dict[str, Any]:
    """Return what decides: a word never seen in lower case behaves just as an unknown one does, so it is left out."""
    from nltk.tokenize.punkt import _ORTHO_LC, _ORTHO_MID_UC

    found = trainer.get_params()
    frequent = {
        word: flags
        for word, flags in found.ortho_context.items()
        if flags & _ORTHO_LC and trainer._type_fdist[word] >= RAREST
    }
    return {
        "abbreviations": " ".join(sorted(found.abbrev_types)),
        # A number and the next line's first word are a date above a picture's credit, not a collocation.
        "collocations": sorted(" ".join(pair) for pair in found.collocations if pair[0] != "##number##"),
        "starters": " ".join(sorted(found.sent_starters)),
        "lower": " ".join(sorted(word for word, flags in frequent.items() if not flags & _ORTHO_MID_UC)),
        "either": " ".join(sorted(word for word, flags in frequent.items() if flags & _ORTHO_MID_UC)),
    }


def main(arguments: Sequence[str]) -> int:
    """Train on the articles below the first path and write the parameters to the second."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m briefing.train.punkt DATA_DIR OUT.json\n")
        return 2
    data, out = map(Path, arguments)
    parameters = train(articles(data))
    out.write_text(json.dumps(parameters, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
