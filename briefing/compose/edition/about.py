"""What a story's articles have on somebody on the watch-list: said by them, said against them, asked, mentioned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.analyse.attributions.kinds import Kind
from briefing.analyse.disputes import find_silences
from briefing.compose.disputes import SURE, contests
from briefing.compose.edition.naming import Naming
from briefing.compose.edition.standing import SUBJECTS, is_asked, is_target
from briefing.compose.edition.watching import words_of_name
from briefing.compose.pieces import covered, pieces, without_dateline
from briefing.compose.printed import normal
from briefing.compose.sayings import cut
from briefing.compose.spoken import Spoken
from briefing.compose.voices import MIN_WORDS
from briefing.gather.words import plain_words
from briefing.lexicon import Lexicon
from briefing.model import (
    Analysis,
    BlockKind,
    DayStory,
    Line,
    Mode,
    Piece,
    Report,
    Sentence,
    Span,
    Stance,
    Statement,
    Watching,
)

AGAINST = frozenset({Stance.ACCUSES, Stance.CRITICIZES})
CALLING = AGAINST | {Stance.DEMANDS}
"""What makes a sentence that mentions somebody worth more than others."""
PARTS = SUBJECTS | {"dobj", "obj", "pobj"}
"""Labels of who does something, and to whom."""
CONTESTS = 5
"""Disputes of one article that are looked through."""
EVIDENCE = 2
"""Sentences printed of what one side says."""
DOUBLED = 0.6
"""Share of a saying's characters that another one prints already, from which it is not printed again."""
MODES = {Mode.DIRECT: 0, Mode.MIXED: 1, Mode.INDIRECT: 2}


@dataclass(frozen=True, slots=True)
class Found:
    """Words on somebody; `line` is not numbered yet, `also` are the other articles that have it.

    `told` are the sentences (article, index) that say it, those of the other articles too.
    """

    how: Watching
    report: Report
    line: Line
    also: tuple[Report, ...] = ()
    who: tuple[Piece, ...] = ()
    cue: tuple[Piece, ...] = ()
    mode: Mode | None = None
    told: frozenset[tuple[str, int]] = frozenset()


