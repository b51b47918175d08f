"""Settings: which source wins, and what a wrong one says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from briefing.config import (
    Config,
    Daily,
    NewsSource,
    SourceKind,
    SourceLimits,
    keys,
    load_config,
    load_daily,
    named_source,
)
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


SOURCES = """
paper = "letter"

[daily]
watch = ["Mara Iveston", "Port Alden Harbour Board", "Mara Iveston", " "]

[[source]]
name = "Meridian"
kind = "feed"
address = "https://meridian.example/rss"
outlet = "The Meridian"
max-items = 20
max-megabytes = 5
max-days = 2
time-limit = 30
pages = false

[[source]]
name = "Wire"
kind = "Folder"
path = "wire"

[[source]]
name = "Desk"
kind = "page"
address = "http://desk.example:8080/today"
allow-private = true
"""


def test_sources_and_the_watch_list_are_read_in_order(tmp_path: Path) -> None:
    file = write(tmp_path, SOURCES)
    limits = SourceLimits(items=20, size=5_000_000, days=2, seconds=30)
    assert load_daily(file) == Daily(
        (
            NewsSource(
                "Meridian",
                SourceKind.FEED,
                "https://meridian.example/rss",
                outlet="The Meridian",
                limits=limits,
                pages=False,
            ),
            NewsSource("Wire", SourceKind.FOLDER, path=tmp_path / "wire", limits=SourceLimits(items=100_000)),
            NewsSource("Desk", SourceKind.PAGE, "http://desk.example:8080/today", allow_private=True),
        ),
        ("Mara Iveston", "Port Alden Harbour Board"),
    )
    assert load_config(file, {}).paper == "letter"


def test_without_a_file_there_are_no_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_daily(None) == Daily()


def test_a_source_keeps_its_place_when_it_is_renamed() -> None:
    assert NewsSource("a", SourceKind.FEED, "https://a.example/").place == "https://a.example/"
    assert NewsSource("a", SourceKind.MAIL, path=Path("mail")).place == "mail"


FEED = 'name = "M"\nkind = "feed"\naddress = "https://m.example/"\n'

WRONG_SOURCES = {
    "unknown table": ("[dialy]\n", ["unknown key 'dialy'", "did you mean 'daily'?", "valid tables: source, daily"]),
    "unknown key": ("[[source]]\n" + FEED + "adress = 1\n", ["source 'M'", "'adress'", "did you mean 'address'?"]),
    "unknown kind": ('[[source]]\nname = "M"\nkind = "feeds"\n', ["kind: 'feeds'", "did you mean 'feed'?"]),
    "no name": ('[[source]]\nkind = "feed"\n', ["source 1: has no name"]),
    "no kind": ('[[source]]\nname = "M"\n', ["source 'M': has no kind", "feed, page, folder, mail, opml"]),
    "no address": ('[[source]]\nname = "M"\nkind = "feed"\n', ["'feed' has address", "no path"]),
    "feed with a path": ("[[source]]\n" + FEED + 'path = "x"\n', ["'feed' has address", "no path"]),
    "folder with an address": (
        '[[source]]\nname = "M"\nkind = "folder"\naddress = "https://m.example/"\n',
        ["'folder' has path", "no address"],
    ),
    "no web address": ('[[source]]\nname = "M"\nkind = "feed"\naddress = "ftp://m.example/"\n', ["http:// or https"]),
    "address without a host": ('[[source]]\nname = "M"\nkind = "page"\naddress = "https://"\n', ["name a host"]),
    "broken address": ('[[source]]\nname = "M"\nkind = "page"\naddress = "http://[::bad"\n', ["name a host"]),
    "limit of nothing": ("[[source]]\n" + FEED + "max-items = 0\n", ["max-items must be a whole number from 1"]),
    "a switch that is a text": ("[[source]]\n" + FEED + 'pages = "no"\n', ["pages must be true or false"]),
    "same name": (
        "[[source]]\n" + FEED + '[[source]]\nname = "M"\nkind = "folder"\npath = "x"\n',
        ["the name of source 'M'"],
    ),
    "same address": ("[[source]]\n" + FEED + "[[source]]\n" + FEED.replace('"M"', '"N"'), ["the address or path of"]),
    "source is one table": ("[source]\n" + FEED, ["open each with a line [[source]]"]),
    "watch is a text": ('[daily]\nwatch = "Mara"\n', ["[daily]: watch must be a list"]),
    "unknown daily key": ("[daily]\nwacht = []\n", ["'wacht'", "did you mean 'watch'?"]),
    "daily is a value": ("daily = 1\n", ["open it with a line [daily]"]),
}


@pytest.mark.parametrize(("text", "said"), WRONG_SOURCES.values(), ids=WRONG_SOURCES.keys())
def test_a_wrong_source_says_where_and_what(tmp_path: Path, text: str, said: list[str]) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_daily(file)
    for words in (str(file), *said):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("https://meridian.example/rss", SourceKind.PAGE),
        ("feeds.OPML", SourceKind.OPML),
        ("wire/", None),
        ("story.txt", None),
        ("-", None),
        ("ftp://meridian.example/rss", None),
    ],
)
def test_what_a_word_of_the_command_line_names(given: str, kind: SourceKind | None) -> None:
    found = named_source(given)
    assert (found and (found.name, found.kind)) == (kind and (given, kind))
