"""Where contents begin and end: at the edges of quotations, names and phrases, not within them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Attribution, Document, Span, Token

JOINING = frozenset({"CCONJ", "SCONJ", "DET"})
"""Parts of speech that no content ends in."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
HANGING = SUBJECTS | {"aux", "auxpass", "mark", "cc"}
"""Labels of words that belong to what follows them: no content ends in the 'and he' before 'warned'."""
WITHIN = frozenset({"compound", "amod", "det", "poss", "nummod", "quantmod", "case"})
"""Labels of words that belong to the noun that follows them."""
ADDED = frozenset({"prep", "pobj", "relcl", "acl", "dobj", "pcomp", "attr", "acomp"})
"""Labels of words that complete the word before them."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})
"""Penn tags of words that open a clause: 'therapies that' before 'doctors praise'."""
LEAVING = frozenset({"RB", "IN", "WP", "WDT", "WRB", "VBD"})
"""Penn tags of words that no source ends in: 'it further' wrote, 'Iveston, who' warned."""


def bare(document: Document, source: Span) -> Span:
    """Return a source without the words at its end that belong to the clause behind it."""
    words = [t for t in document.tokens_of(source) if t.pos not in {"PUNCT", "SPACE"}]
    kept = len(words)
    while kept > 1 and words[kept - 1].tag in LEAVING and words[kept - 1].dep != "pobj":
        kept -= 1
    return Span(source.start, words[kept - 1].end) if 0 < kept < len(words) else source


class Edges:
    """Mends the edges of one document's contents; each question is answered in the time of a bisection."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.quoted = sorted({(s, n) for n, q in enumerate(document.quotations) for s in q.spans})
        self.starts = [s.start for s, _ in self.quoted]

    def mended(self, attribution: Attribution) -> Attribution:
        """Return the attribution with contents that cut no quotation, name or phrase, its parts kept apart."""
        others = (*attribution.cue, *attribution.source)
        content = self._joined([self._whole(span, others) for span in attribution.content], others)
        source = tuple(self._noun(span, (*attribution.cue, *content)) for span in attribution.source)
        return replace(attribution, source=source, cue=tuple(map(self._cue, attribution.cue)), content=content)

    def _noun(self, source: Span, others: Sequence[Span]) -> Span:
        """Return a source with the noun its last word belongs to: 'a harbour-era | rule'."""
        words = self.document.tokens_of(source)
        return Span(source.start, self._ended(words[-1], source, others, only_nouns=True)) if words else source

    def _cue(self, cue: Span) -> Span:
        """Return a cue without the 'in a' at its end whose noun it leaves out."""
        words = list(self.document.tokens_of(cue))
        if len(words) < 2 or words[-1].pos != "DET":
            return cue
        kept = len(words) - 1
        while kept > 1 and words[kept - 1].pos == "ADP":
            kept -= 1
        return Span(cue.start, words[kept - 1].end)

    def _whole(self, span: Span, others: Sequence[Span]) -> Span:
        """Return a span that cuts no quotation, with phrases at its end finished or left out."""
        first, last = self._quotation(span.start), self._quotation(span.end - 1)
        start, end = span.start, span.end
        if first is not None and not any(first.overlap(o) for o in others):
            start = min(start, first.start)
        if last is not None and not any(last.overlap(o) for o in others):
            return Span(start, max(end, last.end))
        return self._finished(Span(start, end), others)

    def _finished(self, span: Span, others: Sequence[Span]) -> Span:
        """Return a span without words at its end that belong to what follows; a noun phrase it cuts is completed."""
        words = [t for t in self.document.tokens_of(span) if t.pos not in {"PUNCT", "SPACE"}]
        kept = len(words)
        while kept and self._hangs(words, kept - 1):
            kept -= 1
        if not kept:
            return span
        if kept < len(words):
            return Span(span.start, words[kept - 1].end)
        return Span(self._begun(words[0], span, others), self._ended(words[-1], span, others))

    def _ended(self, last: Token, span: Span, others: Sequence[Span], only_nouns: bool = False) -> int:
        """Return where the noun phrase ends that the last word cuts, else where the span does."""
        tokens = self.document.tokens
        head = tokens[last.head]
        if last.dep in WITHIN and last.index < head.index and head.sentence == last.sentence:
            end = head.end
        elif not only_nouns and last.index + 1 < len(tokens) and last.end >= span.end:
            end = self._added(tokens[last.index + 1], span)
        else:
            return span.end
        return end if end > span.end and not any(Span(last.end, end).overlap(o) for o in others) else span.end

    def _added(self, following: Token, span: Span) -> int:
        """Return where the words end that tell which one the last noun means: 'a widespread fraud | at its heart'."""
        tokens, top = self.document.tokens, following
        while top.head > following.index and tokens[top.head].sentence == following.sentence and top.head != top.index:
            top = tokens[top.head]
        head = tokens[top.head]
        inside = span.start <= head.start and head.end <= span.end and head.sentence == following.sentence
        if not inside or top.dep not in ADDED or (head.pos not in NOMINAL and head.index != following.index - 1):
            return span.end
        within = self.document.subtree(top.index)
        return tokens[within[-1]].end if within[0] == following.index else span.end

    def _begun(self, first: Token, span: Span, others: Sequence[Span]) -> int:
        """Return where the name begins that the first word cuts, else where the span does."""
        for entity in self.document.entities_of(Span(first.start, first.end)):
            before = Span(entity.span.start, first.start) if entity.span.start < first.start else None
            if before is not None and not any(before.overlap(o) for o in others):
                return before.start
        return span.start

    def _hangs(self, words: Sequence[Token], last: int) -> bool:
        """Tell whether the last of some words belongs to words behind them: 'and he', 'and also'."""
        token, head = words[last], self.document.tokens[words[last].head]
        ahead = head.index > token.index and head.sentence == token.sentence
        if token.pos == "ADV" and last:
            return words[last - 1].dep == "cc"
        return (token.dep in HANGING or token.tag in ASKING) and (ahead or token.pos in JOINING)

    def _joined(self, spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
        """Return the spans in text order, those joined that overlap or stand in one quotation."""
        found: list[Span] = []
        for span in sorted(spans):
            gap = Span(found[-1].end, span.start) if found and found[-1].end < span.start else None
            if found and (gap is None or (self._same(gap) and not any(gap.overlap(o) for o in others))):
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return tuple(found)

    def _same(self, gap: Span) -> bool:
        """Tell whether nothing but marks, or words of one quotation, stand between two parts of a content."""
        before, behind = self._quotation(gap.start - 1), self._quotation(gap.end)
        if before is not None and before == behind:
            return True
        between = gap.of(self.document.text)
        return (before is None or behind is None) and not any(c.isalnum() or c == "\n" for c in between)

    def _quotation(self, offset: int) -> Span | None:
        """Return the quoted span that holds a character, or None."""
        i = bisect.bisect_right(self.starts, offset) - 1
        return self.quoted[i][0] if i >= 0 and offset < self.quoted[i][0].end else None
