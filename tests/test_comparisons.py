"""All comparisons at once, on whatever text: verbatim, in bounds, the same in any order, and never an exception."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.gather.changes import Known, digest, find_changes
from briefing.gather.compare import compare
from briefing.lexicon import Lexicon
from briefing.model import Comparison, KeptLine, Place, Report
from tests.reports import Said, report

LEXICON = Lexicon()

WORDS = [
    *("at least", "more than", "from", "to", "by", "12", "14", "1.2", "1,400", "dozens", "of", "half", "a", "million"),
    *(
        "hundred",
        "and",
        "twenty",
        "-",
        "three",
        "people",
        "were",
        "killed",
        "killing",
        "injured",
        "the",
        "death",
        "toll",
    ),
    *("rose", "$", "€", "%", "per cent", "in", "Port Alden", "province", "magnitude", "Mara Iveston", "said", "not"),
]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")


@st.composite
def stories(draw: st.DrawFn, name: str = "r") -> list[Report]:
    found = []
    for n in range(draw(st.integers(0, 4))):
        said = draw(sentences)
        text = " ".join([*draw(st.lists(sentences, max_size=3)), said, "Mara Iveston spoke."])
        origin = draw(st.sampled_from([f"{name}{n}", "wire"]))
        item = draw(st.sampled_from([None, "item"]))
        people = ["Mara Iveston"]
        found.append(
            report(f"{name}{n}", text, origin=origin, item=item, people=people, said=[Said("Mara Iveston", said)])
        )
    return found


def places(found: Comparison) -> Iterator[Place]:
    for actor in found.actors:
        yield from (actor.name, *actor.aliases)
    for saying in found.sayings:
        yield from saying.words
    for conflict in found.figures:
        for figure in conflict.figures:
            yield from (figure.words, figure.sentence)
    yield from (single.sentence for single in found.singles)


@settings(max_examples=25, deadline=None)
@given(stories())
def test_comparing(reports: list[Report]) -> None:
    found = compare(reports, LEXICON)
    texts = {r.article: r.analysis.text for r in reports}
    assert all(0 <= p.span.start < p.span.end <= len(texts[p.article]) for p in places(found))
    assert compare(reports[::-1], LEXICON) == found
    for conflict in found.figures:
        assert len({f.words.article for f in conflict.figures}) == len(conflict.figures) >= 2


@settings(max_examples=25, deadline=None)
@given(stories(), stories("t"))
def test_what_changed(before: list[Report], today: list[Report]) -> None:
    known = {f"old {r.article}": r for r in before}
    printed = []
    for key, old in known.items():
        for sentence in old.analysis.document.sentences[:1]:
            words = sentence.span.of(old.analysis.text)
            printed.append(KeptLine("story", key, sentence.span, "point", digest(words)))
    found = find_changes(today, Known(known, printed), LEXICON)
    places = [n.now for n in found if n.now]
    assert len(places) == len(set(places))
    assert find_changes(today[::-1], Known(known, printed), LEXICON) == found
    if printed:
        texts = {r.article: r.analysis.text for r in [*before, *today]}
        news = [n.now.span.of(texts[n.now.article]) for n in found if n.now and n.kind.value.startswith("new")]
        assert {line.words for line in printed}.isdisjoint(digest(words) for words in news)
