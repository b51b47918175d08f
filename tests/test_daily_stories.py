"""What a story is remembered by where stories have merged or parted since."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.daily.stories import past_of
from briefing.model import KeptLine, KeptStory, Origin, Span, Story

FIRST, SECOND, THIRD = date(2025, 10, 1), date(2025, 10, 2), date(2025, 10, 3)
BEFORE = {
    "quake": KeptStory("quake", ("a", "b"), FIRST, SECOND),
    "dam": KeptStory("dam", ("c",), SECOND, SECOND),
}


def line(story: str, article: str) -> KeptLine:
    return KeptLine(story, article, Span(0, 4), "point", f"words of {article}")


PRINTED = {"quake": [line("quake", "a"), line("quake", "b")], "dam": [line("dam", "c")]}


def story(id: str, *articles: str, merged: tuple[str, ...] = (), split_from: str | None = None) -> Story:
    return Story(id, articles, tuple(Origin((a,)) for a in articles), merged=merged, split_from=split_from)


@pytest.mark.parametrize(
    ("found", "since", "members", "printed"),
    [
        (story("quake", "a", "b", "x"), FIRST, "ab", "ab"),
        (story("quake", "a", "b", "c", merged=("dam",)), FIRST, "abc", "abc"),
        (story("new", "b", "x", split_from="quake"), None, "b", "b"),
        (story("new", "x"), None, "", ""),
        (story("new", "x", split_from="forgotten"), None, "", ""),
    ],
    ids=["goes on", "two have merged", "a part", "new", "a part of one forgotten"],
)
def test_what_was_told_of_its_articles_is_remembered(
    found: Story, since: date | None, members: str, printed: str
) -> None:
    past = past_of(found, THIRD, BEFORE, PRINTED)
    assert past.since == since
    assert past.members == frozenset(members)
    assert [line.article for line in past.printed] == list(printed)


def test_a_story_first_told_today_is_new() -> None:
    assert past_of(story("dam", "c"), SECOND, BEFORE, PRINTED).since is None
