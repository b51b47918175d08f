"""Source, cue and content: what the reader hears in newspaper prose, and what layout alone tells."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.annotate import annotate
from briefing.analyse.attributions import LEAST, LEAST_UNSAID, find_attributions
from briefing.analyse.attributions.kinds import Kind
from briefing.analyse.attributions.spans import tight
from briefing.model import Attribution, Document, Reading, Role, Span
from tests.conftest import article, document_of

Said = tuple[str, str, str]
"""Source, cue and content as words; the parts of a broken span are joined with ' | '."""
Heard = Callable[[str], list[Said]]
Told = Callable[..., list[Said]]


@pytest.fixture(scope="session")
def heard(models: Models) -> Heard:
    """Return what is found in a text that was read."""
    return lambda text: said(find_attributions(document_of(text, models), models.lexicon), text)


@pytest.fixture(scope="session")
def annotated(models: Models) -> Callable[[str], Document]:
    """Return a text annotated, but not read."""
    return lambda text: annotate(article(text), models.parser, models.splitter)


@pytest.fixture(scope="session")
def told(models: Models, annotated: Callable[[str], Document]) -> Told:
    """Return what is found in a text of which a reader would say this; no reader is asked."""
    return lambda text, *read: said(find_attributions(with_reading(annotated(text), *read), models.lexicon), text)


def with_reading(document: Document, *attributions: Attribution) -> Document:
    """Return the document as a reader that found these attributions, and nothing else, leaves it."""
    count = len(document.sentences)
    roles, speech, vectors = (np.zeros(shape, np.float32) for shape in ((count, len(Role)), count, (count, 0)))
    return replace(document, reading=Reading(attributions, roles, speech, vectors))


def made(text: str, source: str, cue: str, *content: str, confidence: float = 0.9) -> Attribution:
    """Return an attribution by its words; '' is a part without a span."""

    def spans(parts: Sequence[str]) -> tuple[Span, ...]:
        return tuple(Span(text.index(p), text.index(p) + len(p)) for p in parts if p)

    return Attribution(spans([source]), spans([cue]), spans(content), None, confidence)


def said(found: Sequence[Attribution], text: str) -> list[Said]:
    return [words(a, text) for a in found]


def words(attribution: Attribution, text: str) -> Said:
    parts = (attribution.source, attribution.cue, attribution.content)
    source, cue, content = (" | ".join(s.of(text) for s in part) for part in parts)
    return source, cue, content


# ---------------------------------------------------------------- what the reader hears

CONSTRUCTIONS: list[tuple[str, str, str, list[str]]] = [
    ("indirect", "Mayor Mara Iveston said that the port was safe.", "Mara Iveston", ["the port was safe"]),
    ("without that", "Iveston said the port was safe.", "Iveston", ["the port was safe"]),
    ("perfect", "Iveston has said that the port was safe.", "Iveston", ["the port was safe"]),
    ("dated", "Iveston said April 6 that the port was safe.", "Iveston", ["the port was safe"]),
    (
        "told somebody",
        "Iveston told the Alden Courier that the port was safe.",
        "Iveston",
        ["the port was safe"],
    ),
    (
        "statement after its content",
        "The port of Alden was safe, harbor spokesman Piet Dorn said Wednesday.",
        "Piet Dorn",
        ["The port of Alden was safe"],
    ),
    ("direct", '"The port is safe," Iveston said.', "Iveston", ["The port is safe"]),
    ("inverted", '"The port is safe," said Piet Dorn, a harbor spokesman.', "Piet Dorn", ["The port is safe"]),
    (
        "direct with a title before the name",
        '"The port is safe," the presidential spokesman noted.',
        "the presidential spokesman",
        ["The port is safe"],
    ),
    (
        "introduced",
        'Iveston said: "The port is safe. Nobody was hurt."',
        "Iveston",
        ["The port is safe. Nobody was hurt"],
    ),
    (
        "introduced by the paragraph before",
        'Iveston said:\n\n"The port is safe. Nobody was hurt."',
        "Iveston",
        ["The port is safe. Nobody was hurt"],
    ),
    (
        "split",
        '"The port is safe," Iveston said, "and the ships are leaving."',
        "Iveston",
        ["The port is safe", "and the ships are leaving"],
    ),
    (
        "a quotation alone goes on",
        '"The port is safe," Iveston said. "Nobody was hurt."',
        "Iveston",
        ["The port is safe", "Nobody was hurt"],
    ),
    (
        "over paragraphs",
        'Iveston said: "The port is safe.\n\n"Nobody was hurt."',
        "Iveston",
        ["The port is safe", "Nobody was hurt"],
    ),
    (
        "mixed",
        'Iveston said the harbor plan was "a total farce" and would fail.',
        "Iveston",
        ["the harbor plan was", "a total farce", "would fail"],
    ),
    ("British marks", "'The port is safe,' said Mara Iveston.", "Mara Iveston", ["The port is safe"]),
    (
        "according to",
        "The port was safe, according to Mayor Mara Iveston.",
        "Mara Iveston",
        ["The port was safe"],
    ),
    (
        "according to, in front",
        "According to the harbor police, two ships collided.",
        "the harbor police",
        ["two ships collided"],
    ),
    (
        "accused of",
        "Iveston accused the harbor board of hiding the losses.",
        "Iveston",
        ["the harbor board", "hiding the losses"],
    ),
    (
        "described as",
        "Iveston described the strike as a strategic mistake.",
        "Iveston",
        ["the strike", "a strategic mistake"],
    ),
    ("rejected", "Iveston rejected the allegations.", "Iveston", ["the allegations"]),
    (
        "denied",
        "The Ruvenian government denied any involvement in the attack.",
        "Ruvenian government",
        ["any involvement in the attack"],
    ),
    ("believes", "Iveston believes the port is safe.", "Iveston", ["the port is safe"]),
    (
        "in a statement",
        "The ministry said in a statement on Monday that the port was safe.",
        "The ministry",
        ["the port was safe"],
    ),
    ("one word", 'Iveston was late. She added: "Soon."', "She", ["Soon"]),
    ("asked", '"Why now?" asked Dorn.', "Dorn", ["Why now"]),
    (
        "behind a question",
        "Asked whether the port was safe, Iveston said there were two plans.",
        "Iveston",
        ["there were two plans"],
    ),
    ("as somebody noted", "As Iveston noted, the port was safe.", "Iveston", ["the port was safe"]),
    (
        "an apposition between",
        "The owner, Sundway Lines, denies that the doors were open.",
        "Sundway Lines",
        ["the doors were open"],
    ),
    (
        "a source within a side clause",
        "The republic refuted these allegations, with an army source telling Radio Alden that it had no mines.",
        "an army source",
        ["it had no mines"],
    ),
]


@pytest.mark.parametrize(
    ("text", "source", "content"), [c[1:] for c in CONSTRUCTIONS], ids=[c[0] for c in CONSTRUCTIONS]
)
def test_constructions(heard: Heard, text: str, source: str, content: list[str]) -> None:
    speaking = [s for s, _, what in heard(text) if all(part in what for part in content)]
    assert len(speaking) == 1
    assert source in speaking[0]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The port is expected to close in May.", "to close in May"),
        ("Varn is believed to have left Port Alden.", "to have left Port Alden"),
    ],
    ids=["expected", "believed"],
)
def test_what_nobody_in_particular_holds_has_no_source(heard: Heard, text: str, content: str) -> None:
    assert [source for source, _, what in heard(text) if content in what] == [""]


SILENT = [
    ("that said", "That said, the port was safe."),
    ("an event", "Two ships collided off Port Alden on Monday."),
    ("a title in quotation marks", 'The film "Harbor Lights" opened in Port Alden.'),
    ("told somebody", "Iveston told supporters on Friday."),
    ("a question", "What does Iveston want?"),
    ("an act", "The board made the harder choice even easier."),
    ("a phone call", "Dorn called 911 and waited."),
    ("an advertisement", "The trial opened.\n\nBrightwater Energy: warm homes from 49 crowns.\n\nThe judge left."),
]


@pytest.mark.parametrize("text", [n[1] for n in SILENT], ids=[n[0] for n in SILENT])
def test_what_reports_nothing(heard: Heard, text: str) -> None:
    assert heard(text) == []


def test_what_the_accused_does_is_not_the_accusers(heard: Heard) -> None:
    found = heard("Iveston accused Ruvenia of ordering two of his country's lifeboats to leave its waters.")
    assert [source for source, _, _ in found] == ["Iveston"]


def test_adding_inherits_its_source(heard: Heard) -> None:
    text = 'The spokesman called the reports a mess, adding that it "makes nothing more believable."'
    assert {source for source, _, what in heard(text) if "believable" in what} == {"The spokesman"}


def test_nothing_is_taken_from_within_a_quotation(heard: Heard) -> None:
    found = heard('"I think Dorn said the port was safe," Iveston said.')
    assert [source for source, _, _ in found] == ["Iveston"]


# ---------------------------------------------------------------- what is made of it

PORT = "Mayor Mara Iveston promised with Piet Dorn that the port was safe."


def test_what_nobody_read_reports_nothing(models: Models, annotated: Callable[[str], Document]) -> None:
    assert find_attributions(annotated(PORT), models.lexicon) == ()


@pytest.mark.parametrize(
    ("source", "cue", "least"),
    [
        ("Iveston", "said", LEAST[Kind.SAYING]),
        ("Iveston", "wants", LEAST[Kind.POSITION]),
        ("Iveston", "hurried", LEAST[Kind.ACT]),
        ("", "said", LEAST_UNSAID),
    ],
    ids=["saying", "wanting", "acting", "nobody"],
)
def test_only_what_the_reader_is_sure_of_is_taken(told: Told, source: str, cue: str, least: float) -> None:
    text = f"Iveston {cue} to close the port."
    taken = [len(told(text, made(text, source, cue, "to close the port", confidence=c))) for c in (least, least - 0.01)]
    assert taken == [1, 0]


def test_what_is_said_needs_less_than_what_is_done() -> None:
    assert LEAST[Kind.SAYING] < LEAST[Kind.POSITION] < LEAST[Kind.ACT]


def test_confidence_is_the_readers(models: Models, annotated: Callable[[str], Document]) -> None:
    document = with_reading(
        annotated(PORT), made(PORT, "Mayor Mara Iveston", "promised", "the port was safe", confidence=0.73)
    )
    assert [a.confidence for a in find_attributions(document, models.lexicon)] == [0.73]


def test_edges_are_tidied(told: Told) -> None:
    text = '"The port is safe," said Piet Dorn, "and open."'
    found = told(text, made(text, "Piet Dorn, ", " said", '"The port is safe,"', '"and open."'))
    assert found == [("Piet Dorn", "said", "The port is safe | and open")]


def test_content_of_marks_alone_is_none(told: Told) -> None:
    text = 'Iveston said: "..."'
    assert told(text, made(text, "Iveston", "said", '"..."')) == []


@pytest.mark.parametrize(
    "cut", ["Mara", "Iveston", "Mayor Mara", "Mara Iveston"], ids=["first", "last", "title and first", "whole"]
)
def test_a_name_is_never_cut_in_two(told: Told, cut: str) -> None:
    ((source, _, _),) = told(PORT, made(PORT, cut, "promised", "the port was safe"))
    assert source.endswith("Mara Iveston")
    assert cut in source


def test_two_parts_of_one_name_become_one(told: Told) -> None:
    twice = replace(
        made(PORT, "Mara", "promised", "the port was safe"), source=made(PORT, "", "", "Mara", "Iveston").content
    )
    assert told(PORT, twice)[0][0].count("Iveston") == 1


BREAK = "By our writer Piet Dorn\n\nRuvenia said the port was safe.\n\nMara Iveston"
"""A paragraph that says something, between two that hold nothing but a name."""


@pytest.mark.parametrize(
    ("source", "cue", "expected"),
    [
        ("Piet Dorn\n\nRuvenia", "said", "Ruvenia"),
        ("Ruvenia", "said", "Ruvenia"),
        ("Piet Dorn", "said", "Piet Dorn"),
        ("Piet Dorn\n\nRuvenia", "", "Ruvenia"),
        ("safe.\n\nMara Iveston", "Dorn", ""),
    ],
    ids=["beside the cue", "whole", "in another paragraph", "beside the content", "no part beside the cue"],
)
def test_a_source_never_crosses_a_paragraphs_end(told: Told, source: str, cue: str, expected: str) -> None:
    ((found, _, _),) = told(BREAK, made(BREAK, source, cue, "the port was"))
    assert found == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        ("The strait has been claimed by both states.", "both states", "claimed by", "The strait", False),
        ("Ruvenia claims the Alden Islands.", "Ruvenia", "claims", "the Alden Islands", False),
        ("Ruvenia claims the strait is closed.", "Ruvenia", "claims", "the strait is closed", True),
        ("The port was claimed to be safe.", "", "was claimed", "to be safe", True),
        ("The port was denied by both states.", "both states", "denied by", "The port", True),
    ],
    ids=["passive", "place", "clause", "to be", "another verb"],
)
def test_to_claim_a_thing_is_to_say_nothing(
    told: Told, text: str, source: str, cue: str, content: str, kept: bool
) -> None:
    assert bool(told(text, made(text, source, cue, content))) is kept


def test_an_attribution_within_anothers_content_is_nested(models: Models, annotated: Callable[[str], Document]) -> None:
    text = "Iveston said Dorn told her that Renn had claimed that the port was safe. Pell said he knew."
    read = [
        made(text, "Iveston", "said", "Dorn told her that Renn had claimed that the port was safe"),
        made(text, "Dorn", "told", "that Renn had claimed that the port was safe"),
        made(text, "Renn", "claimed", "that the port was safe"),
        made(text, "Pell", "said he"[:4], "he knew"),
    ]
    found = find_attributions(with_reading(annotated(text), *reversed(read)), models.lexicon)
    assert [words(a, text)[0] for a in found] == ["Iveston", "Dorn", "Renn", "Pell"]
    assert [a.nested_in for a in found] == [None, 0, 1, None]


def test_the_same_content_holds_nothing(models: Models, annotated: Callable[[str], Document]) -> None:
    text = "Iveston and Dorn agreed that the port was safe."
    read = [made(text, who, "", "that the port was safe") for who in ("Iveston", "Dorn")]
    found = find_attributions(with_reading(annotated(text), *read), models.lexicon)
    assert [a.nested_in for a in found] == [None, None]


TIGHT = [
    ("blanks and stops", "[ The port is safe. ]", "The port is safe"),
    ("quotation marks", "He said [“The port is safe,”] twice", "The port is safe"),
    ("a dash", "[— the port —]", "the port"),
    ("an abbreviation's stop", "made in the [U.S].", "U.S."),
    ("a stop behind an abbreviation", "made in the [U.S.]", "U.S."),
    ("a bracket the words need", "[Rep. Iveston (R-Ohio]) said", "Rep. Iveston (R-Ohio)"),
    ("a bracket they had", "[Rep. Iveston (R-Ohio)] said", "Rep. Iveston (R-Ohio)"),
    ("a bracket around them", "ships ([two of them]) sank", "two of them"),
    ("a bracket that others follow", "PELL: [(laughs) There is no book.]", "(laughs) There is no book"),
    ("nothing", "so [...] on", None),
    ("nothing at all", "so [] on", None),
]


@pytest.mark.parametrize(("marked", "expected"), [c[1:] for c in TIGHT], ids=[c[0] for c in TIGHT])
def test_tight(marked: str, expected: str | None) -> None:
    start, end = marked.index("["), marked.rindex("]") - 1
    text = marked.replace("[", "", 1)[::-1].replace("]", "", 1)[::-1]
    found = tight(text, Span(start, end))
    assert (found.of(text) if found else None) == expected


# ---------------------------------------------------------------- paragraphs quoted alone

QUOTED_ALONE = '"We have paid for the cranes. We will use them.\n\n"I ask you for two hard years."'
ADDRESS = "In her address, Mayor Mara Iveston said the port would stay open."
WARNING = "Senator Piet Dorn warned yesterday against closing the port."
CAPTION = "Photo: The port (Alden Courier)"
TWO = "Iveston said the port was safe, but Dorn said it was not."
RUN = "We have paid for the cranes We will use them | I ask you for two hard years"


@pytest.mark.parametrize(
    ("before", "read", "expected"),
    [
        (ADDRESS, [("Mayor Mara Iveston", "said", "the port would stay open")], "Mayor Mara Iveston"),
        (WARNING, [("Senator Piet Dorn", "warned", "against closing the port")], "Senator Piet Dorn"),
        (f"{WARNING}\n\n{CAPTION}", [("Senator Piet Dorn", "warned", "closing the port")], "Senator Piet Dorn"),
        (f"{ADDRESS}\n\nThe crowd cheered.", [("Mayor Mara Iveston", "said", "the port would stay open")], None),
        (f"{ADDRESS} The crowd cheered.", [("Mayor Mara Iveston", "said", "the port would stay open")], None),
        ("The ship reached Port Alden on Friday.", [], None),
        (TWO, [("Iveston", "said", "the port was safe"), ("Dorn", "but Dorn said"[9:], "it was not")], None),
        ("Dorn plans to close the port.", [("Dorn", "plans", "to close the port")], None),
        ("We said the port was safe.", [("We", "said", "the port was safe")], None),
        ("It is said the port was safe.", [("", "is said", "the port was safe")], None),
    ],
    ids=[
        "after an address", "after a warning", "a caption between", "another paragraph between",
        "another sentence between", "nobody spoke", "two spoke", "no verb of speech", "the writers",
        "nobody in particular",
    ],
)  # fmt: skip
def test_paragraphs_quoted_alone(told: Told, before: str, read: list[Said], expected: str | None) -> None:
    text = f"{before}\n\n{QUOTED_ALONE}\n\nThe crowd laughed."
    found = [s for s in told(text, *(made(text, *parts) for parts in read)) if "cranes" in s[2]]
    unstopped = [(source, cue, what.replace(".", "")) for source, cue, what in found]
    assert unstopped == ([(expected, "", RUN)] if expected else [])


def test_a_quotation_somebody_carries_is_not_given_to_another(told: Told) -> None:
    text = f"{ADDRESS}\n\n{QUOTED_ALONE}\n\nThat was Dorn's answer."
    read = [
        made(text, "Mayor Mara Iveston", "said", "the port would stay open"),
        made(text, "Dorn", "answer", "We have paid for the cranes. We will use them", "I ask you for two hard years"),
    ]
    assert [source for source, _, what in told(text, *read) if "cranes" in what] == ["Dorn"]


def test_a_term_in_quotation_marks_is_no_speech(told: Told) -> None:
    text = f'{ADDRESS}\n\n"Alden First"\n\nThe crowd laughed.'
    assert len(told(text, made(text, "Mayor Mara Iveston", "said", "the port would stay open"))) == 1


# ---------------------------------------------------------------- transcripts

TALK = "PELL: Did you know?\n\nIVESTON: (laughs) I did not.\n\n{}PELL: Thank you.\n\nIVESTON: Thank you."
NARRATOR = "A spokesman for Mayor Piet Dorn said after the broadcast that he had no comment."


def test_every_turn_is_said_by_its_label(told: Told) -> None:
    assert told(TALK.format("")) == [
        ("PELL", "", "Did you know?"),
        ("IVESTON", "", "(laughs) I did not"),
        ("PELL", "", "Thank you"),
        ("IVESTON", "", "Thank you"),
    ]


def test_a_turn_goes_on_between_turns(told: Told) -> None:
    found = told(TALK.format("I was told nothing by anybody.\n\n"))
    assert found[1] == ("IVESTON", "", "(laughs) I did not | I was told nothing by anybody")


@pytest.mark.parametrize("place", ["between", "behind"])
def test_a_narrator_is_no_turn(told: Told, place: str) -> None:
    text = TALK.format(f"{NARRATOR}\n\n") if place == "between" else TALK.format("") + f"\n\n{NARRATOR}"
    reported = made(text, "A spokesman for Mayor Piet Dorn", "said", "that he had no comment")
    found = told(text, reported)
    assert words(reported, text) in found
    assert not any("comment" in content for source, _, content in found if source in {"PELL", "IVESTON"})


@pytest.mark.parametrize(
    ("turn", "source", "cue", "content", "kept"),
    [
        ("I think the port is safe.", "I", "think", "the port is safe", False),
        ("You said the port is safe.", "You", "said", "the port is safe", False),
        ("The port, perhaps, is safe.", "", "perhaps", "is safe", False),
        ("Dorn says the port is safe.", "Dorn", "says", "the port is safe", True),
    ],
    ids=["I", "you", "nobody", "somebody else"],
)
def test_within_a_turn_only_third_persons_are_reported(
    told: Told, turn: str, source: str, cue: str, content: str, kept: bool
) -> None:
    text = f"PELL: {turn}\n\n{TALK.format('')}"
    found = told(text, made(text, source, cue, content))
    assert [s[0] for s in found][: 2 + kept] == ["PELL", *([source] if kept else []), "PELL"]


# ---------------------------------------------------------------- what always holds

TANGLE = (
    'IVESTON: (laughs) I did not. "Mara Iveston" — the U.S. (R-Ohio) said...\n\n'
    '“We have paid for the cranes.”\n\n"No." Dorn of the Alden Courier, he said, told Piet Dorn: so what?\n\nPELL: Yes.'
)


@st.composite
def attributions(draw: st.DrawFn) -> Attribution:
    def spans(least: int, most: int) -> tuple[Span, ...]:
        edges = sorted(draw(st.sets(st.integers(0, len(TANGLE)), min_size=2 * least, max_size=2 * most)))
        return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))

    return Attribution(spans(0, 1), spans(0, 3), spans(1, 3), None, draw(st.sampled_from([0.2, 0.7, 1.0])))


@settings(max_examples=150, deadline=None)
@given(read=st.lists(attributions(), max_size=8))
def test_invariants(models: Models, tangle: Document, read: list[Attribution]) -> None:
    document = with_reading(tangle, *sorted(read, key=lambda a: a.content[0].start))
    found = find_attributions(document, models.lexicon)
    starts = [a.content[0].start for a in found]
    assert starts == sorted(starts)
    for a in found:
        assert a.content
        for part in (a.source, a.cue, a.content):
            assert all(0 <= s.start < s.end <= len(TANGLE) and s.of(TANGLE).strip() == s.of(TANGLE) for s in part)
            assert all(x.end <= y.start for x, y in itertools.pairwise(part))
        if a.nested_in is not None:
            holder = found[a.nested_in]
            assert all(any(o.covers(p) for o in holder.content) for p in (*a.cue, *a.content))
    assert found == find_attributions(document, models.lexicon)


@pytest.fixture(scope="session")
def tangle(annotated: Callable[[str], Document]) -> Document:
    return annotated(TANGLE)
