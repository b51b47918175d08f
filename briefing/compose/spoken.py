"""Which statements belong under 'who said what': what somebody says or stands for, not what somebody does."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analyse.attributions.grammar import Grammar, load_grammar
from briefing.analyse.attributions.kinds import Kind, Kinds, kind_of, load_kinds
from briefing.lexicon import Lexicon
from briefing.model import Document, Mode, Statement, Token

FEWEST = 4
"""Words from which a content wholly in quotation marks is speech, whatever its cue."""
ANONYMOUS = 6
"""Words, at most, of a wish for anonymity: 'not to be named'."""
MEANING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
"""Parts of speech one of which a content needs to say something alone: 'all of it' does not."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Tells sayings from positions and acts, by word lists."""

    kinds: Kinds
    grammar: Grammar

    @classmethod
    def load(cls, lexicon: Lexicon) -> Spoken:
        """Read the lists `cue_kinds` and `speech_grammar`."""
        return cls(load_kinds(lexicon), load_grammar(lexicon))

    def kind(self, document: Document, statement: Statement) -> Kind:
        """Return what a statement is for the page; words in quotation marks are said, what only may happen is not."""
        cue = [t for span in statement.cue for t in document.tokens_of(span)]
        content = [t for span in statement.content for t in document.tokens_of(span)]
        if statement.mode is Mode.DIRECT and sum(t.pos not in {"PUNCT", "SPACE"} for t in content) >= FEWEST:
            return Kind.SAYING
        if self._supposed(document, cue) or self._unnamed(content) or self._empty(content):
            return Kind.ACT
        kind = kind_of(document, statement.cue, self.kinds)
        # What somebody else says that one thinks is that other's statement.
        return kind if kind is Kind.SAYING or statement.nested_in is None else Kind.ACT

    def is_narrator(self, document: Document, statement: Statement) -> bool:
        """Tell whether the writer speaks of itself or the reader: 'we have shown', 'you may think'."""
        words = [t.text.lower() for span in statement.source for t in document.tokens_of(span)]
        return bool(words) and all(w in self.grammar["speech partner"] for w in words)

    def _supposed(self, document: Document, cue: list[Token]) -> bool:
        """Tell whether the cue says what may, should or seems to be: 'may oppose'; 'could not accept' is said."""
        below = [document.tokens[i] for t in cue for i in document.children[t.index]]
        words = {t.text.lower() for t in (*cue, *below) if t.tag == "MD"}
        denied = any(t.dep == "neg" for t in (*cue, *below))
        seeming = any(t.lemma.lower() in self.grammar["seeming verb"] for t in cue)
        return seeming or (not denied and bool(words & self.grammar["supposing helper"]))

    def _empty(self, content: list[Token]) -> bool:
        """Tell whether a content of pronouns and small words is left without what they mean."""
        return bool(content) and not any(t.pos in MEANING for t in content)

    def _unnamed(self, content: list[Token]) -> bool:
        """Tell whether all that is asked is to stay unnamed."""
        words = [t.lemma.lower() for t in content if t.pos not in {"PUNCT", "SPACE"}]
        return 0 < len(words) <= ANONYMOUS and words[0] == "not" and bool(self.grammar["identifying verb"] & set(words))
