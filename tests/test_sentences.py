"""Sentence boundaries: what must not break, what must, and what holds for any text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analyse.sentences import Splitter, load_splitter
from briefing.model import Block, BlockKind, Span
from briefing.train.punkt import main, train


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return load_splitter()


def sentences(splitter: Splitter, text: str, **fronts: Span) -> list[str]:
    return [s.of(text) for s in splitter.split(text, Block(Span(0, len(text)), BlockKind.BODY, **fronts))]


# `|` marks the true ends; the blank behind it stands between the sentences.
BREAKS = {
    "country before an office": "She met U.S. Secretary of State Mara Iveston.| He left.",
    "country at the end": "They live in the U.S.| The law is strict.",
    "country, broken line": "The U.S.\nArmy left.| It rained.",
    "courts": "The D.C. Circuit ruled on it.| The judge left.",
    "state of a member": "Gov. Mara Iveston (R-IN) spoke.| He left.",
    "titles in a row": "Lt. Col. Ann Poe, Gen. Bo Lee and Sen. Orrin Dale met Mr. Foe in St. Alden.| They left.",
    "a title's word in lower case": "He was held in the brig.| Iveston was not.",
    "initials": "J. K. Orrin wrote it.| George W. Dale read it.| Al D. Brown did not.",
    "a letter that is no initial": "They went for Plan B.| Then they left.",
    "decimals": "It rose 3.5 percent to 12.25.| That was new.",
    "number": "No. 5 fell.| Item No. 6 rose.",
    "month": "The vote on Jan. 6 failed.| The next is in Sept. 2031.",
    "hours": "She left at 5 p.m.| The train was gone.| At 6 a.m. Monday it came.",
    "hours before a common first word": "It failed at about 4:40 a.m.| Within an hour Orrin came.| By 7 p.m. it fell.",
    "company": "Orrin Inc. said it bought Dale Corp. in May.| It paid in cash.",
    "company at the end": "He worked for Orrin Inc.| He left in May.",
    "seniors": "Bo Dale Jr. and Al Dale Sr. met.| They talked.",
    "versus": "The court heard Iveston v. Orrin and Dale vs. Poe.| It adjourned.",
    "quotation goes on": '"It is over," he said.| "We won."| They cheered.',
    "typographic quotation": "“It is over.”| He left.| (She came back.)| They stayed.",
    "typed quotation": "``We won,'' she said.| ``It is over.''| Then he left.",
    "quotation in a quotation": "''He told me, 'Stop.' ''| Orrin left.",
    "question and who asked it": "“Why?” Mara Iveston asked.| “No!” he said.| “Who?”| It was over.",
    "name with a mark": "She works for Yarrow! and others.| He does not.",
    "ellipsis inside": "And then ... nothing came of it.| Well... he left.",
    "ellipsis at the end": "It was over...| The rest is known.",
    "sum first": "He paid for it.| $5 was enough.",
    "contraction at the end": "She will but he won't.| Between them it is over.| He can’t.| She can.",
    "numbered item": "2. The youth vote came up.| It was a lot.",
    "version number": "It runs on Yarrow 2.5.Beta and on orrin.com, and on U.S.Army lists.",
}  # fmt: skip

# Where extraction has lost the blank, `|` marks the end.
GLUED = {
    "words": "It was the end.|The next one came.",
    "typographic quotation": "“It was the end.”|Orrin left.|“Then it rained.”",
    "plain marks": 'It ended.|"It is over," he said, "and done."|Orrin left.',
}  # fmt: skip


@pytest.mark.parametrize("marked", BREAKS.values(), ids=BREAKS)
def test_breaks(splitter: Splitter, marked: str) -> None:
    assert sentences(splitter, marked.replace("|", "")) == [s.strip() for s in marked.split("|")]


@pytest.mark.parametrize("marked", GLUED.values(), ids=GLUED)
def test_glued(splitter: Splitter, marked: str) -> None:
    assert sentences(splitter, marked.replace("|", "")) == marked.split("|")


def test_front_matter_stays_in_the_first_sentence(splitter: Splitter) -> None:
    dateline = "PORT ALDEN, Ruvenia, Feb. 3. (RNS) — "
    text = dateline + "The council met. It rained."
    assert sentences(splitter, text, dateline=Span(0, len(dateline))) == [dateline + "The council met.", "It rained."]
    label = "DR. ORRIN: "
    assert sentences(splitter, label + "No. Never.", speaker=Span(0, len(label))) == ["DR. ORRIN: No.", "Never."]


def test_sentences_stay_within_their_block(splitter: Splitter) -> None:
    text = "A headline without a stop\nThe council met. It rained."
    block = Block(Span(26, len(text)), BlockKind.BODY)
    assert [s.of(text) for s in splitter.split(text, block)] == ["The council met.", "It rained."]


@given(st.text(st.sampled_from("aA.?!…\"'”’)( \n1,") | st.characters(), max_size=80))
def test_sentences_cover_the_block_and_nothing_else(splitter: Splitter, text: str) -> None:
    text = text.strip()
    spans = splitter.split(text, Block(Span(0, len(text)), BlockKind.BODY))
    assert spans == splitter.split(text, Block(Span(0, len(text)), BlockKind.BODY))
    assert all(0 <= a.start < a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text) for s in spans).split()) == "".join(text.split())
    assert all(s.of(text) == s.of(text).strip() for s in spans)


@pytest.mark.parametrize("piece", ["a", ". ", ".", "!'", '"', "A. ", "... ", "Mr. ", "a.b", '?" Mara '])
def test_long_text_without_an_end_is_read(splitter: Splitter, piece: str) -> None:
    text = (piece * 20_000).strip()
    assert sum(len(s.of(text)) for s in splitter.split(text, Block(Span(0, len(text)), BlockKind.BODY))) > 0


TRAINING = "Adm. Poe met the zorg. council. " * 3 + "The Zorg. Office met near the river. It rained. " * 30


def test_training_is_deterministic_and_learns_abbreviations(tmp_path: Path) -> None:
    folder = tmp_path / "polnear/train"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TRAINING, encoding="utf-8")
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    assert [main([str(tmp_path), str(out)]) for out in outs] == [0, 0]
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert "zorg" in json.loads(outs[0].read_text(encoding="utf-8"))["abbreviations"].split()
    assert train(iter([TRAINING])) == json.loads(outs[0].read_text(encoding="utf-8"))


def test_training_asks_for_two_paths() -> None:
    assert main([]) == 2


@pytest.mark.data
def test_boundaries_on_annotated_articles(splitter: Splitter, shared: Path) -> None:
    """Within lines, against sentences marked by people: at least 95 of 100 ends agree."""
    folder = shared / "data/newsdiscourse/validation"
    right = ours = theirs = 0
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (folder / f"{row['id']}.txt").read_text(encoding="utf-8")
        gold = {s["end"] for s in row["sentences"]}
        found = {e for e in _ends(splitter, text) if row["sentences"][0]["start"] < e <= max(gold)}
        inner = {e for e in gold | found if text[e : e + 2].strip(" \r\xa0") and "\n" not in text[e : e + 2]}
        right, ours, theirs = right + len(gold & found & inner), ours + len(found & inner), theirs + len(gold & inner)
    assert 2 * right / (ours + theirs) > 0.95


def _ends(splitter: Splitter, text: str) -> set[int]:
    ends, at = set(), 0
    for line in text.split("\n"):
        if line.strip():
            a = at + len(line) - len(line.lstrip())
            ends |= {s.end for s in splitter.split(text, Block(Span(a, a + len(line.strip())), BlockKind.BODY))}
        at += len(line) + 1
    return ends
