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

PHOTO = re.compile(r"\((?:photos?|images?|pictures?)(?: by| credits?)?:?\s[^()\n]{2,90}\)\s*$", re.IGNORECASE)
"""A bracket that says it is a credit: '(Photo: Leo Marsh)', '(Photo by: Leo Marsh/Harbour TV)'."""

SLASHED = re.compile(
    r"(?:^|(?<=\s))(?P<left>[A-Z][^\s/]*(?: [A-Z&][^\s/]*){0,3}) ?/ ?"
    r"(?P<right>[A-Z][^\s/]*(?: [A-Z&-][^\s/]*){0,4})\s*$"
)
"""Agency and photographer at the end, in either order: 'REUTERS/Leo P. Marsh', 'Leo Marsh / AFP - Getty Images'."""

SLASHED_AT_MOST = 120
"""Characters at the end of a line in which they stand."""

BARRED = re.compile(r"\|\s*[A-Z][^\s/|]*(?: [A-Z][^\s/|]*){1,3} ?/ ?[A-Z]{2,}(?![a-z])")
"""Photographer and outlet behind a bar, perhaps with the article's title glued on: '| Leo Marsh/HARBOUR Two die'."""

GALLERY = re.compile(r"\bhide caption\b", re.IGNORECASE)
"""The label behind each picture of a gallery, which extraction runs into one long line."""

TOKENS = re.compile(r"[/|,:;]|\s(?:via|for)\s")
"""What parts photographer, agency and kind in a credit."""

STOPS = (".", "!", "?", "|", '"', "”", "")
"""What stands before a credit: the end of the caption, or nothing."""

LONGEST = 90
"""Words a caption may have; longer ones hold a story."""

LONGEST_CREDIT = 12
"""Words an unbracketed credit may have."""


def is_caption(line: str, wording: Wording) -> bool:
    """Tell whether a paragraph is a caption, a picture credit, or the captions of a gallery."""
    if len(line.split()) > LONGEST:
        return len(GALLERY.findall(line)) > 1
    line = line.rstrip()
    return wording.captions.match(comparable(line)) or _is_signed(line, wording) or _ends_in_credit(line, wording)


def _is_signed(line: str, wording: Wording) -> bool:
    """Tell whether a line ends in a credit that shows itself by a label, a bar or a slash."""
    if PHOTO.search(line) or BARRED.search(line):
        return True
    slashed = SLASHED.search(line, max(0, len(line) - SLASHED_AT_MOST))
    if slashed is None:
        return False
    before, left = line[: slashed.start()].rstrip(), slashed["left"].split()
    if not before and len(left) > 1:
        return True  # nothing but 'Leo Marsh/Harbour Press'
    agency = next((n for n in (1, 2) if " ".join(left[-n:]).lower() in wording.photo_agencies), 0)
    if agency:  # what stands before it ends the caption: '... in Port Alden, R.V. REUTERS/Leo Marsh'
        return " ".join([before, *left[:-agency]])[-1:] in STOPS
    return before[-1:] in STOPS and _is_credit(slashed["right"].replace(" - ", "/"), wording, alone=True)


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
