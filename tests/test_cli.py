"""The command line where no article is analysed: help, wrong usage, settings, templates, completion, the schema."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import briefing as package
from briefing.cli import COMMANDS
from tests.processes import COMMAND, SEEDS, briefing, environment, on_terminal

HEAVY = {
    "numpy", "spacy", "thinc", "nltk", "weasyprint", "jinja2", "markdown", "rich", "trafilatura", "httpx",
    "py3langid",
}  # fmt: skip


def test_help_lists_every_command_and_exit_code(tmp_path: Path) -> None:
    found = briefing("--help", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    for word in (*COMMANDS, "all done", "some articles failed", "wrong usage or configuration"):
        assert word in found.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str, tmp_path: Path) -> None:
    found = briefing(name, "-h", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert f"briefing {name}" in found.stdout.split("Options:")[1]


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from briefing.cli import run
for line in (['--help'], ['make', '--help'], ['completion', 'zsh']):
    assert run(line) == 0
print(*sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stderr.split() == []


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert briefing("--version", cwd=tmp_path).stdout == f"briefing, version {package.__version__}\n"


USAGE = {
    "no command": ([], "Usage: briefing"),
    "unknown command": (["mkae"], "No such command 'mkae'"),
    "unknown option": (["make", "x.txt", "--papr", "a4"], "No such option '--papr'"),
    "no article": (["make"], "Missing argument 'ARTICLE...'"),
    "unknown paper": (["make", "x.txt", "--paper", "a5"], "'a5' is not one of 'a4', 'letter'"),
    "unknown format": (["make", "x.txt", "--format", "md,pfd"], "did you mean 'pdf'?"),
    "no format": (["make", "x.txt", "--format", ","], "names no format"),
    "no jobs": (["make", "x.txt", "--jobs", "0"], "0 is not in the range x>=1"),
    "a day that is none": (["make", "x.txt", "--published", "April 6"], "'April 6' is not a day such as 2026-04-06"),
    "a title for two": (["make", "x.txt", "y.txt", "--title", "T"], "--title names one article, but 2 are given"),
    "several to standard output": (["make", "x.txt", "y.txt", "-o", "-"], "--out - takes one article"),
    "formats to standard output": (["make", "x.txt", "-o", "-", "-f", "md,pdf"], "takes one format, not 2"),
    "no such templates": (["make", SEEDS / "valley-flood.txt", "--templates", "nowhere"], "nowhere"),
    "no such settings": (["make", "x.txt", "--config", "none.toml"], "none.toml: cannot be read"),
    "two choices": (["explain", "x.txt", "--sentence", "1", "--dispute", "1"], "give only one of"),
    "unknown shell": (["completion", "tcsh"], "'tcsh' is not one of"),
}


@pytest.mark.parametrize(("arguments", "said"), USAGE.values(), ids=USAGE.keys())
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], said: str, tmp_path: Path) -> None:
    found = briefing(*arguments, cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def test_a_wrong_setting_ends_with_2_and_names_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text('papper = "a4"\n')
    found = briefing("make", "x.txt", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("briefing: briefing.toml: unknown key 'papper' (did you mean 'paper'?)")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_malformed_template_ends_with_2_and_is_named_once(jobs: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "page.html").write_text("fine\n{% if %}\n")
    found = briefing("make", SEEDS, "--templates", "mine", "--jobs", jobs, cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("briefing: mine/page.html, line 2: ")
    assert len(found.stderr.splitlines()) == 1
    assert list((tmp_path / "output").iterdir()) == []


def test_an_article_that_is_not_there_ends_with_1(tmp_path: Path) -> None:
    found = briefing("make", "none.txt", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == "briefing: none.txt: does not exist; check the name\n"


def test_a_file_where_the_folder_should_be_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    found = briefing("make", SEEDS, "--out", "out", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert "out: is a file, not a folder" in found.stderr


def test_a_pdf_is_kept_off_the_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        found = subprocess.run(
            [COMMAND, "make", SEEDS / "valley-flood.txt", "-o", "-", "-f", "pdf"], cwd=tmp_path, env=environment(),
            stdout=theirs, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    finally:
        os.close(theirs)
        os.close(ours)
    assert found.returncode == 2
    assert "does not belong on a terminal" in found.stderr


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    stdout, seen = on_terminal("make", "none.txt", cwd=tmp_path)
    assert stdout == ""
    assert "1/" in seen
    assert "\x1b[" in seen
    assert "\x1b[" not in briefing("make", "none.txt", cwd=tmp_path).stderr


def test_quiet_says_what_failed_and_nothing_else(tmp_path: Path) -> None:
    _, seen = on_terminal("make", "none.txt", "other.txt", "--quiet", cwd=tmp_path)
    assert "\x1b[" not in seen
    assert [line.split()[1] for line in seen.splitlines()] == ["none.txt:", "other.txt:"]


def test_a_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in briefing("make", "a\x1b[2Jb.txt", cwd=tmp_path).stderr


def test_templates_are_listed(tmp_path: Path) -> None:
    found = briefing("templates", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert {"page.html", "page.css", "briefing.md"} <= set(found.stdout.split())
    assert briefing("templates", "--list", cwd=tmp_path).stdout == found.stdout


def test_templates_are_copied_once(tmp_path: Path) -> None:
    listed = briefing("templates", cwd=tmp_path).stdout.split()
    found = briefing("templates", "--copy", "mine", cwd=tmp_path)
    assert found.stdout.split() == [f"mine/{name}" for name in listed]
    (tmp_path / "mine" / listed[0]).write_text("changed")
    again = briefing("templates", "--copy", "mine", cwd=tmp_path)
    assert again.returncode == 2
    assert f"mine/{listed[0]}: is there already" in again.stderr
    assert (tmp_path / "mine" / listed[0]).read_text() == "changed"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, tmp_path: Path) -> None:
    found = briefing("completion", shell, cwd=tmp_path)
    assert found.returncode == 0
    assert f"_BRIEFING_COMPLETE={shell}_complete" in found.stdout


def test_completion_completes_commands_and_options(tmp_path: Path) -> None:
    def ask(words: str, at: int) -> set[str]:
        found = briefing(cwd=tmp_path, _BRIEFING_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(at))
        return {line.split(",")[1] for line in found.stdout.splitlines()}

    assert ask("briefing ", 1) == set(COMMANDS)
    assert {"--paper", "--published"} <= ask("briefing make --p", 2)
    assert ask("briefing make --paper ", 3) == {"a4", "letter"}
    assert briefing(
        cwd=tmp_path, _BRIEFING_COMPLETE="bash_complete", COMP_WORDS="briefing make sto", COMP_CWORD="2"
    ).stdout.startswith("file,")


def test_the_schema_is_printed_and_is_one(tmp_path: Path) -> None:
    found = briefing("analyze", "--schema", cwd=tmp_path)
    assert found.returncode == 0
    Draft202012Validator.check_schema(json.loads(found.stdout))
