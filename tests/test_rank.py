"""Key points: what is chosen, what never is, who dangling words mean, and what holds for any text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse.rank import COUNT, PAGE
from briefing.analyse.rank.table import EMBEDDED, Table
from briefing.analyse.rank.weights import REDUNDANCY, WEIGHTS
from briefing.analyse.stems import Stems, cosine, stem_bags, stem_bags_of, unit
from briefing.model import Analysis, BlockKind, MentionType, Role
from briefing.train.rank import AGAINST, EITHER

Analyser = Callable[..., Analysis]

STORY = """Port Alden council votes to close the harbour

By Ann Poe

PORT ALDEN, Ruvenia (Orrin News) - The council of Port Alden voted on Tuesday to close the harbour to tankers after \
a spill killed thousands of birds.

The council voted on Tuesday to close the harbour to tankers after the spill.

FILE PHOTO: The harbour of Port Alden is seen in this picture. REUTERS/Bo Dale

"It is over," said Mara Iveston, the mayor of Port Alden, who had asked the council for the vote.

She said that the tankers of the Dale Company had leaked oil into the harbour for at least two years.

The Dale Company denied the accusations and said that its tankers had been inspected in January by the harbour office.

The harbour was built in 1911 and handles a third of the oil that Ruvenia imports, according to the trade ministry.

Some 40 pilots and dock workers marched through the town on Monday evening to protest against the closure.

What now?

The council will meet again in June to decide whether the harbour can open to tankers with two hulls.

Follow Orrin News on Twitter for more.
"""


@pytest.fixture(scope="module")
def story(analysed: Analyser) -> Analysis:
    return analysed(STORY, published="2016-05-11")


def points(analysis: Analysis) -> list[str]:
    return [analysis.document.sentences[p.sentence].span.of(analysis.text) for p in analysis.key_points]


def features(analysis: Analysis, sentence: str) -> Mapping[str, float]:
    a = analysis
    table = Table.of(a.document, a.actors, a.statements, a.disputes, a.roles)
    return next(f for s, f in zip(table.story, table.features, strict=True) if s.span.of(a.text) == sentence)


def test_six_where_the_article_has_them(story: Analysis) -> None:
    assert PAGE <= len(story.key_points) <= COUNT


def test_the_news_first(story: Analysis) -> None:
    assert "voted on Tuesday to close the harbour" in points(story)[0]


@pytest.mark.parametrize(
    "words", ["By Ann Poe", "FILE PHOTO", "Follow Orrin News", "What now?", "Port Alden council votes"]
)
def test_never_a_key_point(story: Analysis, words: str) -> None:
    assert not [p for p in points(story) if p.startswith(words)]


def test_a_sentence_that_repeats_the_best_is_put_off(story: Analysis) -> None:
    told_twice = [n for n, p in enumerate(points(story)) if "voted on Tuesday to close" in p]
    assert told_twice[0] == 0
    assert told_twice[1:] == [] or told_twice[1] >= 3


def test_the_dispute_is_on_the_page(story: Analysis) -> None:
    assert any("denied the accusations" in p or "had leaked oil" in p for p in points(story)[:PAGE])


def test_a_dangling_word_has_its_referent(story: Analysis) -> None:
    by = {actor.id: actor.name.of(story.text) for actor in story.actors}
    point = next(p for p, words in zip(story.key_points, points(story), strict=True) if words.startswith("She said"))
    assert [(r.span.of(story.text), by[r.actor]) for r in point.referents] == [("She", "Mara Iveston")]


def test_a_named_actor_needs_no_referent(story: Analysis) -> None:
    for point in story.key_points:
        sentence = story.document.sentences[point.sentence].span
        named = {
            a.id for a in story.actors for m in a.mentions if m.type is MentionType.NAME and sentence.covers(m.span)
        }
        assert named.isdisjoint(r.actor for r in point.referents)


QUOTED = """\
The council of Port Alden met on Tuesday evening to speak about the closure of the old harbour to tankers.

"The harbour is the heart of this town and of its trade. It was built by the pilots of Port Alden in 1911. The tankers \
of the Dale Company have used it for forty years," said Mara Iveston, the mayor of Port Alden.

Some 40 pilots and dock workers marched through the town on Monday evening to protest against the closure.

The harbour handles a third of the oil that Ruvenia imports, according to the trade ministry in Orrin.

The trade ministry in Orrin will publish a report on the oil that was spilled in the harbour in June.

The council will meet again in June to decide whether the harbour can open to tankers with two hulls.

