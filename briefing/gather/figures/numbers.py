"""Numbers in running text: '1.2 million', 'at least 12', 'dozens', '$3bn', '40 per cent', 'twenty-three'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from briefing.lexicon import Lexicon
from briefing.model import Span

TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"  # 12, 1,234.5, 0.7
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"  # letters, an apostrophe inside
    r"|(?P<mark>\S)"  # anything else that is no blank
)
"""The parts of a sentence that the number grammar reads; each alternative opens with characters of its own, linear."""

LONGEST = 15
"""Digits beyond which something is no count but a code."""
PERCENT = {"%": 1, "percent": 1, "pct": 1}
EXACT = 100
"""Whole numbers below this are meant exactly; a greater one that ends in zeros may be rounded."""
HALF = 0.49
"""Half a unit of the last digit told, a trifle less, so that 6.0 and 6.1 are apart."""
DOZEN = 4.0
"""What a dozen is counted by: it may be ten as well as thirteen."""
NEAR = 0.1
"""How much 'about' leaves open, as a share of the number."""
HEDGE = 3
"""Words of the longest hedge."""


class Part(Enum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a sentence; `plain` is in lower case with straight apostrophes."""

    span: Span
    text: str
    plain: str
    part: Part


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as told: `span` with its hedge and unit, `value` as written, [`low`, `high`] what it can mean.

    `unit` is a currency's or 'percent', '' for a plain number. It stands at the tokens [`first`, `last`), the number
    and unit alone at [`number`, `last`).
    """

    span: Span
    value: float
    low: float
    high: float
    unit: str
    first: int
    number: int
    last: int


def tokens_of(text: str, span: Span) -> list[Token]:
    """Return the tokens of a stretch in their order."""
    return [
        Token(Span(m.start(), m.end()), m[0], m[0].replace("’", "'").lower(), Part(m.lastgroup))
        for m in TOKEN.finditer(text, span.start, span.end)
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    """A bare number: its value, what its last digit is worth, the range of a vague one, the token behind it."""

    value: float
    unit: float
    last: int
    most: float | None = None


class Numbers:
    """Reads numbers with the word lists of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: Mapping[str, list[str]] = {w: v.split() for w, v in lexicon.table("number_words").items()}
        self._hedges = lexicon.table("figure_hedges")
        self._currencies = lexicon.table("currencies")

    def find(self, tokens: Sequence[Token]) -> list[Quantity]:
        """Return the quantities in text order; they never overlap."""
        found: list[Quantity] = []
        at = 0
        while at < len(tokens):
            read = self._number(tokens, at)
            if read is None:
                at += 1
                continue
            quantity = self._quantity(tokens, at, read)
            if quantity is not None:
                found.append(quantity)
            at = max(read.last, quantity.last if quantity else 0)
        return found

    # ------------------------------------------------------------ bare numbers

    def _number(self, tokens: Sequence[Token], at: int) -> _Read | None:
        token = tokens[at]
        if token.part is Part.NUMBER:
            return self._digits(tokens, at)
        kind = self._kind(token)
        if kind == "h" and at + 1 < len(tokens) and self._kind(tokens[at + 1]) == "a":
            whole = self._number(tokens, at + 1)
            return _Read(whole.value / 2, whole.unit / 2, whole.last) if whole else None
        if kind == "V":
            return self._vague(tokens, at)
        if kind in {"U", "T"} or (
            kind == "a" and at + 1 < len(tokens) and self._kind(tokens[at + 1]) in {"H", "M", "D"}
        ):
            return self._spelled(tokens, at)
        return None

    def _kind(self, token: Token) -> str:
        return self._words.get(token.plain, [""])[0]

    def _digits(self, tokens: Sequence[Token], at: int) -> _Read | None:
        written = tokens[at].text.replace(",", "")
        if len(written) > LONGEST or (len(written) > 1 and written[0] == "0" and written[1] != "."):
            return None
        value = float(written)
        unit = 10.0 ** -len(written.partition(".")[2])
        if "." not in written and value >= EXACT:
            unit = 10.0 ** (len(written) - len(written.rstrip("0")))
            unit = unit if unit > 1 else 0.0
        elif "." not in written:
            unit = 0.0
        last = at + 1
        while last < len(tokens) and self._scales(tokens, last):
            scale = float(self._words[tokens[last].plain][1])
            value, unit = value * scale, (unit or 1.0) * scale
            last += 1
        return _Read(value, unit, last)

    def _scales(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a token multiplies the digits before it; a lone 'm' only right behind them: '3m', not '3 m'."""
        kind = self._kind(tokens[at])
        touching = tokens[at].span.start == tokens[at - 1].span.end
        return kind in {"H", "M", "D"} or (kind == "m" and (touching or len(tokens[at].text) > 1))

    def _spelled(self, tokens: Sequence[Token], at: int) -> _Read:
        """Read a number in words from its first on: 'two hundred and five thousand', 'twenty-three', 'a dozen'."""
        total = group = 0.0
        unit, before, last = 0.0, "", at
        while last < len(tokens):
            link = tokens[last].plain
            step = last + ((link == "-" and before == "T") or (link == "and" and before in {"H", "M"}))
            kind = self._kind(tokens[step]) if step < len(tokens) else ""
            if not _may_follow(kind, before, joined=step > last):
                break
            worth = float(self._words[tokens[step].plain][1])
            if kind in {"H", "D"}:
                group, unit = (group or 1.0) * worth, worth if kind == "H" else DOZEN
            elif kind == "M":
                total, group, unit = total + (group or 1.0) * worth, 0.0, worth
            elif kind != "a":
                group, unit = group + worth, 0.0
            before, last = kind, step + 1
        return _Read(total + group, unit, last)

    def _vague(self, tokens: Sequence[Token], at: int) -> _Read:
        """Read 'dozens', 'tens of thousands', 'hundreds of millions'."""
        low, high = (float(n) for n in self._words[tokens[at].plain][1:])
        last = at + 1
        if last + 1 < len(tokens) and tokens[last].plain == "of" and self._kind(tokens[last + 1]) == "V":
            scale = float(self._words[tokens[last + 1].plain][1]) / 2
            low, high, last = low * scale, high * scale, last + 2
        return _Read(low, 0.0, last, high)

    # ------------------------------------------------------------ with what stands around them

    def _quantity(self, tokens: Sequence[Token], at: int, read: _Read) -> Quantity | None:
        if _is_code(tokens, at, read.last):
            return None
        end, most = self._range(tokens, at, read)
        if most is None and _is_score(tokens, end):
            return None
        first, sign = self._sign(tokens, at)
        end, unit = self._unit(tokens, end)
        start, hedge = self._hedge(tokens, first)
        low, high = _bounds(read, hedge, unit or sign)
        high = most if most is not None else high
        span = Span(tokens[start].span.start, tokens[end - 1].span.end)
        return Quantity(span, read.value, low, high, sign or unit, start, at, end)

    def _range(self, tokens: Sequence[Token], at: int, read: _Read) -> tuple[int, float | None]:
        """Return the token behind a range and its upper end: '12 to 14', '12-14', 'between 12 and 14'."""
        joint = tokens[read.last].plain if read.last < len(tokens) else ""
        before = tokens[at - 1].plain if at else ""
        dashed = joint in {"-", "–"}
        if not (dashed or (joint == "to" and before != "from") or (joint == "and" and before == "between")):
            return read.last, None
        other = self._number(tokens, read.last + 1) if read.last + 1 < len(tokens) else None
        if other is None or other.value <= read.value:
            return read.last, None
        return other.last, other.value

    def _sign(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        """Return the first token of a sum and the currency of the sign before the number: '$3bn', 'US$3bn'."""
        if at and tokens[at - 1].text in self._currencies and tokens[at - 1].part is Part.MARK:
            land = tokens[at - 2] if at > 1 else None
            if land is not None and land.span.end == tokens[at - 1].span.start:
                long = land.text + tokens[at - 1].text
                if long in self._currencies:
                    return at - 2, self._currencies[long]
            return at - 1, self._currencies[tokens[at - 1].text]
        return at, ""

    def _unit(self, tokens: Sequence[Token], last: int) -> tuple[int, str]:
        """Return the token behind a unit and the unit: '40 per cent', '12 million euros'."""
        words = [t.plain for t in tokens[last : last + 2]]
        if words == ["per", "cent"]:
            return last + 2, "percent"
        if words and words[0] in PERCENT:
            return last + 1, "percent"
        if words and words[0] in self._currencies and tokens[last].part is Part.WORD:
            return last + 1, self._currencies[words[0]]
        return last, ""

    def _hedge(self, tokens: Sequence[Token], first: int) -> tuple[int, str]:
        """Return the first token of the hedge before a number and its kind, '' where there is none."""
        for size in range(min(HEDGE, first), 0, -1):
            words = " ".join(t.plain for t in tokens[first - size : first])
            if words in self._hedges:
                return first - size, self._hedges[words]
        return first, ""


def _may_follow(kind: str, before: str, *, joined: bool) -> bool:
    """Tell whether a word of this kind goes on with a number in words; `joined` by 'and' or a hyphen."""
    after = {"": "UTa", "U": "HMD", "T": "UHMD", "H": "UTM", "M": "UT", "D": "", "a": "HMD"}
    return bool(kind) and kind in after[before] and not (joined and kind not in "UT")


def _is_code(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Tell whether digits are part of a name, a time, an age or a score: 'G-7', '5:30', '34-year-old', '3/4'."""
    before = tokens[at - 1] if at else None
    behind = tokens[last] if last < len(tokens) else None
    tied = before is not None and before.span.end == tokens[at].span.start
    tied = tied and before is not None and (before.part is Part.WORD or before.text in "-–/:#.,")
    led = behind is not None and behind.span.start == tokens[last - 1].span.end and behind.text in "/:"
    whole = "." not in tokens[at].text  # '6.1-magnitude' is a figure
    hyphen = whole and behind is not None and behind.text in "-–" and last + 1 < len(tokens)
    aged = hyphen and tokens[last + 1].part is Part.WORD
    return tied or led or aged


def _is_score(tokens: Sequence[Token], last: int) -> bool:
    """Tell whether a dash joins a number to another that is no upper end: '4–2'."""
    joined = tokens[last - 1 : last + 2]
    touching = len(joined) > 2 and all(a.span.end == b.span.start for a, b in pairwise(joined))
    return touching and joined[1].text in "-–" and joined[2].part is Part.NUMBER


def _bounds(read: _Read, hedge: str, unit: str) -> tuple[float, float]:
    """Return what a number can mean: a hedge opens it, a round or short one is known to half its last digit."""
    if read.most is not None:
        return read.value, read.most
    slack = HALF * (read.unit or (1.0 if unit == "percent" else 0.0))
    low, high = read.value - slack, read.value + slack
    if hedge == "least":
        return low, float("inf")
    if hedge == "most":
        return 0.0, high
    if hedge == "near":
        return min(low, read.value * (1 - NEAR)), max(high, read.value * (1 + NEAR))
    return (min(low, read.value * (1 - NEAR)), high) if hedge == "nearly" else (low, high)
