"""The documentation against the program: what it says is so, what it shows runs, where it points is something."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from PIL import Image

from briefing import __version__, cli
from briefing.config import Config, keys, load_config
from tests.processes import COMMAND, briefing, environment
from tests.reference import PAGES, ROOT

DOCUMENTS = sorted(
    p.relative_to(ROOT) for p in (ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"))
)

LINK = re.compile(r"\]\(([^)\s]+)\)")
"""The target of a Markdown link or picture."""

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
"""A fenced block: its language and its lines."""

HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def blocks(document: Path, language: str) -> list[str]:
    return [m[3] for m in FENCE.finditer((ROOT / document).read_text("utf-8")) if m[2] == language]


def anchors(document: Path) -> set[str]:
    """Return the fragments that lead to a heading, as forges make them."""
    titles = HEADING.findall(FENCE.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", t.replace("`", "")).strip().lower().replace(" ", "-") for t in titles}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_made_from_the_program_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == PAGES[path](), "run `make docs`"


@pytest.mark.parametrize("name", ["", *cli.COMMANDS])
def test_the_reference_says_what_help_says(name: str, tmp_path: Path) -> None:
    said = briefing(*([name] if name else []), "--help", cwd=tmp_path).stdout
    assert " ".join(said.split()) in " ".join((ROOT / "docs/cli.md").read_text("utf-8").split())


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall((ROOT / document).read_text("utf-8")):
        if target.startswith("https://"):
            continue
        path, _, fragment = target.partition("#")
        found = (ROOT / document).parent / path if path else ROOT / document
        assert found.exists(), target
        assert not fragment or fragment in anchors(found), target


def test_the_configuration_page_names_every_key_and_its_default() -> None:
    text = (ROOT / "docs/configuration.md").read_text("utf-8")
    rows = {m[1]: m[2] for m in re.finditer(r"^\| `([\w-]+)` \| [^|]+ \| `?([^|`]+)`? \| `--", text, re.MULTILINE)}
    built_in = {key: getattr(Config(), f.name) for key, f in zip(keys(), fields(Config), strict=True)}
    assert list(rows) == list(keys())
    for key, said in rows.items():
        value = None if said == "none" else tomllib.loads(f"x = {said}")["x"]
        wanted = built_in[key]
        assert value == (
            str(wanted) if isinstance(wanted, Path) else list(wanted) if isinstance(wanted, tuple) else wanted
        )


@pytest.mark.parametrize("document", ["README.md", "docs/configuration.md"])
def test_the_settings_shown_are_valid(document: str, tmp_path: Path) -> None:
    (shown,) = blocks(Path(document), "toml")
    (tmp_path / "briefing.toml").write_text(shown, encoding="utf-8")
    load_config(tmp_path / "briefing.toml", {})


def test_the_error_shown_for_a_wrong_key_is_the_real_one(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text('papper = "a4"\n')
    assert briefing("make", "x.txt", cwd=tmp_path).stderr in blocks(Path("docs/configuration.md"), "text")


@pytest.mark.parametrize("document", ["README.md", "docs/configuration.md"])
def test_exit_codes_are_the_programs(document: str) -> None:
    codes = {int(c) for c in re.findall(r"^\| (\d+) \|", (ROOT / document).read_text("utf-8"), re.MULTILINE)}
    known = {cli.DONE, cli.SOME_FAILED, cli.USAGE, cli.BUSY, cli.INTERRUPTED, cli.TERMINATED, cli.READER_GONE}
    assert codes <= known
    assert codes == known or document == "README.md"


def test_the_templates_page_names_every_template(tmp_path: Path) -> None:
    named = re.findall(r"^\| `([\w.]+\.\w+)` \|", (ROOT / "docs/templates.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(briefing("templates", cwd=tmp_path).stdout.split())


def test_the_architecture_names_every_module() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    here = {
        p.stem if p.suffix == ".py" else p.name
        for p in (ROOT / "briefing").iterdir()
        if p.suffix == ".py" or (p / "__init__.py").is_file()
    }
    named = {m.removesuffix(".py") for m in re.findall(r"^\| `briefing/(\w+(?:\.py)?)/?` \|", text, re.MULTILINE)}
    assert named == here - {"__init__"}


def test_the_make_targets_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    for document in DOCUMENTS:
        assert set(re.findall(r"`make (\w+)`", (ROOT / document).read_text("utf-8"))) <= targets


def test_the_changelog_knows_the_version() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
    assert re.search(rf"## \[(Unreleased|{re.escape(__version__)})\]", (ROOT / "CHANGELOG.md").read_text("utf-8"))


def test_the_picture_is_one_page() -> None:
    with Image.open(ROOT / "docs/page.png") as picture:
        assert picture.height / picture.width == pytest.approx(297 / 210, abs=0.01)


@pytest.mark.slow
def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "seeds" / "strait-denial.txt", tmp_path / "story.txt")
    shutil.copy(ROOT / "seeds" / "strait-denial.meta.json", tmp_path / "story.meta.json")
    (use,) = [b for b in blocks(Path("README.md"), "sh") if "make brief" not in b]
    for line in use.splitlines():
        command = line.partition("#")[0].replace("briefing", shlex.quote(str(COMMAND)), 1)
        found = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, f"{line}\n{found.stderr}"
    made = {p.name for p in (tmp_path / "output").iterdir()}
    assert {"story.md", "story.pdf", "valley-flood.html", "valley-flood.json"} <= made
    assert (tmp_path / "analyses" / "story.json").is_file()
    assert (tmp_path / "house-style" / "page.css").is_file()
