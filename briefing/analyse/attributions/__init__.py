"""Attributions: what the reader found, and what only layout tells: turns of a transcript, paragraphs quoted alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.analyse.attributions.continued import continued
from briefing.analyse.attributions.edges import Edges, bare
from briefing.analyse.attributions.grammar import load_grammar
from briefing.analyse.attributions.kinds import Kind, Kinds, kind_of, load_kinds
from briefing.analyse.attributions.spans import tight, within_paragraph
from briefing.analyse.attributions.turns import find_turns, within_turn
from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document, Span

LEAST = {Kind.SAYING: 0.4, Kind.POSITION: 0.5, Kind.ACT: 0.55}
"""Confidence from which what the reader found is taken, by what the cue reports; measured on PolNeAR."""
LEAST_UNSAID = 0.6
"""The same where no source was found."""
NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
"""Labels of names that can be a source."""
CLAIMING = "claim"
"""Lemma of the cue that says something with a clause, and with a thing alone takes it: 'a strait claimed by both'."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Labels of names of what can be claimed so."""
SHORTENED = frozenset({"'s", "’s", "'d", "’d"})
"""Helping verbs that can stand for 'has' and 'had' and then make no passive."""
NEAR = 12
"""How many attributions away the one may be that holds another; keeps the search linear."""


def find_attributions(document: Document, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return the attributions in order of their content's first character, the longest first where they start alike.

    Content is never empty; source and cue may be. Spans of one attribution are sorted and do not overlap.
    """
    grammar = load_grammar(lexicon)
    read = document.reading.attributions if document.reading else ()
    edges, kinds = Edges(document), load_kinds(lexicon)
    voiced = (_of_speakers(document, a, kinds) for a in read)
    taken = (edges.mended(a) for a in voiced if _is_sure(document, a, kinds) and not _takes_a_thing(document, a))
    tidy = [t for a in taken if (t := _tidy(document, a)) is not None]
    found = [a for a in tidy if not within_turn(document, a, grammar)]
    found += continued(document, found, lexicon.words("speech_verbs"), grammar)
    found += find_turns(document, tidy, grammar)
    return _nested(sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue)))


def _is_sure(document: Document, attribution: Attribution, kinds: Kinds) -> bool:
    least = LEAST[kind_of(document, attribution.cue, kinds)] if attribution.source else LEAST_UNSAID
    return attribution.confidence >= least


def _of_speakers(document: Document, attribution: Attribution, kinds: Kinds) -> Attribution:
    """Return the attribution without a source to whom it is only said: 'Iveston was asked', 'they were accused of'."""
    tokens = document.tokens
    cue = {t.index: t for span in attribution.cue for t in document.tokens_of(span)}
    for word in (t for span in attribution.source for t in document.tokens_of(span)):
        if word.dep != "nsubjpass" or word.head not in cue:
            continue
        helpers = {tokens[i].text.lower() for i in document.children[word.head] if tokens[i].dep == "auxpass"}
        said = kinds.get(cue[word.head].lemma.lower()) is Kind.SAYING
        others = any(t.tag == "VBG" for t in cue.values() if t.dep != "auxpass")  # 'was quoted as saying'
        if said and not others and helpers and not helpers & SHORTENED:
            return replace(attribution, source=())
    return attribution


def _takes_a_thing(document: Document, attribution: Attribution) -> bool:
    """Tell whether 'claim' is no saying: what is claimed is a passive's subject, or a place, and no clause."""
    cue = [t for span in attribution.cue for t in document.tokens_of(span)]
    claim = next((t for t in cue if t.lemma.lower() == CLAIMING and t.pos == "VERB"), None)
    if claim is None:
        return False
    below = [document.tokens[i] for i in document.children[claim.index]]
    if any(t.dep in {"ccomp", "xcomp"} for t in below):
        return False
    taken = [t for t in below if t.dep == "nsubjpass" or (t.dep == "dobj" and t.entity in PLACES)]
    return any(span.covers(t.span) for t in taken for span in attribution.content)


def _tidy(document: Document, attribution: Attribution) -> Attribution | None:
    """Return the attribution with tidy edges, or None where no content is left.

    Its source cuts no name and crosses no paragraph's end.
    """
    text = document.text

    def tidied(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(t for s in spans if (t := tight(text, s)) is not None)

    content = tidied(attribution.content)
    if not content:
        return None
    sources = within_paragraph(document, attribution.source, attribution.cue or content)
    source = _apart(tidied(bare(document, _whole_names(document, s)) for s in sources))
    return replace(attribution, source=source, cue=tidied(attribution.cue), content=content)


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in text order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _whole_names(document: Document, span: Span) -> Span:
    """Return the span with the rest of a name that it cuts: 'US Secretary of State Rex | Tillerson'."""
    for entity in document.entities_of(span):
        if entity.label in NAMES:
            span = Span(min(span.start, entity.span.start), max(span.end, entity.span.end))
    return span


def _nested(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Link each attribution to the smallest of its neighbours whose content holds its cue and its content."""
    found: list[Attribution] = []
    for i, inner in enumerate(attributions):
        first = max(0, i - NEAR)
        holders = [
            (sum(map(len, outer.content)), k)
            for k, outer in enumerate(attributions[first : i + NEAR], first)
            if k != i and _holds(outer, inner)
        ]
        found.append(replace(inner, nested_in=min(holders)[1] if holders else None))
    return tuple(found)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    parts = (*inner.cue, *inner.content)
    return all(any(o.covers(p) for o in outer.content) for p in parts) and outer.content != inner.content
