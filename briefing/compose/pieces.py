"""Spans -> pieces: how a stretch of the article is cut for printing. Nothing is reworded; ends are trimmed only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.model import Analysis, Document, KeyPoint, Piece, Sentence, Span, Token

OPENING = "\"“‘'«„"
CLOSING = "\"”’'»“"
STOPS = ",.!?…"
EDGES = ",;:–—-"
"""Marks that join a stretch to words outside it: dropped from the ends of a printed stretch."""

MIN_WORDS = 5
MAX_WORDS = 24
"""A clause shorter or longer than this tells too little, or no more than its sentence."""

MARKS = 3
"""Stops and marks, at most, that end a quotation."""

REACH = 200
"""Characters: how far from a cut the other mark of its quotation is looked for."""

ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})
"""Penn tags of 'who', 'which' and 'why': a clause that opens with one leans on what is before it."""


def trimmed(span: Span, text: str) -> Span | None:
    """Return the span without blanks and `EDGES` at its ends, or None where nothing is left."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in EDGES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in EDGES):
        end -= 1
    return Span(start, end) if start < end else None


def covered(span: Span, printed: Iterable[Span]) -> int:
    """Return how many characters of a span are printed already, each counted once."""
    count, at = 0, span.start
    for other in sorted(printed):
        start, end = max(at, other.start), min(span.end, other.end)
        if start < end:
            count, at = count + end - start, end
    return count


def quoted(span: Span, text: str) -> Span:
    """Return the span with the marks of the quotation it says or cuts, so that both of them show.

    A closing mark may stand behind a comma or full stop, as in '"We will not," she said'. A mark is taken only
    together with its partner: within the span, at its other end, or, where the span cuts a quotation, further on in
    the paragraph, at most `REACH` characters away.
    """
    start = span.start - (span.start > 0 and text[span.start - 1] in OPENING)
    end = _closed_end(span, text)
    inside = span.of(text)
    if end > span.end and is_open(inside):
        return Span(span.start, end)
    if start < span.start and _closes_early(inside):
        return Span(start, span.end)
    if start < span.start and end > span.end:
        return Span(start, end)
    return _completed(span, text) if is_open(inside) else span


def _closed_end(span: Span, text: str) -> int:
    """Return the end of a span with the closing marks right behind it, one for each quotation it ends.

    It is the span's own end where there is none. Stops may stand between, as in "He asked me, ‘Why?’”".
    """
    end = span.end
    for at in range(span.end, min(span.end + MARKS, len(text))):
        if text[at] in CLOSING:
            end = at + 1
        elif text[at] not in STOPS:
            break
    return end


def _completed(span: Span, text: str) -> Span:
    """Return a span that breaks off within a quotation, up to the mark that closes it."""
    ahead = text[span.end : span.end + REACH].partition("\n")[0]
    found = min((at for mark in '"”' if (at := ahead.find(mark)) >= 0), default=-1)
    return Span(span.start, span.end + found + 1) if found >= 0 and "“" not in ahead[:found] else span


def is_open(words: str) -> bool:
    """Tell whether a quotation begins in the words and does not end there."""
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def _closes_early(words: str) -> bool:
    """Tell whether a quotation ends in the words that does not begin there."""
    return words.count("”") > words.count("“") or words.count('"') % 2 == 1


def pieces(spans: Iterable[Span], text: str) -> tuple[Piece, ...]:
    """Return the spans as pieces, in text order, trimmed and with their quotation marks."""
    found = sorted(spans)
    parted = _parted(found, text)
    whole = {n for first, last in parted for n in range(first, last + 1)}
    found = [span if n in whole else quoted(span, text) for n, span in enumerate(found)]
    for first, last in parted:
        found[first] = Span(found[first].start - 1, found[first].end)
        found[last] = Span(found[last].start, _closed_end(found[last], text))
    return tuple(Piece(s) for span in found if (s := trimmed(span, text)))


def _parted(spans: Sequence[Span], text: str) -> list[tuple[int, int]]:
    """Return where a quotation opens right before one span and closes right behind a later one, by the spans' places.

    The marks that open each further paragraph of a quotation have no partner and are no part of it.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for n, span in enumerate(spans):
        closes = _closed_end(span, text) > span.end
        if opened is not None and closes:
            found.append((opened, n))
            opened = None
        elif opened is None and not closes and span.start and text[span.start - 1] in OPENING:
            opened = None if is_open(span.of(text)) else n
    return found


def sentences_of(document: Document, spans: Iterable[Span]) -> list[Sentence]:
    """Return the sentences that share a character with any of the spans, each once, in text order."""
    found = {s.index: s for span in spans for s in document.sentences_of(span)}
    return [found[i] for i in sorted(found)]


def without_dateline(sentence: Sentence, analysis: Analysis) -> Span:
    """Return a sentence's span from behind the dateline it may open with: the page prints the place elsewhere."""
    dateline = analysis.article.blocks[sentence.block].dateline
    if dateline and dateline.start <= sentence.span.start < dateline.end < sentence.span.end:
        return Span(dateline.end, sentence.span.end)
    return sentence.span


