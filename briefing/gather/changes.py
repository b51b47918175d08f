"""What is news since the last edition, sentence by sentence, and what was printed and no longer holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from briefing.gather.actors import find_story_actors
from briefing.gather.figures.compare import find_figure_conflicts
from briefing.gather.reports import in_order, story_sentences
from briefing.gather.telling import Sentences
from briefing.gather.words import Subjects, plain_words
from briefing.lexicon import Lexicon
from briefing.model import (
    ActorKind,
    Genre,
    KeptLine,
    News,
    NewsKind,
    Place,
    Report,
    Sentence,
    Span,
    StoryActor,
)

SAME = 0.4
"""Share of a withdrawn sentence that must stand in the one now in its place."""
FIRST = 6
"""Key sentences of an article that can be news."""
HEARD = frozenset({ActorKind.PERSON, ActorKind.ORGANIZATION})
"""Who is news when first heard: not 'residents'."""
NO_LONGER = frozenset({NewsKind.CORRECTED, NewsKind.WITHDRAWN})
"""What takes back something printed."""
TAKEN_BACK = "taken back"
"""The `KeptLine.kind` of words printed as ones that no longer hold: they are taken back once."""
LONGEST = 200
"""Words beyond which a printed line is not looked for in a new version of its article word by word."""


def digest(words: str) -> str:
    """Return what words are known again by: equal for all that differs in marks, case and blanks alone; 64 hex digits.

    It is what `KeptLine.words` holds.
    """
    plain = " ".join(plain_words(words, [Span(0, len(words))]))
    return sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What the last edition of a story rested on.

    `reports` are the articles known then, by what `KeptLine.article` calls them, `printed` all lines ever printed of
    the story, `killed` the items (`Report.item`) withdrawn by their sender since.
    """

    reports: Mapping[str, Report]
    printed: Sequence[KeptLine]
    killed: Collection[str] = ()


def find_changes(
    today: Iterable[Report], known: Known, lexicon: Lexicon, min_confidence: float = 0.5
) -> tuple[News, ...]:
    """Return what is new in a story: what no longer holds, then figures, speakers and lines; each sentence once.

    A story of which nothing was printed is news as a whole: the best sentence of its earliest article stands for it.
    A printed line is withdrawn where its item was killed or its article's new version no longer holds the words, and
    corrected where that version has a sentence much like it, which takes the place of one line alone; both are told
    once. A figure is new where it differs from one known before, a speaker where no article known before quotes them, a
    key sentence where none known before tells of the same. What was printed in any words that differ in marks alone is
    never news. Within a kind the order is that of the reports.
    """
    ordered = in_order(today)
    if not known.printed:
        return tuple(_new_story(ordered))
    before = in_order(known.reports.values())
    ids = {report.article for report in before}
    fresh = [r for r in ordered if r.article not in ids and r.analysis.article.genre is not Genre.OPINION]
    subjects = Subjects(lexicon)
    actors = find_story_actors([*before, *fresh], lexicon)
    found = [*_no_longer(ordered, known, subjects)]
    news = [
        *_figures(before, fresh, actors, lexicon),
        *_speakers(before, fresh, actors, min_confidence),
        *_lines(before, fresh, subjects),
    ]
    printed = {line.words for line in known.printed}
    texts = {r.article: r.analysis.text for r in ordered}
    told = {n.now for n in found}
    for item in news:
        if item.now is not None and item.now not in told:
            told.add(item.now)
            if digest(item.now.span.of(texts[item.now.article])) not in printed:
                found.append(item)
    return tuple(found)


def _new_story(reports: Sequence[Report]) -> Iterator[News]:
    for report in reports:
        for point in report.analysis.key_points[:1]:
            span = report.analysis.document.sentences[point.sentence].span
            yield News(NewsKind.NEW_STORY, Place(report.article, span))
            return


# ---------------------------------------------------------------- what no longer holds


