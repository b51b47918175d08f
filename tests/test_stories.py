"""Articles into stories: sister events apart, copies as one origin, opinion apart, ids over days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.gather.average_link import average_link, dot, join_order, near_pairs
from briefing.gather.copies import containment, shingles_of
from briefing.gather.credits import Credits
from briefing.gather.identity import identify, new_id
from briefing.gather.links import groups
from briefing.gather.sisters import part_sisters
from briefing.gather.space import FIELDS, Spread, vectors_of
from briefing.gather.stories import WINDOW, find_stories
from briefing.gather.traits import Traits, TraitsReader
from briefing.lexicon import Lexicon
from briefing.model import Block, BlockKind, Genre, KeptStory, Span, Story
from tests import factory

LEXICON = Lexicon()
SPREAD = Spread(LEXICON)
READER = TraitsReader(LEXICON)
MONDAY = date(2025, 3, 10)


def read(digest: str, text: str, day: int | None = 10, **fields: object) -> Traits:
    published = date(2025, 3, day) if day else None
    return READER.read(factory.article(text, published=published, **fields), digest)  # type: ignore[arg-type]


def members(stories: Sequence[Story]) -> set[tuple[str, ...]]:
    return {story.members for story in stories}


def quake(digest: str, place: str, region: str, strength: str, dead: int, official: str, start: str) -> Traits:
    texts = {
        "a": f"An earthquake of magnitude {strength} shook {place} on Monday and killed {dead}, {official} said. "
        f"Houses fell in several villages of {region}. Rescuers dug through the rubble near {place} through the night.",
        "b": f"Rescue workers in {region} searched the rubble for survivors after an earthquake struck {place}. "
        f"{official} put the number of dead at {dead}. The quake had a magnitude of {strength}, the survey said.",
        "c": f"At least {dead} people died when a {strength} magnitude quake hit {place}, officials said. "
        f"Aftershocks went on in {region} all day, and {official} asked people to sleep outside their houses.",
        "d": f"Schools stayed shut around {place} as {region} counted its dead, {dead} so far. Engineers saw to walls "
        f"with cracks left by the {strength} quake, and {official} promised tents for all who lost their homes.",
    }
    return read(digest, texts[start], headline=None)


TARN = [quake(f"t{n}", "Karsk", "the Lower Tarn", "6.1", 14, "Governor Ilse Oram", v) for n, v in enumerate("abcd")]
VELD = [quake(f"v{n}", "Dunmora", "Veldmark", "5.4", 3, "Mayor Aldo Renn", v) for n, v in enumerate("abcd")]

WIRE = """\
PORT ALDEN (Meridian) — The harbour of Port Alden will close to freight for three weeks from Tuesday, its council said.
Two cranes failed an inspection that was ordered after a container fell on the northern quay in January.
The council's chairman, Tomas Verrin, said that no ship would be turned away before the closure begins.
Shippers complained that they had been given four days to find another port for eleven thousand containers.
The nearest deep harbour lies ninety miles to the south, and its own quays are booked until the end of the month.
A union of dockers asked for full pay during the closure and announced a meeting on the old fish market.
Fuel for the islands will be landed by night at the ferry pier, which has a crane of its own, the council said.
"""


@pytest.fixture(scope="module")
def harbour() -> dict[str, Traits]:
    lines = WIRE.splitlines()
    edited = WIRE.replace("complained", "grumbled").replace("will close", "is to close").replace("PORT ALDEN", "Alden")
    return {
        "wire": read("wire", WIRE, headline=None),
        "paper": read("paper", "\n".join(lines[1:]), outlet="The Alden Post", headline="Port shuts for three weeks"),
        "cut": read("cut", "\n".join(lines[:3]), 11, outlet="Tarn Radio", headline=None),
        "edited": read("edited", edited, 11, outlet="Orlan Daily", headline="Cranes close the harbour"),
        "own": read(
            "own",
            "Dockers in Port Alden fear for their wages while the harbour is closed to freight. Tomas Verrin, who "
            "chairs the council, told them at the fish market that the cranes on the northern quay were not safe. "
            "Eleven thousand containers now have to go by another port, shippers said.",
            11, outlet="The Quay", headline="Dockers fear for wages as cranes stand still",
        ),
        "column": read(
            "column",
            "Port Alden has closed its harbour to freight because two cranes failed an inspection. Tomas Verrin's "
            "council slept for years, and the dockers of the northern quay pay for it with their containers gone.",
            11, genre=Genre.OPINION, headline="The council slept",
        ),
    }  # fmt: skip


# ---------------------------------------------------------------- events


def test_two_quakes_of_one_day_are_two_stories() -> None:
    assert members(find_stories([*TARN, *VELD], (), SPREAD)) == {("t0", "t1", "t2", "t3"), ("v0", "v1", "v2", "v3")}


def test_two_arrests_in_the_same_words_are_two_stories() -> None:
    words = (
        "Police arrested {0} in {1} on suspicion of {2}, prosecutors said. Officers searched a house and took away "
        "documents. {0} denies the charges, a lawyer said.",
        "{0} was led from a house in {1} in handcuffs. Prosecutors accuse {0} of {2} and asked a judge for custody.",
        "A judge in {1} ordered {0} held for two weeks. The arrest followed months of inquiry into {2}, police said.",
    )
    one = [read(f"a{n}", w.format("Mara Iveston", "Port Alden", "bribery at the Karsk dam"), headline=None)
           for n, w in enumerate(words)]  # fmt: skip
    two = [read(f"b{n}", w.format("Jon Hallam", "Dunmora", "arson in a timber yard"), headline=None)
           for n, w in enumerate(words)]  # fmt: skip
    assert members(find_stories([*one, *two], (), SPREAD)) == {("a0", "a1", "a2"), ("b0", "b1", "b2")}


def test_the_same_words_weeks_apart_are_another_event() -> None:
    later = [read(f"l{n}", WIRE.replace("Tuesday", "Friday"), 10 + WINDOW + 1, headline=None) for n in range(2)]
    now = [read("n", "\n".join(WIRE.splitlines()[1:]), headline="Cranes fail")]
    own = [a for a in find_stories([*later, *now], (), SPREAD) if "n" in a.members]
    assert own[0].members == ("l0", "l1", "n"), "a copy is a copy whenever it comes"
    apart = [quake(f"x{n}", "Karsk", "the Lower Tarn", "6.1", 14, "Governor Ilse Oram", v) for n, v in enumerate("ab")]
    text = "An earthquake shook Karsk in the Lower Tarn, Governor Ilse Oram said. Houses fell near Karsk, people died."
    late = read("y", text, 10 + WINDOW + 1, headline=None)
    assert ("y",) in members(find_stories([*apart, late], (), SPREAD))


# ---------------------------------------------------------------- copies and opinion


def test_wire_copies_are_one_origin_and_the_original_leads(harbour: dict[str, Traits]) -> None:
    (story,) = find_stories(harbour.values(), (), SPREAD)
    copied = next(o for o in story.origins if len(o.articles) > 1)
    assert set(copied.articles) == {"wire", "paper", "cut", "edited"}
    assert copied.agency == "Meridian"
    assert [o.articles for o in story.origins if o is not copied] == [("own",)]
    assert set(story.articles) == {a for o in story.origins for a in o.articles} == {*copied.articles, "own"}


def test_opinion_neither_leads_nor_confirms(harbour: dict[str, Traits]) -> None:
    (story,) = find_stories([harbour["own"], harbour["wire"], harbour["column"]], (), SPREAD)
    assert story.opinions == ("column",)
    assert "column" not in story.articles
    assert "column" not in {a for o in story.origins for a in o.articles}
    (alone,) = find_stories([harbour["column"]], (), SPREAD)
    assert (alone.articles, alone.origins, alone.opinions) == ((), (), ("column",))
    assert alone.first_day == date(2025, 3, 11)


def test_the_lead_is_of_the_last_day(harbour: dict[str, Traits]) -> None:
    (story,) = find_stories([harbour["wire"], harbour["paper"], harbour["own"]], (), SPREAD)
    assert story.articles[0] == "own"
    assert story.origins[0].articles == ("own",)
    assert (story.first_day, story.last_day) == (MONDAY, date(2025, 3, 11))


def test_a_shared_quotation_is_no_copy() -> None:
    quote = '"No ship will be turned away before the closure begins and nobody has to sell a boat," Verrin said.'
    one = read("1", f"{quote} " + " ".join(WIRE.splitlines()[1:3]), headline=None)
    two = read("2", f"Fishermen in Orlan saw it otherwise and met at noon to vote. {quote} The vote was put off.")
    shared, share = containment(one.shingles, two.shingles)
    assert shared == 15
    assert 0.2 < share < 1
    assert all(len(s.origins) == len(s.articles) for s in find_stories([one, two], (), SPREAD))


def test_shingles_ignore_marks_and_case() -> None:
    assert list(shingles_of(["“One two, three — four five six"])) == list(
        shingles_of(["one TWO three four", "FIVE six"])
    )
    assert len(shingles_of(["one two"])) == 1
    assert len(shingles_of(["… — !"])) == 0
    assert containment(shingles_of([""]), shingles_of(["a b"])) == (0, 0.0)


@pytest.mark.parametrize(
    ("line", "kind", "agency"),
    [
        ("PORT ALDEN (Meridian) — The port closed.", BlockKind.BODY, "Meridian"),
        ("LONDON (Reuters) — The port closed.", BlockKind.BODY, "Reuters"),
        ("By Mara Iveston, Associated Press", BlockKind.BYLINE, "Associated Press"),
        ("Source: AFP | 4 May 2019", BlockKind.BYLINE, "AFP"),
        ("By Mara Iveston and Reuters", BlockKind.BYLINE, "Reuters"),
        ("By Mara Iveston, The Alden Post", BlockKind.BYLINE, None),
        ("She spoke to Reuters (the agency) at noon.", BlockKind.BODY, None),
    ],
)
def test_agency_credited(line: str, kind: BlockKind, agency: str | None) -> None:
    dateline = Span(0, line.index("—") + 2) if "—" in line else None
    article = replace(factory.article(line, None), blocks=(Block(Span(0, len(line)), kind, dateline),))
    assert Credits(LEXICON).agency(article) == agency


# ---------------------------------------------------------------- over days


def kept(story: Story, day: date = MONDAY) -> KeptStory:
    return KeptStory(story.id, story.members, story.first_day or day, story.last_day or day)


def test_a_story_keeps_its_id_over_three_days() -> None:
    known: tuple[KeptStory, ...] = ()
    seen: list[Traits] = []
    ids = []
    for end in (2, 3, 4):
        seen = TARN[:end]
        stories = find_stories([*seen, *VELD[:end]], known, SPREAD)
        known = tuple(map(kept, stories))
        ids.append({next(iter(s.members)): s.id for s in stories})
    assert ids[0] == ids[1] == ids[2]
    assert set(ids[0]) == {"t0", "v0"}


OLD, YOUNG = KeptStory("old", ("a", "b", "c"), date(2025, 3, 1), MONDAY), KeptStory("new", ("d", "e"), MONDAY, MONDAY)


def test_merged_stories_go_on_as_the_one_that_gives_most() -> None:
    (found,) = identify([frozenset("abcdef")], [YOUNG, OLD])
    assert (found.id, found.merged, found.split_from) == ("old", ("new",), None)
    (equal,) = identify([frozenset("abde")], [YOUNG, OLD])
    assert equal.id == "old", "of equals the older one"


def test_what_a_story_began_with_and_parts_from_it_is_another_story() -> None:
    began = new_id(["a"])
    kept = [KeptStory(began, ("a", "b", "c"), date(2026, 4, 6), date(2026, 4, 7))]
    one, rest = identify([frozenset({"a"}), frozenset({"b", "c"})], kept)
    assert rest.id == began
    assert one.id != began
    assert one.split_from == began


def test_the_largest_part_of_a_split_story_keeps_its_id() -> None:
    first, second = identify([frozenset("ax"), frozenset("bc")], [OLD])
    assert (second.id, second.split_from) == ("old", None)
    assert (first.id, first.split_from) == (new_id("ax"), "old")


def test_a_cluster_of_new_articles_is_a_new_story() -> None:
    (found,) = identify([frozenset("xy")], [OLD])
    assert (found.id, found.merged, found.split_from) == (new_id("yx"), (), None)


def test_parts_exchanged_between_stories_go_where_most_comes_from() -> None:
    found = identify([frozenset("abd"), frozenset("ce")], [OLD, YOUNG])
    assert [f.id for f in found] == ["old", "new"]
    assert all(not f.merged and f.split_from is None for f in found)


# ---------------------------------------------------------------- invariants

NAMES = st.sampled_from(["Karsk", "Dunmora", "Alden", "Ruvenia", "Verrin", "Iveston", "Hallam", "6.1", "14", "quake"])
TEXTS = st.lists(NAMES, min_size=0, max_size=12).map(" ".join)


@st.composite
def batches(draw: st.DrawFn) -> list[Traits]:
    texts = draw(st.lists(st.tuples(TEXTS, st.none() | st.integers(1, 28), st.booleans()), max_size=12))
    return [
        read(f"{n:02}", text or "-", day, genre=Genre.OPINION if opinion else Genre.NEWS, headline=None)
        for n, (text, day, opinion) in enumerate(texts)
    ]


@settings(max_examples=60, deadline=None)
@given(batches(), st.randoms(use_true_random=False))
def test_stories_are_a_partition_whatever_the_order(articles: list[Traits], random: object) -> None:
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    stories = find_stories(articles, (), SPREAD)
    assert find_stories([*shuffled, *articles[:2]], (), SPREAD) == stories
    assert sorted(d for s in stories for d in s.members) == [a.digest for a in articles]
    for story in stories:
        assert sorted(story.articles) == sorted(d for o in story.origins for d in o.articles)
        assert not story.articles or story.origins[0].articles[0] == story.articles[0]
    again = find_stories(articles, map(kept, stories), SPREAD)
    assert [s.members for s in again] == [s.members for s in stories]
    assert [s.id for s in again] == [s.id for s in stories]


def test_no_article_no_story() -> None:
    assert find_stories([], (), SPREAD) == ()


# ---------------------------------------------------------------- the parts

POINTS = [{"x": 1.0}, {"x": 0.9, "y": 0.1}, {"y": 1.0}, {"y": 0.8, "z": 0.6}, {"z": 1.0}]


def test_average_link_over_near_pairs_is_that_of_the_full_table() -> None:
    pairs = near_pairs(POINTS, [0] * 5, 1, 0.5)
    assert set(pairs) == {(0, 1), (2, 3), (3, 4)}
    assert average_link(POINTS, pairs, 0.5, ()) == [[0, 1], [2, 3], [4]]
    alike = [[dot(a, b) for b in POINTS] for a in POINTS]
    assert join_order(alike)[:2] == [((0,), (1,)), ((2,), (3,))]
    assert len(join_order(alike)) == 4


def test_ties_hold_whatever_the_threshold() -> None:
    assert average_link(POINTS, {}, 2.0, [(0, 4), (4, 2)]) == [[0, 2, 4], [1], [3]]


@pytest.mark.parametrize(
    ("days", "found"),
    [((0, 1), True), ((0, 9), False), ((None, 9), True), ((None, None), True)],
)
def test_only_what_is_near_in_time_is_compared(days: tuple[int | None, int | None], found: bool) -> None:
    assert bool(near_pairs(POINTS[:2], days, 4, 0.5)) == found


def test_groups_join_through_others() -> None:
    assert list(groups(5, [(3, 4), (0, 3)])) == [[0, 3, 4], [1], [2]]


def test_copies_are_one_witness_when_sisters_are_looked_for() -> None:
    one, two = {"n:a": 1.0, "w:q": 1.0}, {"n:b": 1.0, "w:q": 1.0}
    assert part_sisters([one, one, two, two], [[0], [1], [2], [3]]) == [[0, 1], [2, 3]]
    assert part_sisters([one, one, two, two], [[0, 1], [2, 3]]) == [[0, 1, 2, 3]]


def test_vectors_weigh_fields_and_rare_terms() -> None:
    (vector,) = vectors_of(
        [read("1", "The quake struck Karsk and Karsk alone at magnitude 6.1.", headline=None)], SPREAD
    )
    assert sum(w * w for w in vector.values()) == pytest.approx(sum(FIELDS.values()))
    assert vector["wkarsk"] > vector["wstruck"]
    assert {key for key in vector if key[0] == "n"} == {"nkarsk"}
    assert all(a[0] <= b[0] for a, b in pairwise(vector.items()))
