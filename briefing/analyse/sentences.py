"""Sentences within blocks: NLTK's Punkt with parameters trained on news, and a few rules it cannot learn.

Punkt (Kiss and Strunk, Computational Linguistics 2006) decides by abbreviations, collocations and the case of the next
word. It knows nothing of titles, so 'Gov. Iveston' would end a sentence, and nothing of who asked the question quoted
just before. It is asked about one word and its neighbour at a time, which keeps the cost linear on any text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from briefing.lexicon import Lexicon
from briefing.model import Block, Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

OPENERS = "\"'`“‘«([{"
"""Marks that may stand before a sentence's first word."""

CURRENCY = "$£€#@"
"""Signs a sentence may start with, besides letters and digits."""

# A possible end: a run of stops, the marks that close with it (one may stand apart: `stop.' ''`), and a blank.
# Each run is tried once, from its first stop: possessive repeats and the look-behind keep the search linear.
# Extraction may have lost the blank: 'in May.The vote' ends in a small word and goes on with a capitalized one.
POSSIBLE_END = re.compile(
    r"(?<![.?!…])(?P<stops>[.?!…]++)"
    r"(?:(?P<closers>[\"'”’»)\]]*+(?:[ \xa0](?:''|[\"'”’»)\]])(?=\s))?+)\s++(?=\S)"
    r"|(?<=[a-z]{2}[.?!])(?P<glued>[\"”’]?)(?=[\"“‘]?[A-Z][a-z]))"
)

LAST_WORD = re.compile(r"(?:[^\s\"'`“”‘’«»()\[\]{}—–/]|(?<=\w)['’](?=\w))*+\Z")
"""The last word of a stretch, with its stops, without marks around it: 'U.S.' of '(the U.S.'."""

NUMBERED = re.compile(r"[(]?(?:\d{1,3}|[A-Za-z])[.)]+\Z")
"""The number or letter of a list's item: '2.', '(b).'."""

NEXT_WORD = re.compile(r"[^\s,;:?!\"”’»)\]]+")
"""The next word, without the marks behind it."""

PLAIN = {ord("…"): "...", ord("'"): None, ord("’"): None}
"""How a word is shown to Punkt, which would cut it at an apostrophe and take the 't' of "won't." for an initial."""

WORD_AT_MOST = 40
"""Characters looked at for the last and the next word; longer ones are no abbreviation."""

TAG = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){1,4}?(?P<verb>[a-z]+)\b")
"""Up to four words from a speaker's name on, the next one perhaps a verb of saying."""

QUOTE_AT_MOST = 1000
"""Characters looked back for the mark that opened a quotation."""

TAG_AT_MOST = 80
"""Characters behind a quotation in which its speaker's name and verb are looked for."""


@dataclass(frozen=True)
class Splitter:
    """A sentence splitter; make it with `load_splitter`.

    `abbreviations` maps a word in lower case without its final stop to 'title', 'never', 'number', 'hour' or 'word';
    `tags` are verbs such as 'asked' that tell who spoke the quotation before; `starters` are common first words that
    are no names.
    """

    punkt: PunktSentenceTokenizer
    abbreviations: Mapping[str, str]
    tags: frozenset[str]
    starters: frozenset[str]

    def split(self, text: str, block: Block) -> Sequence[Span]:
        """Return the sentences of one block in order, without surrounding blanks, covering all else.

        A dateline or a speaker's label belongs to the first sentence; a line break within the block ends nothing.
        """
        first, last = block.span.start, block.span.end
        front = max((s.end for s in (block.dateline, block.speaker) if s is not None), default=first)
        found = []
        for end in POSSIBLE_END.finditer(text, front, last):
            at = _close(text, end, first)
            if not NUMBERED.match(text, first, at) and self._ends(text, end, last):
                found.append(Span(first, at))
                first = max(at, end.end()) if end["closers"] is not None else at
        if first < last:
            found.append(Span(first, last))
        return found

    def _ends(self, text: str, end: re.Match[str], limit: int) -> bool:
        """Tell whether a sentence ends at this possible end."""
        start = end.end() if end["glued"] is None else end.end("stops")
        following = text[start : min(limit, start + TAG_AT_MOST)].lstrip(OPENERS + "”’")
        if not following or not (following[0].isalnum() or following[0] in CURRENCY):
            return False
        word = NEXT_WORD.match(following)
        if word is None or word[0].islower():
            return False
        if end["stops"][-1] in "?!":
            return not (end["closers"] and self._tagged(following))
        last = LAST_WORD.search(text, max(0, end.end("stops") - WORD_AT_MOST), end.end("stops"))
        return self._word_ends(last[0] if last else end["stops"], word[0][:WORD_AT_MOST])

    def _tagged(self, following: str) -> bool:
        """Tell whether a speaker's name and verb follow, as in 'Mara Iveston asked'."""
        tag = TAG.match(following)
        return tag is not None and tag["verb"] in self.tags

    def _word_ends(self, last: str, following: str) -> bool:
        """Tell whether a sentence ends in the word `last`, stop included, before the word `following`."""
        match self.abbreviations.get(last[:-1].lower()):
            case "never":
                return False
            case "title":
                return last[0].islower()
            case "number":
                return not following[0].isdigit()
            case "hour" if following.lower() in self.starters:
                return True
        if len(last) == 2 and last[0].isupper() and last != "I.":
            return following.lower() in self.starters
        plain = last.translate(PLAIN)
        return bool(self.punkt.text_contains_sentbreak(f"{plain} {following}"))


def _close(text: str, end: re.Match[str], first: int) -> int:
    """Return where the sentence that starts at `first` closes; a glued plain mark closes it where one stands open."""
    if end["closers"] is not None:
        return end.end("closers")
    stop = end.end("stops")
    opens = end["glued"] == '"' and text.count('"', max(first, stop - QUOTE_AT_MOST), stop) % 2 == 0
    return end.end("stops") if opens else end.end("glued")


def load_splitter() -> Splitter:
    """Load the trained Punkt parameters and the abbreviations (some milliseconds, after NLTK's own import)."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    lexicon = Lexicon()
    abbreviations = lexicon.table("abbreviations")
    parameters = _parameters()
    parameters.abbrev_types.update(abbreviations)
    punkt = PunktSentenceTokenizer()
    punkt._params = parameters  # the constructor takes a text to train on, or a pickled object; neither fits
    return Splitter(punkt, abbreviations, lexicon.words("quote_tags"), lexicon.words("sentence_starters"))


def _parameters() -> PunktParameters:
    """Return the parameters written by `briefing.train.punkt`."""
    from nltk.tokenize.punkt import _ORTHO_BEG_LC, _ORTHO_MID_LC, _ORTHO_MID_UC, PunktParameters

    stored = json.loads((files("briefing") / "analyse/data/punkt-en.json").read_text(encoding="utf-8"))
    lower, either = _ORTHO_BEG_LC | _ORTHO_MID_LC, _ORTHO_BEG_LC | _ORTHO_MID_LC | _ORTHO_MID_UC
    parameters = PunktParameters()
    parameters.abbrev_types = set(stored["abbreviations"].split())
    parameters.collocations = {tuple(pair.split(" ")) for pair in stored["collocations"]}
    parameters.sent_starters = set(stored["starters"].split())
    parameters.ortho_context.update(dict.fromkeys(stored["lower"].split(), lower))
    parameters.ortho_context.update(dict.fromkeys(stored["either"].split(), either))
    return parameters
