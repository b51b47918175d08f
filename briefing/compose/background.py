"""The background: sentences that can be read where they stand, with the names of whom their words mean."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.analyse.rank.referents import dangles, find_referents, mentions_by_sentence
from briefing.compose.pieces import OPENING, with_referents
from briefing.compose.printed import Printed
from briefing.model import Analysis, KeyPoint, Line, Piece, Sentence

HANGING = frozenset(
    {
        *("also", "and", "but", "furthermore", "hence", "moreover", "nor", "or", "so", "therefore", "thus", "yet"),
        *("her", "his", "its", "their"),
    }
)
"""First words that join a sentence to the one before it, or whose owner it names."""
MEASURING = frozenset({"far", "few", "long", "many", "much"})
"""Words before which 'so' joins nothing: 'So far nobody has been found'."""
VERBS = frozenset({"VERB", "AUX"})
"""Parts of speech of which a parsed sentence has at least one, or is an item of a list or a cry."""


def background(analysis: Analysis, printed: Printed, limit: int) -> tuple[Line, ...]:
    """Return the background sentences the page does not print already, in text order; the earlier rank higher.

    Left out are those about 'them' or 'this' where neither the sentence nor the analysis says who or what is meant, and
    those that go on with a sentence ('But ...', 'Her ...') which is not the line before; and what has no verb.
    """
    found: list[Line] = []
    last = -1
    for sentence, pieces in _readable(analysis):
        hangs = last != sentence.index - 1 and hangs_on(sentence.span.of(analysis.text))
        if len(found) < limit and not hangs and not printed.has(sentence.span):
            number, last = len(found) + 1, sentence.index
            found.append(Line(f"background-{number}", pieces, (sentence.index,), 66 - 3 * number))
            printed.add([sentence.span])
    return tuple(found)


def hangs_on(words: str) -> bool:
    """Tell whether a sentence opens with a word that joins it to the one before."""
    first, _, rest = words.lstrip(OPENING).partition(" ")
    measured = rest.split(" ", 1)[0].casefold().rstrip(",") in MEASURING
    word = first.rstrip(",").casefold()
    return word in HANGING and not (word == "so" and measured)


def _readable(analysis: Analysis) -> Iterator[tuple[Sentence, tuple[Piece, ...]]]:
    """Yield each background sentence whose subject is known, with its pieces."""
    document, names = analysis.document, {a.id: a.name for a in analysis.actors}
    mentions = mentions_by_sentence(document, analysis.actors)
    speaking = {span for s in analysis.statements if s.speaker is not None for span in s.source}
    for i in analysis.background:
        sentence = document.sentences[i]
        referents = find_referents(document, sentence, mentions, speaking)
        parsed = document.words(sentence)
        telling = not parsed or any(t.pos in VERBS for t in parsed)
        if telling and not dangles(document, sentence, referents):
            yield sentence, with_referents(sentence.span, KeyPoint(i, 0.0, referents=referents), names)
