"""Dated events, earliest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import BlockKind, DateMention, Document, Precision, SentenceRole, Statement, TimelineEntry

VERBAL = frozenset({"VERB", "AUX"})
"""Parts of speech of a sentence that tells something."""

SIGNATURE = re.compile(r"\(@\w{1,30}\)\s{1,3}$")
"""The account a quoted post is signed with; the day behind it is the post's."""

COMPARED = re.compile(r"\bthan\s(?:in\s|on\s)?$")
"""What stands before the date something is compared with, or before a rough count: 'more than a year ago'."""

COUNTED = "ago"
"""How such a count ends."""

BEFORE_AT_MOST = 40
"""Characters before a date in which either is looked for."""

ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "nummod"})
"""Dependency labels of a word that stands before its noun and narrows it."""


def find_timeline(
    document: Document, dates: Sequence[DateMention], statements: Sequence[Statement], roles: Sequence[SentenceRole]
) -> tuple[TimelineEntry, ...]:
    """Return the dated events, past and planned, earliest first, ties in text order; one entry a date and sentence.

    An event is what a sentence of the story puts on a date. Left out are sentences without a verb, the dates of
    datelines and of signatures under quoted posts, years that only name a thing ('the 2011 model'), 'today' for
    'nowadays', what another date is compared with ('fewer than in 2012'), a year or month that the same sentence tells
    more exactly, and a sentence that repeats an earlier one.
    """
    told = {token.sentence for token in document.tokens if token.pos in VERBAL}
    first = _first_of_equals(document)
    found: dict[tuple[int, str], TimelineEntry] = {}
    wider: set[tuple[int, str]] = set()
    for mention in dates:
        sentence = document.sentence_at(mention.span.start)
        if (
            sentence is None
            or first[sentence.index] != sentence.index
            or sentence.index not in told
            or not _dates_an_event(document, mention, sentence.block)
        ):
            continue
        found.setdefault((sentence.index, mention.value), TimelineEntry(mention.value, mention.span, sentence.index))
        wider.update((sentence.index, mention.value[:length]) for length in (4, 7) if length < len(mention.value))
    entries = (entry for key, entry in found.items() if key not in wider)
    return tuple(sorted(entries, key=lambda entry: (entry.date, entry.mention)))


def _first_of_equals(document: Document) -> list[int]:
    """Return for each sentence the first of the same kind of block with its words, itself where it repeats none."""
    seen: dict[tuple[BlockKind, str], int] = {}
    blocks, text = document.article.blocks, document.text
    words = ((blocks[s.block].kind, " ".join(s.span.of(text).split())) for s in document.sentences)
    return [seen.setdefault(key, i) for i, key in enumerate(words)]


def _dates_an_event(document: Document, mention: DateMention, block_index: int) -> bool:
    """Tell whether the mention says when something happens."""
    block = document.article.blocks[block_index]
    if block.kind is not BlockKind.BODY or (block.dateline is not None and block.dateline.overlap(mention.span)):
        return False
    tokens = document.tokens_of(mention.span)
    before = document.text[max(0, mention.span.start - BEFORE_AT_MOST) : mention.span.start]
    if not tokens or SIGNATURE.search(before) or (COMPARED.search(before) and tokens[-1].text != COUNTED):
        return False
    last = tokens[-1]
    if mention.precision is Precision.YEAR and len(tokens) == 1:
        head = document.tokens[last.head]
        return not (last.dep in ATTRIBUTIVE and head.index > last.index and head.pos in {"NOUN", "PROPN"})
    return last.lemma.lower() != "today" or not _nowadays(document, last.head)


def _nowadays(document: Document, verb: int) -> bool:
    """Tell whether the word 'today' depends on is a present-tense verb or no verb: 'many calls today still fail'."""
    token = document.tokens[verb]
    helpers = [document.tokens[i] for i in document.children[verb] if document.tokens[i].dep in {"aux", "auxpass"}]
    finite = {token.tag, *(t.tag for t in helpers)}
    return token.pos not in VERBAL or (not finite & {"VBD", "MD", "VBN"} and bool(finite & {"VBZ", "VBP"}))