def with_referents(span: Span, point: KeyPoint, names: dict[str, Span]) -> tuple[Piece, ...]:
    """Return a sentence's span, cut behind each dangling word to print whom it means; `names` by actor's id."""
    found: list[Piece] = []
    at = span.start
    for referent in sorted(point.referents, key=lambda r: r.span):
        if referent.actor in names and at < referent.span.end <= span.end:
            found += [Piece(Span(at, referent.span.end)), Piece(names[referent.actor], referent=True)]
            at = referent.span.end
    if at < span.end:
        found.append(Piece(Span(at, span.end)))
    return tuple(found)


def clause(document: Document, sentence: Sentence, mention: Span) -> Span:
    """Return the smallest clause around a date that can be read alone, or the whole sentence.

    A clause about 'he' or 'they' is taken only from a sentence too long for a timeline, and one about 'who' never,
    nor one that hangs on a noun without a 'that': 'the steps the council could take'.
    """
    found = list(_clauses(document, sentence, mention))
    named = next((span for span, subject in found if subject.pos != "PRON"), None)
    if named:
        return named
    words = len(sentence.span.of(document.text).split())
    return found[0][0] if found and words > MAX_WORDS else sentence.span


def _clauses(document: Document, sentence: Sentence, mention: Span) -> Iterator[tuple[Span, Token]]:
    """Yield the clauses around a date that are fit to print, and their subjects, the smallest first."""
    within = [t for t in document.tokens_of(mention) if t.sentence == sentence.index]
    verb: Token | None = _verb_above(document, within[0]) if within else None
    while verb is not None:
        below = [document.tokens[i] for i in document.children[verb.index]]
        subject = next((t for t in below if t.dep in {"nsubj", "nsubjpass", "expl"}), None)
        if subject and verb.dep != "relcl" and not any(t.tag in ASKING for t in below):
            span = _clause_of(document, verb, below)
            if span and span.covers(mention) and sentence.span.covers(span):
                yield span, subject
        verb = None if verb.head == verb.index else _verb_above(document, document.tokens[verb.head])


def _verb_above(document: Document, token: Token) -> Token | None:
    """Return the token itself or the nearest verb it hangs from."""
    while token.pos not in {"VERB", "AUX"}:
        if token.head == token.index:
            return None
        token = document.tokens[token.head]
    return token


def _clause_of(document: Document, verb: Token, below: Sequence[Token]) -> Span | None:
    """Return a verb's clause without what 'and' joins to it and the 'that' before it; None for no clause to print."""
    joined = [document.subtree(t.index)[0] for t in below if t.dep == "conj" and t.index > verb.index]
    inside = [i for i in document.subtree(verb.index) if not joined or i < min(joined)]
    while inside and document.tokens[inside[-1]].pos in {"CCONJ", "PUNCT"}:
        inside.pop()
    if inside and document.tokens[inside[0]].dep == "mark" and document.tokens[inside[0]].lemma == "that":
        inside = inside[1:]
    words = sum(document.tokens[i].pos != "PUNCT" for i in inside)
    if not MIN_WORDS <= words <= MAX_WORDS or not _whole(document, inside):
        return None
    if document.tokens[inside[0]].dep == "mark" or goes_on(document, inside[-1]):
        return None
    return trimmed(document.span_of(inside), document.text)


def goes_on(document: Document, last: int) -> bool:
    """Tell whether a verb follows right on the last token: the parse has cut the clause before it."""
    after = document.tokens[last + 1] if last + 1 < len(document.tokens) else None
    return after is not None and after.sentence == document.tokens[last].sentence and after.pos in {"VERB", "AUX"}


def _whole(document: Document, inside: Sequence[int]) -> bool:
    """Tell whether the tokens stand side by side and open as many quotations as they close."""
    text = document.span_of(inside).of(document.text)
    return inside[-1] - inside[0] + 1 == len(inside) and text.count('"') % 2 == 0 and text.count("“") == text.count("”")
