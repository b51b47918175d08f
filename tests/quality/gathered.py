"""Articles of a set gathered into stories, by the product and by the method it is compared with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.errors import Failure
from briefing.gather.average_link import average_link, near_pairs
from briefing.gather.space import Spread, vectors_of
from briefing.gather.stories import WINDOW, find_stories
from briefing.gather.traits import WORDS, Traits, TraitsReader
from briefing.lexicon import Lexicon
from briefing.read import Hints, read_file
from tests.quality.corpora import LINK, Corpus

TUNED = 0.22
"""The peer's threshold, the best on this very set."""

FILE = "stories.json"


def gather(corpus: Corpus, scratch: Path, folders: Mapping[str, Path]) -> tuple[Failure, ...]:
    """Write every method's stories of a set into its folder; return the articles that could not be read."""
    lexicon = Lexicon()
    reader, spread = TraitsReader(lexicon), Spread(lexicon)
    articles: list[Traits] = []
    failures: list[Failure] = []
    for path in corpus.files(scratch):
        article = read_file(path, Hints())
        if isinstance(article, Failure):
            failures.append(article)
        else:
            articles.append(reader.read(article, article.id))
    for name, folder in folders.items():
        found = linked(articles, spread) if name == LINK else [s.members for s in find_stories(articles, (), spread)]
        stories = {"stories": [{"articles": list(members)} for members in found]}
        (folder / FILE).write_text(json.dumps(stories), encoding="utf-8")
    return tuple(failures)


def linked(articles: Sequence[Traits], spread: Spread) -> list[tuple[str, ...]]:
    """Return the peer's stories: average link over the TF-IDF of words alone, no sisters parted."""
    whole = vectors_of(articles, spread)
    words = [{key: 2 * weight for key, weight in vector.items() if key[0] == WORDS} for vector in whole]
    pairs = near_pairs(words, [None] * len(articles), WINDOW, TUNED)
    return [tuple(articles[i].digest for i in cluster) for cluster in average_link(words, pairs, TUNED, ())]
