"""Train the cues of reported speech: `python -m briefing.train.cues DATA_DIR OUT_DIR`.

Writes the lexicons `cues.txt` and `cue_context.txt`. For every verb of polnear/train the rules that build a candidate
are run and the candidate is compared with the annotation. A verb in a frame has the share of its candidates that came
out right, drawn towards the means of its frame and lemma; floors and exclusions set by hand stand in the lexicon
`cue_hand`. Then one logistic regression weighs that share against the traits of the context, by Newton steps from
zero: the same articles give the same lexicons.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefing.analyse.annotate import Parser, annotate, load_parser
from briefing.analyse.attributions import LEAST, mark_reported, verbal_candidates
from briefing.analyse.attributions.context import UNKNOWN, UNKNOWN_CLAUSE, CueModel, subject_kind, traits_of
from briefing.analyse.attributions.doubts import Doubts
from briefing.analyse.attributions.frames import Candidate
from briefing.analyse.attributions.speech import find_speech
from briefing.analyse.attributions.view import View, view_of
from briefing.analyse.sentences import Splitter, load_splitter
from briefing.lexicon import Lexicon
from briefing.model import Span
from briefing.read.text import read_text

ENOUGH = 0.5
"""Overlap (intersection over union of characters) from which source and content count as found."""
PULL, LEMMA_PULL = 3, 2
"""How many candidates the means of frame and lemma weigh, and the mean of the frame within that of the lemma."""
LOWEST, HIGHEST = 0.01, 0.5
"""Bounds of a frame's mean."""
RAREST = 0.10
"""A verb less often right than this in its frame is left out."""
NEVER = 0.01
"""Probability of a verb that is left out though it has a clause: an unlisted one would count as a likely cue."""
TRAIT_SEEN = 60
"""A trait seen less often than this has no weight."""
PENALTY, STEPS = 3.0, 12
"""Weight of the L2 penalty (the bias goes almost free), and Newton steps."""
JUDGING = ("dobj", "as", "of")
"""Frames in which verbs of judging have their floor."""
CARRYING = {"para": 0.5, "as they say": 0.6, "ccomp": 0.5}
"""Frame -> floor of the verbs that can carry a quotation."""
FLOORS = {"judging": 0.65, "thinking": 0.6, "accusing": 0.8}

CUES_HEAD = """\
# Cue verbs: how probable it is that a verb in this grammatical frame reports what somebody says, thinks or intends.
# Key: lemma (as the parser gives it) and frame (see briefing/analyse/attributions/frames.py); value: probability
# in [0, 1]. Source: made by `python -m briefing.train.cues` from PolNeAR 1.0 (train), words and figures only: how often
# source and content come out right, rare pairs drawn towards the means of their frame and lemma; what is set by hand
# stands in cue_hand.txt. Licence: MIT, as the project.
"""
CONTEXT_HEAD = """\
# What stands around a cue verb -> weight in log-odds: 'bias', 'word' (factor of the log-odds in cues.txt), and one line
# for each trait (see briefing/analyse/attributions/context.py). Source: made by `python -m briefing.train.cues` from
# PolNeAR 1.0 (train), figures only. Licence: MIT, as the project.
"""

Word = tuple[str, str]
"""A lemma and its frame."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution as sets of characters."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate: its word, whether it came out right, its traits, and whether its content stands behind it."""

    word: Word
    right: bool
    traits: tuple[str, ...]
    ahead: bool


def read_annotation(path: Path) -> list[Gold]:
    """Return the attributions of a brat file that have content, in file order."""
    spans: dict[str, frozenset[int]] = {}
    found: list[Gold] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("T") and len(fields) > 1:
            pairs = (map(int, pair.split()) for pair in fields[1].split(" ", 1)[1].split(";"))
            spans[fields[0]] = frozenset(i for start, end in pairs for i in range(start, end))
        elif fields[0].startswith("E") and len(fields) > 1:
            parts: dict[str, frozenset[int]] = defaultdict(frozenset)
            for role in fields[1].split()[1:]:
                name, _, target = role.partition(":")
                parts[name.rstrip("0123456789").lower()] |= spans.get(target, frozenset())
            if parts["content"]:
                found.append(Gold(parts["source"], parts["cue"], parts["content"]))
    return found


