"""Whose voice an article speaks in: a doubt where it reads like opinion and nothing says that it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.analyse.role_features import Quoted
from briefing.lexicon import Lexicon
from briefing.model import BlockKind, Document, Genre, Problem, Token

FEWEST = 12
"""Sentences from which shares of them mean something."""
FIRST, FIRST_SHARE = 4, 0.10
"""Sentences in the first person, at least, and their share."""
JUDGING, JUDGING_SHARE = 2, 0.04
"""Sentences that ask or judge, at least, and their share."""
REPORTING_SHARE = 0.12
"""Share of sentences, at most, that report what others said; a news story has three times as many."""
WORDS = 4
"""Words from which a line is counted as a sentence."""


def doubt_voice(document: Document, lexicon: Lexicon) -> tuple[Problem, ...]:
    """Return one problem where a piece not marked as opinion speaks, outside quotations, like its author; else none.

    It does where many sentences are in the first person, several judge or ask, and few report what others said. The
    message counts, so that the reader can judge; interviews printed without names are taken for opinion.
    """
    if document.article.genre is not Genre.NEWS:
        return ()
    kinds = _kinds(document, lexicon.table("voice_words"))
    total = len(kinds)
    first, judging, reporting = (sum(kind in k for k in kinds) for kind in ("first", "judging", "reporting"))
    own = first >= max(FIRST, FIRST_SHARE * total) and judging >= max(JUDGING, JUDGING_SHARE * total)
    if total < FEWEST or not own or reporting > REPORTING_SHARE * total:
        return ()
    message = f"may be an opinion piece: {first} of {total} sentences speak in the first person outside quotations"
    return (Problem("genre", message),)


def _kinds(document: Document, words: Mapping[str, str]) -> list[frozenset[str]]:
    """Return, for each sentence of the story, the kinds of words it has outside quotations."""
    quoted, blocks = Quoted.of(document), document.article.blocks
    found = []
    for sentence in document.sentences:
        block = blocks[sentence.block]
        if block.kind is BlockKind.BODY and block.speaker is None and sentence.tokens[1] - sentence.tokens[0] >= WORDS:
            own = [t for t in document.words(sentence) if not quoted.share(t.span)]
            found.append(frozenset(_kind(own, n, words) for n in range(len(own))))
    return found


def _kind(own: Sequence[Token], n: int, words: Mapping[str, str]) -> str:
    """Return the kind of a word, '' where it tells nothing: 'US' is no 'us', and the I of 'World War I' is nobody."""
    token = own[n]
    if token.text == "?":
        return "judging"
    if (token.text == "I" and token.tag != "PRP") or (len(token.text) > 1 and token.text.isupper()):
        return ""
    return words.get(token.text.lower(), "")
