"""What is disputed, and who stands against whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from briefing.compose.pieces import goes_on, pieces
from briefing.compose.sayings import described
from briefing.model import Analysis, Contest, Dispute, Line, Opposition, Party, Piece, Side, Span, Stance

SURE = 0.6
"""Confidence from which a dispute is printed: about five in six are true; a false one harms more than a missing one."""

LEADING = "that ", "of "
"""What a disputed point may open with and is clearer without."""

EVIDENCE = 2
"""Pieces of evidence printed for each side."""

LONGEST_ISSUE, LONGEST_EVIDENCE = 30, 60
"""Words: what is longer is no point to be read at a glance."""


def contests(analysis: Analysis, min_confidence: float, limit: int) -> tuple[Contest, ...]:
    """Return the disputes that can be printed, best first, at most `limit`.

    Only those of at least `SURE` confidence, between opposed positions, with somebody named or described on one side at
    least and words of that side's; none whose point or whose every evidence is as long as a speech, and none that names
    somebody for words of which they are a less likely speaker than `min_confidence`. Those in which both
    sides are heard come first. A side that has neither a name nor words of its own is left out: it only repeats what
    the other denies.
    """
    sure = [d for d in analysis.disputes if d.confidence >= SURE and _opposed(d) and _short(analysis, d)]
    sure = [d for d in sure if not any(_doubted(analysis, side, min_confidence) for side in d.sides)]
    heard = sorted(sure, key=lambda d: len(_heard(_contest(analysis, d, 1))) < len(d.sides))
    found: list[Contest] = []
    for dispute in heard:
        if len(found) == limit:
            break
        contest = _contest(analysis, dispute, len(found) + 1)
        if any(party.names for party in _heard(contest)):
            found.append(contest)
    return tuple(found)


def _short(analysis: Analysis, dispute: Dispute) -> bool:
    """Tell whether a dispute's point can be read at a glance."""
    return len(dispute.issue.of(analysis.text).split()) <= LONGEST_ISSUE


def _doubted(analysis: Analysis, side: Side, min_confidence: float) -> bool:
    """Tell whether all that is quoted of a side is by speakers too unsure to be printed."""
    spoken = [
        s.confidence
        for s in analysis.statements
        if s.speaker in side.actors and any(c.overlap(e) for c in s.content for e in side.evidence)
    ]
    return bool(spoken) and max(spoken) < min_confidence


def _heard(contest: Contest) -> list[Party]:
    """Return the parties of whom something is quoted."""
    return [party for party in contest.parties if party.evidence]


def _opposed(dispute: Dispute) -> bool:
    """Tell whether the sides take different positions and share no actor."""
    sides = dispute.sides
    apart = all(not set(one.actors) & set(other.actors) for one, other in combinations(sides, 2))
    return apart and len({side.position for side in sides}) > 1


def _contest(analysis: Analysis, dispute: Dispute, number: int) -> Contest:
    id, rank = f"dispute-{number}", 105 - 12 * number
    told = [[_with_cue(analysis, span, side) for span in side.evidence[:EVIDENCE]] for side in dispute.sides]
    parties = []
    for n, side in enumerate(dispute.sides):
        others = [(span, other) for other, spans in zip(dispute.sides, told, strict=True) for span in spans]
        theirs = [span for span, other in others if other is not side and (other.actors or not side.actors)]
        own = [s for s in told[n] if side.actors or not any(_within(s, span) for span in theirs)]
        parties.append(_party(analysis, side, own, f"{id}-{n + 1}", rank, dispute.issue))
    kept = tuple(party for party in parties if party.names or party.evidence)
    return Contest(_line(analysis, id, _point(analysis, dispute.issue), rank), kept)


def _point(analysis: Analysis, issue: Span) -> Span:
    """Return the disputed point without the 'that' before it; an accusation with its cue: 'accused Ruvenia of ...'."""
    for statement in analysis.statements:
        if issue in statement.content and statement.stance is Stance.ACCUSES and statement.cue:
            cue = statement.cue[-1]
            if cue.end <= issue.start and not analysis.text[cue.end : issue.start].strip():
                return Span(cue.start, issue.end)
    words = next((w for w in LEADING if issue.of(analysis.text).startswith(w)), "")
    return Span(issue.start + len(words), issue.end)


def _within(span: Span, other: Span) -> bool:
    """Tell whether a longer stretch says most of this one: then a side that nobody is named for has no words left."""
    return len(other) > len(span) and span.overlap(other) > 0.6 * len(span)


def _party(analysis: Analysis, side: Side, told: Sequence[Span], id: str, rank: float, issue: Span) -> Party:
    known = {a.id: Piece(a.name) for a in analysis.actors}
    names = tuple(known[a] for a in side.actors if a in known) or _unnamed(analysis, told)
    short = [span for span in told if len(span.of(analysis.text).split()) <= LONGEST_EVIDENCE]
    short = [s for s in short if not any(_within(s, other) for other in short)]
    fresh = [s for s in short if not _within(s, Span(issue.start - 1, issue.end + 1))]
    short = fresh or short
    lines = (_line(analysis, f"{id}-{n}", span, rank) for n, span in enumerate(short, 1))
    evidence = tuple(line for line in lines if line.pieces)
    return Party(names, side.position, evidence)


def _unnamed(analysis: Analysis, told: Sequence[Span]) -> tuple[Piece, ...]:
    """Return the source's own words for somebody it does not name: 'Lawyers for nineteen families'."""
    for statement in analysis.statements:
        if statement.speaker is None and any(c.overlap(t) for c in statement.content for t in told):
            phrase = described(analysis.document, statement)
            return (Piece(phrase),) if phrase else ()
    return ()


def _with_cue(analysis: Analysis, evidence: Span, side: Side) -> Span:
    """Return evidence from the cue right before it on: 'accused Ruvenia of ...' says what 'Ruvenia of ...' does not.

    The cue must be this side's: what one side 'denied' is no denial of the other's.
    """
    for statement in analysis.statements:
        if evidence in statement.content and statement.speaker in (side.actors or (None,)):
            for cue in statement.cue:
                if cue.end <= evidence.start and not analysis.text[cue.end : evidence.start].strip():
                    return Span(cue.start, evidence.end)
    return evidence


def _line(analysis: Analysis, id: str, span: Span, rank: float) -> Line:
    span = _whole(analysis, span)
    cites = tuple(s.index for s in analysis.document.sentences_of(span))
    return Line(id, pieces([span], analysis.text), cites, rank)


def _whole(analysis: Analysis, span: Span) -> Span:
    """Return a stretch that breaks off before its verb, up to the end of the sentence."""
    tokens = analysis.document.tokens_of(span)
    if tokens and goes_on(analysis.document, tokens[-1].index):
        return Span(span.start, analysis.document.sentences[tokens[-1].sentence].span.end)
    return span


def oppositions(analysis: Analysis, printed: Sequence[Contest]) -> tuple[Opposition, ...]:
    """Return the pairs of actors on different sides of printed disputes, most frequent first, then in page order."""
    order = {actor.name: n for n, actor in enumerate(analysis.actors)}
    pairs: dict[tuple[Piece, Piece], list[str]] = {}
    for contest in printed:
        for one, other in combinations(contest.parties, 2):
            for a, b in product(*([n for n in party.names if n.span in order] for party in (one, other))):
                pairs.setdefault((b, a) if (b, a) in pairs else (a, b), []).append(contest.issue.id)
    ranked = sorted(pairs.items(), key=lambda p: (-len(p[1]), order[p[0][0].span], order[p[0][1].span]))
    return tuple(Opposition(one, other, tuple(issues)) for (one, other), issues in ranked)