@dataclass(slots=True)
class Searcher:
    """Looks through articles for watched names; what it learns of an article serves for all names."""

    min_confidence: float
    lexicon: Lexicon = field(default_factory=Lexicon)
    _spoken: Spoken | None = None
    _silences: dict[str, tuple[Statement, ...]] = field(default_factory=dict)

    # ------------------------------------------------------------ what they said

    def quoted(self, name: str, story: DayStory, named: Sequence[Naming]) -> list[Found]:
        """Return what somebody says in a story, each saying once with all articles that have it, own words first."""
        numbers = {
            (ref.article, ref.statement): n for n, s in enumerate(story.comparison.sayings) for ref in s.told
        }  # fmt: skip
        groups: dict[int | tuple[str, ...], list[tuple[Naming, int]]] = {}
        for naming in named:
            for n in self._said(naming):
                words = plain_words(naming.report.analysis.text, naming.report.analysis.statements[n].content)
                groups.setdefault(numbers.get((naming.report.article, n), words), []).append((naming, n))
        found = [self._saying(name, story, key, group) for key, group in groups.items()]
        found.sort(key=lambda f: MODES[f.mode] if f.mode else len(MODES))
        printed: dict[str, list[Span]] = {}
        fresh = []
        for one in found:
            spans = [piece.span for piece in one.line.pieces]
            told = printed.setdefault(one.report.article, [])
            if sum(covered(span, told) for span in spans) < DOUBLED * sum(map(len, spans)):
                told += spans
                fresh.append(one)
        return fresh

    def _said(self, naming: Naming) -> Iterator[int]:
        """Yield the numbers of the statements that surely are somebody's sayings."""
        if self._spoken is None:
            self._spoken = Spoken.load(self.lexicon)
        analysis = naming.report.analysis
        body = {s.index for s in analysis.document.sentences} - _headline(analysis)
        for n, statement in enumerate(analysis.statements):
            sure = statement.speaker in naming.actors and statement.confidence >= self.min_confidence
            if sure and len(plain_words(analysis.text, statement.content)) >= MIN_WORDS:
                sentence = analysis.document.sentence_at(statement.content[0].start)
                inside = sentence is not None and sentence.index in body
                if inside and self._spoken.kind(analysis.document, statement) is not Kind.ACT:
                    yield n

    def _saying(
        self, name: str, story: DayStory, key: int | tuple[str, ...], group: Sequence[tuple[Naming, int]]
    ) -> Found:  # fmt: skip
        shared = story.comparison.sayings[key].told if isinstance(key, int) else ()
        first = shared[0].article if shared else ""
        naming, n = next((pair for pair in group if pair[0].report.article == first), group[0])
        analysis = naming.report.analysis
        statement = analysis.statements[n]
        printed = cut(analysis, statement)
        reports = {r.article: r for r in story.reports}
        told = [(ref.article, ref.statement) for ref in shared] + [(one.report.article, m) for one, m in group]
        ids = {article for article, _ in told} - {naming.report.article}
        speaker = next(a.name for a in analysis.actors if a.id == statement.speaker)
        known = plain_words(analysis.text, [speaker]) == words_of_name(name)
        return Found(
            Watching.QUOTED, naming.report, Line("", printed.words, printed.cites, 0.0),
            tuple(r for r in story.reports if r.article in ids), () if known else (Piece(speaker),), printed.cue,
            statement.mode, frozenset(place for article, m in told for place in _places(reports[article], m)),
        )  # fmt: skip

    # ------------------------------------------------------------ what was said against them

    def against(self, story: DayStory, named: Sequence[Naming]) -> list[Found]:
        """Return what others say against somebody: the other side of a dispute, and accusations and criticism."""
        found: dict[str, Found] = {}
        for naming in _originals(named):
            for line, who in (*self._opposed(naming), *self._accused(naming)):
                key = normal("".join(p.span.of(naming.report.analysis.text) for p in line.pieces))
                found.setdefault(key, Found(Watching.AGAINST, naming.report, line, who=_unsaid(who, line, naming)))
        for one in self._across(story, named):
            key = normal("".join(p.span.of(one.report.analysis.text) for p in one.line.pieces))
            found.setdefault(key, one)
        return list(found.values())

    def _opposed(self, naming: Naming) -> Iterator[tuple[Line, tuple[Piece, ...]]]:
        """Yield the words of whoever stands against them in a dispute within one article."""
        analysis = naming.report.analysis
        names = {a.name for a in analysis.actors if a.id in naming.actors}
        for contest in contests(analysis, self.min_confidence, CONTESTS):
            sides = [any(piece.span in names for piece in party.names) for party in contest.parties]
            for party, own in zip(contest.parties, sides, strict=True):
                if any(sides) and not own and party.position != "silent":
                    yield from ((_sentences(analysis, line.cites), party.names) for line in party.evidence)

    def _accused(self, naming: Naming) -> Iterator[tuple[Line, tuple[Piece, ...]]]:
        """Yield accusations and criticism, of others than themselves, that name them."""
        analysis = naming.report.analysis
        names = {a.id: Piece(a.name) for a in analysis.actors}
        headline = _headline(analysis)
        for statement in analysis.statements:
            own = statement.speaker in naming.actors or any(map(naming.within, statement.source))
            sentences = analysis.document.sentences_of(statement.content[0])
            if statement.stance not in AGAINST or own or not sentences or sentences[0].index in headline:
                continue
            if is_target(naming, statement):
                sure = statement.confidence >= self.min_confidence
                who = (names[statement.speaker],) if sure and statement.speaker in names else ()
                yield _sentences(analysis, [s.index for s in sentences]), who

    def _across(self, story: DayStory, named: Sequence[Naming]) -> Iterator[Found]:
        """Yield the words of whoever stands against them in another article."""
        reports = {r.article: r for r in story.reports}
        members = {(n.report.article, id) for n in named for id in n.actors}
        meant = {a.id for a in story.comparison.actors if any((m.article, m.actor) in members for m in a.members)}
        names = {a.id: a.name for a in story.comparison.actors}
        for dispute in story.comparison.disputes:
            for own, other in ((dispute.claim, dispute.reply), (dispute.reply, dispute.claim)):
                theirs = meant.isdisjoint(other.actors) and not meant.isdisjoint(own.actors)
                if dispute.confidence >= SURE and theirs and other.words.article in reports:
                    report = reports[other.words.article]
                    cited = report.analysis.document.sentences_of(other.words.span)
                    line = _sentences(report.analysis, [s.index for s in cited])
                    # A line and the name of its speaker are of one article.
                    who = tuple(Piece(names[a].span) for a in other.actors if names[a].article == report.article)
                    yield Found(Watching.AGAINST, report, line, who=who)

    # ------------------------------------------------------------ what they did not answer

    def declined(self, named: Sequence[Naming]) -> list[Found]:
        """Return the sentences that tell that somebody gave no answer."""
        found: dict[str, Found] = {}
        for naming in _originals(named):
            analysis = naming.report.analysis
            for silence in self._silent(naming.report):
                own = silence.speaker in naming.actors and silence.confidence >= self.min_confidence
                if own or is_asked(naming, silence, self.lexicon.table("role_nouns")):
                    cited = analysis.document.sentences_of(silence.cue[0] if silence.cue else silence.content[0])
                    line = _sentences(analysis, [s.index for s in cited])
                    key = normal("".join(p.span.of(analysis.text) for p in line.pieces))
                    found.setdefault(key, Found(Watching.DECLINED, naming.report, line))
        return list(found.values())

    def _silent(self, report: Report) -> tuple[Statement, ...]:
        if report.article not in self._silences:
            a = report.analysis
            self._silences[report.article] = find_silences(a.document, a.actors, a.statements, self.lexicon)
        return self._silences[report.article]


