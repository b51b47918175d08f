"""Every record that crosses a stage. Frozen and slotted; no I/O, no logic beyond looking at spans.

Text is stored once, in `Article.text`. All that is extracted from it is a `Span` into that text,
so whatever is printed can be compared with its source character by character.
Offsets are counted in Unicode code points, half open: `text[start:end]`.
"""

from __future__ import annotations

from briefing.model.analysis import (
    Actor,
    ActorKind,
    Analysis,
    DateMention,
    Dispute,
    KeyPoint,
    Mention,
    MentionType,
    Mode,
    Precision,
    Referent,
    Role,
    SentenceRole,
    Side,
    Stance,
    Statement,
    TimelineEntry,
)
from briefing.model.article import (
    Article,
    Block,
    BlockKind,
    Genre,
)
from briefing.model.document import (
    Attribution,
    Document,
    Entity,
    Quotation,
    Reading,
    Sentence,
    Token,
)
from briefing.model.page import (
    Accuracy,
    Briefing,
    Contest,
    Event,
    Gap,
    GapKind,
    Line,
    Opposition,
    Party,
    Piece,
    Player,
    Saying,
    Voice,
)
from briefing.model.release import (
    UNTIL_FURTHER_NOTICE,
    Change,
    Release,
)
from briefing.model.spans import (
    Problem,
    Span,
)

__all__ = [
    "UNTIL_FURTHER_NOTICE",
    "Accuracy",
    "Actor",
    "ActorKind",
    "Analysis",
    "Article",
    "Attribution",
    "Block",
    "BlockKind",
    "Briefing",
    "Change",
    "Contest",
    "DateMention",
    "Dispute",
    "Document",
    "Entity",
    "Event",
    "Gap",
    "GapKind",
    "Genre",
    "KeyPoint",
    "Line",
    "Mention",
    "MentionType",
    "Mode",
    "Opposition",
    "Party",
    "Piece",
    "Player",
    "Precision",
    "Problem",
    "Quotation",
    "Reading",
    "Referent",
    "Release",
    "Role",
    "Saying",
    "Sentence",
    "SentenceRole",
    "Side",
    "Span",
    "Stance",
    "Statement",
    "TimelineEntry",
    "Token",
    "Voice",
]
