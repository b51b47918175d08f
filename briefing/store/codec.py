"""Analysis -> bytes and back. Plain data only: bytes from elsewhere can at worst be refused, never run.

Layout: `MAGIC`, eight bytes of the records' shape, then, deflated: the length of the JSON (4 bytes, big endian), the
JSON, and all numbers of the arrays as 32-bit floats, their bytes laid plane by plane, which deflates better.
The article is stored apart and comes in again on reading. Tokens are columns, not records: a word that occurs often is
written once, a place as the distance from the one before.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import accumulate
from typing import TYPE_CHECKING, get_type_hints

from briefing.model import Analysis, Article, Document, Reading, Token
from briefing.store.records import Plain, Records, canonical, numeric, plain, shape_digest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

MAGIC = b"BRA1"
LEVEL = 6
WORDS = ("lemma", "pos", "tag", "dep", "entity")
"""Columns of texts that come again and again."""

DERIVED = ("article", "tokens", "children", "vectors", "reading")
"""Fields of a document that are not written as they stand; see `_document`."""

DAMAGE = (KeyError, TypeError, ValueError, IndexError, AttributeError, zlib.error)
"""What reading damaged bytes raises."""


@dataclass(slots=True)
class Codec:
    """Writes analyses as bytes and reads them; make one and use it long."""

    records: Records = field(default_factory=Records)
    _shape: bytes = b""

    @property
    def head(self) -> bytes:
        """What the bytes of a current analysis begin with."""
        if not self._shape:
            self._shape = shape_digest(Analysis)
        return MAGIC + self._shape

    def encode(self, analysis: Analysis) -> bytes:
        """Return an analysis as bytes, the same for equal analyses.

        All is kept, but the parser's word vectors (`document.vectors`) where there is a reading: they have done their
        work, and are a third of the bytes.
        """
        arrays = _arrays(analysis.document)
        known = {f.name: plain(getattr(analysis, f.name)) for f in fields(Analysis) if f.name != "document"}
        known["document"] = _document(analysis.document)
        known["arrays"] = [list(a.shape) for a in arrays]
        text = canonical(known).encode("utf-8", "surrogatepass")
        return self.head + zlib.compress(len(text).to_bytes(4, "big") + text + _planes(arrays), LEVEL)

    def decode(self, data: bytes, article: Article) -> Analysis | None:
        """Return the analysis of an article; None where it was written by a program with other records.

        Raises ValueError where the bytes are damaged.
        """
        head = self.head
        if data[: len(head)] != head:
            return None
        try:
            packed = zlib.decompress(data[len(head) :])
            end = 4 + int.from_bytes(packed[:4], "big")
            known = json.loads(packed[4:end].decode("utf-8", "surrogatepass"))
            arrays = _split(packed[end:], known.pop("arrays"))
            document = self._read_document(known.pop("document"), arrays, article)
            hints = get_type_hints(Analysis)
            return Analysis(document, **{name: self.records.reader(hints[name])(v) for name, v in known.items()})
        except DAMAGE as error:
            raise ValueError(f"an analysis cannot be read: {error}") from error

    def _read_document(self, known: dict[str, Plain], arrays: Sequence[Floats], article: Article) -> Document:
        hints = get_type_hints(Document, localns=numeric())
        tokens = _read_tokens(known.pop("tokens"), article.text)
        attributions = known.pop("attributions")
        reading = None
        if attributions is not None:
            read = self.records.reader(get_type_hints(Reading, localns=numeric())["attributions"])
            reading = Reading(read(attributions), *arrays[1:])
        rest = {name: self.records.reader(hints[name])(v) for name, v in known.items()}
        return Document(
            article=article, tokens=tokens, children=_children(tokens), vectors=arrays[0], reading=reading, **rest
        )


def _document(document: Document) -> dict[str, Plain]:
    """Return a document without its arrays, its article, and what follows from the rest."""
    written = [f.name for f in fields(Document) if f.name not in DERIVED and not f.name.startswith("_")]
    known = {name: plain(getattr(document, name)) for name in written}
    known["tokens"] = _tokens(document.tokens, document.text)
    known["attributions"] = plain(document.reading.attributions) if document.reading else None
    return known


def _tokens(tokens: Sequence[Token], text: str) -> dict[str, Plain]:
    """Return tokens as columns; their own text only where it is not the article's at their place."""
    columns: dict[str, Plain] = {
        "start": _steps(t.start for t in tokens),
        "length": [t.end - t.start for t in tokens],
        "head": [t.head - t.index for t in tokens],
        "sentence": _steps(t.sentence for t in tokens),
        "odd": [[t.index, t.text] for t in tokens if t.text != text[t.start : t.end]],
    }
    for name in WORDS:
        column = [getattr(t, name) for t in tokens]
        words = {word: n for n, word in enumerate(dict.fromkeys(column))}
        columns[name] = [list(words), [words[w] for w in column]]
    return columns


def _read_tokens(columns: dict[str, Plain], text: str) -> tuple[Token, ...]:
    starts, lengths = list(accumulate(columns["start"])), columns["length"]
    odd = dict(columns["odd"])
    words = [[table[n] for n in places] for table, places in (columns[name] for name in WORDS)]
    rows = zip(starts, lengths, columns["head"], accumulate(columns["sentence"]), *words, strict=True)
    return tuple(
        Token(n, start, start + length, odd.get(n, text[start : start + length]), lemma, pos, tag, dep, n + up,
              entity, sentence)
        for n, (start, length, up, sentence, lemma, pos, tag, dep, entity) in enumerate(rows)
    )  # fmt: skip


def _children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    """Return each token's dependents in text order; a root is not its own."""
    found: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            found[token.head].append(token.index)
    return tuple(map(tuple, found))


def _steps(places: Iterable[int]) -> list[int]:
    """Return each number as its distance from the one before; the first from 0."""
    found, before = [], 0
    for place in places:
        found.append(place - before)
        before = place
    return found


def _arrays(document: Document) -> list[Floats]:
    """Return the arrays to be kept: the word vectors (none where there is a reading), then the reading's."""
    reading = document.reading
    if reading is None:
        return [document.vectors]
    return [document.vectors[:, :0], reading.roles, reading.speech, reading.vectors]


def _planes(arrays: Sequence[Floats]) -> bytes:
    """Return all numbers of the arrays: first every lowest byte, then every next one, four planes in all."""
    import numpy as np

    numbers = np.concatenate([np.asarray(a, dtype="<f4").ravel() for a in arrays])
    return numbers.view(np.uint8).reshape(-1, 4).T.tobytes()


def _split(data: bytes, shapes: Sequence[Sequence[int]]) -> list[Floats]:
    """Return the arrays of these shapes; ValueError where there are not as many numbers as they need."""
    import numpy as np

    numbers = np.frombuffer(data, np.uint8).reshape(4, -1).T.copy().view("<f4").ravel().astype(np.float32, copy=False)
    ends = list(accumulate(int(np.prod(s)) for s in shapes))
    if not ends or ends[-1] != len(numbers):
        raise ValueError("numbers are missing")
    return [part.reshape(tuple(s)) for part, s in zip(np.split(numbers, ends[:-1]), shapes, strict=True)]
