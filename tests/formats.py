"""Reading samples of the news formats in tests: where they lie, and their outcomes."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import Failure
from briefing.model import Article, BlockKind
from briefing.read import Hints, Tools, load_tools, read_sources

FOLDER = Path(__file__).parent / "fixtures" / "formats"

TOOLS = load_tools()


def outcomes(path: Path, tools: Tools = TOOLS) -> list[Article | Failure]:
    return list(read_sources([str(path)], Hints(), tools))


def only(path: Path) -> Article:
    (found,) = outcomes(path)
    assert isinstance(found, Article), found
    return found


def refused(path: Path) -> str:
    """Return why a file gives no article at all."""
    (found,) = outcomes(path)
    assert isinstance(found, Failure), found
    assert found.source.startswith(str(path))
    return found.problem.message


def paragraphs(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def body(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.kind is BlockKind.BODY]
