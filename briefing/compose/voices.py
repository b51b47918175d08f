"""Who said what: statements grouped by speaker, the most telling first kept, each printed once on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefing.compose.pieces import covered, pieces
from briefing.model import Analysis, BlockKind, Line, Mode, Piece, Saying, Span, Stance, Statement, Voice

MIN_WORDS = 3
"""Content of fewer words says nothing without its sentence."""

TELLING = frozenset({Stance.DENIES, Stance.ACCUSES, Stance.CRITICIZES, Stance.DEMANDS, Stance.PROMISES})
UNRESOLVED = "unresolved"


def voices(
    analysis: Analysis, printed: Sequence[Span], min_confidence: float, limit: int
) -> tuple[tuple[Voice, ...], int]:
    """Return the voices, most important actor first and unresolved speakers last, and how many statements had none.

    A statement most of whose content stands in `printed` or in another statement is not printed again: its sentences
    go to `Voice.also`. At most `limit` statements a voice are offered; the others' sentences go there as well.
    A statement without a speaker is printed only where the source says in words who spoke; else it is counted.
    """
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    silent = 0
    for statement in analysis.statements:
        speaker = statement.speaker if statement.confidence >= min_confidence else None
        if _in_headline(analysis, statement):
            continue
        if speaker is None and not statement.source:
            silent += 1
            continue
        groups[speaker or UNRESOLVED].append(statement)
    order = [a.id for a in analysis.actors if a.id in groups] + [UNRESOLVED] * (UNRESOLVED in groups)
    shown = list(printed)
    return tuple(_voice(analysis, id, groups[id], shown, limit) for id in order), silent


def _in_headline(analysis: Analysis, statement: Statement) -> bool:
    sentence = analysis.document.sentence_at(statement.content[0].start)
    return sentence is not None and analysis.article.blocks[sentence.block].kind is BlockKind.HEADLINE


def _voice(analysis: Analysis, id: str, group: Sequence[Statement], shown: list[Span], limit: int) -> Voice:
    """Return one voice; adds what it prints to `shown`."""
    actor = next((a for a in analysis.actors if a.id == id), None)
    base = 52 + 30 * actor.importance if actor else 40.0
    also: set[int] = set()
    best = sorted(group, key=lambda s: (-_weight(s, analysis.text), s.content))
    kept: list[tuple[Statement, float]] = []
    for statement in best:
        if len(kept) < limit and _is_news(statement, shown, analysis.text):
            kept.append((statement, base + _weight(statement, analysis.text) - 7 * len(kept)))
            shown.extend(statement.content)
        else:
            also.update(_sentences(analysis, statement.content))
    kept.sort(key=lambda pair: pair[0].content)
    number = len(shown)
    sayings = tuple(
        _saying(analysis, s, f"statement-{id}-{number}-{n}", rank, actor is None) for n, (s, rank) in enumerate(kept, 1)
    )
    cited = {i for s in sayings for i in s.line.cites}
    return Voice(
        f"voice-{id}", actor.id if actor else None, Piece(actor.name) if actor else None, sayings,
        tuple(sorted(also - cited)), base - 8,
    )  # fmt: skip


def _weight(statement: Statement, text: str) -> float:
    """Rate a statement: the speaker's own words over reported ones, taking a side over informing, neither too long."""
    words = sum(len(span.of(text).split()) for span in statement.content)
    own = {Mode.DIRECT: 6.0, Mode.MIXED: 4.0, Mode.INDIRECT: 0.0}[statement.mode]
    return own + 5.0 * (statement.stance in TELLING) + min(words, 15) / 5 - max(0, words - 40) / 5


def _is_news(statement: Statement, shown: Sequence[Span], text: str) -> bool:
    """Tell whether enough of the statement's content is not on the page yet."""
    length = sum(len(span) for span in statement.content)
    words = sum(len(span.of(text).split()) for span in statement.content)
    known = sum(covered(span, shown) for span in statement.content)
    return words >= MIN_WORDS and known <= 0.6 * length


def _saying(analysis: Analysis, statement: Statement, id: str, rank: float, unresolved: bool) -> Saying:
    text = analysis.text
    line = Line(id, pieces(statement.content, text), _sentences(analysis, statement.content), rank)
    cue = pieces(statement.cue, text)
    source = pieces(statement.source, text) if unresolved else ()
    return Saying(line, cue, source, statement.mode, statement.stance)


def _sentences(analysis: Analysis, spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(sorted({s.index for span in spans for s in analysis.document.sentences_of(span)}))
