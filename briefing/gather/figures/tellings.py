"""What each article tells of each figure: the number, what it counts, where, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.analyse.stems import Stems
from briefing.gather.figures.numbers import Numbers, Part, Quantity, Token, tokens_of
from briefing.gather.figures.tolls import Tolls
from briefing.gather.reports import story_sentences
from briefing.gather.words import Subjects, words_of
from briefing.lexicon import Lexicon
from briefing.model import ActorRef, Figure, Place, Precision, Report, Role, Sentence, Span

ELSEWHERE = frozenset({Role.HISTORICAL_EVENT, Role.PREVIOUS_EVENT, Role.ANECDOTAL_EVENT})
"""Roles of sentences whose figures are of something else."""
YEARS = range(1800, 2200)
LEAD = 3
"""Sentences at the front that tell what the article is about."""
WHERE = frozenset({"in", "at", "near", "across", "throughout", "around", "outside"})
"""Words that lead to a place."""
BACK = frozenset({"it", "its", "they", "their", "that", "this", "those", "these"})
"""Words that open a sentence on what the one before tells of: 'A decade ago a ferry sank. It left 40 dead.'"""
AROUND = 5
"""Words on either side of a number that tell what it is a number of."""
PLURAL = re.compile(r"..[^s]s$")
"""The end of a plural: 'jets', not 'class', 's' or 'is'."""
QUAKES = frozenset({"magnitude", "richter"})
STRONGEST = 10.0
"""No earthquake is of this magnitude."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a figure counts: the words of places' names, and how wide the place is where it is only described."""

    names: frozenset[str]
    wide: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One figure in one article.

    `key` is what is counted, `sure` that all of one key and place in a story is one quantity, as a toll is;
    else `around`, the stems beside the number, and `subject`, those of the sentence, have to agree.
    `report` numbers the story's reports. `rising` tells that it only ever grows.
    """

    report: int
    key: tuple[str, str]
    figure: Figure
    scope: Scope
    around: frozenset[str]
    subject: frozenset[str]
    sure: bool
    rising: bool


class Teller:
    """Finds the figures of articles with the word lists of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = Numbers(lexicon)
        self._tolls = Tolls(lexicon, Stems())
        self._subjects = Subjects(lexicon)
        self._wide = lexicon.table("wide_places")
        self._times = lexicon.words("other_times")
        self._vague = lexicon.words("vague_authorities")
        self._function = lexicon.words("function_words")
        self._dates = lexicon.table("date_words")

    def tell(self, number: int, report: Report, speakers: Mapping[ActorRef, str]) -> list[Telling]:
        """Return the figures of an article about the story's event, in text order, days to come last.

        `number` is that of the report, `speakers` are the ids of the story's actors.
        """
        found: list[Telling] = []
        elsewhen = False
        for sentence in _of_the_event(report):
            tokens = tokens_of(report.analysis.text, sentence.span)
            goes_on = elsewhen and bool(tokens) and tokens[0].plain in BACK
            elsewhen = goes_on or self._of_other_times(tokens, report)
            if not elsewhen:
                found.extend(self._of_sentence(number, report, sentence, tokens, speakers))
        return [*found, *self._days(number, report, speakers)]

    def lead(self, report: Report) -> frozenset[str]:
        """Return the words of the headline and the first sentences."""
        text = report.analysis.text
        spans = [s.span for s in story_sentences(report)[:LEAD]]
        return frozenset(w.plain for span in spans for w in words_of(text, span))

    def _of_other_times(self, tokens: Sequence[Token], report: Report) -> bool:
        this = report.day.year if report.day else None
        years = (int(t.text) for t in tokens if t.part is Part.NUMBER and t.text.isdigit() and len(t.text) == 4)
        return any(y in YEARS and y != this for y in years) or any(t.plain in self._times for t in tokens)

    def _of_sentence(
        self, number: int, report: Report, sentence: Sentence, tokens: Sequence[Token], speakers: Mapping[ActorRef, str]
    ) -> Iterator[Telling]:
        quantities = self._numbers.find(tokens)
        if not quantities:
            return
        scope = self._scope(tokens)
        subject = self._subject(report, sentence)
        tolls = self._tolls.find(tokens, quantities)
        for toll in tolls:
            figure = _figure(report, sentence, toll.quantity, self._source(report, toll.quantity.span, speakers))
            yield Telling(number, (toll.what, toll.who), figure, scope, frozenset(), subject, True, True)
        counted = {toll.quantity for toll in tolls}
        for quantity in quantities:
            key = None if quantity in counted else self._key(tokens, quantity)
            if key is not None:
                figure = _figure(report, sentence, quantity, self._source(report, quantity.span, speakers))
                around = self._around(tokens, quantity.first, quantity.last)
                yield Telling(number, key, figure, scope, around, subject, key[0] == "magnitude", False)

    def _days(self, number: int, report: Report, speakers: Mapping[ActorRef, str]) -> Iterator[Telling]:
        """Yield the days to come, each with its number for its value: two for one plan are news or a mistake."""
        story = {s.index: s for s in _of_the_event(report)}
        for mention in report.analysis.dates:
            sentence = report.analysis.document.sentence_at(mention.span.start)
            if mention.precision is not Precision.DAY or sentence is None or sentence.index not in story:
                continue
            day = date.fromisoformat(mention.value)
            if report.day is None or day <= report.day:
                continue
            tokens = tokens_of(report.analysis.text, sentence.span)
            inside = [n for n, t in enumerate(tokens) if mention.span.overlap(t.span)]
            around = self._around(tokens, inside[0], inside[-1] + 1) if inside else frozenset()
            value = float(day.toordinal())
            source = self._source(report, mention.span, speakers)
            figure = Figure(
                Place(report.article, mention.span), Place(report.article, sentence.span), value, value, value, source
            )
            subject = self._subject(report, sentence)
            yield Telling(number, ("date", ""), figure, self._scope(tokens), around, subject, False, False)

    def _subject(self, report: Report, sentence: Sentence) -> frozenset[str]:
        """Return the stems that tell what a sentence is about, no words of dates."""
        words = words_of(report.analysis.text, sentence.span)
        return frozenset(self._subjects.of(w for w in words if w.plain not in self._dates))

    def _key(self, tokens: Sequence[Token], quantity: Quantity) -> tuple[str, str] | None:
        """Return what a number counts: a unit, a magnitude, or the plural behind it; None where it cannot be told."""
        if quantity.unit:
            return quantity.unit, ""
        near = tokens[max(0, quantity.first - 3) : quantity.last + 5]
        if quantity.value < STRONGEST and not float(quantity.value).is_integer():
            return ("magnitude", "") if any(t.plain in QUAKES for t in near) else None
        if quantity.first == quantity.number and self._named(tokens[: quantity.first]):
            return None  # 'its 737 Max 8 jets'
        for token in tokens[quantity.last : quantity.last + 3]:
            plain = token.plain not in self._function and token.plain not in self._dates and token.text.islower()
            if token.part is not Part.WORD or not plain:
                return None
            if PLURAL.search(token.plain):
                return "count", token.plain
        return None

    def _named(self, before: Sequence[Token]) -> bool:
        """Tell whether a number follows a name, as that of a model does; not a day or the first word."""
        last = before[-1] if len(before) > 1 else None
        named = last is not None and last.part is not Part.MARK and not last.text.islower()
        return last is not None and named and last.plain not in self._dates

    def _around(self, tokens: Sequence[Token], first: int, last: int) -> frozenset[str]:
        near = (*tokens[max(0, first - AROUND) : first], *tokens[last:][:AROUND])
        kept = (t for t in near if t.part is Part.WORD and t.plain not in self._dates)
        return frozenset(self._subjects.of(w for t in kept for w in words_of(t.text, Span(0, len(t.text)))))

    def _scope(self, tokens: Sequence[Token]) -> Scope:
        """Return the places a sentence tells of behind 'in' and the like, and the described ones anywhere in it."""
        names: set[str] = set()
        wide = {self._wide[t.plain] for t in tokens if t.plain in self._wide}
        led = False
        for token in tokens:
            if token.plain in WHERE:
                led = True
            elif led and token.part is Part.WORD and token.text[0].isupper() and token.plain not in self._dates:
                names.add(token.plain)
            elif token.plain != "the":
                led = False
        return Scope(frozenset(names), frozenset(wide))

    def _source(self, report: Report, span: Span, speakers: Mapping[ActorRef, str]) -> str:
        """Return who is named for a figure: the story's actor, else the words for the source where not vague."""
        for statement in report.analysis.statements:
            if any(content.covers(span) for content in statement.content):
                actor = speakers.get(ActorRef(report.article, statement.speaker or ""))
                words = [w.plain for part in statement.source for w in words_of(report.analysis.text, part)]
                vague = not words or words[-1] in self._vague
                return actor or ("" if vague else " ".join(words).removeprefix("the "))
        return ""


def _figure(report: Report, sentence: Sentence, quantity: Quantity, source: str) -> Figure:
    words, whole = Place(report.article, quantity.span), Place(report.article, sentence.span)
    return Figure(words, whole, quantity.value, quantity.low, quantity.high, source)


def _of_the_event(report: Report) -> Iterator[Sentence]:
    """Yield the sentences about the event of today, not those of background."""
    analysis = report.analysis
    background = set(analysis.background)
    for sentence in story_sentences(report):
        role = analysis.roles[sentence.index].role if sentence.index < len(analysis.roles) else None
        if sentence.index not in background and role not in ELSEWHERE:
            yield sentence
