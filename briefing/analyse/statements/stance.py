"""What a speaker does by saying it: by the cue, and for neutral cues by what the content says."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.lexicon import Lexicon
from briefing.model import Attribution, Document, Stance, Token


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The word lists stance is read from."""

    cues: dict[str, Stance]
    content: dict[str, Stance]

    @classmethod
    def load(cls, lexicon: Lexicon) -> StanceWords:
        """Read the lists `stance_cues` and `stance_words`."""
        return cls(
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_cues").items()},
            {lemma: Stance(value) for lemma, value in lexicon.table("stance_words").items()},
        )


def stance_of(document: Document, attribution: Attribution, words: StanceWords) -> Stance:
    """Return the stance of an attribution; ASSERTS where nothing says otherwise."""
    cue = [t for s in attribution.cue for t in document.tokens_of(s)]
    negated = any(t.dep == "neg" for t in cue)
    for token in cue:
        stance = words.cues.get(token.lemma.lower())
        if stance is not None:
            return _turned(stance) if negated else stance
    content = [t for s in attribution.content for t in document.tokens_of(s)]
    return _of_content(content, words)


def _turned(stance: Stance) -> Stance:
    """Return the stance of a negated cue: who does not support, criticizes; of the rest nothing can be said."""
    return Stance.CRITICIZES if stance is Stance.SUPPORTS else Stance.OTHER


def _of_content(content: list[Token], words: StanceWords) -> Stance:
    """Return the stance most words of the content speak for; on a tie the one found first."""
    votes: dict[Stance, int] = {}
    for token in content:
        stance = words.content.get(token.lemma.lower())
        if stance is not None:
            votes[stance] = votes.get(stance, 0) + 1
    return max(votes, key=lambda s: votes[s]) if votes else Stance.ASSERTS
