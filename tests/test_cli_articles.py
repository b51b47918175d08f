"""The command line at work: real processes over the sample articles."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.processes import COMMAND, SEEDS, Finished, briefing, environment, on_terminal

pytestmark = pytest.mark.slow

CHOSEN = ("strait-denial.txt", "strait-denial.meta.json", "port-asbestos.md", "bribery-trial.html", "valley-flood.txt")
STEMS = ["bribery-trial", "port-asbestos", "strait-denial", "valley-flood"]
"""Four sample articles of three kinds, in the order a folder is read."""

SCHEMA = json.loads((Path(__file__).parent.parent / "briefing/schemas/analysis-1.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds some articles in `stories/` and one that cannot be read beside it."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "stories").mkdir()
    for name in CHOSEN:
        shutil.copy(SEEDS / name, folder / "stories")
    (folder / "broken.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def made(work: Path) -> Finished:
    """Return a run in one process over the folder, in all formats."""
    return briefing("make", "stories", "--format", "md,pdf,html,json", "--out", "one", cwd=work)


def test_make_lists_what_it_wrote_in_the_order_of_the_input(made: Finished, work: Path) -> None:
    assert (made.returncode, made.stderr) == (0, "")
    wanted = [f"one/{stem}.{ending}" for stem in STEMS for ending in ("md", "pdf", "html", "json")]
    assert made.stdout.splitlines() == wanted
    assert sorted(p.name for p in (work / "one").iterdir()) == sorted(Path(w).name for w in wanted)


def test_each_format_is_what_it_says(made: Finished, work: Path) -> None:
    for stem in STEMS:
        assert (work / "one" / f"{stem}.pdf").read_bytes().startswith(b"%PDF-")
        assert (work / "one" / f"{stem}.html").read_text("utf-8").lstrip().lower().startswith("<!doctype html>")
        assert (work / "one" / f"{stem}.md").read_text("utf-8").startswith("# ")
        json.loads((work / "one" / f"{stem}.json").read_text("utf-8"))


def test_two_processes_write_the_same_bytes(made: Finished, work: Path) -> None:
    found = briefing("make", "stories", "-f", "md,pdf,html,json", "-o", "two", "-j", "2", cwd=work)
    assert found.stdout.splitlines() == [line.replace("one/", "two/") for line in made.stdout.splitlines()]
    for path in sorted((work / "one").iterdir()):
        assert (work / "two" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_bad_article_does_not_stop_the_others(work: Path, jobs: str) -> None:
    arguments = ("stories/valley-flood.txt", "broken.txt", "none.txt", "stories/strait-denial.txt")
    found = briefing("make", *arguments, "-f", "md", "-o", f"some{jobs}", "-j", jobs, cwd=work)
    assert found.returncode == 1
    assert found.stdout.splitlines() == [f"some{jobs}/valley-flood.md", f"some{jobs}/strait-denial.md"]
    broken, none, total = found.stderr.splitlines()
    assert broken.startswith("briefing: broken.txt: is empty")
    assert none.startswith("briefing: none.txt: does not exist")
    assert total == "briefing: 4 articles: 2 done, 2 failed"


def test_articles_of_one_name_do_not_overwrite_each_other(work: Path) -> None:
    (work / "other").mkdir()
    shutil.copy(SEEDS / "valley-flood.txt", work / "other")
    found = briefing("make", "stories/valley-flood.txt", "other/valley-flood.txt", "-f", "md", "-o", "both", cwd=work)
    assert found.stdout.splitlines() == ["both/valley-flood.md", "both/valley-flood-2.md"]


def test_standard_input_to_standard_output(work: Path) -> None:
    found = briefing("make", "-", "--out", "-", cwd=work, said=(SEEDS / "valley-flood.txt").read_text("utf-8"))
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("# Tarn valley dam bursts")
    assert not (work / "output").exists()


def test_quiet_prints_nothing_where_all_is_well(work: Path) -> None:
    found = briefing("make", "stories/valley-flood.txt", "-f", "md", "-o", "still", "--quiet", cwd=work)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    assert (work / "still" / "valley-flood.md").is_file()


def test_the_bar_on_a_terminal_keeps_the_paths_on_standard_output(work: Path) -> None:
    stdout, seen = on_terminal("make", "stories/valley-flood.txt", "-f", "md", "-o", "bar", cwd=work)
    assert stdout == "bar/valley-flood.md\n"
    assert "1/1" in seen
    assert "valley-flood.md" not in seen


def test_the_settings_file_is_obeyed_and_options_win(work: Path) -> None:
    (work / "my.toml").write_text('out = "filed"\nformat = ["html", "md"]\nquiet = false\n')
    found = briefing("make", "stories/valley-flood.txt", "--config", "my.toml", "--format", "md", cwd=work)
    assert found.stdout == "filed/valley-flood.md\n"


def test_own_templates_are_used_and_their_errors_are_named(work: Path) -> None:
    briefing("templates", "--copy", "mine", cwd=work)
    for name in sorted(p.name for p in (work / "mine").iterdir()):
        if name != "briefing.md":
            (work / "mine" / name).unlink()
    (work / "mine" / "briefing.md").write_text("Ours\n")
    story = "stories/valley-flood.txt"
    assert briefing("make", story, "--templates", "mine", "-o", "-", cwd=work).stdout == "Ours\n"
    (work / "mine" / "briefing.md").write_text("fine\n{{ nonsense }}\n")
    found = briefing("make", story, "--templates", "mine", "-o", "-", cwd=work)
    assert found.returncode == 1
    assert "briefing.md, line 2: 'nonsense' is undefined" in found.stderr


def gone(group: int) -> bool:
    """Tell whether a process group ends within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


