"""`python -m briefing.train.spread`: in how many news articles a word occurs -> lexicons/en/spread.txt.

What is rare everywhere tells stories apart; a day's few articles cannot say by themselves what is rare.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from briefing.gather.traits import NUMBERS, WORDS, TraitsReader
from briefing.lexicon import Lexicon
from briefing.read.text import read_text
from briefing.read.wording import load_wording

DATA = Path(__file__).parents[3] / "shared" / "data"
SPREAD = Path(__file__).parents[1] / "lexicons" / "en" / "spread.txt"

LEAST = 5
"""Articles that must have a word for it to be listed; rarer ones are all equally rare, and numbers of a day."""

HEAD = """\
# In how many news articles a stem (Snowball, English) or number occurs, and how many were counted.
# Source: counted by `python -m briefing.train.spread` in raw articles of 2012-2020. Licence: that of this project.
"""


def texts() -> Iterator[str]:
    """Yield the stream's articles and those of two training sets."""
    with gzip.open(DATA / "stream" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
    for name in ("polnear", "newsdiscourse"):
        for path in sorted((DATA / name / "train").rglob("*.txt")):
            yield path.read_text(encoding="utf-8")


def main() -> None:
    """Count and write the list."""
    lexicon = Lexicon()
    reader, wording = TraitsReader(lexicon), load_wording(lexicon)
    spread: Counter[str] = Counter()
    articles = 0
    for text in dict.fromkeys(texts()):
        article = read_text(text, id="-", source="-", published=date.min, wording=wording)
        spread.update(key[1:] for key in reader.read(article, "-").terms if key[0] in WORDS + NUMBERS)
        articles += 1
    listed = sorted((stem, count) for stem, count in spread.items() if count >= LEAST)
    lines = [f"articles counted\t{articles}", *(f"{stem}\t{count}" for stem, count in listed)]
    SPREAD.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{articles} articles, {len(listed)} entries\n")


if __name__ == "__main__":
    main()