Ten ships wait outside the harbour of Port Alden for a pilot to bring them to the quays of Yarrow.
"""


def test_one_point_of_a_quotation_and_that_with_its_cue(analysed: Analyser) -> None:
    said = [p for p in points(analysed(QUOTED))[:PAGE] if "harbour is the heart" in p or "1911" in p or "forty" in p]
    assert len(said) <= 1
    assert all("said Mara Iveston" in p for p in said)


def test_not_all_of_one_speaker(analysed: Analyser) -> None:
    talk = ("roads", "schools", "bridges", "forests", "railways", "hospitals", "museums", "theatres")
    text = "\n\n".join(f"Mara Iveston said the {word} of Port Alden need more money and more workers." for word in talk)
    text += "\n\nBo Dale said the ministry had bought the land near Yarrow for a new airport and two hotels."
    assert any("Bo Dale" in p for p in points(analysed(text))[:PAGE])


def test_a_repeated_sentence_is_there_once(analysed: Analyser) -> None:
    text = "The council of Port Alden voted to close the harbour.\n\nThe mayor of Orrin opened a school on Friday.\n\n"
    assert max(Counter(points(analysed(text * 2))).values()) == 1


@pytest.mark.parametrize(
    ("text", "embedded"),
    [
        ("A long day in Yarrow pic.twitter.com/abc1", True),
        ("Closed. — Port Alden (@portalden) March 13, 2018", True),
        ("Write to the mayor (mayor@portalden.example) by June.", False),
    ],
)
def test_embedded_post(text: str, embedded: bool) -> None:
    assert bool(EMBEDDED.search(text)) is embedded


@pytest.mark.parametrize(
    ("sentence", "worse"),
    [
        ("Bo Dale rejected the plan for the harbour of Port Alden.", "They rejected the plan for the harbour of it."),
        ("The harbour of Port Alden was closed by Bo Dale.", "This was closed by the harbour of Port Alden."),
    ],
)
def test_a_dangling_subject(analysed: Analyser, sentence: str, worse: str) -> None:
    filler = "The mayor of Orrin opened a school on Friday.\n\n"
    assert [features(analysed(filler * 2 + s), s)["dangling"] for s in (sentence, worse)] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("feature", "more", "less"),
    [
        ("numbers", "It cost 40 million crowns, 3 ships and 200 jobs.", "It cost the council all its ships and jobs."),
        ("question", 'Mara Iveston asked: "Who pays for the harbour?"', 'Mara Iveston said: "We pay for the harbour."'),
        ("quoted", '"We pay for the old harbour," Mara Iveston said.', "They would pay for it, Mara Iveston said."),
        ("named", "Mara Iveston closed the harbour to all tankers.", "A decree closed the harbour to all tankers."),
        ("headline", "The tax on imported steel rises in the summer.", "Many people bought apples on the market."),
    ],
)
def test_feature(analysed: Analyser, feature: str, more: str, less: str) -> None:
    text = f"Mara Iveston is the mayor of Port Alden.\n\n{more}\n\n{less}"
    analysis = analysed(text, title="Ruvenia raises tax on imported steel")
    assert features(analysis, more)[feature] > features(analysis, less)[feature]


@pytest.mark.parametrize("which", [0, 1], ids=["headline known", "not known"])
def test_weights_have_the_sign_that_everybody_expects(which: int) -> None:
    for name, pair in WEIGHTS.items():
        if name in AGAINST:
            assert pair[which] <= 0, name
        elif (name, which) != (EITHER, 1):
            assert pair[which] >= 0, name
    assert REDUNDANCY >= 0


def test_the_title_given_with_the_article_counts(analysed: Analyser) -> None:
    text = "\n\n".join(
        [
            "The weather in Port Alden was mild on Tuesday, with light rain in the evening.",
            "Many people in the town went to the market on the square to buy apples and bread.",
            "The trade ministry of Ruvenia raised the tax on imported steel to 20 percent.",
        ]
    )
    assert points(analysed(text))[0].startswith("The weather")
    assert points(analysed(text, title="Ruvenia raises tax on imported steel"))[0].startswith("The trade ministry")


def test_reasons_add_up(story: Analysis) -> None:
    for point in story.key_points:
        parts = [abs(value) for _, value in point.reasons]
        assert parts == sorted(parts, reverse=True)
        assert all(parts)


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [({"x": 1.0}, {"x": 1.0}, 1.0), ({"x": 1.0}, {"y": 1.0}, 0.0), ({}, {"x": 1.0}, 0.0)],
    ids=["same", "other", "empty"],
)
def test_cosine(a: dict[str, float], b: dict[str, float], likeness: float) -> None:
    assert cosine(a, b) == likeness == cosine(b, a)


def test_rare_stems_weigh_more() -> None:
    bags = stem_bags_of([Counter(tax=1, steel=1), Counter(tax=1, bread=1), Counter(tax=1)])
    assert bags[0]["steel"] > bags[0]["tax"]
    assert unit({}) == {}


def test_stems_join_forms(story: Analysis) -> None:
    stems = Stems()
    bag = stem_bags(story.document, story.document.sentences[2:3], stems)[0]
    assert stems.word("tankers") == stems.word("tanker")
    assert stems.word("tanker") in bag


PIECES = st.lists(
    st.sampled_from(
        [
            "Bo Dale closed the gate of Port Alden.",
            "He said no.",
            '"Never',
            "It fell.\n\n",
            "FILE PHOTO: A gate.",
            "…",
            "\n",
        ]
    )
)


@settings(deadline=None, max_examples=40)
@given(pieces=PIECES)
def test_any_text(analysed: Analyser, pieces: list[str]) -> None:
    analysis = analysed(" ".join(pieces))
    assert analysis.key_points == analysed(" ".join(pieces)).key_points
    numbers, scores = [p.sentence for p in analysis.key_points], [p.score for p in analysis.key_points]
    assert len(set(numbers)) == len(numbers) <= COUNT
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)
    ids = {actor.id for actor in analysis.actors}
    for point in analysis.key_points:
        sentence = analysis.document.sentences[point.sentence]
        assert analysis.document.article.blocks[sentence.block].kind is BlockKind.BODY
        assert analysis.roles[point.sentence].role is not Role.NOT_NEWS
        assert all(sentence.span.covers(r.span) and r.actor in ids for r in point.referents)


def test_a_long_article_stays_cheap(analysed: Analyser) -> None:
    text = "".join(f"The council of Port Alden voted on harbour {n}. Bo Dale left.\n\n" for n in range(300))
    analysis = analysed(text)
    assert len(analysis.key_points) == COUNT


@pytest.mark.data
def test_the_sample_report(analysed: Analyser, shared: Path) -> None:
    text = next((shared / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    analysis = analysed(text, published="2017-04-12")
    assert analysis.key_points[0].sentence == 0
    accused = next(s.index for s in analysis.document.sentences if "accused the Syrian" in s.span.of(analysis.text))
    assert accused in {p.sentence for p in analysis.key_points[:PAGE]}