STOPS = {
    "one process, Ctrl-C": ("1", signal.SIGINT, 130, "briefing: interrupted; what is on disk is whole\n"),
    "two processes, Ctrl-C": ("2", signal.SIGINT, 130, "briefing: interrupted; what is on disk is whole\n"),
    "two processes, terminated": ("2", signal.SIGTERM, 143, ""),
}


@pytest.mark.parametrize(("jobs", "stop", "code", "said"), STOPS.values(), ids=STOPS.keys())
def test_stopped_it_leaves_whole_files_and_no_process(
    work: Path, tmp_path: Path, jobs: str, stop: signal.Signals, code: int, said: str
) -> None:
    out = tmp_path / "cut"
    process = subprocess.Popen(
        [COMMAND, "make", *["stories"] * 5, "-f", "md,pdf", "-o", out, "-j", jobs], cwd=work, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # A shell that runs the tests in the background hands down an ignored Ctrl-C; a terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    if stop == signal.SIGINT:
        os.killpg(process.pid, stop)  # as a terminal sends it: to all of them
    else:
        process.send_signal(stop)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr.lstrip()) == (code, said)
    written = [Path(line) for line in (first + stdout).splitlines()]
    assert written
    assert set(out.iterdir()) >= set(written)
    assert not [p for p in out.iterdir() if p.name.startswith(".")]
    for path in out.glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    assert gone(process.pid), "a worker outlives the run"


def test_a_reader_that_goes_away_is_no_error(work: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    found = subprocess.run(
        [COMMAND, "make", "stories/valley-flood.txt", "-o", "-"], cwd=work, env=environment(),
        stdout=theirs, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(theirs)
    assert (found.returncode, found.stderr) == (141, "")


# ---------------------------------------------------------------- analyze


@pytest.fixture(scope="module")
def analysed_files(work: Path) -> dict[str, Any]:
    found = briefing("analyze", "stories", "--out", "analyses", cwd=work)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.splitlines() == [f"analyses/{stem}.json" for stem in STEMS]
    return {stem: json.loads((work / "analyses" / f"{stem}.json").read_text("utf-8")) for stem in STEMS}


def test_analyses_follow_the_published_schema(analysed_files: dict[str, Any]) -> None:
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for stem, document in analysed_files.items():
        problems = [f"{stem}: {e.json_path}: {e.message}" for e in validator.iter_errors(document)]
        assert problems == []


def test_the_schema_refuses_what_is_wrong(analysed_files: dict[str, Any]) -> None:
    validator = Draft202012Validator(SCHEMA)
    for key, value in (("id", None), ("sentences", [{"start": 0}]), ("unheard-of", 1)):
        (article,) = analysed_files["valley-flood"]["articles"]
        assert not validator.is_valid({"schema": "briefing.analysis/1", "articles": [{**article, key: value}]})


def test_all_offsets_lie_in_the_text(analysed_files: dict[str, Any]) -> None:
    def check(node: Any, size: int) -> None:
        if isinstance(node, dict):
            assert 0 <= node.get("start", 0) <= node.get("end", 0) <= size
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            check(inner, size)

    for document in analysed_files.values():
        check(document["articles"][0], len(document["articles"][0]["text"]))


def test_the_analysis_finds_who_said_what(analysed_files: dict[str, Any]) -> None:
    (article,) = analysed_files["strait-denial"]["articles"]
    names = {a["id"]: a["name"] for a in article["actors"]}
    assert "Mara Iveston" in {names.get(s["speaker"]) for s in article["statements"]}
    assert len(article["key_points"]) >= 6


def test_several_analyses_share_one_document_on_standard_output(work: Path, analysed_files: dict[str, Any]) -> None:
    found = briefing("analyze", "stories", "--out", "-", "--jobs", "2", cwd=work)
    assert found.returncode == 0
    document = json.loads(found.stdout)
    assert document["schema"] == "briefing.analysis/1"
    assert document["articles"] == [analysed_files[stem]["articles"][0] for stem in STEMS]


def test_a_day_given_reaches_the_analysis(work: Path) -> None:
    found = briefing("analyze", "-", "-o", "-", "--published", "2026-04-08", cwd=work, said="It rained on Monday.\n")
    (article,) = json.loads(found.stdout)["articles"]
    assert (article["published"], article["published_from"]) == ("2026-04-08", "option")


# ---------------------------------------------------------------- explain


def test_explain_is_plain_where_it_is_piped(work: Path) -> None:
    found = briefing("explain", "stories/strait-denial.txt", cwd=work, TERM="xterm-256color")
    assert (found.returncode, found.stderr) == (0, "")
    assert "\x1b" not in found.stdout
    for words in ("key point 1, score", "Mara Iveston [a", ": source “", "\nActors\n"):
        assert words in found.stdout


def test_explain_says_where_there_is_nothing_of_that_number(work: Path) -> None:
    found = briefing("explain", "stories/strait-denial.txt", "--sentence", "999", cwd=work)
    assert (found.returncode, found.stdout) == (2, "")
    assert "--sentence 999: the article has sentences 1 to " in found.stderr
