"""What the reader takes a paragraph for: headline, byline, dateline, caption, furniture, heading, a speaker's turn."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lexicon import Lexicon
from briefing.model import Article, BlockKind, Genre
from briefing.read.calendar_dates import find_dates
from briefing.read.headline import same_words
from briefing.read.text import read_text
from briefing.read.wording import load_wording

WORDING = load_wording(Lexicon())

BODY = (
    "The harbour council of Port Alden voted on Tuesday to close the old fish market, ending a quarrel that has "
    "divided the city for eleven years and cost two mayors their office."
)
MORE = (
    "Its chairwoman, Mara Iveston, said that the hall would be torn down before the winter, and that the traders would "
    "be given stalls in the new building across the river at no cost."
)


def read(text: str, **known: object) -> Article:
    return read_text(text, id="test", source="test.txt", wording=WORDING, **known)  # type: ignore[arg-type]


def kinds(text: str, **known: object) -> list[str]:
    return [block.kind.value for block in read(text, **known).blocks]


def words(text: str) -> list[str]:
    return [block.span.of(text) for block in read(text).blocks]


# ---------------------------------------------------------------- paragraphs

HARD_WRAPPED = """\
The harbour council of Port Alden voted on Tuesday to close the
old fish market, ending a quarrel that has divided the city for
eleven years and cost two mayors their office.
   Its chairwoman said that the hall would be torn down before
the winter, and that the traders would be given stalls in the
new building across the river.

Nobody spoke against it."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\nTwo.\n\n\nThree.", ["One.", "Two.", "Three."], id="line breaks and blank lines"),
        pytest.param("One.\fTwo.\vThree.", ["One.", "Two.", "Three."], id="pages end like lines"),
        pytest.param("  One. \n \t \n\tTwo.\n", ["One.", "Two."], id="trimmed, blank lines with blanks in them"),
        pytest.param(f"{BODY}\n{MORE}", [BODY, MORE], id="one long paragraph a line"),
        pytest.param(
            "one\ntwo\nthree\nfour\nfive\nsix\nseven",
            ["one", "two", "three", "four", "five", "six", "seven"],
            id="word",
        ),
        pytest.param(
            HARD_WRAPPED, [*HARD_WRAPPED.split("\n\n")[0].split("\n   "), "Nobody spoke against it."], id="wrap"
        ),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(
    st.text(alphabet=st.sampled_from('ab .\n\t\r\x0b\x85\u2028\u200b"“—:()AB1'), max_size=300) | st.text(max_size=200)
)
@settings(deadline=None)
def test_blocks_are_in_order_disjoint_trimmed_and_cover_every_word(text: str) -> None:
    article = read(text)
    at = 0
    for block in article.blocks:
        held = block.span.of(text)
        assert held
        assert held == held.strip()
        assert text[at : block.span.start].strip() == ""
        at = block.span.end
        for inner in (block.dateline, block.speaker):
            assert inner is None or (inner.start == block.span.start and inner.end < block.span.end)
    assert text[at:].strip() == ""
    assert article.text == text


PIECES = [
    "PORT ALDEN",
    "(AP)",
    "(Idris Bell/AP)",
    "— ",
    "--",
    ": ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "By ",
    "Mara Iveston",
    "Q",
    "and ",
]
PIECES += [
    "May 4, 2019",
    "4/5/2019",
    "31 June 2019",
    "Aug. 24",
    "Source:",
    "|",
    "/TASS/",
    "Published ",
    '"',
    "Advertisement",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.none() | st.sampled_from(PIECES))
@settings(deadline=None)
def test_no_mixture_of_newspaper_parts_makes_the_reader_fail(text: str, title: str | None) -> None:
    article = read(text, title=title)
    assert sum(len(b.span) for b in article.blocks) >= len("".join(text.split()))
    for block in article.blocks:
        assert block.dateline is None or block.kind is BlockKind.BODY
        assert block.speaker is None or block.kind is BlockKind.BODY