def read_candidates(
    folder: Path, parser: Parser, splitter: Splitter, lexicon: Lexicon
) -> Iterator[tuple[View, list[tuple[Candidate, bool]]]]:
    """Yield each article of a PolNeAR folder with its verbal candidates and whether each came out right."""
    doubts = Doubts.load(lexicon)
    for path in sorted(folder.glob("*.txt")):
        article = read_text(path.read_text(encoding="utf-8"), id=path.stem, source=path.name)
        view = view_of(annotate(article, parser, splitter), lexicon)
        gold = read_annotation(path.with_suffix(".ann"))
        taken = {c.head for c in find_speech(view, lexicon.words("speech_verbs"))}
        found = (c for c in verbal_candidates(view, taken) if not doubts.reject(view, c))
        yield view, [(c, _right(view, c, gold)) for c in found]


def _right(view: View, candidate: Candidate, gold: Iterable[Gold]) -> bool:
    """Tell whether an annotated cue starts at the candidate's head with the same content and the same source."""
    start = view.tokens[candidate.head].start
    content, source = _characters(view.spans(candidate.content)), _characters(view.spans(candidate.source))
    return any(start in g.cue and _overlap(content, g.content) >= ENOUGH and _same(source, g.source) for g in gold)


def _same(found: frozenset[int], annotated: frozenset[int]) -> bool:
    if not found or not annotated:
        return not found and not annotated
    return _overlap(found, annotated) >= ENOUGH or found <= annotated or annotated <= found


def _characters(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for s in spans for i in range(s.start, s.end))


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each word was a candidate and how often it came out right, also by frame and by lemma."""

    seen: Counter[Word]
    right: Counter[Word]
    frames: Mapping[str, float]
    lemma_seen: Counter[str]
    lemma_right: Counter[str]

    @classmethod
    def of(cls, pairs: Sequence[tuple[Word, bool]]) -> Counts:
        """Count the candidates."""
        seen, right = Counter(w for w, _ in pairs), Counter(w for w, y in pairs if y)
        frame_seen, frame_right = Counter(w[1] for w, _ in pairs), Counter(w[1] for w, y in pairs if y)
        means = {f: min(HIGHEST, max(LOWEST, frame_right[f] / n)) for f, n in frame_seen.items()}
        return cls(seen, right, means, Counter(w[0] for w, _ in pairs), Counter(w[0] for w, y in pairs if y))

    def share(self, word: Word, *, without: bool | None = None) -> float:
        """Return the drawn share of a word; `without` leaves one candidate of this outcome out."""
        lemma, frame = word
        seen, right = self.seen[word], self.right[word]
        others, others_right = self.lemma_seen[lemma] - seen, self.lemma_right[lemma] - right
        if without is not None:
            seen, right = seen - 1, right - without
        mean = self.frames[frame]
        elsewhere = (others_right + LEMMA_PULL * mean) / (others + LEMMA_PULL)
        return (right + PULL * (mean + elsewhere) / 2) / (seen + PULL)


def cue_words(counts: Counts, lexicon: Lexicon) -> dict[Word, float]:
    """Return word -> probability for the lexicon `cues`: what was counted, with what is set by hand."""
    hand = {name: value.split() for name, value in lexicon.table("cue_hand").items()}
    found = {w: p for w in counts.seen if counts.right[w] and _plain(w[0]) and (p := counts.share(w)) >= RAREST}
    floors = [((lemma, frame), FLOORS["judging"]) for lemma in hand["judging"] for frame in JUDGING]
    floors += [((lemma, "xcomp"), FLOORS["thinking"]) for lemma in hand["thinking"]]
    floors += [((lemma, "of"), FLOORS["accusing"]) for lemma in hand["accusing"]]
    carriers = lexicon.words("speech_verbs") - set(hand["no cue by themselves"])
    floors += [((lemma, frame), floor) for lemma in carriers for frame, floor in CARRYING.items()]
    for word, floor in floors:
        found[word] = max(found.get(word, 0.0), floor)
    named = (lemma for name in ("light", "actions", "left out") for lemma in hand[name])
    clauses = {(lemma.partition("/")[0], "ccomp") for lemma in named}
    found |= {word: NEVER for word in clauses if _excluded(word, hand)}
    return {w: found[w] for w in sorted(found) if found[w] == NEVER or not _excluded(w, hand)}


def _plain(lemma: str) -> bool:
    return lemma.isalpha() and lemma.isascii()


def _excluded(word: Word, hand: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a word is left out by hand: as light, as an action, or for when and where something is said."""
    lemma, frame = word
    pair = f"{lemma}/{frame}"
    if pair in hand["kept"]:
        return False
    about = frame == "prep:on" and lemma in hand["said on a day"]
    light = lemma in hand["light"] and frame != "as they say" and pair not in hand["clauses"]
    action = lemma in hand["actions"] and frame not in {"para", "as they say"} and pair not in hand["clauses"]
    return about or light or action or frame in hand["circumstances"] or pair in hand["left out"]


