"""Where the articles of a story name somebody on the watch-list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.compose.edition.watching import means, words_of_name
from briefing.gather.words import Word, words_of
from briefing.model import Actor, BlockKind, DayStory, MentionType, Report, Sentence, Span

ACRONYM = 5
"""Letters of a short name in capitals, at most."""
STORY = frozenset({BlockKind.BODY, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Naming:
    """One article that names somebody: the places, and the ids of the actors meant, where the article has any."""

    report: Report
    actors: frozenset[str]
    places: tuple[Span, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the story, not its headline, that have the name."""
        analysis = self.report.analysis
        found = {s.index: s for place in self.places if (s := analysis.document.sentence_at(place.start))}
        blocks = analysis.article.blocks
        return tuple(found[i] for i in sorted(found) if blocks[found[i].block].kind in STORY)

    def within(self, span: Span) -> bool:
        """Tell whether the name stands in a stretch of the article."""
        return any(place.overlap(span) for place in self.places)


def namings(name: str, story: DayStory) -> tuple[Naming, ...]:
    """Return the story's articles that name somebody, in the story's order.

    A place of the name is a mention by name of an actor it means, or its words in a row, whatever they were taken for.
    """
    meant = [actor for actor in story.comparison.actors if means(name, actor, story)]
    members = {(ref.article, ref.actor) for actor in meant for ref in actor.members}
    found = []
    for report in story.reports:
        actors = [a for a in report.analysis.actors if (report.article, a.id) in members]
        places = tuple(sorted({*_mentions(actors), *_words(name, report.analysis.text)}))
        if places:
            found.append(Naming(report, frozenset(a.id for a in actors), places))
    return tuple(found)


def _mentions(actors: Sequence[Actor]) -> Iterator[Span]:
    yield from (m.span for actor in actors for m in actor.mentions if m.type is MentionType.NAME)


def _words(name: str, text: str) -> Iterator[Span]:
    """Yield where the name's words stand in a row, the last one perhaps with an 's.

    Capitals count where the name has them: 'WHO' is not 'who', nor 'Trump' what trumps.
    """
    wanted, written = words_of_name(name), words_of(name, Span(0, len(name)))
    if not wanted or wanted[0] not in text.replace("’", "'").casefold():
        return
    words = words_of(text, Span(0, len(text)))
    plain = [word.plain for word in words]
    for n in range(len(words) - len(wanted) + 1):
        found = (*plain[n : n + len(wanted) - 1], plain[n + len(wanted) - 1].removesuffix("'s"))
        if found == wanted and all(map(_written_alike, written, words[n:])):
            yield Span(words[n].span.start, words[n + len(wanted) - 1].span.end)


def _written_alike(wanted: Word, found: Word) -> bool:
    """Tell whether a word of a text has the capitals of the name's: all of them where it is short, else the first."""
    if wanted.text.isupper() and len(wanted.text) <= ACRONYM:
        return found.text.removesuffix("'s").removesuffix("’s").isupper()
    return not wanted.text[0].isupper() or found.text[0].isupper()
