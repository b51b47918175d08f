"""Dates: what they resolve to on a given day, what is no date, and what holds for any text."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.analyse import Models
from briefing.analyse.annotate import annotate
from briefing.analyse.dates import find_dates
from briefing.analyse.dates.calendar import Calendar, named, nearest, of_day, shifted, weekday
from briefing.analyse.dates.grammar import FORMS, expressions
from briefing.analyse.dates.lexer import DateWords, pieces_of
from briefing.analyse.dates.tense import Tense
from briefing.lexicon import Lexicon
from briefing.model import Article, Block, BlockKind, DateMention, Document, Precision, Problem, Span

PUBLISHED = date(2031, 4, 16)  # a Wednesday

Found = tuple[tuple[DateMention, ...], tuple[Problem, ...]]


def article(
    text: str, published: date | None = PUBLISHED, kind: BlockKind = BlockKind.BODY, dateline: str = ""
) -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            front = Span(at, at + len(dateline)) if dateline and line.startswith(dateline) else None
            blocks.append(Block(Span(at, at + len(line.rstrip())), kind, dateline=front))
        at += len(line) + 1
    return Article("test", "test.txt", text, tuple(blocks), published=published)


@pytest.fixture(scope="module")
def dates_in(models: Models) -> Callable[..., Found]:
    def find(text: str, **how: object) -> Found:
        return find_dates(annotate(article(text, **how), models.parser, models.splitter), models.lexicon)  # type: ignore[arg-type]

    return find


# text, then what each date is written as and what it means on Wednesday 16 April 2031
RESOLVED: dict[str, tuple[str, dict[str, str]]] = {
    "month, day and year": ("It was signed on March 5, 2019.", {"March 5, 2019": "2019-03-05"}),
    "abbreviated month": ("It was signed on Aug. 24, 2013.", {"Aug. 24, 2013": "2013-08-24"}),
    "day before month": ("It was signed on 6 April 2029.", {"6 April 2029": "2029-04-06"}),
    "ordinal": ("It was signed on the 2nd of May, 2029.", {"2nd of May, 2029": "2029-05-02"}),
    "weekday with its date": ("They met on Friday, April 11.", {"Friday, April 11": "2031-04-11"}),
    "month and year": ("It opened in January 2016.", {"January 2016": "2016-01"}),
    "part of a month": ("It opened in early March 2030.", {"early March 2030": "2030-03"}),
    "year": ("It opened in 2013.", {"2013": "2013"}),
    "part of a year": ("It grew until mid-2015.", {"mid-2015": "2015"}),
    "end of a year": ("It grew until the end of 2015.", {"the end of 2015": "2015"}),
    "short year": ("It is the worst since '82.", {"'82": "1982"}),
    "years of a term": ("She governed from 1998 to 2004.", {"1998": "1998", "2004": "2004"}),
    "a year's possessive": ("She lost 2012's vote.", {"2012": "2012"}),
    "ISO": ("The log of 2031-04-02 was lost.", {"2031-04-02": "2031-04-02"}),
    "numbers": ("The log of 04/05/2030 was lost.", {"04/05/2030": "2030-04-05"}),
    "numbers, day first": ("The log of 25/05/2030 was lost.", {"25/05/2030": "2030-05-25"}),
    "short numbers": ("The log of 7/8/30 was lost.", {"7/8/30": "2030-07-08"}),
    "a past day": ("The army struck late on April 6.", {"April 6": "2031-04-06"}),
    "a past day of last year": ("The army struck on Sept. 30.", {"Sept. 30": "2030-09-30"}),
    "a coming day": ("The court will rule on June 3.", {"June 3": "2031-06-03"}),
    "a coming day of next year": ("The court will rule on Feb. 3.", {"Feb. 3": "2032-02-03"}),
    "a planned day": ("A hearing has been scheduled for June 3.", {"June 3": "2031-06-03"}),
    "a past day in a future sentence": (
        "The court will look into the strike of Nov. 3.", {"Nov. 3": "2030-11-03"},
    ),
    "a range across a month": (
        "It ran from Jan. 3 to March 5, 2029.", {"Jan. 3": "2029-01-03", "March 5, 2029": "2029-03-05"},
    ),
    "two days of a month": ("It was held on June 3 and 4, 2029.", {"June 3": "2029-06-03", "2029": "2029"}),
    "months of a range": ("It grew from March to May 2029.", {"March": "2029-03", "May 2029": "2029-05"}),
    "leap day": ("It happened on February 29.", {"February 29": "2028-02-29"}),
    "past month": ("It opened in November.", {"November": "2030-11"}),
    "coming month": ("It will open in November.", {"November": "2031-11"}),
    "last and next month by name": (
        "It fell last September and rises next June.", {"last September": "2030-09", "next June": "2031-06"},
    ),
    "month of last year": ("It opened in October of last year.", {"October": "2030-10", "last year": "2030"}),
    "two months": ("It shrank between April and June.", {"April": "2031-04", "June": "2030-06"}),
    "today's weekday": ("Iveston resigned on Wednesday.", {"Wednesday": "2031-04-16"}),
    "past weekday": ("Iveston resigned Thursday.", {"Thursday": "2031-04-10"}),
    "coming weekday": ("The council will vote on Friday.", {"Friday": "2031-04-18"}),
    "said on one day, to happen on another": (
        "Iveston said Tuesday that the council will vote Friday.",
        {"Tuesday": "2031-04-15", "Friday": "2031-04-18"},
    ),
    "announced plan": ("The talks are set to begin on Monday.", {"Monday": "2031-04-21"}),
    "timetable present": ("The envoy arrives in Ruvenia on Sunday.", {"Sunday": "2031-04-20"}),
    "until": ("The exchange remains closed until Monday.", {"Monday": "2031-04-21"}),
    "since": ("The exchange has been closed since Monday.", {"Monday": "2031-04-14"}),
    "next weekday": ("They meet next Thursday.", {"next Thursday": "2031-04-24"}),
    "last weekday": ("They met last Friday.", {"last Friday": "2031-04-11"}),
    "part of a weekday": ("Iveston resigned Tuesday night.", {"Tuesday night": "2031-04-15"}),
    "this weekday": ("They meet this Friday.", {"this Friday": "2031-04-18"}),
    "weekday of last week": ("They met on Friday of last week.", {"Friday": "2031-04-11"}),
    "this month by name": ("They met this March.", {"this March": "2031-03"}),
    "today at the start": ("Today, Iveston resigned.", {"Today": "2031-04-16"}),
    "later in the day": (
        "He quit on April 6. He wept later in the day.", {"April 6": "2031-04-06", "later in the day": "2031-04-06"},
    ),
    "ending the day": (
        "Shares fell Tuesday, ending the day at 5.", {"Tuesday": "2031-04-15", "ending the day": "2031-04-15"},
    ),
    "appeared to be": ("The fault appeared to be mended Thursday.", {"Thursday": "2031-04-10"}),
    "to be held": ("It named an event to be held on Nov. 3.", {"Nov. 3": "2031-11-03"}),
    "a bill is no plan": ("It was the first bill on water since June.", {"June": "2030-06"}),
    "a vote on a bill": ("Orrin praised the bill of June 30.", {"June 30": "2030-06-30"}),
    "a participle": ("The plan announced on July 3 is dead.", {"July 3": "2030-07-03"}),
    "yesterday": ("Iveston resigned yesterday.", {"yesterday": "2031-04-15"}),
    "tomorrow": ("Iveston will resign tomorrow.", {"tomorrow": "2031-04-17"}),
    "earlier today": ("Iveston resigned earlier today.", {"earlier today": "2031-04-16"}),
    "last night": ("Iveston resigned last night.", {"last night": "2031-04-15"}),
    "last year": ("It grew last year.", {"last year": "2030"}),
    "earlier this year": ("Earlier this year, it grew.", {"Earlier this year": "2031"}),
    "later this month": ("It will grow later this month.", {"later this month": "2031-04"}),
    "last month": ("It grew last month.", {"last month": "2031-03"}),
    "next year": ("It will grow by next year.", {"next year": "2032"}),
    "the end of next year": ("It will end by the end of next year.", {"the end of next year": "2032"}),
    "the end of the year": ("It will end by the end of the year.", {"the end of the year": "2031"}),
    "years ago": ("It fell three years ago.", {"three years ago": "2028"}),
    "twenty-two years ago": ("It fell twenty-two years ago.", {"twenty-two years ago": "2009"}),
    "days ago": ("It fell 10 days ago.", {"10 days ago": "2031-04-06"}),
    "a week ago": ("It fell a week ago.", {"a week ago": "2031-04-09"}),
    "days ahead": ("The summit opens in 10 days.", {"in 10 days": "2031-04-26"}),
    "a day earlier": (
        "He resigned on April 6. She had left a day earlier.", {"April 6": "2031-04-06", "a day earlier": "2031-04-05"},
    ),
    "the next day": (
        "He resigned on April 6. She left the next day.", {"April 6": "2031-04-06", "the next day": "2031-04-07"},
    ),
    "the previous year": (
        "It earned $5 in 2029, up from $4 the previous year.", {"2029": "2029", "the previous year": "2028"},
    ),
    "the same day": (
        "He resigned on April 6. She left the same day.", {"April 6": "2031-04-06", "the same day": "2031-04-06"},
    ),
    "the same month a year ago": (
        "Sales fell in March from the same month a year ago.",
        {"March": "2031-03", "the same month a year ago": "2030-03"},
    ),
    "forecast": ("More rain is forecast for Tuesday.", {"Tuesday": "2031-04-22"}),
    "not until": ("The count was not completed until Monday.", {"Monday": "2031-04-14"}),
    "could not": ("Iveston could not be reached on Monday.", {"Monday": "2031-04-14"}),
    "before a coming month": ("He pushed for a vote before the July break.", {"July": "2031-07"}),
    "funded through a coming month": ("It was added to a bill that keeps it funded through June.", {"June": "2031-06"}),
    "days of a month": ("It was held on 3-5 April.", {"3-5 April": "2031-04-03"}),
    "a weekday's possessive": ("Iveston spoke after Tuesday's vote.", {"Tuesday": "2031-04-15"}),
    "a possessive of a coming weekday": (
        "Iveston praised Friday's host. She and Orrin will meet Friday.",
        {"Friday": "2031-04-18"},
    ),
    "named day": ("They met on New Year's Eve.", {"New Year's Eve": "2030-12-31"}),
    "named day of a year": ("They met on Christmas Day, 2019.", {"Christmas Day, 2019": "2019-12-25"}),
    "named weekday": ("They will meet on Labor Day.", {"Labor Day": "2031-09-01"}),
    "years ago today": ("The act was signed two years ago today.", {"two years ago today": "2029-04-16"}),
    "looming": ("A vote is looming in May.", {"May": "2031-05"}),
    "a plan made then": ("The deadline set by the court in September has passed.", {"September": "2030-09"}),
    "a plan made for then": ("The trial is set by the court for September.", {"September": "2031-09"}),
    "ordered from a day on": ("He declared three days of mourning from Monday.", {"Monday": "2031-04-21"}),
    "up until": ("Up until Monday, when he admitted it, nobody knew.", {"Monday": "2031-04-14"}),
    "coming days": (
        "It will begin its debate on Monday or Tuesday.", {"Monday": "2031-04-21", "Tuesday": "2031-04-22"},
    ),
    "the following month by name, behind a year": (
        "It began in 1983. She won the following May.", {"1983": "1983", "the following May": "1984-05"},
    ),
    "the following and the previous month by name, behind a month": (
        "He left in March 2019 for the following June. She had come the previous June.",
        {"March 2019": "2019-03", "the following June": "2019-06", "the previous June": "2018-06"},
    ),
    "a present tense that is no timetable": (
        "Orrin's poise in Friday's debate and her calm have the potential to help her.", {"Friday": "2031-04-11"},
    ),
    "a wish": ("It should have the courage to say so, preferably in May.", {"May": "2031-05"}),
    "a day that the rest of the article tells": (
        "They met Tuesday. Orrin walked the lawn before the dinner on Tuesday.", {"Tuesday": "2031-04-15"},
    ),
    "a weekday before 'of' what was done": (
        "The council accused her on Thursday of lying since 2019.", {"Thursday": "2031-04-10", "2019": "2019"},
    ),
    "a weekday as an adjective": ("He gave a Tuesday interview to the Courier.", {"Tuesday": "2031-04-15"}),
    "any such day of a month that is past": ("She was arrested on a Friday in March.", {"March": "2031-03"}),
    "a set since a year": ("It has been held on the last Friday of September since 1951.", {"1951": "1951"}),
    "links run into a sentence": (
        "Sen. Dale Orrin Dale Marcus OrrinFerry sinks on Tuesday | Council votes Monday MORE (R-Tarn) quit on Friday.",
        {"Friday": "2031-04-11"},
    ),
    "a second month of a range": ("It shrank in the April-June period.", {"April": "2031-04", "June": "2030-06"}),
    "forecast for a day that was told as past too": (
        "It rained between Tuesday and Friday. More rain is forecast for Friday.",
        {"Tuesday": "2031-04-15", "Friday": "2031-04-18"},
    ),
    "meant for a day": ("It teed up a vote for Friday.", {"Friday": "2031-04-18"}),
    "last and next day by name": (
        "It fell last May 3 and ends next April 2.", {"May 3": "2030-05-03", "April 2": "2032-04-02"},
    ),
    "the attacks before their day": ("It changed after the attacks of Sept. 11.", {"Sept. 11": "2001-09-11"}),
    "the attacks": ("It changed after the Sept. 11 attacks.", {"Sept. 11": "2001-09-11"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RESOLVED.values(), ids=RESOLVED)
def test_resolved(dates_in: Callable[..., Found], text: str, expected: dict[str, str]) -> None:
    found, problems = dates_in(text)
    assert {d.span.of(text): d.value for d in found} == expected
    assert not problems


NO_DATE = {
    "duration": "He was jailed for two years and 30 days.",
    "age": "The 45-year-old man, 62 years old at heart, left.",
    "decade": "It was common in the 1990s and in the 1980's.",
    "count": "About 2000 people came, and 1,995 left.",
    "sum": "It cost $2015 and 2016 euros.",
    "hour": "The blast came at 1930 GMT.",
    "score": "They lost by 20.2010 points, not 12:2015.",
    "the verb": "They may leave. They march on the town.",
    "a surname": "Prime Minister Theresa May left. Mara May stayed.",
    "a surname as an owner": "They were harsh in their criticism of May's plan.",
    "a surname as a subject": "On the day, May said nothing, and Iveston apologized to May.",
    "a demonstration": "She joined the March on Port Alden.",
    "half a year": "It was 6 1/2 years ago.",
    "a line of the page": "6 years ago",
    "a first name": "April Iveston met June Orrin and Augustus Dale.",
    "every week": "They meet every Monday and on Tuesdays.",
    "one of a month": "It is held on the last Friday of the year and on every first Monday of a month.",
    "any such weekday": "They carry, on a Tuesday in February, nine passengers. It was a Sunday night.",
    "whenever it comes": "But when Sunday comes, she stays at home.",
    "no tomorrow": "You fight like there's no tomorrow.",
    "the reader's day": "Start the day smarter: read the Courier.",
    "a title": 'She wrote "Great Ferries of the North, 1928-1937" and resigned.',
    "some weeks ago": "It fell three weeks ago.",
    "the next month as a duration": "It may fall in the next month and the following years.",
    "parted numbers": "The vote was 5 / 6 / 31, then 5-6-31.",
    "a long number": "It has 20150 members.",
    "a news show": "It was on World News Tonight.",
    "a newspaper": "The Sunday Times wrote it.",
    "a show": 'He told NBC\'s "Today" that it was wrong.',
    "a season": "It will open this summer.",
    "a week": "They met last week, this week and next weekend.",
    "a quarter": "It rose in the last quarter.",
    "the last year as a duration": "It rose over the last year.",
    "so long after": "It rose in the years after. It came three days later than planned.",
    "a shift from nowhere": "She had left a day earlier.",
    "no such day": "It happened on February 30.",
    "a fraction": "The vote was 4/5 and 13/13/2030.",
}  # fmt: skip


@pytest.mark.parametrize("text", NO_DATE.values(), ids=NO_DATE)
def test_no_date(dates_in: Callable[..., Found], text: str) -> None:
    assert [d.span.of(text) for d in dates_in(text)[0]] == []


def test_precision_follows_the_value(dates_in: Callable[..., Found]) -> None:
    found, _ = dates_in("In 2013, in May 2014 and on May 5, 2015, it grew.")
    assert [d.precision for d in found] == [Precision.YEAR, Precision.MONTH, Precision.DAY]


def test_unparsed_blocks_have_dates(dates_in: Callable[..., Found]) -> None:
    text = "By Mara Iveston | Updated 3:15 PM, Wed April 2, 2031"
    assert [d.value for d in dates_in(text, kind=BlockKind.BYLINE)[0]] == ["2031-04-02"]


def test_dateline_without_a_year_is_near_publication(dates_in: Callable[..., Found]) -> None:
    text = "PORT ALDEN, Dec. 24 (RNS) -- The council met."
    found, _ = dates_in(text, dateline="PORT ALDEN, Dec. 24 (RNS) -- ", published=date(2031, 1, 2))
    assert [d.value for d in found] == ["2030-12-24"]


def test_numeric_dates_agree_within_an_article(dates_in: Callable[..., Found]) -> None:
    found, _ = dates_in("It began on 25/12/2030. It ended on 03/02/2031.")
    assert [d.value for d in found] == ["2030-12-25", "2031-02-03"]


def test_numeric_date_next_to_publication_shows_the_order(dates_in: Callable[..., Found]) -> None:
    assert [d.value for d in dates_in("05/02/2031\nIt began.", published=date(2031, 2, 5))[0]] == ["2031-02-05"]


def test_without_publication_day_the_top_line_counts(dates_in: Callable[..., Found]) -> None:
    found, problems = dates_in("Council meets\nApril 16, 2031\nThe council met yesterday.", published=None)
    assert [d.value for d in found] == ["2031-04-16", "2031-04-15"]
    assert not problems


def test_without_any_day_relative_dates_are_a_problem(dates_in: Callable[..., Found]) -> None:
    text = "The council met Tuesday, after a vote in 2019 and one on April 6."
    found, problems = dates_in(text, published=None)
    assert [d.value for d in found] == ["2019"]
    assert [(p.stage, p.message) for p in problems] == [
        ("dates", "publication date unknown: 2 relative dates not resolved")
    ]
    assert problems[0].span is not None
    assert problems[0].span.of(text) == "Tuesday"


@given(
    st.lists(st.sampled_from(("May", "5", "2031", ",", "last", "year", "Monday", "a", "'s", "ago", "the", "day", "-")))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_invariants_of_date_like_text(models: Models, words: list[str]) -> None:
    _check(" ".join(words), models.lexicon)


@given(st.text(st.sampled_from("May 1 2/03-99.,'’sMonday") | st.characters(), max_size=60))
@settings(deadline=None)
def test_invariants_of_any_text(text: str) -> None:
    _check(text, Lexicon())


def _check(text: str, lexicon: Lexicon) -> None:
    """Never raises; spans lie in bounds, sorted and disjoint; each value fits its precision; the same again."""
    text = text.replace("\r", " ")
    for published in (PUBLISHED, None, date.min, date.max):
        document = _unparsed(article(text, published))
        found, problems = find_dates(document, lexicon)
        assert (found, problems) == find_dates(document, lexicon)
        assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
        lengths = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
        assert all(len(d.value) == lengths[d.precision] for d in found)
        assert all(date.fromisoformat(d.value + "-01-01"[: 10 - len(d.value)]) for d in found if d.value >= "0001")


def _unparsed(source: Article) -> Document:
    import numpy as np

    return Document(source, (), (), (), (), (), np.zeros((0, 0), np.float32), ())


@pytest.mark.parametrize("piece", ["May 5, ", "Monday ", "1/", "2031-", "last ", "a year ", "the end of ", "'"])
def test_long_hostile_text_is_read(piece: str) -> None:
    text = (piece * 20_000).strip()
    assert isinstance(find_dates(_unparsed(article(text)), Lexicon()), tuple)


FORM_EXAMPLES = {
    "month_day_year": "Wednesday, April 6, 2016",
    "day_month_year": "6 April 2016",
    "of_range": "April 6",
    "of_relative_year": "April 6",
    "month_day": "April 6",
    "day_month": "6 April",
    "iso": "2016-04-06",
    "year_first": "2016/04/06",
    "numeric": "04/06/2016",
    "month_year": "early March 2012",
    "month": "last September",
    "year": "mid-2015",
    "weekday": "next Thursday",
    "day_word": "yesterday morning",
    "part_of_day": "last night",
    "relative_unit": "earlier this month",
    "part_of_unit": "the end of the year",
    "ago": "two years ago",
    "ahead": "in 10 days",
    "shifted": "a day earlier",
    "neighbour": "the following day",
    "neighbour_month": "the following May",
    "same_period": "the same period last year",
    "the_day": "ending the day",
    "named_day": "New Year's Eve 2015",
}


def test_every_form_has_an_example() -> None:
    assert set(FORM_EXAMPLES) == set(FORMS)


FOLLOWED_BY = {"of_range": " to May 3, 2016", "of_relative_year": " of last year"}


@pytest.mark.parametrize(("form", "text"), FORM_EXAMPLES.items())
def test_forms(form: str, text: str) -> None:
    words, whole = DateWords.load(Lexicon()), text + FOLLOWED_BY.get(form, "")
    first = expressions(pieces_of(whole, Span(0, len(whole)), words))[0]
    assert (first.form, first.first, first.last) == (form, 0, len(pieces_of(text, Span(0, len(text)), words)))


def test_symbols_of_the_lexicon_are_known_to_the_grammar() -> None:
    used = set(re.sub(r"\\.|\(\?P?(<\w+>|=\w+\)|[:!])", "", "".join(f.pattern for f in FORMS.values())))
    symbols = {value.split()[0] for value in Lexicon().table("date_words").values()}
    assert symbols - {"x", "c"} <= used & set(string.ascii_letters)


@pytest.mark.parametrize(
    ("found", "value", "precision"),
    [
        (Calendar(2031), "2031", Precision.YEAR),
        (Calendar(2031, 4), "2031-04", Precision.MONTH),
        (Calendar(2031, 4, 6), "2031-04-06", Precision.DAY),
    ],
)
def test_calendar_values(found: Calendar, value: str, precision: Precision) -> None:
    assert (found.value, found.precision, found.valid) == (value, precision, True)


@pytest.mark.parametrize("found", [Calendar(2031, 2, 29), Calendar(2031, 13), Calendar(0), Calendar(2031, 4, 0)])
def test_impossible_dates(found: Calendar) -> None:
    assert not found.valid


@pytest.mark.parametrize(
    ("month", "day", "tense", "expected"),
    [
        (4, 16, Tense.UNKNOWN, "2031-04-16"),
        (4, 18, Tense.PAST, "2031-04-18"),  # a past day nearly a year back gives way to one just ahead
        (9, 1, Tense.PAST, "2030-09-01"),
        (9, 1, Tense.FUTURE, "2031-09-01"),
        (4, 10, Tense.FUTURE, "2031-04-10"),
        (10, 20, Tense.HINTED, "2031-10-20"),
        (12, 20, Tense.HINTED, "2030-12-20"),
        (12, None, Tense.UNKNOWN, "2030-12"),
        (7, None, Tense.PRESENT, "2031-07"),
        (9, None, Tense.PRESENT, "2030-09"),
        (2, 29, Tense.FUTURE, "2032-02-29"),
    ],
)
def test_nearest(month: int, day: int | None, tense: Tense, expected: str) -> None:
    found = nearest(month, day, PUBLISHED, tense)
    assert found is not None
    assert found.value == expected


def test_steps_end_with_the_calendar() -> None:
    assert shifted(date.min, -1, 1) is None
    assert shifted(date.max, 1, 365) is None
    assert shifted(date(2031, 1, 31), -1, 30) == Calendar(2030, 12)
    assert weekday(6, date.max, 1, True) is None
    assert named("02-29", 2031) is None
    assert named("11-3-4", 2031) == of_day(date(2031, 11, 27))
