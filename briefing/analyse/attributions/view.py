"""What the rules ask of a document again and again, worked out once: quoted tokens, dependents, token sets as spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.analyse.attributions.grammar import Grammar, load_grammar
from briefing.lexicon import Lexicon
from briefing.model import Document, Span, Token

EDGE = frozenset(" \t\r\n\u00a0,;:.…—–-\"“”‘’'`«»()[]")
"""What does not belong to the edge of a span; a stop or bracket stays where the words need it (see `_belongs`)."""
MARKS = frozenset("\"“”„‟«»'‘’")
"""Quotation marks of one character."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs that need a subject of their own."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


@dataclass(frozen=True, slots=True)
class View:
    """A document, the classes of words, each token's quotation (-1 outside), each quotation's half-open token range.

    `vessels` are the nouns for ships and other craft; `named_vessels` the names that stand beside such a noun.
    """

    document: Document
    grammar: Grammar
    quoted: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]
    vessels: frozenset[str] = frozenset()
    named_vessels: frozenset[str] = frozenset()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The document's tokens."""
        return self.document.tokens

    def word_is(self, index: int, name: str) -> bool:
        """Tell whether a token's word is in this class of the grammar."""
        return self.tokens[index].text.lower() in self.grammar[name]

    def lemma_is(self, index: int, name: str) -> bool:
        """Tell whether a token's lemma is in this class of the grammar."""
        return self.tokens[index].lemma.lower() in self.grammar[name]

    def is_vessel(self, index: int) -> bool:
        """Tell whether a token is a ship, by its noun or by its name: craft do not speak."""
        token = self.tokens[index]
        return token.lemma.lower() in self.vessels or token.text in self.named_vessels

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first dependent of a token with one of these labels."""
        return next((c for c in self.document.children[index] if self.tokens[c].dep in deps), None)

    def children(self, index: int, *deps: str) -> list[int]:
        """Return the dependents of a token with one of these labels, in text order."""
        return [c for c in self.document.children[index] if self.tokens[c].dep in deps]

    def bounds(self, index: int) -> tuple[int, int]:
        """Return the half-open token range of the sentence that holds a token."""
        return self.document.sentences[self.tokens[index].sentence].tokens

    def length(self, index: int) -> int:
        """Return how many tokens the sentence that holds a token has."""
        start, end = self.bounds(index)
        return end - start

    def spans(self, indices: Iterable[int]) -> tuple[Span, ...]:
        """Return the spans of a set of tokens: one for each run that only punctuation interrupts, edges tidied."""
        runs: list[list[int]] = []
        for i in sorted(set(indices)):
            if runs and self._joined(runs[-1][-1], i):
                runs[-1].append(i)
            else:
                runs.append([i])
        found = (self.tight(Span(self.tokens[r[0]].start, self.tokens[r[-1]].end)) for r in runs)
        return tuple(self._with_marks(s) for s in found if s is not None)

    def words(self, indices: Iterable[int]) -> frozenset[str]:
        """Return the words of a set of tokens in lower case."""
        return frozenset(self.tokens[i].text.lower() for i in indices)

    def _with_marks(self, span: Span) -> Span:
        """Let a span whose edge is the edge of a quotation within it keep that quotation's mark: 'a “total farce”'."""
        start, end, text = span.start, span.end, self.document.text
        for quoted in (q for n in self._quotations_at(span) for q in self.document.quotations[n].spans):
            if quoted.start == span.start and quoted.end < span.end:
                start = quoted.start - _mark_width(text[max(0, quoted.start - 2) : quoted.start])
            tail = text[span.end : quoted.end]
            if span.start < quoted.start < span.end <= quoted.end and not any(c.isalnum() for c in tail):
                end = quoted.end + _mark_width(text[quoted.end : quoted.end + 2][::-1])
        return Span(start, end)

    def _quotations_at(self, span: Span) -> list[int]:
        """Return the quotations at a span's first and last words."""
        tokens = self.document.tokens_of(span)
        return sorted({self.quoted[t.index] for t in (*tokens[:1], *tokens[-1:])} - {-1})

    def _joined(self, left: int, right: int) -> bool:
        same_block = self.block(left) == self.block(right)
        return same_block and all(self.tokens[i].pos in {"PUNCT", "SPACE"} for i in range(left + 1, right))

    def block(self, index: int) -> int:
        """Return the number of the block that holds a token."""
        return self.document.sentences[self.tokens[index].sentence].block

    def tight(self, span: Span) -> Span | None:
        """Return the span without blanks, marks and stops at its edges, or None where nothing else is in it."""
        text, a, b = self.document.text, span.start, span.end
        while a < b and text[a] in EDGE and not _opens(text, a, b):
            a += 1
        while b > a and text[b - 1] in EDGE and not _belongs(text, a, b - 1):
            b -= 1
        while a > 1 and text[a - 1] == "-" and text[a - 2].isalnum() and text[a].isalnum():
            a = _front_of_word(text, a - 1)
        return Span(a, b) if a < b else None


