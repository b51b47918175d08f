"""Disputes whose sides stand in articles of different outlets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from briefing.gather.actors import find_story_actors
from briefing.gather.disputes import find_shared_disputes
from briefing.lexicon import Lexicon
from briefing.model import Analysis, Genre, Report
from tests.reports import words_at

Analyser = Callable[..., Analysis]
LEXICON = Lexicon()

ACCUSED = "Mara Iveston accused Norrland Steel on Monday of poisoning the lake with acid from its works."
DENIED = "Norrland Steel denied on Tuesday that it had poisoned the lake with acid."
REJECTED = "Norrland Steel, whose works stand on the lake, denied the accusation on Tuesday."


@pytest.fixture(scope="module")
def made(analysed: Analyser) -> Callable[..., Report]:
    """Return a function from an article's text to its report; each text is analysed once."""
    known: dict[str, Analysis] = {}

    def make(id: str, text: str, origin: str | None = None, genre: Genre = Genre.NEWS) -> Report:
        if text not in known:
            known[text] = analysed(text)
        found = known[text]
        article = replace(found.article, id=id, outlet=f"The {id}", genre=genre)
        return Report(replace(found, document=replace(found.document, article=article)), origin or id)

    return make


def disputes(*reports: Report) -> list[tuple[str, str, str, str]]:
    """Return for each dispute who claims, where, who replies, where."""
    actors = find_story_actors(reports, LEXICON)
    names = {actor.id: words_at(reports, actor.name) for actor in actors}
    return [
        (names[d.claim.actors[0]], d.claim.words.article, names[d.reply.actors[0]], d.reply.words.article)
        for d in find_shared_disputes(reports, actors, LEXICON)
    ]


OPPOSED = {
    "denied in words": (ACCUSED, DENIED),
    "accusation denied": (ACCUSED, REJECTED),
    "the same with a negation": (
        "Mara Iveston said the gate of the dam was opened at midnight.",
        "Tomas Verrin said the gate of the dam was not opened at midnight.",
    ),
}
NOT_OPPOSED = {
    "another point": (ACCUSED, "Norrland Steel denied on Tuesday that it would close its shipyard in Yarrow."),
    "another matter with a negation": (
        "Mara Iveston said the gate of the dam was opened at midnight.",
        "Tomas Verrin said the villages below the dam had not been warned of the flood by anybody.",
    ),
    "nothing said": (
        "The ministry kept its files shut, Mara Iveston citing a claim of royal privilege.",
        "Tomas Verrin insisted it was not a claim of royal privilege.",
    ),
    "a thing with a clause": (
        "Mara Iveston criticized the letters that charge the mayor with abuse of power and theft.",
        "Tomas Verrin argued the letters did not charge the mayor with abuse of power or theft.",
    ),
    "two who agree": (ACCUSED, "Tomas Verrin accused Norrland Steel of poisoning the lake with acid from its works."),
    "no denial": (ACCUSED, "Norrland Steel said its works were inspected every month."),
    "one speaker": (
        "Mara Iveston said the gate of the dam was opened at midnight.",
        "Mara Iveston said the gate of the dam was not opened at midnight.",
    ),
}


@pytest.mark.parametrize(("claim", "reply"), OPPOSED.values(), ids=OPPOSED)
def test_a_claim_in_one_outlet_and_its_denial_in_another(made: Callable[..., Report], claim: str, reply: str) -> None:
    found = disputes(made("Courier", claim), made("Herald", reply))
    assert [(where, other) for _, where, _, other in found] == [("Courier", "Herald")]


@pytest.mark.parametrize(("claim", "reply"), NOT_OPPOSED.values(), ids=NOT_OPPOSED)
def test_what_only_differs_is_no_dispute(made: Callable[..., Report], claim: str, reply: str) -> None:
    assert disputes(made("Courier", claim), made("Herald", reply)) == []


def test_both_sides_are_named_with_their_words(made: Callable[..., Report]) -> None:
    reports = (made("Courier", ACCUSED), made("Herald", DENIED))
    assert disputes(*reports) == [("Mara Iveston", "Courier", "Norrland Steel", "Herald")]
    (found,) = find_shared_disputes(reports, find_story_actors(reports, LEXICON), LEXICON)
    assert (found.claim.position, found.reply.position) == ("accuses", "denies")
    assert "poisoning the lake" in words_at(reports, found.claim.words)
    assert "denied" in words_at(reports, found.reply.words)


def test_copies_are_no_two_sources(made: Callable[..., Report]) -> None:
    assert disputes(made("Courier", ACCUSED, "wire"), made("Herald", DENIED, "wire")) == []


def test_opinion_holds_no_side(made: Callable[..., Report]) -> None:
    assert disputes(made("Courier", ACCUSED), made("Herald", DENIED, genre=Genre.OPINION)) == []


def test_what_one_article_tells_is_left_to_it(made: Callable[..., Report]) -> None:
    both = made("Mirror", f"{ACCUSED} Norrland Steel denied the accusation.")
    assert both.analysis.disputes
    assert disputes(made("Courier", ACCUSED), made("Herald", DENIED), both) == []


def test_the_order_of_articles_does_not_matter(made: Callable[..., Report]) -> None:
    one, other = made("Courier", ACCUSED), made("Herald", DENIED)
    assert disputes(one, other) == disputes(other, one)