@pytest.mark.parametrize(
    "piece", ["A", "A ", "(", '"', "A, ", "By A and ", "a\n", "A. \n", "|", "a/", "a-", "1", "Ab ", " "]
)
def test_endless_lines_are_read_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))  # quadratic work would take minutes
    assert len(read(text).text) == len(text)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


# ---------------------------------------------------------------- headline


@pytest.mark.parametrize(
    ("line", "is_headline"),
    [
        pytest.param("Port Alden votes to close its fish market", True, id="no stop"),
        pytest.param("Will Port Alden close its fish market?", True, id="question"),
        pytest.param("Port Alden Votes To Close Its Old Fish Market.", True, id="capitals and a stop"),
        pytest.param("PORT ALDEN VOTES TO CLOSE FISH MARKET", True, id="all capitals"),
        pytest.param("Iveston wins harbour vote.", True, id="terse, with a stop"),
        pytest.param("Iveston Calls Harbour Vote A ‘Disgusting Fraud.’", True, id="stop within quotation marks"),
        pytest.param("The harbour council of Port Alden has voted to close the market.", False, id="sentence"),
        pytest.param("Iveston won the vote in Port Alden on Tuesday.", False, id="weekday"),
        pytest.param("Iveston was early. She always was.", False, id="two sentences"),
        pytest.param("PORT ALDEN (Meridian) — The market will close.", False, id="dateline"),
        pytest.param('"We are done with fish," Iveston said.', False, id="quotation"),
        pytest.param("Here is what was decided:", False, id="colon"),
    ],
)
def test_headline(line: str, is_headline: bool) -> None:
    assert (kinds(f"{line}\n\n{BODY}\n\n{MORE}")[0] == "headline") is is_headline


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        pytest.param("Iveston’s ‘old’ hall: closed", "iveston's OLD hall closed", True, id="marks and case"),
        pytest.param("Hall 7 closed", "Hall 8 closed", False, id="digits count"),
        pytest.param("Éva Šold wins", "Eva Sold wins", False, id="accents count"),
        pytest.param("Šold gewinnt", "šold – gewinnt", True, id="letters of any script"),
        pytest.param("Port Alden votes today", "Port Alden votes today, Iveston says", True, id="opens the other"),
        pytest.param("Port Alden", "Port Alden votes today", False, id="too short to open the other"),
        pytest.param("…", "—", False, id="no words"),
    ],
)
def test_titles_are_compared_by_their_words(a: str, b: str, same: bool) -> None:
    assert same_words(a, b) is same_words(b, a) is same


def test_a_known_title_is_found_whatever_its_punctuation() -> None:
    line = "The council has decided to close ‘the old hall’ at last."
    assert kinds(f"{line}\n\n{BODY}\n\n{MORE}")[0] == "body"
    assert (
        kinds(f"{line}\n\n{BODY}\n\n{MORE}", title="The council has decided to close 'the old hall' at last")[0]
        == "headline"
    )


@pytest.mark.parametrize("text", ["Port Alden votes to close its fish market", "Fish market"])
def test_an_article_of_one_line_is_body(text: str) -> None:
    assert kinds(text) == ["body"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Port Alden Votes To Close Fish Market.", "Port Alden Votes To Close Fish Market"),
        ("Port Alden votes to close fish market - Xinhua", "Port Alden votes to close fish market"),
        ("Port Alden Signs Fish Treaty With U.S.", "Port Alden Signs Fish Treaty With U.S."),
        ("Port Alden votes to close fish market;", "Port Alden votes to close fish market"),
    ],
)
def test_title_is_a_front_part_of_the_headline(line: str, title: str) -> None:
    assert read(f"{line}\n\n{BODY}\n\n{MORE}").title == title
    assert line.startswith(title)


def test_a_deck_behind_a_semicolon_belongs_to_the_headline() -> None:
    text = f"Fish market to close;\nTraders get new stalls.\n\n{BODY}\n\n{MORE}"
    assert kinds(text) == ["headline", "headline", "body", "body"]