# ---------------------------------------------------------------- where they are mentioned


def mentioned(named: Sequence[Naming], used: set[tuple[str, int]]) -> list[Found]:
    """Return the best sentence of each text of its own that has the name and is not `used` (article, sentence)."""
    found = []
    for naming in _originals(named):
        report = naming.report
        left = [s for s in naming.sentences if (report.article, s.index) not in used]
        if left:
            best = max(left, key=lambda s: (*_telling(naming, s), -s.index))
            found.append(Found(Watching.MENTIONED, report, _sentences(report.analysis, [best.index])))
    return found


def _telling(naming: Naming, sentence: Sentence) -> tuple[int, float]:
    """Rate a sentence: in which they are accused or called on, else do something, else are named; then its score."""
    analysis = naming.report.analysis
    tokens = [t for place in naming.places for t in analysis.document.tokens_of(place)]
    acts = any(t.dep in PARTS for t in tokens if t.sentence == sentence.index)
    called = any(
        s.stance in CALLING and is_target(naming, s) for s in analysis.statements if sentence.span.overlap(s.content[0])
    )
    scores = {point.sentence: point.score for point in analysis.key_points}
    return 2 * (called and acts) + acts, scores.get(sentence.index, 0.0)


# ---------------------------------------------------------------- shared


def _places(report: Report, number: int) -> Iterator[tuple[str, int]]:
    """Yield the sentences of a statement's content, with the article's id."""
    document = report.analysis.document
    for span in report.analysis.statements[number].content:
        yield from ((report.article, s.index) for s in document.sentences_of(span))


def _originals(named: Sequence[Naming]) -> list[Naming]:
    """Return the first article of each origin: copies say the same."""
    first: dict[str, Naming] = {}
    for naming in named:
        first.setdefault(naming.report.origin, naming)
    return list(first.values())


def _headline(analysis: Analysis) -> set[int]:
    """Return the numbers of the sentences that are none of the story's."""
    blocks = analysis.article.blocks
    return {s.index for s in analysis.document.sentences if blocks[s.block].kind is BlockKind.HEADLINE}


def _sentences(analysis: Analysis, indices: Sequence[int]) -> Line:
    """Return whole sentences as a line, at most `EVIDENCE` of them; a quotation that runs over two is one piece."""
    kept = tuple(indices)[:EVIDENCE]
    spans: list[Span] = []
    for index in kept:
        span = without_dateline(analysis.document.sentences[index], analysis)
        if spans and not analysis.text[spans[-1].end : span.start].strip():
            span = Span(spans.pop().start, span.end)
        spans.append(span)
    return Line("", pieces(spans, analysis.text), kept, 0.0)


def _unsaid(names: Sequence[Piece], line: Line, naming: Naming) -> tuple[Piece, ...]:
    """Return the names whose last word the line itself does not have."""
    text = naming.report.analysis.text
    said = set(plain_words(text, [p.span for p in line.pieces]))
    return tuple(name for name in names if not said & set(plain_words(text, [name.span])[-1:]))