def _no_longer(reports: Sequence[Report], known: Known, subjects: Subjects) -> Iterator[News]:
    """Yield the printed lines that no longer hold, in the order they were printed, each once."""
    newest = {r.item: r for r in reports if r.item}
    seen: set[Place] = set()
    taken: set[Place] = set()
    gone = [line for line in known.printed if line.kind == TAKEN_BACK]
    for line in known.printed:
        old = known.reports.get(line.article)
        if old is None or not old.item:
            continue
        place = Place(old.article, line.span)
        if place in seen or any(line.article == g.article and line.span.overlap(g.span) for g in gone):
            continue
        seen.add(place)
        new = newest.get(old.item)
        if old.item in known.killed:
            yield News(NewsKind.WITHDRAWN, None, place)
        elif new is not None and new.article != old.article and not _holds(new, line.span.of(old.analysis.text)):
            instead = _instead(old, line.span, new, subjects)
            if instead is None or instead in taken:
                yield News(NewsKind.WITHDRAWN, None, place)
            else:
                taken.add(instead)
                yield News(NewsKind.CORRECTED, instead, place)


def _holds(report: Report, words: str) -> bool:
    """Tell whether an article holds these words in a row, whatever their marks, case and blanks."""
    text = report.analysis.text
    wanted = plain_words(words, [Span(0, len(words))])[:LONGEST]
    return f" {' '.join(wanted)} " in f" {' '.join(plain_words(text, [Span(0, len(text))]))} "


def _instead(old: Report, span: Span, new: Report, subjects: Subjects) -> Place | None:
    """Return the sentence of the new version that is most like the printed one, or None where none is like it."""
    sentences = Sentences([old, new], subjects)
    printed = old.analysis.document.sentence_at(span.start)
    best = sentences.best(0, printed.index, frozenset({1})) if printed else None
    if best is None or best.share < SAME:
        return None
    return _place(new, new.analysis.document.sentences[best.sentence])


def _place(report: Report, sentence: Sentence) -> Place:
    return Place(report.article, sentence.span)


# ---------------------------------------------------------------- what is news


def _figures(
    before: Sequence[Report], fresh: Sequence[Report], actors: Sequence[StoryActor], lexicon: Lexicon
) -> Iterator[News]:
    """Yield the fresh figures that differ from all known ones of the same thing, with the latest of those."""
    new = {report.article for report in fresh}
    for conflict in find_figure_conflicts([*before, *fresh], actors, lexicon):
        old = [f for f in conflict.figures if f.words.article not in new]
        for figure in conflict.figures:
            apart = all(f.value != figure.value for f in old)
            if old and apart and figure.words.article in new:
                yield News(NewsKind.NEW_FIGURE, figure.sentence, old[-1].sentence)


def _speakers(
    before: Sequence[Report], fresh: Sequence[Report], actors: Sequence[StoryActor], min_confidence: float
) -> Iterator[News]:
    """Yield the first statement of each named actor whom no article known before quotes."""
    by = {(m.article, m.actor): actor for actor in actors if actor.kind in HEARD for m in actor.members}
    heard = {actor for report in before for actor, _ in _heard(report, by, min_confidence)}
    for report in fresh:
        for actor, sentence in _heard(report, by, min_confidence):
            if actor not in heard:
                heard.add(actor)
                yield News(NewsKind.NEW_SPEAKER, _place(report, sentence))


def _heard(
    report: Report, by: Mapping[tuple[str, str], StoryActor], min_confidence: float
) -> Iterator[tuple[str, Sentence]]:
    """Yield who is quoted in an article with the sentence, in text order."""
    for statement in report.analysis.statements:
        actor = by.get((report.article, statement.speaker or ""))
        sentence = report.analysis.document.sentence_at(statement.content[0].start)
        if actor is not None and sentence is not None and statement.confidence >= min_confidence:
            yield actor.id, sentence


def _lines(before: Sequence[Report], fresh: Sequence[Report], subjects: Subjects) -> Iterator[News]:
    """Yield the key sentences of which neither an article known before nor a fresh one before it tells."""
    everything = [*before, *fresh]
    sentences = Sentences(everything, subjects)
    for n in range(len(before), len(everything)):
        report = everything[n]
        story = {s.index for s in story_sentences(report)}
        for point in report.analysis.key_points[:FIRST]:
            if point.sentence in story and sentences.novel(n, point.sentence, frozenset(range(n))):
                yield News(NewsKind.NEW_LINE, _place(report, report.analysis.document.sentences[point.sentence]))