# ---------------------------------------------------------------- furniture


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Story Continued Below",
        "Follow Mara Iveston on Twitter @iveston",
        "Follow @meridian",
        "Read more: What the harbour vote means",
        "( Also on POLITICO: What the harbour vote means)",
        "Our Standards: The Meridian Code of Practice",
        "Sign up for our morning letter",
        "Reporting by Leo Marsh; editing by Yusra Keel",
        "(Reporting by Leo Marsh; Editing by Yusra Keel)",
        "Leo Marsh contributed to this report.",
        "Contributing: Leo Marsh",
        "Leo Marsh contributed reporting from Fennhill.",
        "Copyright © 2019 The Alden Courier, LLC. Click here for reprint permission.",
        "CLICK HERE TO GET THE COURIER APP",
        "LISTEN TO ARTICLE 2:43 SHARE THIS ARTICLE Share Tweet Post Email",
        "7 years ago",
        "___",
        "* * *",
        "ENDITEM",
        "Editor's Note:",
        "The opinions expressed by columnists are their own and do not represent the views of the Courier.",
        "ANALYSIS/OPINION:",
        ".image-wrap {",
        "width:100%;",
        'poster="pier.jpg"',
    ],
)
def test_boilerplate(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{MORE}") == ["body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "(Idris Bell/Meridian)",
        "(AP Photo/Idris Bell)",
        "FILE PHOTO: The fish market in Port Alden, Ruvenia, May 4, 2019. REUTERS/Idris Bell/File Photo",
        "FILE - In this May 4, 2019, file photo, traders wait at the fish market. (AP Photo/Idris Bell)",
        "The fish market in Port Alden on Tuesday. Photograph: Idris Bell/AFP",
        "Traders outside the council in Port Alden. Idris Bell/Getty Images",
        "Iveston leaves the council. | Getty",
        "Enlarge this image toggle caption Idris Bell/AP Idris Bell/AP",
        "toggle caption Idris Bell/RNS",
        "Mara Iveston speaks at a rally in Port Alden, Ruvenia, R.V. May 4, 2019. REUTERS/Idris P. Bell",
        "Mara Iveston speaks in Port Alden on May 4. Idris Bell / AFP - Getty Images",
        "Traders leave the fish market. (Photo: Idris Bell, Harbour Free Press)",
        "Traders leave the fish market. (Photo by: Idris Bell/Harbour TV)",
        "Traders await the mayor at the old market. | Idris Bell/HARBOUR",
        "Traders often turned a blind eye. | Idris Bell/HARBOUR Council rides the wave",
        "Idris Bell/The Harbour Times",
        "Buy Photo Traders leave the fish market.",
        "Photos: The market " + "A trader leaves the hall for the last time. Hide Caption 1 of 9 " * 20,
        "Photo by Idris Bell",
        "Getty Images",
    ],
)
def test_caption(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{MORE}") == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Follow the money and you will find the harbour council, Iveston said.",
        "Reporting the loss to the police took her eleven days, she said.",
        "Close to the river, traders said they had not been asked.",
        "Sharing the market is what the council wants, according to Marsh.",
        '"Read more," the minister told the school.',
        "The poll by Reuters/Ipsos gives Iveston 41 percent of the vote.",
        "The company, listed as Alden Fish (AF), said it would appeal.",
        "Photographs of the hall were shown to the court, which said it would rule in May.",
        "Iveston leads Orrin by five points among likely voters, according to a Reuters/Ipsos poll",
        "Traders oppose the plan by four to one, according to the latest poll by AP/Harbour TV.",
        "She asked the council to choose: the market or the river; the traders and/or the ships",
        "Advertisement spending fell by a third, the Courier said.",
        "Copyright law protects the song, the judge said.",
        "By Wednesday, the traders had left.",
        "By all accounts Iveston was furious, a colleague said.",
        "The council of Port Alden has closed its fish market, its chairwoman said. (Reuters)",
        '"The hall is unsafe," the council wrote in a letter seen by a reporter. (Reuters)',
    ],
)
def test_words_of_the_story_are_never_furniture(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{MORE}") == ["body", "body", "body"]


def test_a_story_with_a_credit_glued_to_its_end_stays_a_story() -> None:
    assert kinds(f"{BODY} {MORE} Leo Marsh contributed to this report.") == ["body"]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("What happens next", True),
        ("What happens next?", True),
        ("WILD WEST LAWYERING", True),
        ("3. A new hall", True),
        ("Nobody knows.", False),
        ("The council decided three things:", False),
        ("and then nothing", False),
        ("Marsh added: 'There should be more halls'", False),
    ],
)
def test_heading(line: str, is_heading: bool) -> None:
    assert (kinds(f"{BODY}\n\n{MORE}\n\n{line}\n\n{MORE}")[2] == "heading") is is_heading


