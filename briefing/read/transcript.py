"""Transcripts: turns that open with their speaker's name, 'WALLACE: ', 'Q: ', 'Mr. Iveston: '."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.model import Span
from briefing.read.wording import Wording

LABEL = re.compile(
    r"""((?:[^\W\d_][\w.'’-]{0,20}[ ]){0,4}[^\W\d_][\w.'’-]{0,24})  # one to five words
        (?:[ ]?\([^()\n]{1,40}\)|,[ ][^:,\n]{2,40})?                   # (R-IN) or a title behind a comma
        :\s{1,3}(?=\S)""",
    re.VERBOSE,
)
"""A speaker's name and colon at the front of a paragraph."""

FEWEST_TURNS = 3
"""Labelled paragraphs before an article is taken to hold a conversation."""


def find_speakers(text: str, blocks: Sequence[Span], wording: Wording) -> Mapping[int, Span]:
    """Return the speaker label of each turn by its block's number; empty where the article holds no conversation.

    A conversation has three turns of two speakers, one of whom comes back. Labels in small letters count only where
    they come back and another one does, as 'Note:' and 'However:' do not.
    """
    labels = {i: m for i, b in enumerate(blocks) if (m := LABEL.match(text, b.start, b.end)) and _names(m[1], wording)}
    seen = Counter(m[1] for m in labels.values())
    returning = {label for label, n in seen.items() if n > 1}
    turns = {
        i: Span(m.start(), m.end())
        for i, m in labels.items()
        if (m[1].isupper() if len(returning) < 2 else m[1].isupper() or m[1] in returning)
    }
    talkers = {labels[i][1] for i in turns}
    return turns if len(turns) >= FEWEST_TURNS and len(talkers) > 1 and talkers & returning else {}


def _names(label: str, wording: Wording) -> bool:
    """Tell whether a label can be somebody's name: every word is capitalised, none is a label of the page."""
    return label.lower() not in wording.not_places and all(w[0].isupper() for w in label.split())
