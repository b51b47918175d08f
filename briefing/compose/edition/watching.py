"""The watch-list: whom its names mean in a story, and the few lines the page for any reader has on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.compose.edition.fronts import Page
from briefing.compose.edition.placing import Desk, Places
from briefing.gather.words import plain_words
from briefing.model import DayStory, Span, StoryActor, Watched, Watching

LINES = 6
"""Lines offered to the page for any reader."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The watch-list: names as the user wrote them."""

    names: tuple[str, ...] = ()

    def match(self, actor: StoryActor, story: DayStory) -> str | None:
        """Return the first name an actor is watched under: see `means`."""
        return next((name for name in self.names if means(name, actor, story)), None)


def means(name: str, actor: StoryActor, story: DayStory) -> bool:
    """Tell whether a watched name means an actor: its words stand in a row in one of the actor's names."""
    texts = {r.article: r.analysis.text for r in story.reports}
    called = [plain_words(texts[p.article], [p.span]) for p in (actor.name, *actor.aliases) if p.article in texts]
    wanted = words_of_name(name)
    return bool(wanted) and any(_within(wanted, words) for words in called)


def words_of_name(name: str) -> tuple[str, ...]:
    """Return the words a watched name is compared by."""
    return plain_words(name, [Span(0, len(name))])


def _within(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[n : n + len(wanted)]) == tuple(wanted) for n in range(len(words) - len(wanted) + 1))


def watched_of_day(
    found: Sequence[tuple[DayStory, Sequence[Page]]], watch: Watch, desk: Desk
) -> tuple[Watched, ...]:  # fmt: skip
    """Return the lines about watched names: what they said first, else where they are first mentioned."""
    lines: list[Watched] = []
    for story, pages in found:
        for actor in story.comparison.actors:
            name = watch.match(actor, story)
            if name is None or len(lines) >= LINES:
                continue
            members = {ref.article: ref.actor for ref in actor.members}
            said = [
                (page, saying)
                for page in pages
                for voice in page.briefing.voices
                if voice.actor and voice.actor == members.get(page.report.article)
                for saying in voice.sayings
            ]
            id, rank = f"watched-{len(lines) + 1}", 92.0 - 3.0 * len(lines)
            if said:
                page, saying = said[0]
                line = desk.line(saying.line, page.report.analysis, id, rank)
                lines.append(Watched(name, Watching.QUOTED, line, page.report.outlet))
            else:
                places = Places(story.reports, desk)
                report = places.reports[actor.name.article]
                sentence = report.analysis.document.sentence_at(actor.name.span.start)
                if sentence is not None:
                    line = desk.span(sentence.span, report.analysis, id, rank)
                    lines.append(Watched(name, Watching.MENTIONED, line, report.outlet))
    return tuple(lines)