# ---------------------------------------------------------------- byline and publication date


@pytest.mark.parametrize(
    ("line", "authors", "published"),
    [
        ("By Mara Iveston", ("Mara Iveston",), None),
        ("By Mara Iveston, Staff Writer", ("Mara Iveston",), None),
        ("By Mara Iveston and Leo Marsh", ("Mara Iveston", "Leo Marsh"), None),
        (
            "By Mara Iveston, Leo Marsh and Yusra Keel, The Alden Courier",
            ("Mara Iveston", "Leo Marsh", "Yusra Keel"),
            None,
        ),
        ("BY MARA IVESTON", ("Mara Iveston",), None),
        ("By Mara Iveston | The Alden Courier | May 4, 2019", ("Mara Iveston",), date(2019, 5, 4)),
        ("Published: 4 May 2019", (), date(2019, 5, 4)),
        ("Published May 4, 2019 at 10:15 a.m. ET", (), date(2019, 5, 4)),
        ("Updated 4 May 2019", (), date(2019, 5, 4)),
        ("Saturday, May 4th, 2019", (), date(2019, 5, 4)),
        ("4.5.2019", (), date(2019, 5, 4)),
        ("2019-05-04", (), date(2019, 5, 4)),
        ("PORT ALDEN, Ruvenia — Saturday, May 4, 2019", (), date(2019, 5, 4)),
        ("Source: Xinhua| 2019-05-04 18:45:47|Editor: Leo Marsh", (), date(2019, 5, 4)),
        ("Updated at 4:18 p.m. ET", (), None),
        ("By 4 May 2019 it was over", (), None),
    ],
)
def test_byline(line: str, authors: tuple[str, ...], published: date | None) -> None:
    article = read(f"Port Alden votes to close its fish market\n\n{line}\n\n{BODY}\n\n{MORE}")
    is_byline = line != "By 4 May 2019 it was over"
    assert (article.blocks[1].kind is BlockKind.BYLINE) is is_byline
    assert article.authors == authors
    assert (article.published, article.published_from) == (published, "byline" if published else None)


def test_a_note_about_the_author_is_no_story() -> None:
    note = "Mara Iveston is a novelist. Her latest book is about fish."
    assert kinds(f"Close the market\n\nBy Mara Iveston\n\n{BODY}\n\n{MORE}\n\n{note}")[-1] == "byline"
    assert kinds(f"Close the market\n\nBy Leo Marsh\n\n{BODY}\n\n{MORE}\n\n{note}")[-1] == "body"


def test_names_before_an_outlet_are_a_byline() -> None:
    article = read(f"Mara Iveston and Leo Marsh\n\nUSA TODAY\n\n{BODY}\n\n{MORE}")
    assert [b.kind.value for b in article.blocks] == ["byline", "byline", "body", "body"]
    assert (article.authors, article.outlet) == (("Mara Iveston", "Leo Marsh"), "USA TODAY")


def test_a_date_that_can_be_read_two_ways_is_not_guessed() -> None:
    article = read(f"Fish market to close\n\nPublished 03/04/2019\n\n{BODY}\n\n{MORE}")
    assert article.published is None
    assert ["03/04/2019" in p.message for p in article.problems] == [True]
    assert read(f"Fish market to close\n\nPublished 03/14/2019\n\n{BODY}").published == date(2019, 3, 14)
    assert read(f"Fish market to close\n\nPublished 14/03/2019\n\n{BODY}").published == date(2019, 3, 14)


