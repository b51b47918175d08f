"""How high a page will be, from the fonts' character widths alone: a guess that makes the first layout nearly right.

The figures are those of page.css. Where a user's style sheet differs, the fit needs a layout or two more, no worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from briefing.model import Briefing, Contest, Line, Voice
from briefing.render.figures import rows_of_sides
from briefing.render.pdf.fit import Layout, Node, even, halved
from briefing.render.words import Words, marks, ranges

MAIN, SIDE, HALF = 0.655, 0.315, 0.314
"""Widths of the columns, of the text's, and of one half of the main column."""

VOICES = "section-voices"

HEADLINES = {"short": 2.35, "middle": 1.8, "long": 1.4}
"""Sizes of the headline, in body sizes."""

FOOT = 145
"""Characters of the foot without names and counts."""

ACCURACY = 56
"""Characters of what the foot says about the speakers, where it was measured."""

DISPUTES = (0.24, 0.38, 0.38)
"""Widths of the columns of disputes."""

POINT = 96 / 72
"""CSS pixels."""

UNKNOWN = 0.55
"""Width, in type sizes, of a character the font has not."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Advance widths of one font by character, in type sizes."""

    widths: Mapping[str, float]
    known: dict[str, float] = field(default_factory=dict, repr=False)

    def lines(self, text: str, width: float) -> int:
        """Return how many lines a text takes, broken greedily at blanks; `width` in type sizes."""
        count, at = 1, 0.0
        blank = self.widths.get(" ", 0.25)
        for word in text.split():
            length = self.width(word)
            if at and at + blank + length > width:
                count, at = count + 1, length
            else:
                at += blank * (at > 0) + length
        return count

    def width(self, word: str) -> float:
        """Return the width of a word in type sizes."""
        if word not in self.known:
            self.known[word] = sum(self.widths.get(c, UNKNOWN) for c in word)
        return self.known[word]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The widths of the two faces of the page."""

    serif: Metrics
    sans: Metrics


@dataclass(frozen=True, slots=True)
class Estimate:
    """Guesses the heights of one briefing in any layout."""

    briefing: Briefing
    words: Words
    fonts: Fonts

    def page(self, layout: Layout) -> Node:
        """Return the page as it would be measured, with the ids of the lines it can leave out."""
        scale = _Scale(layout, self.fonts)
        b = self.briefing
        top = 7 * POINT + scale.small * layout.leading + self._headline(scale) + self._standfirst(scale)
        main = [self._points(scale), self._voices(scale)]
        side = [self._players(scale), self._sides(scale), self._timeline(scale)]
        (side if layout.background_aside else main).append(self._background(scale, aside=layout.background_aside))
        side.append(self._gaps(scale))
        columns = Node(
            "columns",
            POINT,
            (Node("main", 0, tuple(filter(None, main))), Node("side", 0, tuple(filter(None, side)))),
            True,
        )
        parts = [Node("top", top), columns]
        if b.disputes:
            rows = tuple(self._contest(contest, scale) for contest in b.disputes)
            parts.append(Node("section-disputes", scale.heading + POINT + scale.small * 1.28 + 2 * POINT, rows))
        parts.append(Node("foot", 3.3 * POINT + self._foot_lines(scale) * 1.25 * scale.small))
        return Node("", 0, tuple(parts))

    def _foot_lines(self, scale: _Scale) -> int:
        """Guess the foot's length: its fixed words, the source's names, and a phrase for each kind left out."""
        article = self.briefing.article
        names = len(article.outlet or "") + sum(map(len, article.authors))
        kinds = len(scale.layout.dropped_counts)
        length = FOOT + names + ACCURACY * (self.briefing.accuracy is not None) + (45 + 18 * kinds if kinds else 0)
        return ceil(length * 0.455 * scale.small / scale.width)

    def headline(self, layout: Layout) -> str:
        """Return the name of the headline's size: the largest where it takes one line, else two, else the smallest."""
        scale = _Scale(layout, self.fonts)
        for name, lines in (("short", 1), ("middle", 2)):
            if self._headline_lines(scale, name) <= lines:
                return name
        return "long"

    def _headline_lines(self, scale: _Scale, name: str) -> int:
        width = 0.96 * scale.width / (HEADLINES[name] * scale.px)  # the bolder face is wider
        return self.fonts.serif.lines(self._text(self.briefing.headline), width)

    def _headline(self, scale: _Scale) -> float:
        name = self.headline(scale.layout)
        return 5 * POINT + 1.14 * HEADLINES[name] * scale.px * self._headline_lines(scale, name)

    def _standfirst(self, scale: _Scale) -> float:
        if not self.briefing.standfirst:
            return 0.0
        size = 1.2 * scale.px
        return 5 * POINT + 1.32 * size * self.fonts.serif.lines(
            self._text(self.briefing.standfirst), scale.width / size
        )

    def _points(self, scale: _Scale) -> Node | None:
        width = MAIN * scale.width - 1.5 * scale.px
        return scale.section("points", [self._line(p, scale, width) for p in self.briefing.points])

    def _background(self, scale: _Scale, *, aside: bool) -> Node | None:
        width = scale.side if aside else MAIN * scale.width
        return scale.section("background", [self._line(p, scale, width) for p in self.briefing.background])

    def left(self, layout: Layout) -> int:
        """Return how many of the voices that are kept stand in the left of two columns."""
        found = self._each_voice(_Scale(layout, self.fonts))
        heights = [voice.height(layout.dropped) for voice in found]
        return even([height for height in heights if height]) if layout.paired else 0

    def _voices(self, scale: _Scale) -> Node | None:
        found, dropped = self._each_voice(scale), scale.layout.dropped
        if not scale.layout.paired or not found:
            return scale.section("voices", found)
        number = even([voice.height(dropped) for voice in found])
        return halved(VOICES, scale.heading, (found[:number], found[number:]), dropped)

    def _each_voice(self, scale: _Scale) -> list[Node]:
        found = []
        width = (HALF if scale.layout.paired else MAIN) * scale.width
        for voice in self.briefing.voices:
            name = scale.line * self._name_lines(voice, scale, width) + 0.1 * scale.px
            lines = []
            for saying in voice.sayings:
                ahead = " ".join(self.words.plain([p]) for p in (*saying.source, *saying.cue))
                lines.append(self._line(saying.line, scale, width, ahead))
            found.append(Node(voice.id, name, tuple(lines)))
        return found

    def _name_lines(self, voice: Voice, scale: _Scale, width: float) -> int:
        name = self.words.plain(voice.name) if voice.name else "Speaker unresolved"
        return self.fonts.sans.lines(f"{name} also {' '.join(ranges(voice.also))}", 0.97 * width / scale.px)

    def _players(self, scale: _Scale) -> Node | None:
        found = []
        for player in self.briefing.players:
            role = self.words.plain(player.role) if player.role else ""
            text = f"{self._text(player.line)} {role}"
            rows = self.fonts.sans.lines(text, 0.98 * scale.side / scale.px)
            found.append(Node(player.line.id, rows * 1.25 * scale.px + 0.2 * scale.px))
        return scale.section("actors", found)

    def _sides(self, scale: _Scale) -> Node | None:
        found = [o for o in self.briefing.oppositions if not scale.layout.dropped.issuperset(o.issues)][:4]
        if not found:
            return None
        pairs = [(self.words.plain(o.one), self.words.plain(o.other)) for o in found]
        rows = rows_of_sides(pairs, scale.layout.side, scale.small)
        return Node("section-sides", scale.heading + 4 * POINT + rows * scale.small)

    def _timeline(self, scale: _Scale) -> Node | None:
        size = 0.95 * scale.px
        found = []
        for event in self.briefing.timeline:
            rows = self.fonts.serif.lines(f"10 Oct 2020 {self._text(event.line)}", scale.side / size)
            found.append(Node(event.line.id, rows * 1.28 * size + 0.3 * scale.px))
        told = sum(event.line.id in scale.layout.dropped for event in self.briefing.timeline if event.told)
        if told:
            found.append(Node("told-dates", (1 + told * 0.55) * 1.25 * scale.small))
        strip = 2.9 * scale.small + 4 * POINT if len({e.date for e in self.briefing.timeline}) > 2 else 0.0
        section = scale.section("timeline", found)
        return Node(section.id, section.own + strip, section.children) if section else None

    def _gaps(self, scale: _Scale) -> Node | None:
        rows = 1.6 * min(len(self.briefing.gaps), 5)
        return Node("section-gaps", scale.heading + rows * (1.25 * scale.small + 0.2 * scale.px)) if rows else None

    def _contest(self, contest: Contest, scale: _Scale) -> Node:
        def rows(lines: Sequence[Line], share: float) -> float:
            width = (share * scale.width - 8 * POINT) / scale.px
            return 1.28 * scale.px * sum(self.fonts.serif.lines(self._text(line), width) for line in lines)

        cells = [rows([contest.issue], 0.94 * DISPUTES[0])]  # the bolder face is wider
        for parties in (contest.parties[:1], contest.parties[1:]):
            names = [", ".join(map(self.words.plain, p.names)) for p in parties]
            width = (DISPUTES[1] * scale.width - 8 * POINT) / scale.small
            told = sum(rows(p.evidence, DISPUTES[1]) or 1.28 * scale.small for p in parties)
            cells.append(told + 1.28 * scale.small * sum(self.fonts.sans.lines(n, width) for n in names))
        return Node(contest.issue.id, max(cells) + 5.5 * POINT)

    def _line(self, line: Line, scale: _Scale, width: float, ahead: str = "") -> Node:
        rows = self.fonts.serif.lines(f"{ahead} {self._text(line)}", width / scale.px)
        return Node(line.id, rows * scale.line + 0.3 * scale.px)

    def _text(self, line: Line) -> str:
        return f"{self.words.plain(line)} {' '.join(marks(line.cites))}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """The lengths of one layout, in pixels."""

    layout: Layout
    fonts: Fonts

    @property
    def px(self) -> float:
        return self.layout.size * POINT

    @property
    def small(self) -> float:
        return self.layout.small * POINT

    @property
    def line(self) -> float:
        return self.px * self.layout.leading

    @property
    def width(self) -> float:
        return (self.layout.width - 28) * 96 / 25.4

    @property
    def side(self) -> float:
        return SIDE * self.width - 10.5 * POINT

    @property
    def heading(self) -> float:
        return 7 * POINT + self.small * self.layout.leading

    def section(self, name: str, children: Sequence[Node]) -> Node | None:
        return Node(f"section-{name}", self.heading, tuple(children)) if children else None
