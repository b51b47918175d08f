"""Disputes: two sides on one point, each with its own evidence; and what is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse.disputes import MOST
from briefing.model import Analysis, Dispute

Analyser = Callable[..., Analysis]

POSITIONS = {"affirms", "denies", "accuses", "supports", "opposes", "silent"}

FRONT = (
    "PORT ALDEN (Orrin News) - The harbour of Port Alden was closed on Tuesday.\n\n"
    "The port of Yarrow was open, the harbour office said.\n\n"
)


def sides(analysis: Analysis, dispute: Dispute) -> list[tuple[str, set[str], str]]:
    """Return each side's position, actors' names and evidence."""
    by = {actor.id: actor.name.of(analysis.text) for actor in analysis.actors}
    return [
        (side.position, {by[a] for a in side.actors}, " ".join(e.of(analysis.text) for e in side.evidence))
        for side in dispute.sides
    ]


DISPUTED = {
    "accusation and denial, one sentence": (
        "Ruvenia accused the government of Orrin of poisoning the lake, but Orrin denied the accusation.",
        ("accuses", "poisoning the lake"),
        ("denies", "denied the accusation"),
    ),
    "accusation and denial, two sentences": (
        "Mara Iveston accused the Dale Company of poisoning the lake. The Dale Company denied the allegations.",
        ("accuses", "accused the Dale Company"),
        ("denies", "denied the allegations"),
    ),
    "while": (
        "Mara Iveston described the strike as a success while Bo Dale said it was a violation of the law.",
        ("affirms", "as a success"),
        ("opposes", "violation of the law"),
    ),
    "called wrong": (
        "Mara Iveston said the plan would cost 900 jobs. Bo Dale said Iveston was exaggerating the loss of jobs.",
        ("affirms", "would cost 900 jobs"),
        ("opposes", "was exaggerating"),
    ),
    "denial of what nobody is quoted for": (
        "Mara Iveston denied any involvement in the fire at the harbour office.",
        ("affirms", "any involvement in the fire"),
        ("denies", "Mara Iveston denied"),
    ),
    "rejected within what was said": (
        '"We reject the claims that the harbour office hid the report," Mara Iveston said.',
        ("affirms", "the claims that the harbour office hid the report"),
        ("denies", "We reject the claims"),
    ),
    "it": (
        "Mara Iveston accused the Dale Company of poisoning the lake. The company denies it. It was told on Monday.",
        ("accuses", "accused the Dale Company"),
        ("denies", "The company denies it"),
    ),
    "the charge, rejected by an officer of the accused": (
        "Mara Iveston accused the Dale Company of poisoning the lake. The lake lies near Yarrow. It is deep. "
        "It was dug in 1911. Rupert Poe, chief executive of the Dale Company, rejected the charge.",
        ("accuses", "accused the Dale Company"),
        ("denies", "Rupert Poe"),
    ),
    "that account": (
        'Bo Dale said the boats were sent away. "They were near," Dale said. Mara Iveston dismissed that account.',
        ("affirms", "They were near"),
        ("denies", "dismissed that account"),
    ),
    "that": (
        "Bo Dale said that the union had been warned in 1990. Mara Iveston disputed that.",
        ("affirms", "had been warned"),
        ("denies", "disputed that"),
    ),
    "denial in the words of the claim": (
        "Bo Dale blamed the ministry, which he said had promised half of the money. "
        "The ministry denied that any promise had been made.",
        ("accuses", "Bo Dale blamed"),
        ("denies", "any promise had been made"),
    ),
    "insisted": (
        "Mara Iveston said that her office had received no warning. Bo Dale insisted that the message was sent.",
        ("affirms", "received no warning"),
        ("opposes", "insisted that the message was sent"),
    ),
    "locked in a feud": (
        "Mara Iveston and Bo Dale were locked in a battle over fishing.",
        ("opposes", "battle over fishing"),
        ("opposes", "battle over fishing"),
    ),
    "charges denied in a clause": (
        "Ruvenia and its allies accuse Orrin of poisoning the lake, charges the government of Orrin denies.",
        ("accuses", "accuse Orrin"),
        ("denies", "charges the government of Orrin denies"),
    ),
    "accused by nobody named": (
        "Bo Dale was accused of stealing the money, which he denies.",
        ("accuses", "of stealing the money"),
        ("denies", "which he denies"),
    ),
    "charged and denying": (
        "Police came to the harbour in May. Bo Dale, who has been charged with fraud, denied wrongdoing.",
        ("denies", "denied wrongdoing"),
        ("accuses", "charged with fraud"),
    ),
    "pleaded not guilty": (
        "Mara Iveston, who is accused of poisoning the lake, has pleaded not guilty.",
        ("denies", "pleaded not guilty"),
        ("accuses", "accused of poisoning the lake"),
    ),
    "counts denied": (
        "Anton Merle, 54, denies three counts of bribery and one of misconduct in public office.",
        ("affirms", "three counts of bribery"),
        ("denies", "Anton Merle, 54, denies"),
    ),
    "the whole sentence where it tells what is denied": (
        "Bo Dale blamed the ministry of Orrin, which he said had promised half of the money. "
        "The ministry of Orrin denied that any promise had been made.",
        ("accuses", "had promised half of the money"),
        ("denies", "any promise had been made"),
    ),
    "no answer": (
        "Mara Iveston accused the Dale Company of theft. The Dale Company did not respond to a request for comment.",
        ("accuses", "of theft"),
        ("silent", "did not respond"),
    ),
    "a suit that alleges": (
        "Mara Iveston filed a petition with the council of Yarrow, alleging that the Dale Company poisoned the lake. "
        "The Dale Company denied the allegations.",
        ("accuses", "poisoned the lake"),
        ("denies", "denied the allegations"),
    ),
    "not to be reached": (
        "Mara Iveston accused the Dale Company of theft. The lake lies near Yarrow. It is deep. It was dug in 1911. "
        "It froze in May. The Dale Company could not be reached for comment.",
        ("accuses", "of theft"),
        ("silent", "could not be reached for comment"),
    ),
    "against what records show": (
        "Mara Iveston accused Bo Dale of being a Ruvenian, though the records of the port say he was born in Orrin.",
        ("accuses", "of being a Ruvenian"),
        ("opposes", "was born in Orrin"),
    ),
    "a rebuttal": (
        "Ruvenia said that a truce with Orrin had been reached. "
        "Bo Dale, the premier of Orrin, issued a quick rebuttal, saying that the army had signed nothing.",
        ("affirms", "truce"),
        ("opposes", "signed nothing"),
    ),
    "a plan opposed": (
        "Mara Iveston opposes Bo Dale's plan to close the market.",
        ("opposes", "opposes Bo Dale's plan"),
        ("supports", "opposes Bo Dale's plan"),
    ),
    "disagreeing with": (
        "On the closure of the market Mara Iveston disagrees with Bo Dale.",
        ("opposes", "disagrees with Bo Dale"),
        ("opposes", "disagrees with Bo Dale"),
    ),
    "feud": (
        "The closure is the fruit of a long row between Mara Iveston and Bo Dale over fishing.",
        ("opposes", "row between Mara Iveston and Bo Dale"),
        ("opposes", "row between Mara Iveston and Bo Dale"),
    ),
}


@pytest.mark.parametrize(("text", "first", "second"), DISPUTED.values(), ids=DISPUTED)
def test_dispute(analysed: Analyser, text: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    analysis = analysed(FRONT + text)
    assert len(analysis.disputes) == 1
    told = sides(analysis, analysis.disputes[0])
    for (position, words), (found, _, evidence) in zip((first, second), told, strict=True):
        assert words in evidence
        assert found == position


@pytest.mark.parametrize(
    "text",
    [
        "Mara Iveston said the harbour was closed. Bo Dale said the market was open.",
        "Mara Iveston praised the pilots. Bo Dale praised the dock workers.",
        "The weather was mild in the week before. Nothing happened. Mara Iveston denied it.",
        "Mara Iveston said the plan would cost 900 jobs. She said it was wrong.",
        "The harbour was built in 1911 but it was not used until 1920.",
        "Mara Iveston was born in Orrin while Bo Dale was born in Yarrow.",
        "Mara Iveston said the plan would cost 900 jobs while Bo Dale said the market was open.",
        "Bo Dale praised the ministry of Orrin. The ministry of Orrin has not responded to a request for comment.",
        "Mara Iveston denied Bo Dale a victory in the council of Yarrow.",
        "The High Court of Orrin rejected the argument that the harbour office hid the report.",
        "Mara Iveston did not deny that the harbour office hid the report.",
        "Mara Iveston rejected a plan that would have closed the market of Yarrow.",
        "Mara Iveston believes the tax is too low, according to Bo Dale.",
        "Mara Iveston was not accused of theft. Bo Dale denied wrongdoing.",
        "The ideas of Mara Iveston were old. Iveston's hat clashed with her coat.",
        "Mara Iveston could oppose Bo Dale's plan to close the market.",
        "Bo Dale accused nobody. The plan for the market was costly, Dale said. Mara Iveston rejected it.",
        "Mara Iveston accused Bo Dale of theft. Bo Dale did not return home.",
        "Mara Iveston denied Iveston's claim that the harbour office hid the report.",
        "Bo Dale blamed the weather for the fire. Mara Iveston and Rupert Poe pleaded not guilty.",
    ],
    ids=[
        "two topics",
        "both in favour",
        "nothing told",
        "one speaker",
        "no speech",
        "contrast without speech",
        "contrast without opposition",
        "silence without an accusation",
        "deny somebody something",
        "a ruling",
        "denial denied",
        "a plan rejected",
        "a nested source",
        "accused of nothing",
        "a clash of things",
        "a mere possibility",
        "it, a plan",
        "no silence",
        "a claim of one's own",
        "a plea to something else",
    ],
)
def test_no_dispute(analysed: Analyser, text: str) -> None:
    assert analysed(FRONT + text).disputes == ()


def test_sides_have_their_actors(analysed: Analyser) -> None:
    text = "Mara Iveston accused the Dale Company of poisoning the lake. The Dale Company denied the allegations."
    analysis = analysed(FRONT + text)
    (_, accuser, _), (_, accused, _) = sides(analysis, analysis.disputes[0])
    assert accuser == {"Mara Iveston"}
    assert any("Dale Company" in name for name in accused)


def test_the_issue_is_the_accusation(analysed: Analyser) -> None:
    text = "Mara Iveston accused the Dale Company of poisoning the lake. The Dale Company denied the allegations."
    analysis = analysed(FRONT + text)
    assert "poisoning the lake" in analysis.disputes[0].issue.of(analysis.text)


def test_whose_claim_it_is(analysed: Analyser) -> None:
    analysis = analysed(FRONT + "Bo Dale met the pilots. Mara Iveston denied Bo Dale's claim that she hid the report.")
    (_, claimant, _), (_, denier, _) = sides(analysis, analysis.disputes[0])
    assert (claimant, denier) == ({"Bo Dale"}, {"Mara Iveston"})


@pytest.mark.xfail(strict=True, reason="no tie in words or form between a demand and a refusal told far apart")
def test_demand_and_refusal(analysed: Analyser) -> None:
    text = (
        "The union asked for higher pay. It has 900 members. The harbour is large. The weather was mild. "
        "Owner Bo Dale said there was no money left for wages."
    )
    assert analysed(FRONT + text).disputes


PIECES = st.lists(
    st.sampled_from(
        [
            "Mara Iveston accused Bo Dale of theft.",
            "Bo Dale denied the allegations.",
            '"I did not," Dale said.',
            "but Iveston rejected the claim that",
            "a row between Orrin and Dale",
            "They blame each other.",
            '"',
            "\n\n",
        ]
    )
)


@settings(deadline=None, max_examples=60)
@given(pieces=PIECES)
def test_any_text(analysed: Analyser, pieces: list[str]) -> None:
    text = " ".join(pieces)
    analysis = analysed(text)
    assert analysis.disputes == analysed(text).disputes
    assert len(analysis.disputes) <= MOST
    confidences = [d.confidence for d in analysis.disputes]
    assert confidences == sorted(confidences, reverse=True)
    ids = {actor.id for actor in analysis.actors}
    for dispute in analysis.disputes:
        assert 0 < dispute.confidence <= 1
        assert len(dispute.sides) == 2
        assert 0 <= dispute.issue.start < dispute.issue.end <= len(analysis.text)
        assert not set(dispute.sides[0].actors) & set(dispute.sides[1].actors)
        first, second = dispute.sides
        assert first.actors or second.actors
        assert first.position != second.position or first.position == "opposes"
        for side in dispute.sides:
            assert side.position in POSITIONS
            assert side.evidence
            assert list(side.evidence) == sorted(set(side.evidence))
            assert all(0 <= e.start < e.end <= len(analysis.text) for e in side.evidence)
            assert ids.issuperset(side.actors)


@pytest.mark.data
def test_the_sample_report(analysed: Analyser, shared: Path) -> None:
    text = next((shared / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    analysis = analysed(text, published="2017-04-12")
    told = [sides(analysis, dispute) for dispute in analysis.disputes]
    attack = next(d for d in told if any("carrying out the attack" in evidence for _, _, evidence in d))
    assert [position for position, _, _ in attack] == ["accuses", "denies"]
    strike = next(d for d in told if any("Donald Trump" in names for _, names, _ in d))
    assert strike[0][1] == {"Donald Trump"}
    assert "Sergei Lavrov" in strike[1][1]
