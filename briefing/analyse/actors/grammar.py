"""Small questions to the parse that several modules of this stage ask."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from briefing.model import Document, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})
QUANTITIES = frozenset(
    {
        "number",
        "group",
        "majority",
        "one",
        "some",
        "many",
        "most",
        "several",
        "both",
        "dozen",
        "hundred",
        "thousand",
        "couple",
    }
)
"""Words before 'of' that leave the subject to the noun behind it: 'a number of states say'."""
MAX_STEPS = 4
FINITE = frozenset({"VBD", "VBZ", "VBP"})
MIN_HEADLINE_WORDS = 4
HEADLINE_SHARE = 0.7


def head_of(document: Document, first: int, end: int) -> Token:
    """Return the syntactic head of tokens[first:end]: the last one whose own head lies outside."""
    tokens = document.tokens
    for i in range(end - 1, first - 1, -1):
        head = tokens[i].head
        if (head < first or head >= end or head == i) and tokens[i].pos != "PUNCT" and tokens[i].tag != "POS":
            return tokens[i]
    return tokens[end - 1]


def verb_of(document: Document, index: int) -> Token | None:
    """Return the verb whose subject, or 'by' agent, the token is (also as one joined by 'and'); else None."""
    token = document.tokens[index]
    for _ in range(MAX_STEPS):
        head = document.tokens[token.head]
        if token.dep in SUBJECTS:
            return head if head.pos in {"VERB", "AUX"} else None
        if token.dep == "pobj" and head.dep == "agent":
            return document.tokens[head.head]
        if token.dep == "pobj" and head.text == "of" and document.tokens[head.head].lemma in QUANTITIES:
            head = document.tokens[head.head]
        elif token.dep not in {"conj", "appos"} or head.index == token.index:
            return None
        token = head
    return None


def relative_verb_of(document: Document, index: int) -> Token | None:
    """Return the verb of the clause in which 'who' or 'which' stands for the token ('the court, which said')."""
    for i in document.children[index]:
        verb = document.tokens[i]
        if verb.dep == "relcl" and any(
            document.tokens[k].tag in {"WP", "WDT"} and document.tokens[k].dep in SUBJECTS for k in document.children[i]
        ):
            return verb
    return None


def is_quoted_source(document: Document, token: Token) -> bool:
    """Tell whether something is said 'according to' the token."""
    head = document.tokens[token.head]
    return token.dep == "pobj" and document.tokens[head.head].text.lower() == "according"


def phrase_start(document: Document, first: int, end: int) -> int:
    """Return where the words of a noun chunk begin that no mark parts from its last one: ', — two officials'."""
    parting = (
        i + 1 for i in range(first, end - 1) if document.tokens[i].pos == "PUNCT" and document.tokens[i].text != "-"
    )
    return max([first, *parting])


def text_of(document: Document, first: int, end: int) -> str:
    """Return the words of tokens[first:end] as written."""
    return document.text[document.tokens[first].start : document.tokens[end - 1].end]


def span_of(document: Document, first: int, end: int) -> Span:
    """Return where tokens[first:end] stand."""
    return Span(document.tokens[first].start, document.tokens[end - 1].end)


def title_case_sentences(document: Document) -> frozenset[int]:
    """Return the sentences that capitalise nearly every word, such as headlines; a tagger cannot be trusted there."""
    found = set()
    for sentence in document.sentences:
        tokens = document.words(sentence)
        if any(t.tag in FINITE and t.text.islower() for t in tokens):
            continue
        words = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
        capitals = sum(w[0].isupper() for w in words)
        if len(words) >= MIN_HEADLINE_WORDS and capitals >= HEADLINE_SHARE * len(words):
            found.add(sentence.index)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where the quoted words of an article stand."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, offset: int) -> bool:
        """Tell whether a character stands in a quotation."""
        i = bisect.bisect_right(self.starts, offset) - 1
        return i >= 0 and offset < self.ends[i]


def quoted(document: Document) -> Quoted:
    """Return where the quoted words of an article stand; a transcript's turns are quoted words as well."""
    spans = [s for q in document.quotations for s in q.spans]
    spans += [block.span for block in document.article.blocks if block.speaker is not None]
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return Quoted(tuple(starts), tuple(ends))
