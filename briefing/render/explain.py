"""Analysis -> coloured text for a terminal: what was found in each sentence, and why it was chosen.

The same lines read well without colour: every fact is also written out. Sentences are numbered as on the page, from s1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from textwrap import shorten
from typing import TYPE_CHECKING

from briefing.errors import ConfigError
from briefing.model import Actor, Analysis, Dispute, Mention, Sentence, Span, Statement

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    Row = tuple[str, Text | str]

SPEAKER_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_red", "bright_cyan", "bright_magenta")
UNRESOLVED_COLOUR = "bright_black"
SHORT_REASONS = 3
"""How many parts of a score the overview prints; `--sentence` prints all."""
CONTENT_LENGTH = 60
"""How many characters of a statement are repeated below its sentence."""


@dataclass(frozen=True)
class Explanation:
    """One analysis, ready to be asked. Each method returns what a `rich` console prints, in reading order."""

    analysis: Analysis

    def article(self) -> list[RenderableType]:
        """Return every sentence with what was found in it, then the actors, the disputes and the problems."""
        rows = (row for s in self.analysis.document.sentences for row in self._sentence(s, SHORT_REASONS))
        parts: list[RenderableType] = [self._head(), _grid(rows)]
        parts += _section("Actors", (self._actor_row(a) for a in self.analysis.actors))
        parts += _section("Disputes", (r for n in range(len(self.analysis.disputes)) for r in self._dispute(n)))
        parts += _section("Problems", (("", p.message) for p in self.analysis.problems))
        return parts

    def sentence(self, number: int) -> list[RenderableType]:
        """Return all that is known about one sentence; ConfigError where there is none of that number."""
        sentences = self.analysis.document.sentences
        if not 1 <= number <= len(sentences):
            raise ConfigError(f"--sentence {number}: the article has sentences 1 to {len(sentences)}")
        sentence = sentences[number - 1]
        rows: list[Row] = list(self._sentence(sentence, None))
        rows += [
            ("", self._mention_line(a, m)) for a in self.analysis.actors for m in a.mentions if _in(m.span, sentence)
        ]
        rows += [
            ("", f"date: {self._words([d.span])} = {d.value}") for d in self.analysis.dates if _in(d.span, sentence)
        ]
        rows += [
            ("", f"evidence in dispute {n}")
            for n, dispute in enumerate(self.analysis.disputes, 1)
            if any(_in(span, sentence) for side in dispute.sides for span in side.evidence)
        ]
        return [_grid(rows)]

    def speaker(self, name: str) -> list[RenderableType]:
        """Return how one actor is named and what was laid in their mouth, and why.

        `name` is an actor's id, or words of the name in any case; ConfigError where no actor or more than one has them.
        """
        actor = self._find(name)
        said = [s for s in self.analysis.statements if s.speaker == actor.id]
        rows: list[Row] = [self._actor_row(actor)]
        rows += [(self._mark(m.span), self._mention_line(actor, m)) for m in actor.mentions]
        return [_grid(rows), *_section("Statements", (r for s in said for r in self._statement_rows(s)))]

    def dispute(self, number: int) -> list[RenderableType]:
        """Return one dispute, its sides and their evidence; ConfigError where there is none of that number."""
        count = len(self.analysis.disputes)
        if not 1 <= number <= count:
            has = f"disputes 1 to {count}" if count else "no dispute"
            raise ConfigError(f"--dispute {number}: the article has {has}")
        return [_grid(self._dispute(number - 1))]

    # ------------------------------------------------------------ rows

    def _head(self) -> Text:
        from rich.text import Text

        article = self.analysis.article
        day = f"{article.published} (from its {article.published_from})" if article.published else "undated"
        facts = (article.title, article.outlet, day, article.genre.value, article.source)
        return Text(" · ".join(f for f in facts if f) + "\n", style="bold")

    def _sentence(self, sentence: Sentence, reasons: int | None) -> Iterator[Row]:
        role = self.analysis.roles[sentence.index]
        rank = self._rank_of.get(sentence.index)
        yield f"s{sentence.index + 1}", self._coloured(sentence.span, bold=rank is not None)
        notes = [role.role.value.replace("_", " ")]
        if sentence.index in self._background:
            notes.append("background")
        yield "", _dim(", ".join(notes))
        if rank is not None:
            yield "", self._why_key(rank, reasons)
        for statement in self.analysis.statements:
            if statement.content and _in(statement.content[0], sentence):
                yield "", self._why_speaker(statement)

    def _why_key(self, rank: int, reasons: int | None) -> Text:
        from rich.text import Text

        point = self.analysis.key_points[rank]
        parts = sorted(point.reasons, key=lambda r: (-abs(r[1]), r[0]))[:reasons]
        because = ", ".join(f"{name} {value:+.2f}" for name, value in parts)
        return Text(
            f"key point {rank + 1}, score {point.score:.2f}" + (f": {because}" if because else ""), style="bold"
        )

    def _why_speaker(self, statement: Statement) -> Text:
        from rich.text import Text

        line = Text()
        line.append(self._speaker_name(statement.speaker), style=self._colour(statement.speaker))
        line.append(f" {statement.stance.value} ")
        line.append(shorten(self._words(statement.content), CONTENT_LENGTH, placeholder=" …”"))
        line.append(f" ({statement.mode.value}, confidence {statement.confidence:.2f}): ")
        if statement.source:
            line.append(f"source {self._words(statement.source)}{self._kind_of_source(statement)}")
        else:
            line.append("no words for the source; carried on from what stands before")
        if statement.cue:
            line.append(f", cue {self._words(statement.cue)}")
        return line

    def _statement_rows(self, statement: Statement) -> Iterator[Row]:
        for span in statement.content:
            yield self._mark(span), self._coloured(span)
        yield "", self._why_speaker(statement)

    def _actor_row(self, actor: Actor) -> tuple[str, Text]:
        from rich.text import Text

        said = sum(s.speaker == actor.id for s in self.analysis.statements)
        line = Text(self._words([actor.name], quoted=False), style=self._colour(actor.id) if said else "")
        role = f", {self._words([actor.role], quoted=False)}" if actor.role else ""
        line.append(
            f"{role} ({actor.kind.value}): importance {actor.importance:.2f}, "
            f"{_count(len(actor.mentions), 'mention')}, {_count(said, 'statement')}",
            style="default",
        )
        return actor.id, line

    def _mention_line(self, actor: Actor, mention: Mention) -> str:
        name = self._words([actor.name], quoted=False)
        return f"{mention.type.value}: {self._words([mention.span])} = {name} [{actor.id}]"

    def _dispute(self, index: int) -> Iterator[Row]:
        dispute: Dispute = self.analysis.disputes[index]
        yield f"{index + 1}", f"{self._words([dispute.issue])}, confidence {dispute.confidence:.2f}"
        for side in dispute.sides:
            who = ", ".join(self._speaker_name(a) for a in side.actors) or "nobody named"
            yield "", f"{side.position}: {who}"
            for span in side.evidence:
                yield self._mark(span), self._coloured(span)

    # ------------------------------------------------------------ words and colours

    @cached_property
    def _rank_of(self) -> dict[int, int]:
        return {point.sentence: rank for rank, point in enumerate(self.analysis.key_points)}

    @cached_property
    def _background(self) -> frozenset[int]:
        return frozenset(self.analysis.background)

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.analysis.actors}

    @cached_property
    def _colours(self) -> dict[str, str]:
        """Colours of those who speak, the most important first; they repeat where there are more speakers."""
        speaking = {s.speaker for s in self.analysis.statements}
        return dict(zip((a.id for a in self.analysis.actors if a.id in speaking), cycle(SPEAKER_COLOURS), strict=False))

    def _colour(self, speaker: str | None) -> str:
        return self._colours.get(speaker or "", UNRESOLVED_COLOUR)

    def _coloured(self, span: Span, *, bold: bool = False) -> Text:
        """Return the span's words, each statement's content in its speaker's colour and its cue underlined."""
        from rich.text import Text

        text = Text(_printable(span.of(self.analysis.text)), style="bold" if bold else "")
        for statement in self.analysis.statements:
            for part, style in (
                *((s, self._colour(statement.speaker)) for s in statement.content),
                *((s, "underline") for s in statement.cue),
            ):
                if part.overlap(span):
                    text.stylize(style, max(0, part.start - span.start), min(len(span), part.end - span.start))
        return text

    def _words(self, spans: Iterable[Span], *, quoted: bool = True) -> str:
        words = " … ".join(" ".join(_printable(s.of(self.analysis.text)).split()) for s in spans)
        return f"“{words}”" if quoted else words

    def _speaker_name(self, speaker: str | None) -> str:
        actor = self._actors.get(speaker or "")
        return f"{self._words([actor.name], quoted=False)} [{actor.id}]" if actor else "speaker unresolved"

    def _kind_of_source(self, statement: Statement) -> str:
        """Say by which kind of mention the source was taken for the speaker."""
        actor = self._actors.get(statement.speaker or "")
        kinds = (
            [m.type.value for m in actor.mentions if any(m.span.overlap(s) for s in statement.source)] if actor else []
        )
        return f" (a {kinds[0]})" if kinds else ""

    def _mark(self, span: Span) -> str:
        found = self.analysis.document.sentence_at(span.start)
        return f"s{found.index + 1}" if found else ""

    def _find(self, name: str) -> Actor:
        wanted = name.casefold().split()
        named = {a.id: self._words([a.name], quoted=False) for a in self.analysis.actors}
        exact = [a for a in self.analysis.actors if name in {a.id, named[a.id]}]
        found = exact or [a for a in self.analysis.actors if set(wanted) <= set(named[a.id].casefold().split())]
        if len(found) == 1:
            return found[0]
        choices = ", ".join(f"{named[a.id]} [{a.id}]" for a in found or self.analysis.actors) or "none"
        problem = "names several actors" if found else "is no actor of this article"
        raise ConfigError(f"--speaker {name!r} {problem}; choose from: {choices}")


def _in(span: Span, sentence: Sentence) -> bool:
    return sentence.span.overlap(span) > 0


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _dim(words: str) -> Text:
    from rich.text import Text

    return Text(words, style="dim")


def _grid(rows: Iterable[Row]) -> Table:
    """Return rows of a mark and its words, the words hanging beside the mark."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True, style="dim")
    table.add_column()
    for mark, words in rows:
        table.add_row(Text(mark), words if isinstance(words, Text) else Text(_printable(words)))
    return table


def _section(heading: str, rows: Iterable[Row]) -> Sequence[RenderableType]:
    """Return a heading and its rows, or nothing where there are none."""
    from rich.text import Text

    found = list(rows)
    return [Text(f"\n{heading}", style="bold underline"), _grid(found)] if found else []


def _printable(words: str) -> str:
    """Return as many characters, none of which commands the terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in words)