def context_weights(examples: Sequence[Example], counts: Counts, words: Mapping[Word, float]) -> dict[str, float]:
    """Return trait -> weight for the lexicon `cue_context`, 'bias' and 'word' first, then by name."""
    seen = Counter(t for e in examples for t in e.traits)
    names = ["bias", "word", *sorted(t for t, n in seen.items() if n >= TRAIT_SEEN)]
    place = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(examples), len(names)))
    for row, example in zip(rows, examples, strict=True):
        row[0], row[1] = 1, _log_odds(example, counts, words)
        row[[place[t] for t in example.traits if t in place]] = 1
    return dict(zip(names, _fit(rows, np.array([e.right for e in examples], float)).tolist(), strict=True))


def _log_odds(example: Example, counts: Counts, words: Mapping[Word, float]) -> float:
    """Return the log-odds of a word as counted on all candidates but this one, so that it does not vouch for itself."""
    if example.word in words:
        p = min(0.99, max(0.01, counts.share(example.word, without=example.right)))
    else:
        p = UNKNOWN_CLAUSE if example.word[1] == "ccomp" and example.ahead else UNKNOWN
    return math.log(p / (1 - p))


def _fit(rows: Floats, right: Floats) -> Floats:
    """Return the weights of the logistic regression."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], PENALTY)
    penalty[0] = 0.01
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(rows @ weights)))
        gradient = rows.T @ (chances - right) + penalty * weights
        curvature = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(penalty)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def train(
    articles: Sequence[tuple[View, list[tuple[Candidate, bool]]]], lexicon: Lexicon
) -> tuple[dict[Word, float], dict[str, float]]:
    """Return the entries of `cues` and of `cue_context`."""
    counts = Counts.of([(_word(view, c), right) for view, found in articles for c, right in found])
    words = cue_words(counts, lexicon)
    speakers = lexicon.words("source_nouns")
    model = CueModel({f"{lemma} {frame}": p for (lemma, frame), p in words.items()}, {}, speakers)
    examples: list[Example] = []
    for view, found in articles:
        inside = mark_reported(view, (c for c, _ in found if model.clear(view, c, LEAST)))
        for c, right in found:
            traits = [*traits_of(view, c.head, c.frame), f"subject {subject_kind(view, set(c.source), speakers)}"]
            traits += ["nested"] if inside[c.head] else []
            examples.append(Example(_word(view, c), right, tuple(traits), c.content[0] > c.head))
    return words, context_weights(examples, counts, words)


def _word(view: View, candidate: Candidate) -> Word:
    return view.tokens[candidate.head].lemma.lower(), candidate.frame


def main(arguments: Sequence[str]) -> int:
    """Train on polnear/train below the first path and write the two lexicons into the second."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m briefing.train.cues DATA_DIR OUT_DIR\n")
        return 2
    data, out = map(Path, arguments)
    lexicon = Lexicon()
    articles = list(read_candidates(data / "polnear" / "train", load_parser(), load_splitter(), lexicon))
    words, weights = train(articles, lexicon)
    entries = "".join(f"{lemma} {frame}\t{p:.2f}\n" for (lemma, frame), p in words.items())
    (out / "cues.txt").write_text(CUES_HEAD + entries, encoding="utf-8")
    traits = "".join(f"{name}\t{weight:.3f}\n" for name, weight in weights.items())
    (out / "cue_context.txt").write_text(CONTEXT_HEAD + traits, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
