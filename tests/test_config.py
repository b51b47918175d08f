"""Settings: which source wins, and what a wrong one says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from briefing.config import Config, keys, load_config
from briefing.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    file = folder / "briefing.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_file_or_options_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(None, {"jobs": None}) == Config()


def test_the_file_of_the_current_folder_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'paper = "letter"\n')
    monkeypatch.chdir(tmp_path)
    assert load_config(None, {}).paper == "letter"


def test_options_win_over_the_file_and_the_file_over_defaults(tmp_path: Path) -> None:
    file = write(tmp_path, 'paper = "letter"\njobs = 3\n')
    found = load_config(file, {"jobs": 2, "paper": None})
    assert (found.jobs, found.paper, found.format) == (2, "letter", ("md", "pdf"))


def test_every_key_can_be_set(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        'out = "briefs"\nformat = ["pdf", "md", "pdf"]\npaper = "Letter"\ntemplates = "mine"\n'
        "jobs = 4\ntime-limit = 60\nquiet = true\n",
    )
    wanted = Config(tmp_path / "briefs", ("pdf", "md"), "letter", tmp_path / "mine", 4, 60, True)
    assert load_config(file, {}) == wanted
    assert len(keys()) == len(fields(Config))


def test_a_relative_path_counts_from_the_file(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, 'out = "../briefs"\n'), {}).out == tmp_path / "../briefs"


def test_a_dash_means_standard_output_in_the_file_too(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, 'out = "-"\n'), {}).to_stdout


WRONG = {
    "unknown key": ('papper = "a4"\n', ["'papper'", "did you mean 'paper'?", "time-limit"]),
    "unknown key, nothing near": ("zzz = 1\n", ["'zzz'", "valid keys: out"]),
    "key with an underscore": ("time_limit = 3\n", ["'time_limit'", "did you mean 'time-limit'?"]),
    "wrong type": ('jobs = "two"\n', ["jobs must be a whole number from 1", "'two'"]),
    "zero": ("jobs = 0\n", ["jobs must be", "0"]),
    "a truth is no number": ("jobs = true\n", ["jobs must be", "True"]),
    "a number is no truth": ("quiet = 1\n", ["quiet must be true or false"]),
    "unknown paper": ('paper = "a5"\n', ["paper", "'a5'", "a4, letter"]),
    "unknown format": ('format = ["md", "pfd"]\n', ["format", "'pfd'", "did you mean 'pdf'?"]),
    "no format": ("format = []\n", ["names no format"]),
    "format of numbers": ("format = [1]\n", ["format must be a list"]),
    "empty path": ('out = ""\n', ["out must be a text"]),
    "a table": ("[out]\nx = 1\n", ["out must be a text"]),
    "not TOML": ("jobs = \n", ["not valid TOML", "line 1"]),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_says_where_and_what(tmp_path: Path, text: str, said: list[str]) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(file, {})
    for words in (str(file), *said):
        assert words in str(caught.value)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
        load_config(tmp_path / "none.toml", {})


def test_a_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_bytes(b"paper = '\xff'\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(file, {})
