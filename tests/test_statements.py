"""Who said what: speakers resolved or left alone, how it is said, and what is done by saying it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.attributions import find_attributions
from briefing.analyse.statements import find_statements
from briefing.model import (
    Actor,
    ActorKind,
    Attribution,
    Document,
    Mention,
    MentionType,
    Mode,
    Problem,
    Span,
    Stance,
    Statement,
)
from tests.conftest import document_of

Read = Callable[..., tuple[Document, tuple[Statement, ...], tuple[Problem, ...]]]


def spot(text: str, words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def actor(text: str, id: str, name: str, *more: tuple[str, MentionType], kind: ActorKind = ActorKind.PERSON) -> Actor:
    """Return an actor mentioned once by name, and by these further words."""
    mentions = [Mention(spot(text, name), MentionType.NAME)]
    mentions += [Mention(spot(text, words), how) for words, how in more]
    return Actor(id, spot(text, name), kind, tuple(sorted(mentions, key=lambda m: m.span)))


@pytest.fixture(scope="session")
def read(models: Models) -> Read:
    def of(text: str, *actors: Actor) -> tuple[Document, tuple[Statement, ...], tuple[Problem, ...]]:
        document = document_of(text, models)
        # How sure the reader is of an attribution is not what these tests are about.
        attributions = [replace(a, confidence=1.0) for a in find_attributions(document, models.lexicon)]
        return document, *find_statements(document, attributions, actors, models.lexicon)

    return of


SPEAKERS = [
    ("by name", "Mara Iveston said the port was safe.", "Mara Iveston", [], "a1"),
    ("with a title", "Harbor spokesman Piet Dorn said the port was safe.", "Piet Dorn", [], "a1"),
    ("name with an apposition", '"We are safe," said Piet Dorn, a harbor spokesman.', "Piet Dorn", [], "a1"),
    ("apposition with the name", "The mayor, Mara Iveston, said the port was safe.", "Mara Iveston", [], "a1"),
    (
        "resolved pronoun",
        "Mara Iveston is late. She said the port was safe.",
        "Mara Iveston",
        [("She", MentionType.PRONOUN)],
        "a1",
    ),
    (
        "resolved description",
        "Piet Dorn is late. The spokesman said the port was safe.",
        "Piet Dorn",
        [("The spokesman", MentionType.DESCRIPTION)],
        "a1",
    ),
    ("before a relative clause", "Mara Iveston, who said the port was safe, left.", "Mara Iveston", [], "a1"),
    ("unresolved pronoun", "Mara Iveston is late. They said the port was safe.", "Mara Iveston", [], None),
    ("somebody else's lawyer", "A lawyer for Mara Iveston said the port was safe.", "Mara Iveston", [], None),
    ("somebody's aide", "Mara Iveston's aide said the port was safe.", "Mara Iveston", [], None),
    ("after a noun the parser may join", "Media titan Mara Iveston said the port was safe.", "Mara Iveston", [], "a1"),
    ("behind what he is", "An angry resident of the port, Piet Dorn, said it was unsafe.", "Piet Dorn", [], "a1"),
    (
        "title and name behind",
        "Brel's running mate, Ruvenian Gov. Piet Dorn, said the port was safe.",
        "Piet Dorn",
        [],
        "a1",
    ),
    ("with a clause of its own", "Iveston, whose harbor burned, said the port was safe.", "Iveston", [], "a1"),
    ("owner of who stands behind", "The mayor, Mara Iveston's aunt, said it was safe.", "Mara Iveston", [], None),
    ("supporters", "Supporters of Mara Iveston said the port was safe.", "Mara Iveston", [], None),
    ("camp", "The Iveston camp said the port was safe.", "Iveston", [], None),
    ("likeliest of a pronoun", "Piet Dorn is late. He said the port was safe.", "Piet Dorn", [], "a1"),
    ("pronoun of the other sex", "Tom Dorn is late. She said the port was safe.", "Tom Dorn", [], None),
    (
        "named in what is said",
        "Piet Dorn is late. He said Mr. Dorn was safe.",
        "Piet Dorn",
        [("Mr. Dorn", MentionType.NAME)],
        None,
    ),
    ("relative behind an apposition", "Mara Iveston, a mayor who said it was safe, left.", "Mara Iveston", [], "a1"),
    ("unnamed", "Mara Iveston is late. A police source said the port was safe.", "Mara Iveston", [], None),
]


@pytest.mark.parametrize(("text", "name", "more", "expected"), [c[1:] for c in SPEAKERS], ids=[c[0] for c in SPEAKERS])
def test_speaker(read: Read, text: str, name: str, more: list[tuple[str, MentionType]], expected: str | None) -> None:
    _, statements, _ = read(text, actor(text, "a1", name, *more))
    assert [s.speaker for s in statements] == [expected]
    assert (statements[0].confidence > 0) is (expected is not None)


def test_ways_of_naming_are_ranked_by_confidence(read: Read) -> None:
    text = "Mara Iveston said it rained. Iveston said it stopped. She said it was late. The mayor said it was dry."
    who = actor(text, "a1", "Mara Iveston", ("The mayor", MentionType.DESCRIPTION), ("She", MentionType.PRONOUN))
    second = Mention(spot(text, "Iveston", 1), MentionType.NAME)
    who = Actor("a1", who.name, who.kind, tuple(sorted({*who.mentions, second}, key=lambda m: m.span)))
    _, statements, _ = read(text, who)
    guessed = read(text, actor(text, "a1", "Mara Iveston"))[1][2]
    found = [*(s.confidence for s in statements), guessed.confidence]
    assert len(found) == 5
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 5


def test_a_group_is_as_sure_as_a_name_where_called_the_same(read: Read) -> None:
    text = "Harbor workers said it rained. The workers said it was late."
    spans = [spot(text, "Harbor workers"), spot(text, "The workers")]
    group = Actor("a1", spans[0], ActorKind.GROUP, tuple(Mention(s, MentionType.DESCRIPTION) for s in spans))
    first, second = read(text, group)[1]
    assert (first.speaker, second.speaker) == ("a1", "a1")
    assert first.confidence > second.confidence


def test_a_document_speaks_for_its_maker(read: Read) -> None:
    text = 'A Courier article said the port was unsafe. "Nobody knew," the article added.'
    courier = actor(text, "a1", "Courier", kind=ActorKind.ORGANIZATION)
    _, statements, problems = read(text, courier)
    assert [s.speaker for s in statements] == ["a1", "a1"]
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Courier ran a feature on Friday. The article said the port was unsafe.", "a1"),
        ("The Courier ran a feature on Friday. An article said the port was unsafe.", None),
        ("The Courier ran a feature on Friday. The article by two students said the port was unsafe.", None),
        ("The Courier ran a feature on Friday. The lawsuit said the port was unsafe.", None),
    ],
)
def test_a_published_document_speaks_for_its_paper(read: Read, text: str, expected: str | None) -> None:
    _, statements, _ = read(text, actor(text, "a1", "Courier", kind=ActorKind.ORGANIZATION))
    assert [s.speaker for s in statements] == [expected]


def test_a_doubtful_attribution_has_a_doubtful_speaker(models: Models) -> None:
    text = "Mara Iveston said the port is safe."
    document = document_of(text, models)
    sure = Attribution((spot(text, "Mara Iveston"),), (spot(text, "said"),), (spot(text, "the port is safe"),))
    who = (actor(text, "a1", "Mara Iveston"),)
    (first,), _ = find_statements(document, (sure,), who, models.lexicon)
    (second,), _ = find_statements(document, (replace(sure, confidence=0.5),), who, models.lexicon)
    assert second.confidence == pytest.approx(first.confidence / 2, abs=0.001)


def test_own_words_are_those_of_who_is_quoted(models: Models) -> None:
    text = '"I say the port is safe," Mara Iveston said.'
    document = document_of(text, models)
    outer = Attribution((spot(text, "Mara Iveston"),), (spot(text, "said"),), (spot(text, "I say the port is safe"),))
    inner = Attribution((spot(text, "I"),), (spot(text, "say"),), (spot(text, "the port is safe"),), nested_in=0)
    found, _ = find_statements(document, (outer, inner), (actor(text, "a1", "Mara Iveston"),), models.lexicon)
    assert [s.speaker for s in found] == ["a1", "a1"]
    assert 0 < found[1].confidence < found[0].confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A report released by Ruvenia found that the port was safe.", "a1"),
        ("A report challenging Ruvenia's law found that the port was safe.", None),
    ],
)
def test_a_document_speaks_for_no_name_within_it(read: Read, text: str, expected: str | None) -> None:
    _, statements, _ = read(text, actor(text, "a1", "Ruvenia", kind=ActorKind.COUNTRY))
    assert [s.speaker for s in statements] == [expected]


def test_the_first_of_several_speakers_counts_less(read: Read) -> None:
    text = "Mara Iveston and Piet Dorn said the port was safe."
    _, (statement,), _ = read(text, actor(text, "a1", "Mara Iveston"), actor(text, "a2", "Piet Dorn"))
    assert statement.speaker == "a1"
    assert statement.source[0].of(text) == "Mara Iveston and Piet Dorn"
    alone = "Mara Iveston said the port was safe."
    assert statement.confidence < read(alone, actor(alone, "a1", "Mara Iveston"))[1][0].confidence


def test_a_speaker_without_a_cue_counts_less(models: Models) -> None:
    text = 'Mara Iveston said the port was safe.\n\n"We have paid for the cranes. We will use them."'
    source = (spot(text, "Mara Iveston"),)
    found = (
        Attribution(source, (spot(text, "said"),), (spot(text, "the port was safe"),)),
        Attribution(source, (), (spot(text, "We have paid for the cranes. We will use them"),)),
    )
    actors = (actor(text, "a1", "Mara Iveston"),)
    (said, quoted), _ = find_statements(document_of(text, models), found, actors, models.lexicon)
    assert (said.speaker, quoted.speaker) == ("a1", "a1")
    assert quoted.confidence < said.confidence


def test_a_pronoun_without_its_actor_is_a_problem(read: Read) -> None:
    text = "Nobody came. He said the port was safe."
    _, statements, problems = read(text)
    assert [s.speaker for s in statements] == [None]
    assert problems == (Problem("statements", "speaker unresolved", spot(text, "He")),)


def test_an_unnamed_source_is_no_problem(read: Read) -> None:
    _, statements, problems = read("A police source said the port was safe. The source added that it was late.")
    assert [s.speaker for s in statements] == [None, None]
    assert problems == ()


def test_a_transcript_label_is_the_speaker(models: Models) -> None:
    turns = ["IVESTON: The port is safe.", "DORN: Who says so?", "IVESTON: I do.", "DORN: Fine."]
    text = "Mara Iveston met Piet Dorn on the radio.\n\n" + "\n\n".join(turns)
    document = document_of(text, models)
    actors = (actor(text, "a1", "Mara Iveston"), actor(text, "a2", "Piet Dorn"))
    attributions = find_attributions(document, models.lexicon)
    statements, _ = find_statements(document, attributions, actors, models.lexicon)
    assert [(s.speaker, s.content[0].of(text)) for s in statements] == [
        ("a1", "The port is safe"),
        ("a2", "Who says so?"),
        ("a1", "I do"),
        ("a2", "Fine"),
    ]
    assert all(s.cue == () and s.mode is Mode.DIRECT for s in statements)


MODES = [
    ("direct", '"The port is safe," Iveston said.', Mode.DIRECT),
    ("indirect", "Iveston said the port was safe.", Mode.INDIRECT),
    ("mixed", 'Iveston said the harbor plan was "a total farce" and would fail.', Mode.MIXED),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in MODES], ids=[c[0] for c in MODES])
def test_mode(read: Read, text: str, expected: Mode) -> None:
    _, statements, _ = read(text)
    assert [s.mode for s in statements] == [expected]


STANCES = [
    ("says", "Iveston said the port opened in May.", Stance.ASSERTS),
    ("denies", "Iveston denied any involvement in the attack.", Stance.DENIES),
    ("had never", "Iveston said that the republic had never used mines.", Stance.DENIES),
    ("we reject", '"We reject all these accusations," Iveston said.', Stance.DENIES),
    ("accuses", "Iveston accused the board of hiding the losses.", Stance.ACCUSES),
    ("criticizes", "Iveston criticized the plan.", Stance.CRITICIZES),
    ("judges", "Iveston described the strike as a strategic mistake.", Stance.CRITICIZES),
    ("supports", "Iveston praised the plan.", Stance.SUPPORTS),
    ("demands", "Iveston said the board must resign.", Stance.DEMANDS),
    ("orders", '"Leave the port at once," Iveston said.', Stance.DEMANDS),
    ("promises", "Iveston promised to rebuild the port.", Stance.PROMISES),
    ("we will", '"We will rebuild the port," Iveston said.', Stance.PROMISES),
    ("predicts", "Iveston predicted that the port would close.", Stance.PREDICTS),
    ("could", "Iveston said the port could close next year.", Stance.PREDICTS),
    ("I think it will", '"I think the port will close," Iveston said.', Stance.PREDICTS),
    ("calls for", "Iveston called for a new harbor law.", Stance.DEMANDS),
    ("rails against", "Iveston railed against the harbor plan.", Stance.CRITICIZES),
    ("asks whether", "Iveston asked whether the port was safe.", Stance.OTHER),
    ("agrees to", "Iveston agreed to rebuild the port.", Stance.PROMISES),
    ("would have", "Iveston said the port would have closed.", Stance.ASSERTS),
    ("if", "Iveston said the port is at risk if the law passes.", Stance.PREDICTS),
    ("is likely to", "Iveston said the port was likely to close.", Stance.PREDICTS),
    ("others expected", "Iveston said the port earned two crowns that nobody had expected.", Stance.ASSERTS),
    ("our view is that it will", '"Our view is that the port will close," Iveston said.', Stance.PREDICTS),
    ("declines", "Iveston declined to comment on the report.", Stance.OTHER),
    ("does not support", "Iveston does not support the plan.", Stance.CRITICIZES),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in STANCES], ids=[c[0] for c in STANCES])
def test_stance(read: Read, text: str, expected: Stance) -> None:
    _, statements, _ = read(text)
    assert [s.stance for s in statements] == [expected]


@pytest.mark.parametrize(
    "content",
    [
        "to close the port",
        pytest.param(
            "the board to close the port", marks=pytest.mark.xfail(strict=True, reason="'to' is looked for first")
        ),
    ],
    ids=["without whom", "with whom"],
)
def test_asking_somebody_to_do_something_demands_it(models: Models, content: str) -> None:
    text = "Iveston asked the board to close the port."
    found = Attribution((spot(text, "Iveston"),), (spot(text, "asked"),), (spot(text, content),))
    (statement,), _ = find_statements(document_of(text, models), (found,), (), models.lexicon)
    assert statement.stance is Stance.DEMANDS


def test_a_name_given_in_a_side_clause_judges(read: Read) -> None:
    text = (
        "Ruvenia on Monday rejected Kestrian claims that its navy had turned back two fishing boats on the night the "
        'ferry Halcyon sank, calling the allegation "an absurd rumour" and asking for proof.'
    )
    _, statements, _ = read(text)
    assert [s.stance for s in statements if s.cue[0].of(text) == "calling"] == [Stance.CRITICIZES]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["Iveston", "she", "said", "that", '"', ",", ".", "the port", "is", "safe"]), max_size=30)
)
def test_invariants(read: Read, words: list[str]) -> None:
    text = "Mara Iveston spoke. " + " ".join(words)
    who = actor(text, "a1", "Mara Iveston")
    _, statements, problems = read(text, who)
    for s in statements:
        assert s.content
        assert all(0 <= x.start < x.end <= len(text) for x in (*s.source, *s.cue, *s.content))
        assert s.speaker in {None, "a1"}
        assert 0 <= s.confidence <= 1
        assert (s.confidence == 0) is (s.speaker is None)
    assert read(text, who)[1:] == (statements, problems)


@pytest.mark.parametrize(
    ("text", "as_sure"),
    [
        ('"The port is safe," Mara Iveston said. "We have paid for the cranes.\n\n"And we will use them."', True),
        ('"The port is safe," Mara Iveston said.\n\nThe cranes have been paid for and will be used.', False),
    ],
    ids=["a quotation that goes on", "plain words"],
)
def test_words_in_another_paragraph_count_less_but_for_a_quotation_that_goes_on(
    models: Models, text: str, as_sure: bool
) -> None:
    start, end = text.index("We have" if as_sure else "The cranes"), len(text.rstrip('."'))
    near, rest = spot(text, "The port is safe"), text.index("\n\n")
    far = (Span(start, rest), Span(text.index("And"), end)) if as_sure else (Span(start, end),)
    source, cue = (spot(text, "Mara Iveston"),), (spot(text, "said"),)
    found = (Attribution(source, cue, (near,)), Attribution(source, cue, (near, *far)))
    actors = (actor(text, "a1", "Mara Iveston"),)
    (short, long), _ = find_statements(document_of(text, models), found, actors, models.lexicon)
    assert (long.confidence == short.confidence) is as_sure


def test_a_pronoun_for_several_is_less_sure_than_one_for_a_person(read: Read) -> None:
    def sure(pronoun: str, kind: ActorKind) -> float:
        text = f"Ruvenia Rail was late. {pronoun} said the bridge was closed."
        who = actor(text, "a1", "Ruvenia Rail", (pronoun, MentionType.PRONOUN), kind=kind)
        (statement,) = read(text, who)[1]
        assert statement.speaker == "a1"
        return statement.confidence

    assert sure("They", ActorKind.GROUP) < sure("She", ActorKind.PERSON)