def _mark_width(beside: str) -> int:
    """Return how many characters the mark at the end of a two-character stretch takes; 0 where there is none."""
    if beside in {"``", "''"}:
        return 2
    return 1 if beside[-1:] in MARKS else 0


def _front_of_word(text: str, end: int) -> int:
    """Return where the word that ends here starts: the tokens of "pro-life" are one word to a reader."""
    start = end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return start


def _opens(text: str, first: int, end: int) -> bool:
    """Tell whether the bracket at `first` opens words that others follow: '(laughs) There is no book'."""
    closer = {"(": ")", "[": "]"}.get(text[first])
    closing = text.find(closer, first, min(end, first + 60)) if closer else -1
    return closing >= 0 and any(c.isalnum() for c in text[closing:end])


def _belongs(text: str, start: int, last: int) -> bool:
    """Tell whether the stop or bracket at `last` belongs to the words before it: 'U.S.', 'Rep. Iveston (R-Ohio)'."""
    if text[last] == ".":
        return last - 2 >= start and text[last - 2] == "."
    opener = {")": "(", "]": "["}.get(text[last])
    return opener is not None and text.rfind(opener, max(start, last - 60), last) >= 0


def view_of(document: Document, lexicon: Lexicon) -> View:
    """Return the view of a document; linear in its tokens."""
    quoted = [-1] * len(document.tokens)
    ranges = []
    for n, quotation in enumerate(document.quotations):
        held: list[int] = []
        for span in quotation.spans:
            held += (t.index for t in document.tokens_of(span))
        for i in held:
            quoted[i] = n
        ranges.append((held[0], held[-1] + 1) if held else (0, 0))
    vessels = lexicon.words("vessels")
    names = _named_vessels(document, vessels)
    return View(document, load_grammar(lexicon), tuple(quoted), tuple(ranges), vessels, names)


def _named_vessels(document: Document, vessels: frozenset[str]) -> frozenset[str]:
    """Return the names beside a noun for a craft: "the ferry Dawn", "the Dawn, a car ferry"; people's are none."""
    found: set[str] = set()
    for token in document.tokens:
        if token.lemma.lower() not in vessels or token.pos != "NOUN":
            continue
        head = document.tokens[token.head]
        if head.pos == "PROPN" and head.entity != "PERSON" and token.dep in {"compound", "appos"}:
            found.add(head.text)
        below = (document.tokens[c] for c in document.children[token.index])
        found |= {t.text for t in below if t.dep == "appos" and t.pos == "PROPN" and t.entity != "PERSON"}
    return frozenset(found)


def run_between(view: View, left: int, right: int) -> Sequence[Token]:
    """Return the tokens of `left:right` that are not punctuation."""
    return [t for t in view.tokens[left:right] if t.pos != "PUNCT"]
