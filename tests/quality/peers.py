"""What others would print, in the same JSON, so that the same scorer scores them.

Peers get our sentence splitting and our parse: what is compared is the method, not the preparation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from briefing.analyse.annotate import PARSED
from briefing.model import Document, Sentence, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Prediction = dict[str, Any]


@dataclass(frozen=True)
class Peers:
    """The peers, each a method from a document to its prediction; `vocab` is the parser's."""

    vocab: Vocab

    def predict(self, peer: str, document: Document, points: int) -> Prediction:
        """Return what the named peer makes of the document; KeyError for a peer that is not there."""
        methods = {
            "first sentences": lambda: key_points(document, story_sentences(document)[:points]),
            "LexRank": lambda: key_points(document, self.lexrank(document, points)),
            "textacy": lambda: {**bare(document), "statements": list(self.quotations(document))},
        }
        return methods[peer]()

    def lexrank(self, document: Document, count: int) -> list[Sentence]:
        """Return the sentences sumy's LexRank (Erkan and Radev 2004) picks, with its own stop words and stemmer."""
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as SumySentence

        sentences = story_sentences(document)
        by_text = {" ".join(s.span.of(document.text).split()): s for s in reversed(sentences)}
        paragraph = Paragraph([SumySentence(t, self._tokenizer) for t in reversed(by_text)])
        best = self._lexrank(ObjectDocumentModel([paragraph]), count)
        return [by_text[str(s)] for s in best]

    def quotations(self, document: Document) -> Iterable[dict[str, Any]]:
        """Yield textacy's direct quotations as statements.

        It refuses a text with an odd quotation mark, which is normal in newspapers, so it gets one paragraph at a
        time: on whole articles it scores ten points less.
        """
        from textacy.extract.triples import direct_quotations

        for first, end in paragraphs(document):
            try:
                found = list(direct_quotations(as_spacy(document.tokens[first:end], self.vocab)))
            except ValueError:
                continue
            for speaker, cue, content in found:
                yield {
                    "source": [place(document, speaker, first)],
                    "cue": [place(document, cue, first)],
                    "content": [place(document, content[1:-1], first)],
                }

    @cached_property
    def _lexrank(self) -> Any:
        from sumy.nlp.stemmers import Stemmer
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.utils import get_stop_words

        summarizer = LexRankSummarizer(Stemmer("english"))
        summarizer.stop_words = get_stop_words("english")
        return summarizer

    @cached_property
    def _tokenizer(self) -> Words:
        return Words()


class Words:
    """Words for sumy without the data its own tokenizer would fetch: NLTK's Treebank rules, words only."""

    def __init__(self) -> None:
        from nltk.tokenize import NLTKWordTokenizer

        self._split = NLTKWordTokenizer().tokenize

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of one sentence, numbers and punctuation left out as sumy does."""
        return tuple(w for w in self._split(text) if w.replace("-", "").replace("'", "").isalpha())


def story_sentences(document: Document) -> list[Sentence]:
    """Return the sentences of headline and body, in text order."""
    blocks = document.article.blocks
    return [s for s in document.sentences if blocks[s.block].kind in PARSED]


def bare(document: Document) -> Prediction:
    """Return a prediction with the text and its sentences only."""
    spans = [{"start": s.span.start, "end": s.span.end} for s in document.sentences]
    return {"text": document.text, "sentences": spans}


def key_points(document: Document, sentences: Sequence[Sentence]) -> Prediction:
    """Return a prediction that has these key points."""
    return {**bare(document), "key_points": [{"start": s.span.start, "end": s.span.end} for s in sentences]}


def paragraphs(document: Document) -> Iterable[tuple[int, int]]:
    """Yield the token range of each paragraph that has tokens, in text order."""
    for _, group in groupby((s for s in document.sentences if s.tokens[1] > s.tokens[0]), lambda s: s.block):
        sentences = list(group)
        yield sentences[0].tokens[0], sentences[-1].tokens[1]


def as_spacy(tokens: Sequence[Token], vocab: Vocab) -> Doc:
    """Return whole sentences of our parse as spaCy's own record, token for token."""
    from spacy.tokens import Doc

    first = tokens[0].index
    return Doc(
        vocab,
        words=[t.text for t in tokens],
        spaces=[a.end < b.start for a, b in pairwise(tokens)] + [False],
        pos=[t.pos for t in tokens],
        tags=[t.tag for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=[t.head - first for t in tokens],
        deps=[t.dep for t in tokens],
        sent_starts=[n == 0 or t.sentence != tokens[n - 1].sentence for n, t in enumerate(tokens)],
    )


def place(document: Document, tokens: Iterable[Any], first: int) -> dict[str, int]:
    """Return the characters these spaCy tokens cover, as a JSON span; `first` is the index of their first in ours."""
    span = document.span_of(first + t.i for t in tokens)
    return {"start": span.start, "end": span.end}
