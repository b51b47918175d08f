"""What an event struck, counted: '12 people were killed', 'killing 12', 'the death toll rose to 14', '30 injured'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.stems import Stems
from briefing.gather.figures.numbers import Part, Quantity, Token
from briefing.lexicon import Lexicon

BETWEEN = 5
"""Words between a number and the word that says what became of those counted."""
NOUNS = 3
"""Words of what is counted behind an active verb: 'killed 12 Ruvenian soldiers'."""
FEAR = 5
"""Words before a number among which 'feared' or 'could' makes it no fact."""
TOLL = 12
"""Words before a number among which 'toll' tells what it is."""
OLD = 2
"""Words before a number among which 'another' or 'from' makes it no toll of now."""
PEOPLE = "people"
THINGS = frozenset({"destroyed", "damaged"})
"""What becomes of things alone."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A count: `what` became of `who` ('dead', 'people'); `who` is a stem where it is not people at large."""

    quantity: Quantity
    what: str
    who: str


class Tolls:
    """Finds tolls with the word lists of one language."""

    def __init__(self, lexicon: Lexicon, stems: Stems) -> None:
        self._words = {w: tuple(v.split()) for w, v in lexicon.table("toll_words").items()}
        self._grammar = {w: frozenset(v.split()) for w, v in lexicon.table("toll_grammar").items()}
        self._function = lexicon.words("function_words")
        self._stems = stems

    def find(self, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> list[Toll]:
        """Return the tolls of a sentence in text order; fears, forecasts, parts of a toll and old tolls are none."""
        found = []
        for quantity in quantities:
            if quantity.unit or not float(quantity.value).is_integer() or self._old(tokens, quantity):
                continue
            toll = self._behind(tokens, quantity) or self._before(tokens, quantity) or self._told(tokens, quantity)
            if toll is not None:
                found.append(toll)
        return found

    def _is(self, token: Token, use: str) -> bool:
        return use in self._grammar.get(token.plain, ())

    def _old(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether a number is no toll of now or of all, or no fact."""
        before = tokens[max(0, quantity.first - FEAR) : quantity.first]
        behind = tokens[quantity.last : quantity.last + 1]
        old = any(self._is(t, "old") for t in before[-OLD:]) or any(self._is(t, "extra") for t in behind)
        return old or any(self._is(t, "unsure") for t in before)

    def _behind(self, tokens: Sequence[Token], quantity: Quantity) -> Toll | None:
        """Return the toll of '12 people were killed', '12 dead', '12 deaths', '30 others injured'."""
        nouns: list[Token] = []
        joined = False
        start = _counted(tokens, quantity)
        for at in range(start, min(start + BETWEEN, len(tokens))):
            token = tokens[at]
            what, use = self._words.get(token.plain, ("", ""))
            if use in {"state", "both", "count"}:
                ends = use == "count" or joined or self._ends(tokens, at)
                return Toll(quantity, what, self._who(nouns)) if ends and self._fits(nouns, what) else None
            if self._is(token, "join"):
                joined = True
            elif joined or token.part is not Part.WORD or self._parts(token):
                return None
            else:
                nouns.append(token)
        return None

    def _parts(self, token: Token) -> bool:
        """Tell whether a word parts a number from what became of those counted, or makes them some of all."""
        return self._is(token, "unsure") or self._is(token, "some") or token.plain in self._function

    def _ends(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether nothing follows that could be what the counted did it to: '2 gunmen killed four'."""
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        return behind is None or behind.part is Part.MARK or self._is(behind, "follow")

    def _before(self, tokens: Sequence[Token], quantity: Quantity) -> Toll | None:
        """Return the toll of 'killing 12 people', 'killed at least 12'."""
        verb = tokens[quantity.first - 1] if quantity.first else None
        what, use = self._words.get(verb.plain, ("", "")) if verb else ("", "")
        if use not in {"verb", "both"}:
            return None
        nouns: list[Token] = []
        start = _counted(tokens, quantity)
        for token in tokens[start : start + NOUNS]:
            if token.part is not Part.WORD or token.plain in self._function or self._is(token, "follow"):
                break
            nouns.append(token)
        return Toll(quantity, what, self._who(nouns)) if self._fits(nouns, what) else None

    def _told(self, tokens: Sequence[Token], quantity: Quantity) -> Toll | None:
        """Return the toll of 'the death toll rose to 14', 'a toll of 14'."""
        before = tokens[max(0, quantity.first - TOLL) : quantity.first]
        word = next((self._words[t.plain][0] for t in before if self._words.get(t.plain, ("", ""))[1] == "toll"), "")
        return Toll(quantity, word, PEOPLE) if word and self._is(before[-1], "to") else None

    def _fits(self, nouns: Sequence[Token], what: str) -> bool:
        """Tell whether the counted are all, and told: 'other' dead are not all, 'other' injured are those not dead."""
        if what in THINGS and not nouns:
            return False
        return what != "dead" or not any(t.plain in {"other", "others"} for t in nouns)

    def _who(self, nouns: Sequence[Token]) -> str:
        """Return who is counted: 'people' where the nouns tell nobody else, else the stem of the noun that does."""
        told = [t for t in nouns if t.plain not in {"other", "others"}]
        if not told or any(self._is(t, "people") for t in told):
            return PEOPLE
        plural = next((t for t in told if t.plain.endswith("s") and t.text.islower()), told[-1])
        return self._stems.word(plural.plain)


def _counted(tokens: Sequence[Token], quantity: Quantity) -> int:
    """Return the token where what is counted begins: behind the 'of' of 'dozens of people'."""
    behind = tokens[quantity.last : quantity.last + 1]
    of = bool(behind) and behind[0].plain == "of" and tokens[quantity.number].part is Part.WORD
    return quantity.last + of
