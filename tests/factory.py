"""An invented article with its analysis, built by hand, so that the page can be tested without any extractor."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from briefing.model import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    Block,
    BlockKind,
    DateMention,
    Dispute,
    Document,
    Genre,
    KeyPoint,
    Mention,
    MentionType,
    Mode,
    Precision,
    Problem,
    Referent,
    Role,
    Sentence,
    SentenceRole,
    Side,
    Span,
    Stance,
    Statement,
    TimelineEntry,
)

HEADLINE = "Ruvenia denies opening the Karsk dam by night"

STORY = """\
PORT ALDEN (Meridian) — Ruvenia on Monday rejected charges that it opened the Karsk dam without warning, a day \
after Orlan's flood minister called the release "an act of malice".
"No gate was moved," government spokeswoman Mara Iveston told reporters. "We have the logs, and we will show them."
She said the river had risen because of 11 days of rain.
Orlan's flood minister Tomas Verrin accused Ruvenia of drowning the Lower Tarn to spare its own capital.
"They knew at midnight," Verrin said. "We learned it at dawn, from the water."
The flood of March 3 killed 14 people and left 2,100 without homes, according to the Tarn River Council.
The council's secretary, Ilse Oram, urged both governments to publish the gauge readings.
A senior engineer, who asked not to be named, said that one gate had been opened by a third.
Opposition leader Aldo Renn called the government's account "a wet fairy tale".
The dam was built in 1961 and has been shared by treaty since 1974.
In October 2019 a similar release flooded two villages, and an inquiry ended without a finding.
Elections are due in Orlan in June.
"""

PUBLISHED = date(2025, 3, 10)


def article(text: str = STORY, headline: str | None = HEADLINE, **fields: object) -> Article:
    """Return a text as the reader makes it: the headline, then a block a line; 'PLACE (Agency) — ' is a dateline."""
    whole = f"{headline}\n\n{text}" if headline else text
    blocks = []
    for n, match in enumerate(re.finditer(r"\S[^\n]*", whole)):
        span = Span(match.start(), match.end())
        dateline = re.match(r"[A-Z ]+ \([A-Z]\w+\) — ", match[0])
        kind = BlockKind.HEADLINE if headline and n == 0 else BlockKind.BODY
        blocks.append(Block(span, kind, Span(span.start, span.start + dateline.end()) if dateline else None))
    known: dict[str, object] = {"published": PUBLISHED, "published_from": "metadata", "outlet": "Meridian"}
    return Article("test", "test.txt", whole, tuple(blocks), **(known | fields))  # type: ignore[arg-type]


def document(read: Article) -> Document:
    """Return the article with sentences but without a parse: a sentence ends at '. ' or with its block."""
    sentences = []
    for n, block in enumerate(read.blocks):
        words = block.span.of(read.text)
        for match in re.finditer(r"\S.*?(?:[.!?][\"”]?(?= [A-Z\"“])|$)", words):
            span = Span(block.span.start + match.start(), block.span.start + match.end())
            sentences.append(Sentence(len(sentences), span, n, (0, 0)))
    return Document(read, tuple(sentences), (), (), (), (), np.zeros((len(sentences), 0), np.float32), ())


class Finder:
    """Locates words in one article."""

    def __init__(self, found: Document) -> None:
        self.document = found

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span(start, start + len(words))

    def sentence(self, words: str) -> int:
        found = self.document.sentence_at(self.span(words).start)
        assert found
        return found.index

    def actor(self, id: str, name: str, kind: ActorKind, role: str | None, importance: float) -> Actor:
        span = self.span(name)
        mention = Mention(span, MentionType.NAME)
        return Actor(id, span, kind, (mention,), self.span(role) if role else None, importance)

    def statement(
        self, speaker: str | None, source: str, cue: str, *content: str, mode: Mode = Mode.INDIRECT,
        stance: Stance = Stance.ASSERTS, confidence: float = 0.99,
    ) -> Statement:  # fmt: skip
        return Statement(
            (self.span(source),) if source else (), (self.span(cue),) if cue else (),
            tuple(map(self.span, content)), mode, stance, speaker, confidence,
        )  # fmt: skip


def analysis(**fields: object) -> Analysis:
    """Return the analysis of the invented article; `fields` replace parts of the article."""
    at = Finder(document(article(**fields)))  # type: ignore[arg-type]
    actors = (
        at.actor("a1", "Mara Iveston", ActorKind.PERSON, "government spokeswoman", 0.9),
        at.actor("a2", "Tomas Verrin", ActorKind.PERSON, "flood minister", 0.8),
        at.actor("a3", "Ruvenia on"[:7], ActorKind.COUNTRY, None, 0.7),
        at.actor("a4", "Ilse Oram", ActorKind.PERSON, "The council's secretary", 0.5),
        at.actor("a5", "Aldo Renn", ActorKind.PERSON, "Opposition leader", 0.4),
        at.actor("a6", "Tarn River Council", ActorKind.ORGANIZATION, None, 0.3),
    )
    statements = (
        at.statement("a3", "", "rejected", "charges that it opened the Karsk dam without warning",
                     stance=Stance.DENIES),
        at.statement("a1", "Mara Iveston", "told", "No gate was moved", "We have the logs, and we will show them",
                     mode=Mode.DIRECT, stance=Stance.DENIES),
        at.statement("a1", "She", "said the river"[:4], "the river had risen because of 11 days of rain"),
        at.statement("a2", "Tomas Verrin", "accused", "Ruvenia of drowning the Lower Tarn to spare its own capital",
                     stance=Stance.ACCUSES),
        at.statement("a2", "Verrin said"[:6], "said. \"We learned"[:4], "They knew at midnight",
                     "We learned it at dawn, from the water", mode=Mode.DIRECT),
        at.statement("a6", "the Tarn River Council", "according to",
                     "The flood of March 3 killed 14 people and left 2,100 without homes"),
        at.statement("a4", "Ilse Oram", "urged", "both governments to publish the gauge readings",
                     stance=Stance.DEMANDS),
        at.statement(None, "A senior engineer", "said that one"[:4], "one gate had been opened by a third",
                     confidence=0.0),
        at.statement("a5", "Aldo Renn", "called the government"[:6], "the government's account \"a wet fairy tale\"",
                     mode=Mode.MIXED, stance=Stance.CRITICIZES, confidence=0.2),
    )  # fmt: skip
    affirms = Side(("a2",), "affirms", (at.span("Ruvenia of drowning the Lower Tarn to spare its own capital"),))
    denies = Side(("a1", "a3"), "denies", (at.span("No gate was moved"),))
    dates = (
        DateMention(at.span("March 3"), "2025-03-03", Precision.DAY),
        DateMention(at.span("1961"), "1961", Precision.YEAR),
        DateMention(at.span("October 2019"), "2019-10", Precision.MONTH),
        DateMention(at.span("June"), "2025-06", Precision.MONTH),
    )
    timeline = sorted(
        (TimelineEntry(d.value, d.span, at.sentence(d.span.of(at.document.text))) for d in dates), key=lambda e: e.date
    )
    she = Referent(at.span("She"), "a1")
    points = (
        KeyPoint(at.sentence("Ruvenia on Monday"), 0.9),
        KeyPoint(at.sentence("Tomas Verrin accused"), 0.8),
        KeyPoint(at.sentence("She said"), 0.7, (), (she,)),
        KeyPoint(at.sentence("The flood of"), 0.6),
    )
    return Analysis(
        document=at.document,
        actors=actors,
        statements=statements,
        disputes=(Dispute(at.span("it opened the Karsk dam without warning"), (affirms, denies), 0.8),),
        dates=dates,
        timeline=tuple(timeline),
        roles=tuple(SentenceRole(Role.MAIN_EVENT, False) for _ in at.document.sentences),
        key_points=points,
        background=(at.sentence("The dam was built"), at.sentence("In October 2019")),
        problems=(Problem("quotations", "quotation without a closing mark", at.span("They knew")),),
    )


def plain(text: str, headline: str | None = None, **fields: object) -> Analysis:
    """Return an analysis of any text in which every sentence is a key point and nothing else is known."""
    found = document(article(text, headline, **fields))
    points = tuple(KeyPoint(s.index, 0.5) for s in found.sentences)
    roles = tuple(SentenceRole(Role.MAIN_EVENT, False) for _ in found.sentences)
    return Analysis(found, (), (), (), (), (), roles, points, (), ())


OPINION = Genre.OPINION
