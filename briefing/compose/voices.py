"""Who said what: statements grouped by speaker, the most telling first kept, each printed once on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.analyse.attributions.kinds import Kind
from briefing.compose.pieces import pieces, sentences_of
from briefing.compose.printed import Printed
from briefing.compose.sayings import Cut, cut, described
from briefing.compose.spoken import Spoken
from briefing.lexicon import Lexicon
from briefing.model import Analysis, BlockKind, Line, Mode, Piece, Saying, Stance, Statement, Voice

MIN_WORDS = 3
"""Content of fewer words says nothing without its sentence."""

TELLING = frozenset({Stance.DENIES, Stance.ACCUSES, Stance.CRITICIZES, Stance.DEMANDS, Stance.PROMISES})
POINTING = frozenset({"this", "that", "these", "those"})
UNNAMED, UNRESOLVED = "unnamed", "unresolved"

THOUGHT = 4.0
"""What a position weighs less than a saying: who said what comes first."""

BARE = frozenset({"WP", "WP$", "WDT", "PRP$"})
"""Tags of words that mean somebody only beside others."""

BASES = {UNNAMED: 46.0, UNRESOLVED: 22.0}
"""Rank of the statements of those who are no known actor; that of an actor's depends on its importance."""

FIRST = 2
"""Statements of each voice that hardly give way to other sections: what a speaker is there for."""


def voices(analysis: Analysis, printed: Printed, min_confidence: float, limit: int) -> tuple[tuple[Voice, ...], int]:
    """Return the voices and how many statements name no source at all.

    The most important actor comes first, unnamed sources behind all actors, unresolved ones last.
    A statement most of whose content stands in `printed` or in another statement is not printed again: its sentences
    go to `Voice.also`. At most `limit` statements a voice are offered; the others' sentences go there as well.
    One that somebody else's statement reports, by a speaker not known, is neither printed nor counted; nor is one that
    tells what its speaker does, not what is said or stood for, nor what the writer says of itself.
    """
    spoken = Spoken.load(Lexicon())
    kinds = {s: spoken.kind(analysis.document, s) for s in analysis.statements}
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    silent = 0
    for statement, kind in kinds.items():
        group = _group(analysis, statement, min_confidence)
        if kind is Kind.ACT or (group == UNRESOLVED and spoken.is_narrator(analysis.document, statement)):
            continue
        if group is None:
            silent += statement.nested_in is None and not _in_headline(analysis, statement)
        else:
            groups[group].append(statement)
    order = [id for id in (*(a.id for a in analysis.actors), UNNAMED, UNRESOLVED) if id in groups]
    return tuple(_voice(analysis, id, groups[id], kinds, printed, limit) for id in order), silent


def _group(analysis: Analysis, statement: Statement, min_confidence: float) -> str | None:
    """Return the voice a statement belongs to, or None for none."""
    if _in_headline(analysis, statement):
        return None
    if statement.speaker is not None and statement.confidence >= min_confidence:
        return statement.speaker
    if statement.nested_in is not None or _points_nowhere(analysis, statement):
        return None
    unnamed = statement.speaker is None and described(analysis.document, statement)
    return UNNAMED if unnamed else UNRESOLVED


def _points_nowhere(analysis: Analysis, statement: Statement) -> bool:
    """Tell whether the source is nothing or a bare 'who', 'their' or 'this': nobody a reader could make out."""
    words = [t for s in statement.source for t in analysis.document.tokens_of(s)]
    bare = bool(words) and all(t.tag in BARE or t.text.lower() in POINTING for t in words)
    return not statement.source or bare


def _in_headline(analysis: Analysis, statement: Statement) -> bool:
    sentence = analysis.document.sentence_at(statement.content[0].start)
    return sentence is not None and analysis.article.blocks[sentence.block].kind is BlockKind.HEADLINE


def _voice(
    analysis: Analysis,
    id: str,
    group: Sequence[Statement],
    kinds: Mapping[Statement, Kind],
    printed: Printed,
    limit: int,
) -> Voice:
    """Return one voice; adds what it prints to `printed`."""
    actor = next((a for a in analysis.actors if a.id == id), None)
    base = 58 + 26 * actor.importance if actor else BASES[id]
    also: set[int] = set()
    weights = {s: _weight(s, kinds[s], analysis.text) for s in group}
    best = sorted(group, key=lambda s: (-weights[s], s.content))
    kept: list[tuple[Statement, Cut, float]] = []
    for statement in best:
        if len(kept) < limit and _is_news(statement, printed, analysis.text):
            found = cut(analysis, statement)
            late = 7 * len(kept) + 12 * (len(kept) >= FIRST)
            kept.append((statement, found, base + weights[statement] / 2 - late))
            printed.add([*statement.content, *(piece.span for piece in found.words)])
            also.update(found.rest)
        else:
            also.update(s.index for s in sentences_of(analysis.document, statement.content))
    kept.sort(key=lambda k: k[0].content)
    sayings = tuple(
        _saying(analysis, statement, found, Line(f"statement-{id}-{n}", found.words, found.cites, rank), actor is None)
        for n, (statement, found, rank) in enumerate(kept, 1)
    )
    cited = {i for s in sayings for i in s.line.cites}
    return Voice(
        f"voice-{id}", actor.id if actor else None, Piece(actor.name) if actor else None, sayings,
        tuple(sorted(also - cited)), base - 14, id == UNNAMED,
    )  # fmt: skip


def _weight(statement: Statement, kind: Kind, text: str) -> float:
    """Rate a statement: own words over reported ones, sayings over thoughts, sides over facts, not too long."""
    words = sum(len(span.of(text).split()) for span in statement.content)
    own = {Mode.DIRECT: 6.0, Mode.MIXED: 4.0, Mode.INDIRECT: 0.0}[statement.mode]
    own -= THOUGHT * (kind is Kind.POSITION)
    return own + 5.0 * (statement.stance in TELLING) + min(words, 15) / 5 - max(0, words - 40) / 5


def _is_news(statement: Statement, printed: Printed, text: str) -> bool:
    """Tell whether enough of the statement's content is not on the page yet."""
    words = sum(len(span.of(text).split()) for span in statement.content)
    return words >= MIN_WORDS and not printed.has(*statement.content, share=0.6)


def _saying(analysis: Analysis, statement: Statement, found: Cut, line: Line, unknown: bool) -> Saying:
    """Return a statement as printed; of a speaker who is no known actor with the source's words for them."""
    unknown = unknown and statement.speaker is None  # what is in doubt is not printed, in whatever words
    phrase = described(analysis.document, statement) if unknown else None
    unknown = unknown and not any(w.span.covers(s) for w in found.words for s in statement.source[:1])
    source = () if not unknown else (Piece(phrase),) if phrase else pieces(statement.source, analysis.text)
    return Saying(line, found.cue, source, statement.mode, statement.stance)
