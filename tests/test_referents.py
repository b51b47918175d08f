"""Which words get a name in brackets: none is better than a wrong one; invented people and places."""

from __future__ import annotations

import pytest

from briefing.analyse import Models
from briefing.analyse.actors import find_actors
from briefing.analyse.annotate import annotate
from briefing.analyse.rank.referents import find_referents, mentions_by_sentence
from briefing.model import Span
from tests.conftest import article

MET = "Senator Mara Iveston spoke in Port Alden on Monday.\n\n"
PAIR = "Senator Mara Iveston spoke in Port Alden on Monday. Mayor Tomas Brel listened.\n\n"
FIRM = "Norrland Corp cut its forecast on Monday.\n\n"


def brackets(models: Models, text: str, *, speaking: str = "") -> list[tuple[str, str]]:
    """Return the words of the last sentence that get a name, with that name; `speaking` is a known speaker's source."""
    document = annotate(article(text), models.parser, models.splitter)
    actors, _ = find_actors(document, models.lexicon)
    by = {a.id: a.name.of(text) for a in actors}
    at = text.rindex(speaking)
    sources = {Span(at, at + len(speaking))} if speaking else set()
    found = find_referents(document, document.sentences[-1], mentions_by_sentence(document, actors), sources)
    return [(r.span.of(text), by[r.actor]) for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MET + "She said the harbor would close.", [("She", "Mara Iveston")]),
        (MET + "But she said the harbor would close.", [("she", "Mara Iveston")]),
        (MET + "The senator said the harbor would close.", [("The senator", "Mara Iveston")]),
        (MET + "At the meeting, she said the harbor would close.", [("she", "Mara Iveston")]),
        (MET + '"The harbor will close," she said.', [("she", "Mara Iveston")]),
        (MET + '"Tomas Brel will close the harbor," she said.', [("she", "Mara Iveston")]),
        (FIRM + "The company said demand was weak.", [("The company", "Norrland Corp")]),
        (MET + "She’s closing the harbor.", [("She’s", "Mara Iveston")]),
    ],
    ids=[
        "pronoun",
        "after but",
        "role",
        "after a circumstance",
        "after speech",
        "name in speech",
        "body",
        "verb on it",
    ],
)
def test_subjects_that_point_back_get_a_name(models: Models, text: str, expected: list[tuple[str, str]]) -> None:
    assert brackets(models, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        MET + "Her plan was praised.",
        MET + "Critics mocked her.",
        MET + "Nobody expected a plan from the senator.",
        MET + "A lawyer said she was tired.",
        MET + "During her time at sea, Anna Weiss never slept.",
        MET + "When she arrived, Anna Weiss left the room.",
        PAIR + "Anna Weiss left after she spoke.",
        FIRM + "The company that bought the pier said demand was weak.",
        FIRM + "Its harbor is closed.",
        MET + "The plan was drawn up by the senator herself.",
    ],
    ids=[
        "possessive",
        "object",
        "object of a preposition",
        "somebody earlier in the sentence",
        "possessive before its owner",
        "before whom it means",
        "named earlier in the sentence",
        "told by its clause",
        "neuter possessive",
        "reflexive",
    ],
)
def test_other_words_get_none(models: Models, text: str) -> None:
    assert brackets(models, text) == []


def test_a_known_speaker_gets_a_name_wherever_it_stands(models: Models) -> None:
    text = MET + "Asked whether a boat could have left the harbor, she said that it could not."
    assert brackets(models, text) == []
    assert brackets(models, text, speaking="she") == [("she", "Mara Iveston")]


def test_a_speaker_with_a_name_in_the_sentence_gets_none(models: Models) -> None:
    text = PAIR + "Iveston, who came late, said she was tired."
    assert brackets(models, text, speaking="she") == []