def test_a_date_in_the_story_is_no_publication_date() -> None:
    assert read(f"{BODY}\n\nThe hall was opened on May 4, 2019, by her father.\n\n{MORE}").published is None


@pytest.mark.parametrize("absurd", [date(1, 11, 30), date(1899, 12, 31), date(9999, 1, 1)])
def test_absurd_dates_are_dropped_aloud_and_the_next_source_serves(absurd: date) -> None:
    article = read(f"Fish market to close\n\nPublished: 4 May 2019\n\n{BODY}", published=absurd)
    assert (article.published, article.published_from) == (date(2019, 5, 4), "byline")
    assert [absurd.isoformat() in p.message for p in article.problems] == [True]


def test_an_option_wins_over_the_text() -> None:
    article = read(
        f"Fish market to close\n\nPublished: 4 May 2019\n\n{BODY}", published=date(2020, 1, 2), outlet="Courier"
    )
    assert (article.published, article.published_from, article.outlet) == (date(2020, 1, 2), "option", "Courier")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("October 3, 2007", ["2007-10-03"]),
        ("Oct. 3 2007 and 4 Nov 2007", ["2007-10-03", "2007-11-04"]),
        ("3rd of October 2007", ["2007-10-03"]),
        ("2007-10-03T10:15", ["2007-10-03"]),
        ("2007/10/3", ["2007-10-03"]),
        ("31.10.2007", ["2007-10-31"]),
        ("10-31-2007", ["2007-10-31"]),
        ("5/5/2007", ["2007-05-05"]),
        ("3/10/2007", [None]),
        ("31 June 2007", []),
        ("13/13/2007", []),
        ("Room 3, 2007", []),
        ("2007-13-03", []),
    ],
)
def test_calendar_dates(words: str, found: list[str | None]) -> None:
    assert [d.value.isoformat() if d.value else None for d in find_dates(words, WORDING.months)] == found


# ---------------------------------------------------------------- dateline


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        ("MOSCOW (Sputnik) — ", "Sputnik"),
        ("HOUSTON, Aug. 24 (Xinhua) -- ", "Xinhua"),
        ("WASHINGTON — ", None),
        ("PORT ALDEN, Ruvenia (AP) - ", "Associated Press"),
        ("PORT ALDEN, Ruvenia (AP) _ ", "Associated Press"),
        ("LONDON (Reuters) - ", "Reuters"),
        ("PORT ALDEN/FENNHILL (Reuters) - ", "Reuters"),
        ("(Reuters) - ", "Reuters"),
        ("(Reuters Health) - ", "Reuters"),
        ("Port Alden, Ruvenia (CNN) -- ", "CNN"),
        ("(CNN)", "CNN"),
        ("PORT ALDEN, April 6. /TASS/. ", "TASS"),
        ("PORT ALDEN (Meridian) — ", "Meridian"),
        ("SANTA FE, N.M. – ", None),
        ("PORT ALDEN, Ruvenia—", None),
        ("ÖREBRO, Sweden — ", None),
        ("PORT ALDEN: ", None),
    ],
)
def test_dateline(dateline: str, outlet: str | None) -> None:
    article = read(f"{dateline}{BODY}\n\n{MORE}")
    first = article.blocks[0]
    assert first.kind is BlockKind.BODY
    assert first.dateline is not None
    assert first.dateline.of(article.text) == dateline
    assert article.outlet == outlet


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE — The council has closed the market for good and will not reopen it, Iveston said.",
        "NATO - the alliance of thirty states - has no fish market, its spokesman said on Tuesday.",
        "The Associated Press (AP) said that it would no longer report on the market of Port Alden.",
        "Iveston (R-Texas) — a Ruvenian by birth — said that the market would be closed for good.",
        "HOUSTON, by the river, in the old town, where fish is sold (Xinhua) -- The market will close for good.",
        "HOUSTON 24 (Meridian) -- The market will close for good, its council said on Tuesday.",
        "(Meridian) -- The market will close for good, its council said on Tuesday in Port Alden.",
        "THE FACTS: The market was closed two years before the mayor was elected by the council.",
        "Iveston said one thing — that the market would close — and then did another, traders said.",
        "PORT ALDEN — ",
    ],
)
def test_no_dateline(text: str) -> None:
    assert read(f"{text}\n\n{MORE}\n\n{BODY}").blocks[0].dateline is None


