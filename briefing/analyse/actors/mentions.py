"""The places where names of possible actors stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.analyse.actors.evidence import Evidence
from briefing.analyse.actors.grammar import SUBJECTS, title_case_sentences
from briefing.analyse.actors.records import NameMention, RawName
from briefing.analyse.actors.repair import repaired
from briefing.analyse.actors.words import Words
from briefing.model import ActorKind, Document, Token

NAMING_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
NAME_TAGS = frozenset({"PROPN", "NOUN", "ADJ", "VERB", "X"})
WORDS_AND_HYPHENS = re.compile(r"(-)|\s+")
"""Where a name falls into the parser's tokens."""
MIN_SHOUTED = 4


def find_names(document: Document, words: Words) -> list[NameMention]:
    """Return the names of possible actors in text order, none overlapping another.

    In headlines, where capitals mislead the tagger, only full names and names known from the body are taken.
    """
    headlines = title_case_sentences(document)
    raws = [r for e in document.entities if e.label in NAMING_LABELS for r in repaired(document, words, e)]
    body = Evidence(document, words, [r for r in raws if document.tokens[r.first].sentence not in headlines])
    full = (r for r in raws if document.tokens[r.first].sentence in headlines and _full_person(document, words, r))
    evidence = Evidence(
        document, words, [*body.raws, *(r for r in full if document.tokens[r.first].text not in body.people)]
    )
    found = [m for r in evidence.raws if (m := evidence.mention(r))]
    found += _missed(document, found, evidence)
    return without_overlaps(found)


def _full_person(document: Document, words: Words, raw: RawName) -> bool:
    """Tell whether a name is a given name and a surname, which a headline's capitals seldom bring about."""
    given = document.tokens[raw.first].text in words.given_names
    return raw.label == "PERSON" and raw.end - raw.first == 2 and given and document.tokens[raw.end - 1].pos == "PROPN"


def _missed(document: Document, found: Sequence[NameMention], evidence: Evidence) -> Iterable[NameMention]:
    """Yield further places of names found elsewhere in the article, such as those in the headline."""
    taken = {i for m in found for i in range(m.first, m.end)}
    known = {m.key: m.kind for m in found if m.kind is not ActorKind.COUNTRY}
    known.update(dict.fromkeys(evidence.people, ActorKind.PERSON))
    known.update(dict.fromkeys(evidence.abbreviations, ActorKind.ORGANIZATION))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    kinds: dict[tuple[str, ...], ActorKind] = {}
    for key in sorted(known, key=lambda k: (-len(k), k)):
        parts = tuple(p for p in WORDS_AND_HYPHENS.split(key) if p and not p.isspace())
        kinds[parts] = known[key]
        by_first.setdefault(parts[0], []).append(parts)
    i, t = 0, document.tokens
    while i < len(t):
        parts = _match(t, i, by_first.get(t[i].text, ()), taken) or _shouted(t, i, evidence, taken)
        month = (
            parts and t[i].text in evidence.words.not_actors and t[i].dep not in SUBJECTS
        )  # 'in May' is not Mrs. May
        title = len(parts) == 1 and _is_title(t, i, evidence.words)
        if parts and not month and not title and _stands_alone(t, i + len(parts)):
            yield evidence.made(i, i + len(parts), kinds.get(parts, ActorKind.PERSON))
        i += max(1, len(parts))


def _match(t: Sequence[Token], i: int, names: Sequence[tuple[str, ...]], taken: set[int]) -> tuple[str, ...]:
    for parts in names:
        if i + len(parts) <= len(t) and all(t[i + n].text == p and i + n not in taken for n, p in enumerate(parts)):
            return parts
    return ()


def _shouted(t: Sequence[Token], i: int, evidence: Evidence, taken: set[int]) -> tuple[str, ...]:
    """Return a known surname written in capitals ('IVESTON STEPS DOWN')."""
    text = t[i].text
    known = len(text) >= MIN_SHOUTED and text.isupper() and text.title() in evidence.people
    return (text,) if known and i not in taken else ()


def _is_title(t: Sequence[Token], i: int, words: Words) -> bool:
    """Tell whether a surname is a title here, as a name follows it: 'Judge Iveston' is not 'Mark Judge'."""
    after = t[i + 1] if i + 1 < len(t) else None
    named = after is not None and after.pos == "PROPN" and after.sentence == t[i].sentence
    return named and (t[i].text in words.titles or t[i].text in words.honorifics)


def _stands_alone(t: Sequence[Token], end: int) -> bool:
    """Tell whether the name that ends here is a name there too, and no hyphen runs on from it."""
    hyphen = end < len(t) and t[end].text == "-" and t[end].start == t[end - 1].end
    return t[end - 1].pos in NAME_TAGS and not hyphen


def without_overlaps(found: Iterable[NameMention]) -> list[NameMention]:
    """Return the mentions in text order; of two that overlap the longer stays, then the earlier."""
    kept: list[NameMention] = []
    for m in sorted(found, key=lambda m: (m.core[0], -(m.core[1] - m.core[0]))):
        if kept and m.core[0] < kept[-1].end:
            if m.core[1] - m.core[0] > kept[-1].core[1] - kept[-1].core[0]:
                kept[-1] = m
            continue
        kept.append(m)
    return kept
