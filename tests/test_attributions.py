"""Source, cue and content of every construction newspapers report speech with."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.annotate import annotate
from briefing.analyse.attributions import find_attributions
from briefing.model import Attribution, Document
from tests.conftest import article

Said = tuple[str, str, str]
"""Source, cue and content as words; the parts of a broken span are joined with ' | '."""


@pytest.fixture(scope="session")
def document(models: Models) -> Callable[[str], Document]:
    return lambda text: annotate(article(text), models.parser, models.splitter)


@pytest.fixture(scope="session")
def said(models: Models, document: Callable[[str], Document]) -> Callable[[str], list[Said]]:
    def of(text: str) -> list[Said]:
        found = find_attributions(document(text), models.lexicon)
        return [words(a, text) for a in found]

    return of


def words(attribution: Attribution, text: str) -> Said:
    parts = (attribution.source, attribution.cue, attribution.content)
    source, cue, content = (" | ".join(s.of(text) for s in part) for part in parts)
    return source, cue, content


CONSTRUCTIONS: list[tuple[str, str, list[Said]]] = [
    (
        "indirect",
        "Mayor Mara Iveston said that the port was safe.",
        [("Mayor Mara Iveston", "said", "that the port was safe")],
    ),
    ("without that", "Iveston said the port was safe.", [("Iveston", "said", "the port was safe")]),
    (
        "perfect",
        "Iveston has said that the port was safe.",
        [("Iveston", "has said", "that the port was safe")],
    ),
    (
        "dated",
        "Iveston said April 6 that the port was safe.",
        [("Iveston", "said", "that the port was safe")],
    ),
    (
        "told somebody",
        "Iveston told the Alden Courier that the port was safe.",
        [("Iveston", "told", "that the port was safe")],
    ),
    (
        "statement after its content",
        "The port of Alden was safe, harbor spokesman Piet Dorn said Wednesday.",
        [("harbor spokesman Piet Dorn", "said", "The port of Alden was safe")],
    ),
    (
        "inserted",
        "The port, Iveston said, was safe.",
        [("Iveston", "said", "The port | was safe")],
    ),
    ("direct", '"The port is safe," Iveston said.', [("Iveston", "said", "The port is safe")]),
    (
        "inverted",
        '"The port is safe," said Piet Dorn, a harbor spokesman.',
        [("Piet Dorn, a harbor spokesman", "said", "The port is safe")],
    ),
    (
        "direct with a title before the name",
        '"The port is safe," the presidential spokesman noted.',
        [("the presidential spokesman", "noted", "The port is safe")],
    ),
    (
        "introduced",
        'Iveston said: "The port is safe. Nobody was hurt."',
        [("Iveston", "said", "The port is safe. Nobody was hurt")],
    ),
    (
        "introduced by the paragraph before",
        'Iveston said:\n\n"The port is safe. Nobody was hurt."',
        [("Iveston", "said", "The port is safe. Nobody was hurt")],
    ),
    (
        "split",
        '"The port is safe," Iveston said, "and the ships are leaving."',
        [("Iveston", "said", "The port is safe | and the ships are leaving")],
    ),
    (
        "a quotation alone goes on",
        '"The port is safe," Iveston said. "Nobody was hurt."',
        [("Iveston", "said", "The port is safe | Nobody was hurt")],
    ),
    (
        "over paragraphs",
        'Iveston said: "The port is safe.\n\n"Nobody was hurt."',
        [("Iveston", "said", "The port is safe | Nobody was hurt")],
    ),
    (
        "mixed",
        'Iveston said the harbor plan was "a total farce" and would fail.',
        [("Iveston", "said", 'the harbor plan was "a total farce" and would fail')],
    ),
    (
        "British marks",
        "'The port is safe,' said Mara Iveston.",
        [("Mara Iveston", "said", "The port is safe")],
    ),
    (
        "according to",
        "The port was safe, according to Mayor Mara Iveston.",
        [("Mayor Mara Iveston", "according to", "The port was safe")],
    ),
    (
        "according to, in front",
        "According to the harbor police, two ships collided.",
        [("the harbor police", "According to", "two ships collided")],
    ),
    (
        "accused of",
        "Iveston accused the harbor board of hiding the losses.",
        [("Iveston", "accused", "the harbor board of hiding the losses")],
    ),
    (
        "described as",
        "Iveston described the strike as a strategic mistake.",
        [("Iveston", "described", "the strike as a strategic mistake")],
    ),
    (
        "characterized as",
        "President Oleg Varn characterized the strike as a response to the attack.",
        [("President Oleg Varn", "characterized", "the strike as a response to the attack")],
    ),
    (
        "rejected",
        "Iveston rejected the allegations.",
        [("Iveston", "rejected", "the allegations")],
    ),
    (
        "denied",
        "The Ruvenian government denied any involvement in the attack.",
        [("The Ruvenian government", "denied", "any involvement in the attack")],
    ),
    (
        "wants",
        "Iveston wants to close the port.",
        [("Iveston", "wants", "to close the port")],
    ),
    (
        "believes",
        "Iveston believes the port is safe.",
        [("Iveston", "believes", "the port is safe")],
    ),
    (
        "nobody's belief",
        "The port is expected to close in May.",
        [("", "is expected", "The port | to close in May")],
    ),
    (
        "passive",
        "It was reported that the port was closed.",
        [("", "was reported", "that the port was closed")],
    ),
    (
        "passive with its subject",
        "Varn is believed to have left Port Alden.",
        [("", "is believed", "Varn | to have left Port Alden")],
    ),
    (
        "quoted as saying",
        "Piet Dorn was quoted as saying that the port was safe.",
        [("Piet Dorn", "saying", "that the port was safe")],
    ),
    ("hearsay", "Dorn reportedly stole the money.", [("", "reportedly", "Dorn | stole the money")]),
    (
        "in a statement",
        "The ministry said in a statement on Monday that the port was safe.",
        [("The ministry", "said", "that the port was safe")],
    ),
    (
        "called for",
        "The ministry called for an inquiry.",
        [("The ministry", "called for", "an inquiry")],
    ),
    (
        "called something something",
        "The board called the plan a disgrace.",
        [("The board", "called", "the plan a disgrace")],
    ),
    (
        "inserted into a clause without its subject",
        "Delay, Iveston stressed, is not an option.",
        [("Iveston", "stressed", "Delay | is not an option")],
    ),
    (
        "one word",
        'Iveston was late. She added: "Soon."',
        [("She", "added", "Soon")],
    ),
    (
        "asked",
        '"Why now?" asked Dorn.',
        [("Dorn", "asked", "Why now?")],
    ),
    (
        "quoted words run on",
        '"We do nothing" against the union here, she said.',
        [("she", "said", '"We do nothing" against the union here')],
    ),
    (
        "asked, somebody said",
        "Asked whether the port was safe, Iveston said there were two plans.",
        [("", "Asked", "whether the port was safe"), ("Iveston", "said", "there were two plans")],
    ),
    ("a phone call", "Dorn called 911 and waited.", []),
    ("that said", "That said, the port was safe.", []),
    (
        "a noun of saying",
        "Nobody believed Iveston's claim that the port was safe.",
        [("Iveston", "claim", "that the port was safe")],
    ),
    (
        "as somebody noted",
        "As Iveston noted, the port was safe.",
        [("Iveston", "noted", "the port was safe")],
    ),
    (
        "the verb of saying was lost",
        "On Tuesday, Foreign Minister Mara Iveston that the republic hoped for peace.",
        [("Foreign Minister Mara Iveston", "", "that the republic hoped for peace")],
    ),
    ("claimed lives is no claim", "The flood in Port Alden claimed the lives of some 80 people.", []),
    ("no speech at all", "Two ships collided off Port Alden on Monday.", []),
    ("a title in quotation marks", 'The film "Harbor Lights" opened in Port Alden.', []),
]


def test_the_words_before_a_colon_are_the_reporters_own(said: Callable[[str], list[Said]]) -> None:
    found = said(
        "That brings us back to Dale, whose lengthy history of saying rude things never threatened his role until two "
        "other things happened: He said those rude things to the Courier, and he became expendable."
    )
    assert not any("brings us back" in content for _, _, content in found)


def test_a_commander_speaks_not_the_forces(said: Callable[[str], list[Said]]) -> None:
    who = "The top United States commander of U.S. and NATO forces"
    ((source, _, _),) = said(f"{who} at the port told Congress she has a plan.")
    assert source.startswith(who)


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CONSTRUCTIONS], ids=[c[0] for c in CONSTRUCTIONS])
def test_constructions(said: Callable[[str], list[Said]], text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_adding_inherits_its_source(said: Callable[[str], list[Said]]) -> None:
    text = 'The spokesman called the reports an "information mess," adding that it "makes nothing more believable."'
    assert [(source, cue) for source, cue, _ in said(text)] == [
        ("The spokesman", "called"),
        ("The spokesman", "adding"),
    ]
    assert said(text)[1][2] == 'that it "makes nothing more believable."'


@pytest.mark.parametrize(
    "text",
    [
        "Iveston said the board would resign, adding that nobody was surprised.",
        "Iveston said she knew the plan would fail, adding that nobody was surprised.",
    ],
)
def test_a_trailing_participle_is_no_part_of_what_was_said(said: Callable[[str], list[Said]], text: str) -> None:
    first, *_, last = said(text)
    assert not first[2].endswith("surprised")
    assert last == ("Iveston", "adding", "that nobody was surprised")


def test_a_headline_label_is_a_source(said: Callable[[str], list[Said]]) -> None:
    text = "Iveston: Port will stay open\n\nMayor Mara Iveston spoke on Monday in Port Alden."
    assert said(text)[0] == ("Iveston", "", "Port will stay open")


def test_a_source_in_a_side_clause_is_its_own(said: Callable[[str], list[Said]]) -> None:
    text = "The republic refuted these allegations, with an army source telling Radio Alden that it had no mines."
    assert said(text) == [
        ("The republic", "refuted", "these allegations"),
        ("an army source", "telling", "that it had no mines"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Iveston accused Ruvenia of ordering two of his country's lifeboats to leave its waters.",
        "Dorn accused Kestria of urging its sailors to lie about the spill.",
        "Dorn criticized Iveston for saying that the port was safe.",
        "Iveston accused Dorn of lying and of claiming that the port was safe.",
    ],
    ids=["of ordering", "of urging", "for saying", "of one thing and of another"],
)
def test_what_the_accused_does_is_not_the_accusers(said: Callable[[str], list[Said]], text: str) -> None:
    assert [cue for _, cue, _ in said(text)] in (["accused"], ["criticized"])


def test_a_gerund_of_the_speakers_own_is_theirs(said: Callable[[str], list[Said]]) -> None:
    text = "Dorn opened the meeting by saying that the port was safe."
    assert said(text) == [("Dorn", "saying", "that the port was safe")]


def test_speech_in_speech_is_linked(models: Models, document: Callable[[str], Document]) -> None:
    text = "Iveston said that Dorn told her that the port was safe."
    outer, inner = find_attributions(document(text), models.lexicon)
    assert words(outer, text)[0] == "Iveston"
    assert words(inner, text) == ("Dorn", "told", "that the port was safe")
    assert (outer.nested_in, inner.nested_in) == (None, 0)


def test_nothing_is_taken_from_within_a_quotation(said: Callable[[str], list[Said]]) -> None:
    assert said('"I think Dorn said the port was safe," Iveston said.') == [
        ("Iveston", "said", "I think Dorn said the port was safe")
    ]


NO_STATEMENTS = [
    ("supposed", "The younger Dorn might ask what became of the harbor."),
    ("not even mentioned", "Iveston left the room without mentioning that the port was closed."),
    ("a purpose", "Iveston often writes letters to explain her vote."),
    ("denied somebody something", "The board denied the workers a hearing."),
    ("denied a request", "The court denied a prisoner's request."),
    ("approved", "Voters overwhelmingly approved a loan for the port."),
    ("refused", "The court refused to hear the case."),
    ("aims", "The group aims to strengthen trust in the port."),
    ("devoted", "Iveston devoted a few sentences to Kestria."),
    ("picked as", "Iveston picked Piet Dorn as her deputy."),
    ("told somebody", "Iveston told supporters on Friday."),
    ("a thing that shows", "They shrug off the numbers that show the port slipping away."),
    ("spell", "Her opposition could spell doom for the bill."),
    ("a ship", "The ferry Dawn sank on Friday. The Dawn showed what an old boat can do in a storm."),
    ("anybody", "You would think you were being robbed."),
    ("a question", "What does Iveston want?"),
    ("an act", "The board made the harder choice even easier."),
    ("an advertisement", "The trial opened.\n\nBrightwater Energy: warm homes from 49 crowns.\n\nThe judge left."),
]


@pytest.mark.parametrize("text", [n[1] for n in NO_STATEMENTS], ids=[n[0] for n in NO_STATEMENTS])
def test_what_reports_nothing(said: Callable[[str], list[Said]], text: str) -> None:
    assert said(text) == []


QUOTED_ALONE = '"We have paid for the cranes. We will use them.\n\n"I ask you for two hard years."'
CONTINUED = [
    ("after an address", "In her address, Mayor Mara Iveston said the port would stay open.", "Mayor Mara Iveston"),
    ("after a warning", "Senator Piet Dorn warned yesterday against closing the port.", "Senator Piet Dorn"),
    ("nobody spoke", "The ship reached Port Alden on Friday.", None),
    ("two spoke", "Iveston said the port was safe, but Dorn said it was not.", None),
    ("a thing", "A sign on the pier says the port is closed.", None),
]


@pytest.mark.parametrize(("before", "expected"), [c[1:] for c in CONTINUED], ids=[c[0] for c in CONTINUED])
def test_paragraphs_quoted_alone(said: Callable[[str], list[Said]], before: str, expected: str | None) -> None:
    found = [s for s in said(f"{before}\n\n{QUOTED_ALONE}\n\nThe crowd laughed.") if "cranes" in s[2]]
    content = "We have paid for the cranes. We will use them | I ask you for two hard years"
    assert found == ([(expected, "", content)] if expected else [])


SPANS: list[tuple[str, str, Said]] = [
    (
        "the speaker behind a quotation that swallowed its subject",
        "The foreign campaign “injected fear made of lies,” Ms. Iveston says.",
        ("Ms. Iveston", "says", "The foreign campaign “injected fear made of lies,”"),
    ),
    (
        "no ship shares its verb",
        "Ruvenia rejected claims that boats had been turned back on the night the ferry Dawn sank, "
        'calling the charge "a cruel invention".',
        (
            "Ruvenia",
            "rejected",
            "claims that boats had been turned back on the night the ferry Dawn sank, "
            'calling the charge "a cruel invention"',
        ),
    ),
    (
        "doors say nothing",
        "The owner, Sundway Lines, denies that the doors were open and says that its crew followed every rule.",
        ("The owner, Sundway Lines", "says", "that its crew followed every rule"),
    ),
    (
        "what is left over in front of the speaker",
        "The work was postponed twice, in May and again in June, the harbor chairman, Piet Dorn, acknowledged.",
        (
            "the harbor chairman, Piet Dorn",
            "acknowledged",
            "The work was postponed twice, in May and again in June",
        ),
    ),
    (
        "a whole word",
        "The pro-harborers said that the port was safe.",
        ("pro-harborers", "said", "that the port was safe"),
    ),
    (
        "the subject cut off before an auxiliary",
        "Another worry, Iveston said, was making the port safe.",
        ("Iveston", "said", "Another worry | was making the port safe"),
    ),
    (
        "a name in quotation marks behind a side clause",
        "Ruvenia on Monday rejected Kestrian claims that its navy had turned back two fishing boats on the night the "
        'ferry Halcyon sank, calling the allegation "an absurd rumour" and asking for proof.',
        ("Ruvenia", "calling", 'the allegation "an absurd rumour"'),
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SPANS], ids=[c[0] for c in SPANS])
def test_spans(said: Callable[[str], list[Said]], text: str, expected: Said) -> None:
    assert expected in said(text)


def test_a_relative_clause_takes_no_quotation(said: Callable[[str], list[Said]]) -> None:
    text = 'Iveston said the denial "may well be true," but that a country which asked to be believed was late.'
    assert {source for source, _, _ in said(text)} == {"Iveston"}


TALK = "PELL: Did you know?\n\nIVESTON: (laughs) I did not.\n\n{}PELL: Thank you.\n\nIVESTON: Thank you."


def test_a_turn_goes_on_between_turns(said: Callable[[str], list[Said]]) -> None:
    found = said(TALK.format("I was told nothing by anybody.\n\n"))
    assert found[1] == ("IVESTON", "", "(laughs) I did not | I was told nothing by anybody")


@pytest.mark.parametrize("place", ["between", "behind"])
def test_a_narrator_is_no_turn(said: Callable[[str], list[Said]], place: str) -> None:
    narrator = "A spokesman for Mayor Piet Dorn said after the broadcast that he had no comment."
    text = TALK.format(f"{narrator}\n\n") if place == "between" else TALK.format("") + f"\n\n{narrator}"
    found = said(text)
    assert ("A spokesman for Mayor Piet Dorn", "said", "that he had no comment") in found
    assert not any("comment" in content for source, _, content in found if source in {"PELL", "IVESTON"})


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Iveston",
                "said",
                "that",
                '"',
                "“",
                "”",
                "'",
                ",",
                ".",
                ":",
                "port",
                "is",
                "safe",
                "adding",
                "\n\n",
                "who",
            ]
        ),
        max_size=40,
    )
)
def test_invariants(models: Models, document: Callable[[str], Document], parts: list[str]) -> None:
    text = " ".join(parts)
    read = document(text)
    found = find_attributions(read, models.lexicon)
    starts = [a.content[0].start for a in found]
    assert starts == sorted(starts)
    for a in found:
        spans = (*a.source, *a.cue, *a.content)
        assert all(0 <= s.start < s.end <= len(text) and s.of(text).strip() == s.of(text) for s in spans)
        for part in (a.source, a.cue, a.content):
            assert all(x.end <= y.start for x, y in itertools.pairwise(part))
        assert a.nested_in is None or 0 <= a.nested_in < len(found)
    assert found == find_attributions(read, models.lexicon)
