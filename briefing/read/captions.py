"""Picture captions: by how they open, or by the credit they end with."""

from __future__ import annotations

import re

from briefing.read.wording import Wording, comparable

BRACKETED = re.compile(r"\(([^()\n]{2,90})\)\s*$")
"""A bracket that closes the paragraph: '(AP Photo/Leo Marsh)', '(Reuters)'."""

PHOTOGRAPHER = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3} ?/ ?[A-Z][\w.'’ -]{2,40}")
"""Somebody and an organization in brackets: '(Leo Marsh/Harbour Press)'."""

LAST_STOP = re.compile(r"[.!?:|]\s+(?=[^.!?|]*$)|\|\s*")
"""The end of the caption's sentence, before an unbracketed credit: '... on Tuesday. REUTERS/Leo Marsh'."""

TOKENS = re.compile(r"[/|,:;]|\s(?:via|for)\s")
"""What parts photographer, agency and kind in a credit."""

LONGEST = 90
"""Words a caption may have; longer ones hold a story."""

LONGEST_CREDIT = 12
"""Words an unbracketed credit may have."""


def is_caption(line: str, wording: Wording) -> bool:
    """Tell whether a paragraph is a caption or a picture credit."""
    if len(line.split()) > LONGEST:
        return False
    return wording.captions.match(comparable(line)) or _ends_in_credit(line.rstrip(), wording)


def _ends_in_credit(line: str, wording: Wording) -> bool:
    bracket = BRACKETED.search(line)
    if bracket:
        before = line[: bracket.start()].rstrip()
        told = before.endswith(".") or any(mark in before for mark in '"“')  # a brief signed '(Reuters)' is a story
        return _is_credit(bracket[1], wording, alone=not told) or PHOTOGRAPHER.fullmatch(bracket[1]) is not None
    if "|" in line and line.rsplit("|", 1)[1].strip().lower().startswith(tuple(wording.photo_agencies)):
        return True
    if line.endswith((".", "?", "!", '"', "”")):
        return False
    stops = [m.end() for m in LAST_STOP.finditer(line)]
    tail = line[stops[-1] :] if stops else line
    return len(tail.split()) <= LONGEST_CREDIT and _is_credit(tail, wording, alone="|" in line)


def _is_credit(words: str, wording: Wording, *, alone: bool) -> bool:
    """Tell whether the words name a picture agency beside a photographer, or (where they stand `alone`) by itself."""
    parts = [" ".join(p.lower().split()) for p in TOKENS.split(words)]
    return any(p in wording.photo_agencies for p in parts if p) and (alone or len(parts) > 1)
