"""The watch-list: whom its names mean in a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.gather.words import plain_words
from briefing.model import DayStory, Span, StoryActor


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
