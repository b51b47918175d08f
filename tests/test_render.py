"""The Markdown, the web page, the JSON, the figures, and the last check before anything is written."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.compose import ComposeOptions, compose
from briefing.errors import TemplateError, VerificationError
from briefing.model import Accuracy, Briefing, Event, Line, Piece, Span
from briefing.render import RENDERERS, Press, open_press, render
from briefing.render.figures import draw_sides, draw_timeline
from briefing.render.markdown import to_html
from briefing.render.proof import check_html, check_text
from briefing.render.words import Words, escape_markdown, own_marks, ranges
from tests.factory import analysis, article, plain


@pytest.fixture(scope="module")
def press() -> Press:
    return open_press()


@pytest.fixture(scope="module")
def page() -> Briefing:
    return compose(analysis())


def text_of(html: str) -> str:
    """Return the text of HTML as a reader sees it."""
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


# ---------------------------------------------------------------- Markdown


def test_markdown_reads_well_raw(page: Briefing, press: Press) -> None:
    lines = render(page, "md", press).decode().splitlines()
    assert lines[0] == "# Ruvenia denies opening the Karsk dam by night [s1]"
    assert "2. She ⟦Mara Iveston⟧ said the river had risen because of 11 days of rain. [s5]" in lines
    assert '- *told*: "No gate was moved," ⟦…⟧ "We have the logs, and we will show them." [s3] [s4]' in lines
    assert [line for line in lines if line.startswith("## ")] == [
        "## Key points", "## Who said what", "## What is disputed", "## Background", "## Timeline", "## Actors",
        "## Gaps", "## Source",
    ]  # fmt: skip
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize(
    ("text", "marks"),
    [("He [the mayor] went […].", ("⟦", "⟧")), ("A ⟦strange⟧ one.", ("⟦⟦", "⟧⟧")), ("⟧⟧⟧", ("⟦⟦⟦⟦", "⟧⟧⟧⟧"))],
)
def test_the_marks_of_ours_are_none_of_the_sources(text: str, marks: tuple[str, str]) -> None:
    assert own_marks(article(text)) == marks


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (Accuracy(199, 200, 84), "Speakers right: 99 of 100 (measured on 84 articles)."),
        (Accuracy(200, 200, 84), "Speakers right: 100 of 100 (measured on 84 articles)."),
        (None, None),
    ],
    ids=["rounded down", "all", "not measured"],
)
def test_every_format_states_what_its_speakers_are_worth(measured: Accuracy | None, said: str | None) -> None:
    # The PDF's foot is tested with its one line in test_pdf.py.
    page = compose(analysis(), ComposeOptions(accuracy=measured))
    markdown, html = (render(page, kind, open_press()).decode() for kind in ("md", "html"))
    assert markdown.rstrip().endswith(said or "are ours.")
    assert (said or "are ours.") in text_of(html)
    assert ("Speakers right" in markdown) == (measured is not None)
    stated = json.loads(render(page, "json", open_press()))["speaker_accuracy"]
    assert stated == (measured and {"right": measured.right, "judged": measured.judged, "articles": 84})


def test_brackets_of_the_source_stay_its_own(press: Press) -> None:
    page = compose(plain("She said [sic] the river had risen.\n", "A headline"))
    written = render(page, "md", press).decode()
    assert "She said \\[sic\\] the river" in written
    assert "⟦such brackets⟧" in written


@pytest.mark.parametrize(
    ("cites", "printed"), [([], ""), ([0], "s1"), ([0, 1], "s1 s2"), ([0, 1, 2, 5], "s1–s3 s6"), ([3, 5], "s4 s6")]
)
def test_many_marks_in_a_row_are_shortened(cites: list[int], printed: str) -> None:
    assert " ".join(ranges(cites)) == printed


def test_markdown_becomes_sections_and_marks_become_links(page: Briefing, press: Press) -> None:
    html = to_html(render(page, "md", press).decode())
    assert re.findall(r'<section id="([^"]*)">', html)[:3] == ["key-points", "who-said-what", "what-is-disputed"]
    assert '<a class="mark" href="#s5">s5</a>' in html


NASTY = [
    "*stars* and _lines_ and `ticks`", "[s12] [link](http://x.test) ![image](y)", "# no heading", "1. no list",
    "2020. A year", "100) pages", "- no list", "+ no list", "> no quotation",
    "<b>no markup</b> & &copy; &amp;", "a | b | c",
    "\\* a backslash \\[", "{: .class } {#id}", "=== not underlined", "~~~ no code", "    no code", "***", "---",
    "no break  ", "http://x.test/_a_", "<http://x.test>", "[ref]: http://x.test", "*[abbr]: no", "&#35; &lt;",
]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_markup_in_the_source_is_printed_as_it_stands(words: str) -> None:
    folded = " ".join(words.split())
    for frame in ("1. {} [s1]", "- {} [s1]", "**{}** [s1]", "# {} [s1]", "- **x** {} [s1]"):
        assert folded in text_of(to_html(frame.format(escape_markdown(folded)))), frame


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"ab1.)*_[]()<>&#`\\|~{}!:;+-=s \"'/é", "&amp", "&#3", "&#x4F", "&lt;"]),
        min_size=1,
        max_size=40,
    ).map("".join)
)
def test_any_words_survive_markdown(words: str) -> None:
    folded = " ".join(words.split())
    if folded:
        html = to_html(f"- {escape_markdown(folded)} [s1]")
        assert text_of(html) == f"{folded} s1"


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("Q&A with R&D, AT&T; A & B", "Q&A with R&D, AT&amp;T; A & B"),
        ("&copy 2020", "&copy 2020"),
        ("&copy; &#169; &#xA9;", r"&amp;copy; &amp;\#169; &amp;\#xA9;"),
        ("&; &#; &#x;", r"&; &\#; &\#x;"),
    ],
    ids=["names", "no semicolon", "references", "empty"],
)
def test_an_ampersand_is_escaped_only_where_it_opens_a_character_reference(words: str, escaped: str) -> None:
    assert escape_markdown(words) == escaped
    assert text_of(to_html(f"- {escaped} [s1]")) == f"{words} s1"


def test_the_markup_of_a_whole_article_is_printed_as_it_stands(press: Press) -> None:
    text = "\n".join(f"{words.strip()} is what they wrote." for words in NASTY)
    page = compose(plain(text, "A *headline* with <markup> & more #"))
    html = render(page, "html", press).decode()
    assert "A *headline* with <markup> & more #" in text_of(html)
    assert "<b>" not in html


@pytest.mark.parametrize("kind", ["md", "html", "json", "pdf"])
def test_control_characters_are_blanks(kind: str, press: Press) -> None:
    page = compose(plain("Iveston\x02said\x93no\x0c\x03 more.\x1b\nNobody\x7fanswered.\n", "A\x01headline"))
    written = render(page, kind, press)
    if kind != "pdf":
        assert "Iveston said no more." in text_of(written.decode())


# ---------------------------------------------------------------- web page


def test_the_web_page_needs_nothing_else(page: Briefing, press: Press) -> None:
    html = render(page, "html", press).decode()
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html)
    assert "@import" not in html
    assert "url(" not in html


def test_every_mark_of_the_web_page_leads_to_its_sentence(page: Briefing, press: Press) -> None:
    html = render(page, "html", press).decode()
    marks, targets = set(re.findall(r'href="#(s\d+)"', html)), re.findall(r'<li id="(s\d+)">', html)
    assert marks <= set(targets)
    assert targets == [f"s{n}" for n in range(1, len(page.sentences) + 1)]


def test_figures_have_a_text_alternative(page: Briefing, press: Press) -> None:
    html = render(page, "html", press).decode()
    titles = re.findall(r"<svg[^>]*><title>([^<]*)</title>", html)
    assert titles == [
        "Who stands against whom: Tomas Verrin against Mara Iveston; Tomas Verrin against Ruvenia",
        "Timeline: 1961, Oct 2019, 3 Mar 2025, Jun 2025",
    ]


# ---------------------------------------------------------------- JSON


def test_json_gives_each_lines_words_and_characters(page: Briefing, press: Press) -> None:
    data = json.loads(render(page, "json", press))
    assert data["schema"] == "briefing.page/1"
    text = data["source"]["text"]
    pieces = [piece for line in (data["headline"], *data["points"], *data["background"]) for piece in line["pieces"]]
    assert pieces
    for piece in pieces:
        assert " ".join(text[piece["start"] : piece["end"]].split()) == piece["text"]
    assert data["points"][1]["pieces"][1] == {"text": "Mara Iveston", **_where(text, "Mara Iveston"), "referent": True}
    assert data["points"][0]["cites"] == [6]


def _where(text: str, words: str) -> dict[str, int]:
    return {"start": text.index(words), "end": text.index(words) + len(words)}


@pytest.mark.parametrize("kind", ["md", "html", "json"])
def test_the_same_briefing_gives_the_same_bytes(page: Briefing, kind: str) -> None:
    assert render(page, kind, open_press()) == render(page, kind, open_press())


def test_the_kinds_are_the_documented_ones() -> None:
    assert list(RENDERERS) == ["md", "html", "pdf", "json"]


# ---------------------------------------------------------------- the last check


def words_and_piece() -> tuple[Words, Piece]:
    read = article()
    start = read.text.index("No gate was moved")
    return Words((read,)), Piece(Span(start, start + len("No gate was moved")))


def test_an_altered_word_stops_the_web_page() -> None:
    words, piece = words_and_piece()
    html = f"<p>{words.html(piece)}</p>"
    check_html(html, words.articles, words.printed)
    with pytest.raises(VerificationError, match=r"'No door was moved'.*'No gate was moved'.*no page was written"):
        check_html(html.replace("gate", "door"), words.articles, words.printed)


def test_a_lost_line_stops_the_web_page() -> None:
    words, piece = words_and_piece()
    words.html(piece)
    with pytest.raises(VerificationError, match="lost on the page"):
        check_html("<p></p>", words.articles, words.printed)


def test_a_forged_line_stops_the_web_page() -> None:
    words, _ = words_and_piece()
    for at in ("1-7", "x-y", "7", "-3--1", "title 0-4"):
        with pytest.raises(VerificationError):
            check_html(f'<p data-at="{at}">Nobody was warned</p>', words.articles, [])


def test_an_altered_word_stops_the_markdown() -> None:
    words, piece = words_and_piece()
    text = words.markdown(piece)
    check_text(f"<p>{text}</p>", words.articles, words.printed)
    with pytest.raises(VerificationError, match="does not print 'No gate was moved'"):
        check_text(f"<p>{text.upper()}</p>", words.articles, words.printed)


@pytest.mark.parametrize(("name", "kind"), [("briefing.md", "md"), ("screen.html", "html"), ("page.html", "pdf")])
def test_a_template_that_alters_words_writes_no_page(page: Briefing, tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_text("{{ words(briefing.headline) | upper }}", encoding="utf-8")
    with pytest.raises(VerificationError):
        render(page, kind, open_press(tmp_path))


# ---------------------------------------------------------------- users' templates


def test_a_users_template_wins_and_the_others_stay(page: Briefing, tmp_path: Path) -> None:
    (tmp_path / "briefing.md").write_text(
        '{% import "labels.jinja" as say with context %}{{ say.brand }}: {{ words(briefing.headline) }}',
        encoding="utf-8",
    )
    press = open_press(tmp_path)
    assert render(page, "md", press) == b"One-page briefing: Ruvenia denies opening the Karsk dam by night\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("fine\n{{ briefing.motto }}", r"briefing\.md, line 2: .*no attribute 'motto'"),
        ("{{ nonsense }}", r"briefing\.md, line 1: 'nonsense' is undefined"),
        ("fine\nfine\n{% if %}", r"briefing\.md, line 3: "),
        ("{{ 1 / 0 }}", r"briefing\.md, line 1: division by zero"),
        ("\n{{ words(3) }}", r"briefing\.md, line 2: "),
        ("{{ ''.__class__.__mro__ }}", r"briefing\.md, line 1: .*unsafe"),
        ("{% include 'lost.md' %}", r"template 'lost\.md' is not in .*put it there"),
        ("{{ briefing.__init__.__globals__ }}", r"briefing\.md, line 1: .*unsafe"),
    ],
    ids=["attribute", "name", "syntax", "division", "argument", "sandbox", "include", "globals"],
)
def test_a_template_at_fault_is_named_with_its_line(
    page: Briefing, tmp_path: Path, template: str, message: str
) -> None:
    (tmp_path / "briefing.md").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateError, match=message):
        render(page, "md", open_press(tmp_path))


@pytest.mark.parametrize(
    ("name", "template", "message"),
    [
        ("briefing.md", b"fine\n{% if %}", r"briefing\.md, line 2: "),
        ("page.html", b"{{ briefing.headline | shout }}", r"page\.html, line 1: No filter named 'shout'"),
        ("labels.jinja", b"{% set brand = %}", r"labels\.jinja, line 1: "),
        ("screen.html", b"\xff\xfe", r"screen\.html: .*decode"),
    ],
    ids=["syntax", "filter", "labels", "encoding"],
)
def test_a_malformed_template_is_named_before_anything_is_printed(
    tmp_path: Path, name: str, template: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(template)
    with pytest.raises(TemplateError, match=message):
        open_press(tmp_path)


def test_a_malformed_part_of_a_users_template_is_named_before_anything_is_printed(tmp_path: Path) -> None:
    (tmp_path / "briefing.md").write_text("{% include 'head.md' %}", encoding="utf-8")
    (tmp_path / "head.md").write_text("{% include 'head.md' %}{% include 'deep.md' %}", encoding="utf-8")
    (tmp_path / "deep.md").write_text("fine\n{% endif %}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"deep\.md, line 2: "):
        open_press(tmp_path)


def test_files_that_are_no_templates_of_the_page_are_left_alone(page: Briefing, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Begin a block with {% if", encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG{%")
    (tmp_path / "screen.css").write_text("/* {% */", encoding="utf-8")
    (tmp_path / "briefing.md").write_text("{% include 'lost.md' ignore missing %}Ours", encoding="utf-8")
    assert render(page, "md", open_press(tmp_path)) == b"Ours\n"


def test_a_template_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no such template folder"):
        open_press(tmp_path / "lost")


# ---------------------------------------------------------------- figures


def events(*dates: str) -> list[Event]:
    return [Event(d, Line(f"event-{n}", (), (), 0), told=False) for n, d in enumerate(dates)]


def dots(svg: str) -> list[float]:
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]


def test_the_strip_is_true_to_time() -> None:
    svg = str(draw_timeline(events("2020-01-01", "2020-01-31", "2020-03-01"), str, "t", 240, 10))
    first, second, third = dots(svg)
    assert (second - first) / (third - first) == pytest.approx(0.5, abs=0.01)


def test_a_long_empty_stretch_is_drawn_broken() -> None:
    whole = str(draw_timeline(events("2020-01-01", "2020-01-31", "2020-03-01"), str, "t", 240, 10))
    broken = str(draw_timeline(events("1961", "2020-01-01", "2020-01-31"), str, "t", 240, 10))
    assert broken.count("<line") == whole.count("<line") + 3
    first, second, third = dots(broken)
    assert second - first < 0.5 * (third - first)


@pytest.mark.parametrize("dates", [(), ("2020",), ("2020", "2021"), ("2020", "2020", "2020-01")])
def test_no_strip_without_three_dates(dates: tuple[str, ...]) -> None:
    assert draw_timeline(events(*dates), str, "t", 240, 10) == ""


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=3, max_size=12))
def test_any_dates_stay_on_the_strip_in_order(dates: list[date]) -> None:
    places = dots(str(draw_timeline(events(*(d.isoformat() for d in dates)), str, "t", 240, 10)))
    assert places == sorted(places)
    assert all(0 <= x <= 240 for x in places)


def test_sides_face_each_other() -> None:
    svg = str(draw_sides([("Verrin", "Iveston"), ("Ruvenia", "Verrin")], "t", 240, 10))
    assert re.findall(r'text-anchor="(\w+)"[^>]*>([^<]*)<', svg) == [
        ("end", "Verrin"), ("start", "Iveston"), ("start", "Ruvenia")
    ]  # fmt: skip


def test_names_are_escaped_and_wrapped_but_never_cut() -> None:
    svg = str(draw_sides([("<Tom & Co>", "The Honourable Society of River Pilots of Port Alden")], 't"<', 200, 12))
    assert "&lt;Tom &amp; Co&gt;" in svg
    lines = re.findall(r'text-anchor="start"[^>]*>([^<]*)<', svg)
    assert len(lines) > 2
    assert " ".join(lines) == "The Honourable Society of River Pilots of Port Alden"
    assert 'aria-label="t&#34;&lt;"' in svg


def test_nothing_is_drawn_without_sides() -> None:
    assert draw_sides([], "t", 240, 10) == ""


def test_a_time_limit_is_no_fault_of_a_template(press: Press) -> None:
    def too_slow() -> str:
        raise TimeoutError

    template = press.templates._environment.from_string("{{ slow() }}")
    with pytest.raises(TimeoutError), press.templates._blaming("page.html"):
        template.render(slow=too_slow)
