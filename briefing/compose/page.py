"""Analysis -> Briefing. Each section is one function; what a sentence already says elsewhere is not said twice."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analyse.trust import load_trust
from briefing.compose.background import background
from briefing.compose.disputes import contests, oppositions
from briefing.compose.gaps import find_gaps
from briefing.compose.pieces import with_referents, without_dateline
from briefing.compose.points import key_points
from briefing.compose.printed import Printed, normal
from briefing.compose.timeline import timeline
from briefing.compose.voices import voices
from briefing.errors import AnalysisError
from briefing.model import (
    Accuracy,
    ActorKind,
    Analysis,
    BlockKind,
    Briefing,
    KeyPoint,
    Line,
    Piece,
    Player,
    Span,
)

STORY = frozenset({BlockKind.BODY, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class ComposeOptions:
    """How much is offered to the page, which drops what does not fit, and how sure a speaker must be.

    A speaker of lower confidence than `min_confidence` is printed as unresolved; `accuracy` is what those printed are
    worth by measurement. `shipped_options` has both as measured.
    """

    min_confidence: float = 0.5
    accuracy: Accuracy | None = None
    points: int = 10
    sayings_per_voice: int = 6
    disputes: int = 4
    background: int = 8
    timeline: int = 10
    players: int = 12
    standfirst_words: int = 45


def shipped_options() -> ComposeOptions:
    """Return the options with the threshold and the accuracy that were measured for the analysis as shipped."""
    trust = load_trust()
    return ComposeOptions(min_confidence=trust.threshold, accuracy=trust.accuracy)


def compose(analysis: Analysis, options: ComposeOptions | None = None) -> Briefing:
    """Return the page's content, most important first within each section; raises AnalysisError for an empty article.

    Offers more than a page holds; `Line.rank` says what goes first. Without options those of `shipped_options` count.
    """
    options = options or shipped_options()
    printed = Printed(analysis)
    headline = headline_of(analysis)
    disputes = contests(analysis, options.min_confidence, options.disputes)
    evidence = [p.span for c in disputes for party in c.parties for line in party.evidence for p in line.pieces]
    points = key_points(analysis, options.points, headline, evidence)
    standfirst = _standfirst(points, analysis.text, options)
    rest = points[1:] if standfirst else points
    for line in (headline, *points):
        printed.add_line(line)
    printed.add(evidence)
    said, silent = voices(analysis, printed, options.min_confidence, options.sayings_per_voice)
    return Briefing(
        article=analysis.article,
        sentences=tuple(s.span for s in analysis.document.sentences),
        headline=headline,
        standfirst=standfirst,
        points=rest,
        voices=said,
        disputes=disputes,
        background=background(analysis, printed, options.background),
        timeline=timeline(analysis, printed, evidence, options.timeline),
        players=_players(analysis, options),
        oppositions=oppositions(analysis, disputes),
        place=_place(analysis),
        gaps=find_gaps(analysis, said, silent),
        accuracy=options.accuracy,
    )


def headline_of(analysis: Analysis) -> Line:
    """Return the title that came with the article or, where they agree, its headline block.

    Without a title it is that block, without both the best sentence.
    """
    document, article = analysis.document, analysis.article
    title = article.title.strip() if article.title else ""
    for sentence in document.sentences:
        if article.blocks[sentence.block].kind is BlockKind.HEADLINE:
            block = article.blocks[sentence.block].span
            if not title or _agree(title, block.of(analysis.text)):
                cites = tuple(s.index for s in document.sentences_of(block))
                return Line("headline", (Piece(block),), cites, 1000)
    if article.title and title:
        return Line("headline", (Piece(Span(0, len(article.title)), title=True),), (), 1000)
    if not document.sentences:
        raise AnalysisError(f"{article.source}: no sentence to print; check that it holds an article's text")
    names = {a.id: a.name for a in analysis.actors}
    best = analysis.key_points[0] if analysis.key_points else KeyPoint(_first_story_sentence(analysis), 0.0)
    sentence = document.sentences[best.sentence]
    return Line("headline", with_referents(without_dateline(sentence, analysis), best, names), (sentence.index,), 1000)


def _agree(title: str, block: str) -> bool:
    """Tell whether a title reads like the headline, perhaps with an outlet's name behind it or letters garbled."""
    one, other = normal(title), normal(block)
    if block.isascii() or "’" in block:
        one, other = (words.encode("ascii", "ignore").decode() for words in (one, other))
    return bool(other) and one.startswith(other) and 2 * len(other) > len(one)


def _first_story_sentence(analysis: Analysis) -> int:
    blocks = analysis.article.blocks
    story = (s.index for s in analysis.document.sentences if blocks[s.block].kind in STORY)
    return next(story, 0)


def _standfirst(points: tuple[Line, ...], text: str, options: ComposeOptions) -> Line | None:
    """Return the best point where it is short enough to be set large and others are left."""
    if len(points) < 2:
        return None
    words = sum(len(p.span.of(text).split()) for p in points[0].pieces)
    return points[0] if words <= options.standfirst_words else None


def _players(analysis: Analysis, options: ComposeOptions) -> tuple[Player, ...]:
    """Return the actors, most important first, but places that neither speak nor stand on a side."""
    acting = {s.speaker for s in analysis.statements} | {
        a for d in analysis.disputes for s in d.sides for a in s.actors
    }
    kept = [a for a in analysis.actors if a.kind is not ActorKind.PLACE or a.id in acting][: options.players]
    document, found = analysis.document, []
    for n, actor in enumerate(kept, 1):
        cites = {s.index for span in (actor.name, actor.role) if span for s in document.sentences_of(span)}
        bystander = actor.kind is ActorKind.GROUP and actor.id not in acting
        rank = 84 - 3 * n - 30 * bystander - 8 * (actor.role is None)
        line = Line(f"actor-{n}", (Piece(actor.name),), tuple(sorted(cites)), rank)
        found.append(Player(actor.id, actor.kind, line, Piece(actor.role) if actor.role else None))
    return tuple(found)


def _place(analysis: Analysis) -> Piece | None:
    """Return the words before the dateline's first mark: the place the story was filed from."""
    for block in analysis.article.blocks:
        if block.dateline:
            words = block.dateline.of(analysis.text)
            length = min((i for i, c in enumerate(words) if c in "(,–—-"), default=len(words))
            place = words[:length].rstrip()
            if place:
                return Piece(Span(block.dateline.start, block.dateline.start + len(place)))
    return None
