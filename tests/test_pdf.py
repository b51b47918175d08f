"""The PDF: one page whatever the material, archival, accessible, and the same in every process."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from briefing.compose import ComposeOptions, compose
from briefing.errors import LayoutError
from briefing.model import Accuracy, Analysis, Briefing
from briefing.render import Press, open_press, render
from briefing.render.briefing_json import render_json
from briefing.render.pdf.archive import AMBIGUOUS
from briefing.render.pdf.estimate import Estimate, Metrics
from briefing.render.pdf.fit import FLOOR, Layout, Node, calibrated, even, gaps, joined, plan_drops
from briefing.render.pdf.one_page import LARGEST, NOMINAL, Fitted, fit, ranks_of, with_stand_ins
from briefing.render.words import Words
from tests.factory import STORY, analysis, plain
from tests.pdf_checks import attached, breaches, fonts, second_opinion, tags

HERE = Path(__file__).parent
A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
PICTURE = HERE / "golden" / "page.png"


@pytest.fixture(scope="module")
def press() -> Press:
    return open_press()


@pytest.fixture(scope="module")
def written(press: Press) -> bytes:
    return render(compose(analysis()), "pdf", press)


@pytest.fixture(scope="module")
def opened(written: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(written)) as found:
        yield found


def text_of(written: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(written)[0].get_textpage().get_text_range().split())


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_file_is_archival_and_accessible(written: bytes, profile: str) -> None:
    assert breaches(written, profile) == []


def test_a_second_opinion_on_accessibility(written: bytes, tmp_path: Path) -> None:
    assert second_opinion(written, tmp_path) == []


def test_the_briefings_data_are_attached(opened: pikepdf.Pdf, press: Press) -> None:
    assert list(attached(opened)) == ["briefing.json"]
    data = attached(opened)["briefing.json"]
    assert data == render_json(compose(analysis()), press)
    assert json.loads(data)["schema"] == "briefing.page/1"


def test_only_the_packaged_fonts_are_used_and_embedded(opened: pikepdf.Pdf) -> None:
    sans, serif = {"Sans", "Sans-Semi-Bold"}, {"Serif", "Serif-Italic", "Serif-Semi-Bold"}
    assert fonts(opened) == {f"Briefing-{face}": True for face in sans | serif}


def test_the_tags_give_the_reading_order(opened: pikepdf.Pdf) -> None:
    found = [tag for tag in tags(opened) if tag not in {"NonStruct", "Span", "Div"}]
    assert found[:4] == ["Document", "P", "P", "H1"]
    assert found.count("H2") == 8
    assert found.count("Figure") == 2
    assert found.index("Table") > max(n for n, tag in enumerate(found) if tag == "Figure")
    levels = [int(tag[1]) for tag in found if tag in {"H1", "H2", "H3"}]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_table_headers_say_what_they_head(opened: pikepdf.Pdf) -> None:
    headers = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
    assert sorted(str(h["/A"]["/Scope"]) for h in headers) == ["/Column", "/Column", "/Row"]


def test_figures_say_what_they_show(opened: pikepdf.Pdf) -> None:
    figures = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert sorted(str(f["/Alt"]).partition(":")[0] for f in figures) == ["Timeline", "Who stands against whom"]


PROCESS = """
import sys
from briefing.compose import compose
from briefing.render import open_press, render
from tests.factory import analysis
sys.stdout.buffer.write(render(compose(analysis()), "pdf", open_press()))
"""


def test_another_process_writes_the_same_bytes(written: bytes) -> None:
    done = subprocess.run([sys.executable, "-c", PROCESS], capture_output=True, check=True, cwd=HERE.parent)
    assert done.stdout == written


def test_a_press_that_has_printed_other_pages_writes_the_same_bytes(written: bytes, press: Press) -> None:
    render(compose(plain(STORY, "Волкова meets 王小明 and محمد")), "pdf", press)
    assert render(compose(analysis()), "pdf", press) == written


def test_no_stream_seems_to_have_another_length_than_it_says(press: Press) -> None:
    found = []
    for n in range(30):
        page = compose(plain(f"Iveston counted {n} gates on Monday.\nNobody answered {n} times.\n"))
        found.append(render(page, "pdf", press))
    assert not any(AMBIGUOUS in written for written in found)


def type_sizes(written: bytes) -> set[float]:
    """Return the sizes in points of all visible characters of the page."""
    raw, text = pypdfium2.raw, pypdfium2.PdfDocument(written)[0].get_textpage()
    found = set()
    for n in range(text.count_chars()):
        matrix = pypdfium2.raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, n, matrix)
        if chr(raw.FPDFText_GetUnicode(text, n)).isalnum():
            found.add(round(raw.FPDFText_GetFontSize(text, n) * abs(matrix.d), 2))
    return found


def test_no_type_is_smaller_than_the_floor(written: bytes, press: Press) -> None:
    dense = render(compose(story(40, 110)), "pdf", press)
    assert len(type_sizes(written)) >= 4
    assert min(type_sizes(written) | type_sizes(dense)) >= FLOOR


@pytest.mark.parametrize("script", ["Иван Волков", "محمد الخليل", "王小明", "田中さくら", "김민수"])
def test_names_in_other_scripts_keep_the_file_archival(script: str, press: Press) -> None:
    written = render(
        compose(plain(f"{script} spoke in Port Alden on Monday.\nNobody answered {script}.\n")), "pdf", press
    )
    assert breaches(written, "3a") == []


def test_what_no_font_has_is_shown_as_such(press: Press) -> None:
    written = render(compose(plain("Iveston wrote 🙂🙂 on Monday.\nNobody answered.\n")), "pdf", press)
    assert "Iveston wrote ⟦?⟧ on Monday" in text_of(written)
    assert "1 character that the page’s fonts do not have" in text_of(written)
    assert breaches(written, "3a") == []


@pytest.mark.parametrize(
    ("html", "unknown", "shown"),
    [
        ("<p>ab</p>", "", "<p>ab</p>"),
        ("<p>a🙂🙃b🙂</p>", "🙂🙃", "<p>a⟦?⟧b⟦?⟧</p>"),
        ("a^-b]c\\d", "^]-\\", "a⟦?⟧b⟦?⟧c⟦?⟧d"),
        ("abc-", "-ac", "⟦?⟧b⟦?⟧"),
    ],
    ids=["none", "a run is one", "signs of patterns", "no range"],
)
def test_each_run_of_unknown_characters_is_one_sign(html: str, unknown: str, shown: str) -> None:
    assert with_stand_ins(html, frozenset(unknown), "⟦?⟧") == shown


# ---------------------------------------------------------------- the fit


def story(sentences: int, words: int) -> Analysis:
    """Return an article of so many sentences of so many words, every one a key point."""
    letters = "etaoinshrdlu"
    body = [
        " ".join(f"{letters[(n + m) % 12] * ((n * 7 + m * 5) % 9)}{n}" for m in range(words)).capitalize() + "."
        for n in range(sentences)
    ]
    return plain("\n".join(body), "A headline of the usual length for a page")


SIZES = [(1, 3), (2, 20), (6, 25), (9, 30), (12, 40), (30, 20), (200, 30), (11, 140)]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("sentences", "words"), SIZES)
def test_any_amount_of_material_gives_one_page(sentences: int, words: int, paper: str) -> None:
    fitted = fit(compose(story(sentences, words)), open_press(paper=paper))
    assert len(fitted.sheet.document.pages) == 1
    assert fitted.layouts <= 3
    assert fitted.fill <= 1.0001
    assert fitted.layout.size >= NOMINAL


@pytest.mark.parametrize(("sentences", "words"), [(9, 30), (12, 40), (30, 30), (200, 30)])
def test_a_page_is_full_where_the_material_allows(sentences: int, words: int, press: Press) -> None:
    fitted = fit(compose(story(sentences, words)), press)
    assert fitted.fill >= 0.92 or fitted.layout.size == LARGEST


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_the_page_has_the_papers_size(paper: str, size: tuple[float, float]) -> None:
    written = render(compose(analysis()), "pdf", open_press(paper=paper))
    assert pypdfium2.PdfDocument(written)[0].get_size() == pytest.approx(size, abs=0.1)


def test_the_foot_states_on_one_line_what_the_speakers_are_worth(press: Press) -> None:
    written = render(compose(story(40, 110), ComposeOptions(accuracy=Accuracy(98, 99, 101))), "pdf", press)
    lines = pypdfium2.PdfDocument(written)[0].get_textpage().get_text_range().splitlines()
    assert any("Speakers right: 98 of 100 (measured on 101 articles)." in line for line in lines)


def test_the_lowest_ranks_go_first_and_are_counted(press: Press) -> None:
    briefing = compose(story(40, 110))
    fitted = fit(briefing, press)
    ranks = ranks_of(briefing)
    dropped = fitted.layout.dropped
    assert dropped
    assert min(ranks, key=ranks.__getitem__) in dropped
    assert max(ranks, key=ranks.__getitem__) not in dropped
    assert f"Left out for space: {len(dropped)} key points" in text_of(render(briefing, "pdf", press))


def test_what_is_printed_is_whole(press: Press) -> None:
    briefing = compose(story(40, 110))
    fitted = fit(briefing, press)
    text = text_of(render(briefing, "pdf", press))
    for line in briefing.points:
        words = " ".join(line.pieces[0].span.of(briefing.article.text).split())
        assert (words in text) == (line.id not in fitted.layout.dropped)


def test_a_headline_longer_than_a_page_is_refused(press: Press) -> None:
    briefing = compose(plain(STORY, "Endless words " * 1200))
    with pytest.raises(LayoutError, match="shorter title"):
        fit(briefing, press)


def test_content_ends_above_the_bottom_margin(press: Press) -> None:
    fitted = fit(compose(story(200, 30)), press)
    foot = fitted.sheet.boxes["foot"]
    assert foot.position_y + foot.margin_height() <= 297 * 96 / 25.4 - 11 * 96 / 25.4 + 0.5
    columns = fitted.sheet.boxes["columns"]
    assert foot.position_y >= columns.position_y + columns.height


def test_users_style_sheets_still_give_one_page(tmp_path: Path) -> None:
    for css in ("", "html { font-size: 19pt !important }", "#main, #side { width: 100%; float: none }"):
        (tmp_path / "page.css").write_text(css, encoding="utf-8")
        fitted = fit(compose(story(30, 30)), open_press(tmp_path))
        assert len(fitted.sheet.document.pages) == 1
        assert fitted.fill <= 1.0001


TREE = Node(
    "", 0,
    (
        Node("top", 20),
        Node("columns", 2, (
            Node("main", 0, (Node("section", 10, (Node("a", 30), Node("b", 30))), Node("c", 40))),
            Node("side", 0, (Node("d", 50),)),
        ), beside=True),
    ),
)  # fmt: skip
RANKS = {"a": 4.0, "b": 1.0, "c": 3.0, "d": 0.0}


@pytest.mark.parametrize(
    ("dropped", "height"), [("", 132), ("d", 132), ("b", 102), ("ab", 72), ("abc", 72), ("abcd", 20)]
)
def test_a_group_falls_with_all_it_held_and_only_the_tallest_column_counts(dropped: str, height: float) -> None:
    assert TREE.height(set(dropped)) == height


@pytest.mark.parametrize(
    ("available", "dropped"), [(132, ""), (131, "b"), (103, "b"), (100, "c"), (71, "bcd"), (25, "abcd"), (5, "abcd")]
)
def test_drops_are_as_few_and_as_low_as_can_be(available: float, dropped: str) -> None:
    assert plan_drops(TREE, RANKS, available) == set(dropped)


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), min_size=4), st.integers(20, 140))
def test_planned_drops_fit_and_none_is_needless(ranks: dict[str, int], available: int) -> None:
    dropped = plan_drops(TREE, ranks, available)
    assert TREE.height(dropped) <= available
    assert all(TREE.height(dropped - {id}) > available for id in dropped)


@pytest.mark.parametrize(
    ("heights", "left"),
    [([], 0), ([5], 1), ([5, 5], 1), ([9, 1, 1], 1), ([1, 1, 9], 2), ([3, 3, 3], 2)],
    ids=["none", "one", "two", "first is long", "last is long", "left is the taller"],
)
def test_two_columns_are_as_even_as_can_be(heights: list[float], left: int) -> None:
    assert even(heights) == left


PAIR = Node("pair", 4, (Node("l", 0, (Node("a", 30), Node("b", 10))), Node("r", 0, (Node("c", 20),))), beside=True)


def test_two_columns_of_one_text_are_planned_as_one_of_half_the_height() -> None:
    flat = joined(Node("", 0, (PAIR,)), "pair")
    assert flat.height(set()) == PAIR.height(set()) == 44
    assert flat.height({"c"}) == 34
    assert joined(TREE, "pair") == TREE


def test_a_guess_is_corrected_column_by_column() -> None:
    real = Node(
        "", 0, (Node("top", 20), Node("columns", 2, (Node("main", 0, (Node("a", 60),)), Node("side", 50)), beside=True))
    )
    guess = Node(
        "",
        0,
        (
            Node("top", 10),
            Node("columns", 2, (Node("main", 0, (Node("a", 30), Node("b", 10))), Node("side", 50)), beside=True),
        ),
    )
    found = calibrated(guess, real, {"b"})
    assert found.height({"b"}) == real.height(set())
    assert found.height(set()) == 20 + 2 + 80


def test_gaps_count_more_between_what_holds_lines() -> None:
    main = TREE.children[1].children[0]
    assert gaps(main) == 1 + 1


@given(st.text(alphabet="abc ", max_size=80), st.integers(2, 30))
def test_more_room_never_takes_more_lines(text: str, width: int) -> None:
    metrics = Metrics({"a": 0.5, "b": 0.6, "c": 0.4, " ": 0.25})
    assert metrics.lines(text, width + 5) <= metrics.lines(text, width)


def test_the_estimate_is_close(press: Press) -> None:
    briefing = compose(analysis())
    fitted: Fitted = fit(briefing, press)
    estimate = Estimate(briefing, Words((briefing.article,)), press.machine.metrics).page(fitted.layout)
    assert estimate.height(frozenset()) == pytest.approx(fitted.sheet.page.height(frozenset()), rel=0.05)


def test_labels_never_go_below_the_floor() -> None:
    assert Layout(210, 297, 8.6).small == FLOOR
    assert Layout(210, 297, 11.6).small > FLOOR


# ---------------------------------------------------------------- the looks


def changed(image: Image.Image) -> float:
    """Return the share of points whose grey differs clearly from the agreed picture's."""
    difference = ImageChops.difference(image, Image.open(PICTURE).convert("L"))
    return sum(difference.histogram()[97:]) / (image.width * image.height)


def test_the_page_looks_as_agreed(written: bytes) -> None:
    """Compare with the picture; after a change of looks that was meant, delete it, run once, look, and commit it."""
    image = pypdfium2.PdfDocument(written)[0].render(scale=1.0).to_pil().convert("L")
    if not PICTURE.exists():
        image.save(PICTURE, optimize=True)
        pytest.fail(f"{PICTURE} was missing and has been drawn: look at it, then commit it")
    assert changed(image) < 0.004


def test_a_changed_page_would_not_look_as_agreed(press: Press) -> None:
    found = analysis()
    other: Briefing = compose(dataclasses.replace(found, disputes=()))
    image = pypdfium2.PdfDocument(render(other, "pdf", press))[0].render(scale=1.0).to_pil().convert("L")
    difference = ImageChops.difference(image, Image.open(PICTURE).convert("L"))
    assert (
        sum(difference.point(lambda v: 255 if v > 96 else 0).histogram()[255:]) / (image.width * image.height) > 0.004
    )
