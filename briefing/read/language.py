"""Which language a text is in: only English can be briefed, and the reader is told so before anything is analysed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 5_000
"""Characters of the text that are looked at."""

FEWEST_WORDS = 25
"""Words below which the letters' statistics mean nothing; then only the script counts."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word of letters."""

ENGLISH_SHARE = 0.15
"""Share of common English function words from which a text is English; news has 0.3 to 0.5."""

LATIN_END = "\u024f"
"""The last letter of Latin Extended-B; letters behind it belong to other scripts."""


@dataclass(frozen=True)
class LanguageGuard:
    """Tells English from other languages.

    A text with its share of English function words is English; only of others is the statistical model asked, py3langid
    (Lui and Baldwin, langid.py, ACL 2012), which is loaded then (about a second) and kept.
    """

    function_words: frozenset[str]
    names: Mapping[str, str]

    def check(self, text: str, name: str) -> None:
        """Raise ReadError, naming `name` and the language, where the text is not in English."""
        words = [w.lower() for w in WORD.findall(text[:SAMPLE])]
        if not words:
            raise LanguageError(f"{name} has no words; there is nothing to brief")
        if sum(w in self.function_words for w in words) >= ENGLISH_SHARE * len(words):
            return
        latin = sum(w[0] <= LATIN_END for w in words) >= len(words) / 2
        if latin and len(words) < FEWEST_WORDS:
            return
        code = str(self._identifier.classify(text[:SAMPLE])[0])
        if code != "en":
            language = self.names.get(code, f"another language ({code})")
            raise LanguageError(f"{name} is in {language}; only English can be briefed")

    @cached_property
    def _identifier(self) -> LanguageIdentifier:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE)
