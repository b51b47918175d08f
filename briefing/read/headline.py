"""Headlines of plain text: the first line, where it reads like a title and not like the story's first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import BlockKind, Span
from briefing.read.draft import Paragraph
from briefing.read.wording import Wording

SIGNED = re.compile(r"\s[-–—|]\s(?P<outlet>[^-–—|\n]{2,40})$")
"""The outlet behind a headline: 'Dam bursts in Tarn valley - Meridian'."""

WORD = re.compile(r"[^\W\d_][\w'’]*")
"""A word that begins with a letter."""

TERM = re.compile(r"\w+")
"""Letters and digits in a row, by which titles are compared; every mark parts them, whatever its shape."""

INNER_STOP = re.compile(r"[a-z]{3,}[.!?][\"”’']?\s+[A-Z]")
"""A sentence end inside a line: a headline is one sentence."""

CLOSING = "\"”'’"
"""Quotation marks behind the stop of a line ('They are terrifying.' and a mark)."""

RUNS_ON = (":", ",", "…", "...")
"""Ends that a title does not have."""

LONGEST, LONGEST_STOPPED, LONGEST_SENTENCE = 30, 22, 12
"""Words a headline may have; fewer where it ends in a full stop, and fewest where it is not set in capitals either."""

CAPITALS_SHARE = 0.9
"""Share of words, function words apart, that are capitalised in a headline set with capitals."""

LEAD = 3
"""Paragraphs behind a headline that take up its words."""

STEM = 6
"""Letters by which two words count as the same in that comparison."""

TAKEN_UP, DROPPED_SHARE = 0.5, 0.13
"""A sentence-like first line is a headline where the lead takes up half its words and few are articles and auxiliaries.
On 840 articles with a headline and 2,500 mostly without it finds 6 in 10 of those set like sentences, wrong on 2 %."""


def same_words(a: str, b: str) -> bool:
    """Tell whether two titles differ in no more than case, quotation marks and punctuation, or one opens the other."""
    x, y = ([w.lower() for w in TERM.findall(t)] for t in (a, b))
    shorter = min(len(x), len(y))
    return shorter > 0 and x[:shorter] == y[:shorter] and (len(x) == len(y) or shorter >= 4)


def headed(words: Sequence[Paragraph], title: str | None) -> list[Paragraph]:
    """Return the paragraphs of mark-up with the title in front as their headline, unless they open with it."""
    if not title or any(kind is BlockKind.HEADLINE or same_words(w, title) for w, kind in words[:3]):
        return list(words)
    return [(" ".join(title.split()), BlockKind.HEADLINE), *words]


def is_headline(text: str, line: Span, following: Sequence[Span], title: str | None, wording: Wording) -> bool:
    """Tell whether the article's first line is its headline; `following` are the paragraphs behind it.

    A line that repeats the known title is one. Else it must be short, one sentence, followed by something longer, and
    lack the full stop, be set in capitals, or (where no title is known) leave out what headlines leave out.
    When in doubt it is the story's first sentence, which must not be lost.
    """
    words = line.of(text)
    if title is not None and same_words(words, title):
        return bool(following)
    if "\n" in words or len(words.split()) > LONGEST or INNER_STOP.search(words):
        return False
    if max((len(f) for f in following[:LEAD]), default=0) <= len(line):
        return False
    end = words.rstrip(CLOSING)
    if end.endswith(RUNS_ON):
        return False
    if not end.endswith("."):
        return True
    if len(words.split()) > LONGEST_STOPPED:
        return False
    lead = " ".join(f.of(text) for f in following[:LEAD])
    return _in_capitals(words, wording) or (title is None and _in_headlinese(words, lead, wording))


def _in_capitals(words: str, wording: Wording) -> bool:
    """Tell whether nearly all words but function words are capitalised, and no weekday dates the line."""
    tokens: list[str] = WORD.findall(words)
    content = [w for w in tokens if w.lower() not in wording.function_words]
    if len(content) < 2 or wording.weekdays & {w.lower() for w in tokens}:
        return False
    return sum(w[0].isupper() for w in content) >= CAPITALS_SHARE * len(content)


def _in_headlinese(words: str, lead: str, wording: Wording) -> bool:
    """Tell whether a sentence is terse as a headline: no weekday, few articles or auxiliaries, taken up in the lead."""
    tokens = [w.lower() for w in WORD.findall(words)]
    if len(tokens) > LONGEST_SENTENCE or wording.weekdays & set(tokens):
        return False
    dropped = sum(w in wording.headline_drops for w in tokens)
    if dropped == 0:
        return True
    content = [w[:STEM] for w in tokens if w not in wording.function_words]
    taken_up = len(set(content) & {w.lower()[:STEM] for w in WORD.findall(lead)})
    return dropped <= DROPPED_SHARE * len(tokens) and taken_up >= TAKEN_UP * len(set(content))


def title_of(headline: str, wording: Wording) -> tuple[str, str | None]:
    """Return the title a headline gives, always a front part of it, and the outlet signed behind it.

    A full stop or semicolon at the end falls away unless the last word has another stop ('U.S.').
    """
    title, outlet = headline.strip(), None
    signed = SIGNED.search(title)
    if signed and (outlet := wording.agencies.get(signed["outlet"].strip().lower())):
        title = title[: signed.start()]
    title = title.rstrip("; ")
    last = title.split()[-1] if title.split() else ""
    if title.endswith(".") and not title.endswith("..") and "." not in last[:-1]:
        title = title[:-1]
    return title, outlet
