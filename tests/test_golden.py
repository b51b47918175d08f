"""Every sample article gives the page it gave before; `python -m tests.golden` writes the expected pages anew."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from briefing.render.pdf.machine import FACES, SCRIPTS
from briefing.run import Made
from tests.golden import FOLDER, SEEDS, briefings
from tests.pdf_checks import attached, breaches, fonts, second_opinion, tags

SIDECAR = ".meta.json"
SAMPLES = sorted(path.stem for path in SEEDS.rglob("*.*") if not path.name.endswith(SIDECAR))

FAMILIES = {family for family, *_ in FACES} | {script.family for script in SCRIPTS}
PACKAGED = tuple(sorted(family.replace(" ", "-") for family in FAMILIES))
"""How the names of the fonts we bring begin in a file."""


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    return briefings("md", "pdf", "json")


def test_every_sample_has_a_golden_page(made: dict[str, Made]) -> None:
    assert sorted(made) == SAMPLES == sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_markdown_is_as_it_was(name: str, made: dict[str, Made]) -> None:
    expected = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    found = dict(made[name].files)["md"].decode()
    changes = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", n=1, lineterm="")
    assert found == expected, "\n".join(changes)


@pytest.fixture(params=SAMPLES)
def files(request: pytest.FixtureRequest, made: dict[str, Made]) -> dict[str, bytes]:
    return dict(made[request.param].files)


@pytest.fixture
def pdf(files: dict[str, bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(files["pdf"])) as found:
        yield found


@pytest.mark.slow
def test_pdf_is_one_tagged_page(pdf: pikepdf.Pdf) -> None:
    assert len(pdf.pages) == 1
    assert {"Document", "H1", "H2", "P"} <= set(tags(pdf))


@pytest.mark.slow
def test_pdf_embeds_the_packaged_fonts_and_no_other(pdf: pikepdf.Pdf) -> None:
    found = fonts(pdf)
    assert {"Briefing-Serif", "Briefing-Sans"} <= found.keys()
    assert all(name.startswith(PACKAGED) and embedded for name, embedded in found.items()), found


@pytest.mark.slow
def test_pdf_carries_the_briefings_data(pdf: pikepdf.Pdf, files: dict[str, bytes]) -> None:
    assert attached(pdf) == {"briefing.json": files["json"]}


@pytest.mark.slow
def test_pdf_is_archival_and_accessible(files: dict[str, bytes], tmp_path: Path) -> None:
    assert breaches(files["pdf"], "3a") == breaches(files["pdf"], "ua1") == second_opinion(files["pdf"], tmp_path) == []
