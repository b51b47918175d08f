"""Figures across articles: read, matched where they are of one thing, told apart where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analyse.stems import Stems
from briefing.gather.figures.compare import find_figure_conflicts
from briefing.gather.figures.numbers import Numbers, Quantity, tokens_of
from briefing.gather.figures.tolls import Tolls
from briefing.lexicon import Lexicon
from briefing.model import DateMention, Precision, Report, Role, SentenceRole, Span
from tests.reports import TUESDAY, Said, report, words_at

LEXICON = Lexicon()
NUMBERS = Numbers(LEXICON)
INF = float("inf")


def quantities(text: str) -> list[Quantity]:
    return NUMBERS.find(tokens_of(text, Span(0, len(text))))


# ---------------------------------------------------------------- numbers

READ = {
    "digits": ("12 people", [("12", 12, 12, "")]),
    "commas": ("1,234 homes", [("1,234", 1234, 1234, "")]),
    "words": ("two hundred and five homes", [("two hundred and five", 205, 205, "")]),
    "tens and units": ("twenty-three homes", [("twenty-three", 23, 23, "")]),
    "one million": ("a million homes", [("a million", 510_000, 1_490_000, "")]),
    "half a million": ("half a million homes", [("half a million", 255_000, 745_000, "")]),
    "scaled digits": ("1.2 million homes", [("1.2 million", 1_151_000, 1_249_000, "")]),
    "rounded": ("200 homes", [("200", 151, 249, "")]),
    "at least": ("at least 12 people", [("at least 12", 12, INF, "")]),
    "up to": ("up to 12 people", [("up to 12", 0, 12, "")]),
    "about": ("about 20 people", [("about 20", 18, 22, "")]),
    "nearly": ("nearly 20 people", [("nearly 20", 18, 20, "")]),
    "range": ("12 to 14 people", [("12 to 14", 12, 14, "")]),
    "between": ("between 12 and 14 people", [("12 and 14", 12, 14, "")]),
    "dash": ("12–14 people", [("12–14", 12, 14, "")]),
    "dozens": ("dozens of people", [("dozens", 24, 99, "")]),
    "tens of thousands": ("tens of thousands of people", [("tens of thousands", 20_000, 99_000, "")]),
    "sum, sign": ("a $3bn deal", [("$3bn", 2.51e9, 3.49e9, "dollar")]),
    "sum, whose": ("US$45 paid", [("US$45", 45, 45, "usd")]),
    "sum, word": ("12 euros", [("12 euros", 12, 12, "euro")]),
    "percent": ("40%", [("40%", 39.51, 40.49, "percent")]),
    "per cent": ("12.5 per cent", [("12.5 per cent", 12.451, 12.549, "percent")]),
    "change, not range": ("rose from 12 to 14", [("12", 12, 12, ""), ("14", 14, 14, "")]),
    "age": ("a 34-year-old", []),
    "time": ("at 5:30", []),
    "fraction": ("3/4 of it", []),
    "name": ("the G-7", []),
    "number of a flight": ("JT610 crashes", []),
    "score": ("won 4–2", []),
    "code": ("1234567890123456 is it", []),
    "leading zero": ("agent 007", []),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_numbers(text: str, expected: list[tuple[str, float, float, str]]) -> None:
    found = quantities(text)
    assert [(q.span.of(text), q.unit) for q in found] == [(words, unit) for words, _, _, unit in expected]
    assert [bound for q in found for bound in (q.low, q.high)] == pytest.approx(
        [bound for _, low, high, _ in expected for bound in (low, high)]
    )


UNITS = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
TEENS = "seventeen|eighteen|nineteen"
SMALL = f"{UNITS}|{TEENS}".split("|")
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n: int) -> str:
    for size, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            return f"{spelled(n // size)} {word}" + (f" {'and ' if rest < 100 else ''}{spelled(rest)}" if rest else "")
    if n < 20:
        return SMALL[n]
    return TENS[n // 10] + (f"-{SMALL[n % 10]}" if n % 10 else "")


@given(st.integers(1, 999_999_999))
def test_numbers_in_words_and_digits_come_back(n: int) -> None:
    for text in (spelled(n), str(n), f"{n:,}"):
        (found,) = quantities(f"{text} people")
        assert found.value == n, text
        assert found.low <= n <= found.high


@given(st.text(max_size=80))
def test_numbers_never_raise_nor_overlap(text: str) -> None:
    found = quantities(text)
    assert all(0 <= q.span.start < q.span.end <= len(text) and q.low <= q.high for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


# ---------------------------------------------------------------- tolls

TOLLS = {
    "passive": ("At least 12 people were killed.", [("At least 12", "dead", "people")]),
    "bare": ("12 dead, 30 hurt", [("12", "dead", "people"), ("30", "injured", "people")]),
    "verb": ("killing 12 people and injuring 30", [("12", "dead", "people"), ("30", "injured", "people")]),
    "left": ("The flood left 12 dead.", [("12", "dead", "people")]),
    "lives": ("The flood claimed 12 lives.", [("12", "dead", "people")]),
    "toll": ("The death toll rose to 14 from 12.", [("14", "dead", "people")]),
    "killers are no dead": ("Two gunmen killed four people.", [("four", "dead", "people")]),
    "who": ("12 Ruvenian soldiers were killed.", [("12", "dead", "soldier")]),
    "others hurt": ("30 others were injured.", [("30", "injured", "people")]),
    "things": ("Dozens of homes were destroyed.", [("Dozens", "destroyed", "home")]),
    "other dead": ("12 others were killed.", []),
    "more": ("12 more people were killed.", []),
    "another": ("Another 12 people were killed.", []),
    "part": ("Many died, including 3 people killed at home.", []),
    "fear": ("12 are feared dead.", []),
    "forecast": ("It could kill many, may have left 12 dead.", []),
    "no": ("It was not 12 people killed.", []),
    "some": ("30 people were injured, 5 people seriously injured.", [("30", "injured", "people")]),
    "by": ("She was killed by 12 men.", []),
    "increase": ("The death toll rose by 12.", []),
}


@pytest.mark.parametrize(("text", "expected"), TOLLS.values(), ids=TOLLS)
def test_tolls(text: str, expected: list[tuple[str, str, str]]) -> None:
    tokens = tokens_of(text, Span(0, len(text)))
    found = Tolls(LEXICON, Stems()).find(tokens, NUMBERS.find(tokens))
    assert [(t.quantity.span.of(text), t.what, t.who) for t in found] == expected


# ---------------------------------------------------------------- conflicts


def conflicts(*reports: Report) -> list[tuple[str, str, list[str]]]:
    """Return kind, unit and the figures as written."""
    return [
        (c.kind.value, c.unit, [words_at(reports, f.words) for f in c.figures])
        for c in find_figure_conflicts(reports, (), LEXICON)
    ]


def pair(one: str, other: str, **later: object) -> tuple[Report, Report]:
    return report("Courier", one), report("Herald", other, **later)  # type: ignore[arg-type]


DEAD_12, DEAD_14 = "A ferry sank on Monday and 12 people were killed.", "A ferry sank on Monday, killing 14 people."

SAME_DAY = {
    "tolls": (DEAD_12, DEAD_14, [("disagree", "dead", ["12", "14"])]),
    "words and digits agree": (DEAD_12, "The ferry sank and twelve people were killed.", []),
    "at least fits more": ("At least 12 people were killed.", DEAD_14, []),
    "at least does not fit fewer": (
        "At least 15 people were killed.",
        DEAD_14,
        [("disagree", "dead", ["At least 15", "14"])],
    ),
    "dozens fit": ("Dozens of people were killed.", "The ferry sank, killing 31 people.", []),
    "dozens do not fit": (
        "Dozens of people were killed.",
        DEAD_14,
        [("disagree", "dead", ["Dozens", "14"])],
    ),
    "about fits": ("About 13 people were killed.", DEAD_14, []),
    "range fits": ("Between 12 and 14 people were killed.", DEAD_14, []),
    "dead are no injured": (DEAD_12, "14 people were injured when the ferry sank.", []),
    "soldiers are not all": (DEAD_12, "14 soldiers were killed when the ferry sank.", []),
    "town and province": (
        "12 people were killed in Port Alden.",
        "14 people were killed in the province.",
        [],
    ),
    "two towns": ("12 people were killed in Port Alden.", "14 people were killed in Yarrow.", []),
    "one town": (
        "12 people were killed in Port Alden.",
        "14 people were killed in Port Alden.",
        [("disagree", "dead", ["12", "14"])],
    ),
    "town of the lead": (
        "12 people were killed in Port Alden.",
        "The ferry went down off Port Alden. It killed 14 people.",
        [("disagree", "dead", ["12", "14"])],
    ),
    "another year": (DEAD_12, "In 1999 a ferry sank and 14 people were killed.", []),
    "long ago": (DEAD_12, "A decade ago 14 people were killed on the ferry.", []),
    "long ago, told on": (DEAD_12, "A decade ago a ferry sank. It left 14 people dead.", []),
    "an article of two minds": (DEAD_12, "14 people were killed. Later it said 16 people were killed.", []),
    "sums": (
        "The council agreed to pay $3m to settle the lawsuit of the fishermen.",
        "The fishermen settled the lawsuit; the council agreed to pay $5m.",
        [("disagree", "dollar", ["$3m", "$5m"])],
    ),
    "two currencies": (
        "The council agreed to pay $3m to settle the lawsuit of the fishermen.",
        "The council agreed to pay €5m to settle the lawsuit of the fishermen.",
        [],
    ),
    "two sums": (
        "The council agreed to pay $3m to settle the lawsuit of the fishermen.",
        "The new bridge over the Tarn costs the council $5m.",
        [],
    ),
    "rounded sums": (
        "The council agreed to pay $3.1m to settle the lawsuit of the fishermen.",
        "The council agreed to pay $3m to settle the lawsuit of the fishermen.",
        [],
    ),
    "shares": (
        "The ruling party won 40 percent of the vote in Port Alden.",
        "The ruling party won 45% of the vote in Port Alden.",
        [("disagree", "percent", ["40 percent", "45%"])],
    ),
    "shares of two parties": (
        "The ruling party won 40 percent of the vote and the union 30 percent of the vote.",
        "The ruling party won 45% of the vote and the union 25% of the vote.",
        [],
    ),
    "magnitude": (
        "An earthquake of magnitude 6.1 shook Port Alden.",
        "A 6.4-magnitude earthquake shook Port Alden.",
        [("disagree", "magnitude", ["6.1", "6.4"])],
    ),
    "models": (
        "The airline said its Orlan 12 planes would stay on the ground for now.",
        "The airline said its Orlan 14 planes would stay on the ground for now.",
        [],
    ),
    "counted things": (
        "The pirates came in two boats and surrounded the vessel.",
        "Pirates in three boats surrounded the vessel, the navy said.",
        [("disagree", "count", ["two", "three"])],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), SAME_DAY.values(), ids=SAME_DAY)
def test_figures_of_one_day(one: str, other: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert conflicts(*pair(one, other)) == expected


def test_a_later_higher_toll_supersedes() -> None:
    assert conflicts(*pair(DEAD_12, DEAD_14, day=TUESDAY)) == [("superseded", "dead", ["12", "14"])]


def test_a_later_hour_supersedes() -> None:
    nine, ten = (datetime(2025, 3, 10, hour, tzinfo=UTC) for hour in (9, 10))
    found = conflicts(report("Courier", DEAD_12, time=nine), report("Herald", DEAD_14, time=ten))
    assert found == [("superseded", "dead", ["12", "14"])]


def test_a_later_lower_toll_disagrees() -> None:
    assert conflicts(*pair(DEAD_14, DEAD_12, day=TUESDAY)) == [("disagree", "dead", ["14", "12"])]


def test_a_later_figure_of_the_same_outlet_supersedes() -> None:
    one, other = pair(DEAD_14, DEAD_12, day=TUESDAY, outlet="The Courier")
    assert conflicts(one, other) == [("superseded", "dead", ["14", "12"])]


def named(id: str, source: str, toll: str, **more: object) -> Report:
    text = f"{source} said {toll} people were killed."
    said = Said("", f"{toll} people were killed", source=source)
    return report(id, text, said=[said], **more)  # type: ignore[arg-type]


def planned(id: str, text: str, when: str, value: str, **more: object) -> Report:
    made = report(id, text, **more)  # type: ignore[arg-type]
    start = made.analysis.text.index(when)
    mention = DateMention(Span(start, start + len(when)), value, Precision.DAY)
    return replace(made, analysis=replace(made.analysis, dates=(mention,)))


TRIAL = "The trial of the ferry's captain opens in Port Alden on {}."


def test_two_days_for_one_plan() -> None:
    one = planned("Courier", TRIAL.format("March 20"), "March 20", "2025-03-20")
    other = planned("Herald", TRIAL.format("March 25"), "March 25", "2025-03-25")
    moved = planned("Courier2", TRIAL.format("March 25"), "March 25", "2025-03-25", day=TUESDAY, outlet="The Courier")
    assert conflicts(one, other) == [("disagree", "date", ["March 20", "March 25"])]
    assert conflicts(one, moved) == [("superseded", "date", ["March 20", "March 25"])]


def test_days_gone_by_or_of_another_plan_are_no_conflict() -> None:
    gone = [planned(id, TRIAL.format(f"March {n}"), f"March {n}", f"2025-03-0{n}") for id, n in (("a", 3), ("b", 5))]
    vote = planned("Herald", "Voters in Orlan choose a new council on March 25.", "March 25", "2025-03-25")
    assert conflicts(*gone) == []
    assert conflicts(planned("Courier", TRIAL.format("March 20"), "March 20", "2025-03-20"), vote) == []


def test_two_authorities_disagree_on_whatever_day() -> None:
    found = conflicts(named("Courier", "Police", "12"), named("Herald", "The harbour union", "40", day=TUESDAY))
    assert found == [("disagree", "dead", ["12", "40"])]


def test_one_authority_supersedes_itself_but_not_the_other() -> None:
    reports = (
        named("Courier", "Police", "12"),
        named("Mirror", "The harbour union", "40"),
        named("Herald", "Police", "14", day=TUESDAY),
    )
    assert conflicts(*reports) == [("disagree", "dead", ["40", "14"]), ("superseded", "dead", ["12", "14"])]


def test_a_rising_lower_bound_of_one_authority_supersedes() -> None:
    found = conflicts(named("Courier", "Police", "at least 12"), named("Herald", "Police", "at least 14", day=TUESDAY))
    assert found == [("superseded", "dead", ["at least 12", "at least 14"])]


def test_copies_are_no_second_source() -> None:
    one, other = report("Courier", DEAD_12, origin="wire"), report("Herald", DEAD_14, origin="wire")
    assert conflicts(one, other) == []


def test_background_does_not_count() -> None:
    one, other = pair(DEAD_12, DEAD_14)
    past = replace(other, analysis=replace(other.analysis, roles=(SentenceRole(Role.HISTORICAL_EVENT, False),)))
    assert conflicts(one, past) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_articles_does_not_matter(order: tuple[int, ...]) -> None:
    reports = [*pair(DEAD_12, DEAD_14), report("Mirror", "The ferry sank, killing 16 people.", day=TUESDAY)]
    shuffled = [reports[n] for n in order]
    assert find_figure_conflicts(shuffled, (), LEXICON) == find_figure_conflicts(reports, (), LEXICON)
    assert conflicts(*shuffled) == [("superseded", "dead", ["12", "14", "16"])]