def test_a_dateline_with_a_year_dates_the_article_and_one_without_says_so() -> None:
    dated = read(f"HOUSTON, Aug. 24, 2017 (Xinhua) -- {BODY}")
    assert (dated.published, dated.published_from) == (date(2017, 8, 24), "dateline")
    impossible = read(f"HOUSTON, Feb. 31, 2017 (Xinhua) -- {BODY}")
    assert (impossible.published, impossible.outlet) == (None, "Xinhua")
    undated = read(f"HOUSTON, Aug. 24 (Xinhua) -- {BODY}")
    assert undated.published is None
    assert ["no year" in p.message for p in undated.problems] == [True]


# ---------------------------------------------------------------- transcripts and opinion


def test_turns_of_a_transcript() -> None:
    turns = ["WALLACE: Who closed it?", "SEN. MARA IVESTON (R-IN): Not I.", "WALLACE: Who then?", "Q: Was it Marsh?"]
    article = read("\n\n".join(turns))
    assert article.genre is Genre.TRANSCRIPT
    labels = [b.speaker.of(article.text) for b in article.blocks if b.speaker]
    assert labels == ["WALLACE: ", "SEN. MARA IVESTON (R-IN): ", "WALLACE: ", "Q: "]


def test_a_title_that_opens_with_the_speaker_is_no_turn() -> None:
    turns = "\n\n".join(f"Mara Iveston: {BODY}\n\nConrad Pell: By whom?" for _ in range(2))
    title = "Mara Iveston: The Market Was Never Ours"
    assert kinds(f"{title}\n\n{turns}", title=title)[:2] == ["headline", "body"]


def test_labels_in_small_letters_count_where_they_come_back() -> None:
    talk = "\n\n".join(["Conrad Pell: Who closed it?", "Mara Iveston: Not I."] * 3)
    assert sum(b.speaker is not None for b in read(talk).blocks) == 6
    notes = f"{BODY}\n\nNote: The hall is old.\n\nStill: It stands.\n\nHowever: Not for long.\n\n{MORE}"
    assert not any(b.speaker for b in read(notes).blocks)


def test_a_conversation_within_a_report_does_not_make_it_a_transcript() -> None:
    talk = "\n\n".join(["PELL: Who closed it?", "IVESTON: Not I.", "PELL: Who then?"])
    article = read("\n\n".join([BODY, MORE, BODY, MORE, BODY, MORE, talk]))
    assert article.genre is Genre.NEWS
    assert sum(b.speaker is not None for b in article.blocks) == 3


@pytest.mark.parametrize(
    ("title", "last", "genre"),
    [
        ("OPINION: Close the market", "", Genre.OPINION),
        ("Editorial: Close the market", "", Genre.OPINION),
        ("Commentary | Close the market", "", Genre.OPINION),
        ("Close the market", "Leo Marsh is a syndicated columnist.", Genre.OPINION),
        ("Close the market", "The views expressed are his own.", Genre.OPINION),
        ("Close the market", "ANALYSIS/OPINION:", Genre.OPINION),
        ("Opinion polls favour Iveston", "", Genre.NEWS),
        ("Editorial board quits", "Leo Marsh is a fisherman.", Genre.NEWS),
    ],
)
def test_opinion(title: str, last: str, genre: Genre) -> None:
    assert read(f"{BODY}\n\n{MORE}\n\n{MORE}\n\n{last}", title=title).genre is genre
