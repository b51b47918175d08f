"""The only file that knows the layout library: fonts, one layout, and the boxes in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import category

from briefing.render.pdf.estimate import Fonts, Metrics
from briefing.render.pdf.fit import Node

SERIF = "font_source_serif_pro/files/SourceSerifPro"
SANS = "font_source_sans_pro/files/SourceSansPro"

FACES = (
    ("Briefing Serif", f"{SERIF}-Regular.ttf", 400, "normal"),
    ("Briefing Serif", f"{SERIF}-It.ttf", 400, "italic"),
    ("Briefing Serif", f"{SERIF}-Semibold.ttf", 600, "normal"),
    ("Briefing Sans", f"{SANS}-Regular.ttf", 400, "normal"),
    ("Briefing Sans", f"{SANS}-Semibold.ttf", 600, "normal"),
)
"""Family, file in the site's packages, weight, style. One file has Latin, Greek and Cyrillic together."""


@dataclass(frozen=True, slots=True)
class Script:
    """A writing system whose font is loaded only for pages that need it; `ranges` are code points, both ends in."""

    family: str
    file: str
    ranges: tuple[tuple[int, int], ...]

    def needed(self, text: str) -> bool:
        """Tell whether the text has a character of this script."""
        return any(low <= ord(c) <= high for c in set(text) for low, high in self.ranges)


SCRIPTS = (
    Script(
        "Briefing Arabic", "fontpkg_noto_sans_arabic/files/NotoSansArabic[wdth,wght].ttf",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    ),
    Script(
        "Briefing CJK", "noto_cjk_sans_otc/NotoSansCJK-Regular.ttc",
        ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF)),
    ),
)  # fmt: skip

INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode categories of characters that are not drawn."""

JOINING = frozenset(map(chr, (*range(0x300, 0x370), *range(0xFE00, 0xFE10))))
"""Accents that join the letter before them, and selectors of a letter's form; the shaper sees to them."""

PIXELS = 96 / 25.4
"""CSS pixels a millimetre."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One laid-out page: the library's document, and its elements with an id as a tree.

    `page` measures the content, from the top margin to the end of the last line.
    """

    document: Any
    page: Node
    boxes: dict[str, Any]

    def room(self, paper: float) -> float:
        """Return the height in pixels that paper of this height (in millimetres) leaves between the margins."""
        box = self.document.pages[0]._page_box
        return paper * PIXELS - float(box.margin_top + box.margin_bottom)

    def spread(self, node: Node, unit: float) -> float:
        """Widen the gaps within an element, as `gaps` counts them, by so many pixels each; return how much it grew.

        What stands around the element stays where it is.
        """
        grown = 0.0
        if node.beside:
            return max((self.spread(child, unit) for child in node.children), default=0.0)
        for n, child in enumerate(node.children):
            grown += unit * (1 + child.levels) if n else 0.0
            self.move(child.id, grown)
            grown += self.spread(child, unit)
        return grown

    def move(self, id: str, down: float) -> None:
        """Move an element and all within it down by so many pixels."""
        self.boxes[id].translate(0, down)

    def stretch(self, id: str, height: float) -> None:
        """Make an element so high that its border runs on below its content."""
        box = self.boxes[id]
        box.height += height - box.margin_height()


class Machine:
    """Fonts and style sheet, loaded once; lays out pages one after another."""

    def __init__(self, css: str) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self.fetcher = URLFetcher(allowed_protocols=("file", "data"))
        self.fonts = FontConfiguration()
        faces = "".join(_face(*face) for face in FACES)
        self.styles = [CSS(string=faces + css, font_config=self.fonts, url_fetcher=self.fetcher)]
        self.scripts: set[str] = set()

    @cached_property
    def metrics(self) -> Fonts:
        """The character widths of the two faces."""
        return Fonts(_metrics(f"{SERIF}-Regular.ttf"), _metrics(f"{SANS}-Regular.ttf"))

    def load_scripts(self, text: str) -> None:
        """Load the fonts of the scripts a text is written in; each is loaded once."""
        from weasyprint import CSS

        for script in SCRIPTS:
            if script.family not in self.scripts and script.needed(text):
                self.scripts.add(script.family)
                face = _face(script.family, script.file, 400, "normal")
                self.styles.append(CSS(string=face, font_config=self.fonts, url_fetcher=self.fetcher))

    def unknown(self, text: str) -> frozenset[str]:
        """Return the characters of a text that no font of the page has; blanks and invisible ones do not count."""
        shown = (c for c in set(text) - self.metrics.serif.widths.keys() - JOINING if category(c) not in INVISIBLE)
        return frozenset(c for c in shown if not any(script.needed(c) for script in SCRIPTS))

    def lay_out(self, html: str) -> Sheet:
        """Lay out one page; it must be long enough for its content."""
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=self.fetcher).render(
            font_config=self.fonts, stylesheets=self.styles, pdf_variant="pdf/a-3a"
        )
        boxes: dict[str, Any] = {}
        body = document.pages[0]._page_box.children[0].children[0]
        return Sheet(document, _measure(body, "", boxes), boxes)


def _measure(box: Any, id: str, boxes: dict[str, Any]) -> Node:
    """Return the element's node; adds the box of each element with an id to `boxes`."""
    found = list(_with_id(box, boxes))
    children = tuple(_measure(child, child_id, boxes) for child_id, child in found)
    beside = any(b.position_y < a.position_y + a.margin_height() - 1 for (_, a), (_, b) in pairwise(found))
    heights = [child.height(frozenset()) for child in children]
    inner = (max(heights, default=0.0)) if beside else sum(heights)
    return Node(id, float(box.margin_height()) - inner, children, beside)


def _with_id(box: Any, boxes: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the nearest boxes below whose element has an id, in page order; an element's outermost box counts."""
    for child in getattr(box, "children", ()):
        id = child.element.get("id") if child.element is not None else None
        if id and id not in boxes:
            boxes[id] = child
            yield id, child
        else:
            yield from _with_id(child, boxes)


def _metrics(file: str) -> Metrics:
    from fontTools.ttLib import TTFont

    with TTFont(_path(file), lazy=True) as font:
        advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return Metrics({chr(code): advances[glyph][0] / em for code, glyph in font.getBestCmap().items()})


def _path(file: str) -> Path:
    package, _, name = file.partition("/")
    return Path(str(files(package))) / name


def _face(family: str, file: str, weight: int, style: str) -> str:
    source = f'font-family:"{family}";src:url("{_path(file).as_uri()}")'
    return f"@font-face{{{source};font-weight:{weight};font-style:{style}}}"
