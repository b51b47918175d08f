"""Every sample article gives the page it gave before; `python -m tests.golden` writes the expected pages anew."""

from __future__ import annotations

import difflib
from io import BytesIO

import pytest

from briefing.run import Made
from tests.golden import FOLDER, SEEDS, briefings

SIDECAR = ".meta.json"
SAMPLES = sorted(path.stem for path in SEEDS.iterdir() if not path.name.endswith(SIDECAR))


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    return briefings("md", "pdf")


def test_every_sample_has_a_golden_page(made: dict[str, Made]) -> None:
    assert sorted(made) == SAMPLES == sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_markdown_is_as_it_was(name: str, made: dict[str, Made]) -> None:
    expected = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    found = dict(made[name].files)["md"].decode()
    changes = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", n=1, lineterm="")
    assert found == expected, "\n".join(changes)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_is_one_page(name: str, made: dict[str, Made]) -> None:
    import pikepdf

    with pikepdf.open(BytesIO(dict(made[name].files)["pdf"])) as pdf:
        assert len(pdf.pages) == 1
