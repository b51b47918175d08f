"""Actors and quotations over all articles of a story."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from briefing.gather.actors import find_story_actors
from briefing.gather.sayings import merge_sayings
from briefing.lexicon import Lexicon
from briefing.model import ActorKind, Mention, MentionType, Mode, Report, SharedSaying, Span
from tests.reports import TUESDAY, Said, report, words_at

LEXICON = Lexicon()

# Names of one article each -> who is found to be one.
PEOPLE = {
    "full name and surname": ([["Mara Iveston"], ["Iveston"]], {"Mara Iveston, Iveston"}),
    "initial": ([["Mara Iveston"], ["M. Iveston"]], {"Mara Iveston, M. Iveston"}),
    "middle initial": ([["Robert J. Vale"], ["Robert Vale"]], {"Robert J. Vale, Robert Vale"}),
    "two first names": ([["Mara Iveston"], ["Tomas Iveston"]], {"Mara Iveston", "Tomas Iveston"}),
    "surname of two": ([["Mara Vale"], ["Tomas Vale"], ["Vale"]], {"Mara Vale", "Tomas Vale", "Vale"}),
    "surname beside both": ([["Mara Vale", "Tomas Vale"], ["Vale"]], {"Mara Vale", "Tomas Vale", "Vale"}),
    "initial of two": ([["Jane Vale"], ["John Vale"], ["J. Vale"]], {"Jane Vale", "John Vale", "J. Vale"}),
    "father and son": ([["Robert Vale"], ["Robert Vale Jr."]], {"Robert Vale", "Robert Vale Jr."}),
    "surname in both": ([["Iveston"], ["Iveston"]], {"Iveston, Iveston"}),
    "two of one article": ([["Bo Dale", "Bo Dale Jr."], ["Bo Dale"]], {"Bo Dale, Bo Dale", "Bo Dale Jr."}),
}  # fmt: skip

BODIES = {
    "acronym": ([["Tarn River Council"], ["TRC"]], {"Tarn River Council, TRC"}),
    "short form": ([["Norrland Steel"], ["Norrland"]], {"Norrland Steel, Norrland"}),
    "company endings": ([["Norrland Steel Inc."], ["Norrland Steel"]], {"Norrland Steel Inc., Norrland Steel"}),
    "acronym of two": (
        [["Tarn River Council"], ["Tarn Rescue Corps"], ["TRC"]],
        {"Tarn River Council", "Tarn Rescue Corps", "TRC"},
    ),
    "two bodies": ([["Norrland Steel"], ["Orlan Steel"]], {"Norrland Steel", "Orlan Steel"}),
}


def clusters(names: list[list[str]], kind: ActorKind) -> set[str]:
    reports = []
    for n, own in enumerate(names):
        people, bodies = (own, []) if kind is ActorKind.PERSON else ([], own)
        text = ". ".join(f"It was said to be {name}" for name in own) + "."
        reports.append(report(f"r{n}", text, people=people, bodies=bodies))
    by = {(r.article, a.id): a.name.of(r.analysis.text) for r in reports for a in r.analysis.actors}
    return {", ".join(by[m.article, m.actor] for m in actor.members) for actor in find_story_actors(reports, LEXICON)}


@pytest.mark.parametrize(("names", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_people(names: list[list[str]], expected: set[str]) -> None:
    assert clusters(names, ActorKind.PERSON) == expected


@pytest.mark.parametrize(("names", "expected"), BODIES.values(), ids=BODIES)
def test_bodies(names: list[list[str]], expected: set[str]) -> None:
    assert clusters(names, ActorKind.ORGANIZATION) == expected


def test_the_fullest_name_stands_for_all_and_the_others_are_aliases() -> None:
    reports = [
        report("a", "Iveston spoke.", people=["Iveston"]),
        report("b", "Mara Iveston spoke.", people=["Mara Iveston"]),
    ]
    (actor,) = find_story_actors(reports, LEXICON)
    assert words_at(reports, actor.name) == "Mara Iveston"
    assert [words_at(reports, place) for place in actor.aliases] == ["Iveston"]


# ---------------------------------------------------------------- sayings

LOGS = "We have the logs, and we will show them to anybody"


def quoting(id: str, words: str = LOGS, speaker: str = "Mara Iveston", marks: str = '""', **more: object) -> Report:
    text = f"{marks[0]}{words},{marks[1]} said {speaker or 'a spokeswoman'} on Monday."
    people = [speaker] if speaker else []
    said = [Said(speaker, words, source=speaker or "a spokeswoman")]
    return report(id, text, people=people, said=said, **more)  # type: ignore[arg-type]


def sayings(*reports: Report) -> tuple[SharedSaying, ...]:
    return merge_sayings(reports, find_story_actors(reports, LEXICON), LEXICON)


def test_one_quotation_in_three_outlets_with_three_kinds_of_marks() -> None:
    (found,) = sayings(quoting("a"), quoting("b", marks="“”"), quoting("c", marks="«»"))
    assert [ref.article for ref in found.told] == ["a", "b", "c"]
    assert found.origins == 3
    assert {place.article for place in found.words} == {"a"}


ONE = {
    "curly apostrophe": ("We don't have the logs of Sunday night", "We don’t have the logs of Sunday night"),
    "blanks": (LOGS, LOGS.replace(" the ", "  the\u00a0")),
    "part": (LOGS, "we will show them to anybody"),
    "omission": ("We have the logs of every gate and we will show them", "We have the logs ... and we will show them"),
    "one word apart": (
        "We have the logs of every gate on the river and will show them to anybody who asks",
        "We have the logs of each gate on the river and will show them to anybody who asks",
    ),
}
TWO = {
    "paraphrase": (LOGS, "There are records and everybody may look at these"),
    "number": (
        "We lost 12 men on that night and we will not forget",
        "We lost 14 men on that night and we will not forget",
    ),
    "negation": ("We did open the gate on that night in March", "We did not open the gate on that night in March"),
    "few words": ("That is true", "That is not quite true as told"),
}


@pytest.mark.parametrize(("one", "other"), ONE.values(), ids=ONE)
def test_the_same_words(one: str, other: str) -> None:
    assert [s.origins for s in sayings(quoting("a", one), quoting("b", other))] == [2]


@pytest.mark.parametrize(("one", "other"), TWO.values(), ids=TWO)
def test_other_words(one: str, other: str) -> None:
    assert [s.origins for s in sayings(quoting("a", one), quoting("b", other))] == [1, 1]


def test_the_fullest_wording_is_printed() -> None:
    reports = [quoting("a", "we will show them to anybody"), quoting("b")]
    (found,) = sayings(*reports)
    assert [words_at(reports, place) for place in found.words] == [LOGS]
    assert found.told[0].article == "b"


def test_two_speakers_are_two_sayings() -> None:
    assert len(sayings(quoting("a"), quoting("b", speaker="Aldo Renn"))) == 2


def test_a_known_speaker_is_taken_where_the_other_article_names_none() -> None:
    reports = (quoting("a", speaker=""), quoting("b"))
    (found,) = sayings(*reports)
    (actor,) = find_story_actors(reports, LEXICON)
    assert found.speaker == actor.id
    assert found.told[0].article == "b"


def test_copies_are_one_origin() -> None:
    (found,) = sayings(quoting("a", origin="wire"), quoting("b", origin="wire"))
    assert (len(found.told), found.origins) == (2, 1)


def test_reported_words_are_no_quotation() -> None:
    text = "Mara Iveston said the logs were there."
    said = [Said("Mara Iveston", "the logs were there", mode=Mode.INDIRECT)]
    assert sayings(report("a", text, people=["Mara Iveston"], said=said)) == ()


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_articles_does_not_matter(order: tuple[int, ...]) -> None:
    reports = [
        quoting("a"),
        quoting("b", speaker=""),
        quoting("c", speaker="Iveston", day=TUESDAY),
        quoting("d", "we will show them to anybody"),
    ]
    shuffled = [reports[n] for n in order]
    assert find_story_actors(shuffled, LEXICON) == find_story_actors(reports, LEXICON)
    assert sayings(*shuffled) == sayings(*reports)


def test_a_first_name_that_comes_late_and_once_is_perhaps_somebody_elses() -> None:
    """'Vale' all through, and once 'Odile Vale': the article may mean two people, so only the surname is sure."""
    text = "Vale flew out. Vale was late, and Vale was angry. The guests met Odile Vale, who sang."
    wife = report("one", text, people=["Odile Vale"])
    (actor,) = wife.analysis.actors
    places = [Span(n, n + 4) for n in (0, 15, 34)]
    assert [place.of(wife.analysis.text) for place in places] == ["Vale"] * 3
    mentions = tuple(Mention(place, MentionType.NAME) for place in places)
    doubtful = replace(
        wife, analysis=replace(wife.analysis, actors=(replace(actor, mentions=mentions + actor.mentions),))
    )
    other = report("two", "Rem Vale flew out.", people=["Rem Vale"])
    (found,) = find_story_actors([doubtful, other], LEXICON)
    assert words_at([doubtful, other], found.name) == "Rem Vale"
    assert "Odile Vale" not in {words_at([doubtful, other], alias) for alias in found.aliases}
    (alone,) = find_story_actors([doubtful], LEXICON)
    assert words_at([doubtful], alone.name) == "Vale"
