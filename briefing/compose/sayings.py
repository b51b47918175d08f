"""Statement -> what is printed of it: words that can stand under a speaker's name, and the cue they hang from.

A saying is cut from its sentence only where what is left reads as it was meant: a verb keeps its subject, a quotation
both its marks, a cue the person spoken to. Where that fails, the whole sentence is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.compose.pieces import ASKING, CLOSING, OPENING, is_open, pieces, sentences_of, trimmed, without_dateline
from briefing.model import Analysis, Document, Mode, Piece, Sentence, Span, Statement, Token

LONGEST = 3
"""Sentences: a longer quotation is cut, and the others are only pointed to."""

OBJECT = 60
"""Characters between cue and words said, at most, that are printed with the cue: 'told reporters in Port Alden'."""

JOINING = frozenset({"CCONJ", "SCONJ", "ADP", "DET"})
"""Words that join what is before them to something: no words said end in one."""

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Penn tags of verbs that need a subject."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
PARTS = SUBJECTS | {"aux", "auxpass", "det", "amod", "compound", "poss", "mark"}
"""Labels of words that say nothing without what they hang from."""

UNCLEAR = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "EX"})
"""Penn tags of sources that describe nobody: 'he', 'who'."""

POINTING = frozenset({"this", "that", "these", "those", "it", "one"})
CLAUSES = frozenset({"relcl", "acl", "appos", "advcl"})


@dataclass(frozen=True, slots=True)
class Cut:
    """What is printed of a statement: its words, its cue, the sentences they rest on, and those that are left out."""

    words: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    cites: tuple[int, ...]
    rest: tuple[int, ...] = ()


def cut(analysis: Analysis, statement: Statement) -> Cut:
    """Return what is printed of a statement; a quotation of more than `LONGEST` sentences loses its end."""
    document, cited = analysis.document, sentences_of(analysis.document, statement.content)
    if statement.mode is not Mode.DIRECT and len(cited) == 1 and not stands(document, statement):
        whole = trimmed(without_dateline(cited[0], analysis), analysis.text)
        if whole:
            return Cut((Piece(whole),), (), (cited[0].index,))
    words = pieces(_told(analysis, statement), analysis.text)
    cited = sentences_of(document, [p.span for p in words])
    cue = _cue(analysis, statement, words)
    numbers = tuple(s.index for s in cited)
    if len(cited) <= LONGEST or not words:
        return Cut(words, cue, numbers)
    return _shortened(analysis, words, cue, cited)


def _told(analysis: Analysis, statement: Statement) -> list[Span]:
    """Return the words said, from behind the dateline that they may open with."""
    found = []
    for span in statement.content:
        sentence = analysis.document.sentence_at(span.start)
        start = without_dateline(sentence, analysis).start if sentence else span.start
        found.append(Span(start, span.end) if span.start < start < span.end else span)
    return found


def stands(document: Document, statement: Statement) -> bool:
    """Tell whether the words said are cut where they can be: in one piece, at a phrase's end, verbs with subjects."""
    tokens = [t for span in statement.content for t in document.tokens_of(span)]
    if not tokens:
        return True
    if any(statement.content[0].end <= cue.start and cue.end <= statement.content[-1].start for cue in statement.cue):
        return False
    inside = {t.index for t in tokens}
    real = [t for t in tokens if t.pos not in {"PUNCT", "SPACE"}]
    if not real:
        return False
    after = document.tokens[tokens[-1].index + 1] if tokens[-1].index + 1 < len(document.tokens) else None
    ends = after is None or after.sentence != tokens[-1].sentence or after.pos == "PUNCT"
    if real[-1].pos in JOINING and not (ends and real[-1].pos == "ADP"):
        return False
    if any(t.dep in PARTS and t.head > tokens[-1].index and t.sentence == tokens[-1].sentence for t in real):
        return False
    return not _headless(document, real[0], inside, statement)


def _headless(document: Document, first: Token, inside: set[int], statement: Statement) -> bool:
    """Tell whether the words said open with a verb whose subject, or a 'who' whose person, is left behind."""
    if first.tag in ASKING and first.dep in SUBJECTS:
        return not any(cue.end <= first.start <= cue.end + OBJECT for cue in statement.cue)
    if first.tag not in FINITE:
        return False
    verb = document.tokens[first.head] if first.dep in {"aux", "auxpass"} else first
    return not any(document.tokens[i].dep in SUBJECTS and i in inside for i in document.children[verb.index])


def _cue(analysis: Analysis, statement: Statement, words: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the cue, with the few words between it and what was said: 'urged both governments'."""
    cue, text = pieces(statement.cue, analysis.text), analysis.text
    if len(cue) != 1 or not words:
        return cue
    at, first = cue[0].span, words[0].span
    between = text[at.end : first.start]
    if at.end <= first.start and len(between) <= OBJECT and not set(between) & set('.!?;\n"“”:'):
        whole = trimmed(Span(at.start, first.start), text)
        return (Piece(whole),) if whole else cue
    return cue


def _shortened(analysis: Analysis, words: Sequence[Piece], cue: tuple[Piece, ...], cited: Sequence[Sentence]) -> Cut:
    """Return the first `LONGEST` sentences, and the mark that closes the quotation where they leave it open."""
    end = cited[LONGEST - 1].span.end
    kept = [
        Piece(s)
        for p in words
        if p.span.start < end and (s := trimmed(Span(p.span.start, min(p.span.end, end)), analysis.text))
    ]
    numbers = [s.index for s in cited]
    shown = numbers[:LONGEST]
    last = Span(words[-1].span.end - 1, words[-1].span.end)
    if is_open("".join(p.span.of(analysis.text) for p in kept)) and last.of(analysis.text) in CLOSING + OPENING:
        kept.append(Piece(last))
        shown.append(numbers[-1])
    return Cut(tuple(kept), cue, tuple(shown), tuple(n for n in numbers if n not in shown))


def described(document: Document, statement: Statement) -> Span | None:
    """Return the source's words for a speaker it describes, cut to the noun phrase; None for 'he', names and nothing.

    A name that belongs to no actor is a failure to know somebody, no unnamed source.
    """
    if not statement.source:
        return None
    span = statement.source[0]
    tokens = document.tokens_of(span)
    inside = {t.index for t in tokens}
    head = next((t for t in tokens if t.head not in inside or t.head == t.index), None)
    if head is None or head.pos == "PROPN" or head.tag in UNCLEAR or head.lemma.lower() in POINTING:
        return None
    behind = [i for i in document.children[head.index] if i > head.index and document.tokens[i].dep in CLAUSES]
    cut = min((document.subtree(i)[0] for i in behind), default=None)
    end = min(span.end, document.tokens[cut].start) if cut is not None and cut > head.index else span.end
    return trimmed(Span(span.start, end), document.text)
