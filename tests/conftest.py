"""What the tests share: the models, loaded once, and short ways to an article and its analysis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing.analyse import Models, analyse, load_models
from briefing.analyse.annotate import annotate
from briefing.analyse.reader import read
from briefing.model import Analysis, Article, Document
from briefing.read.text import read_text

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# How long an example takes says how busy the machine is, not whether the program is right; and what fails here has to
# fail elsewhere. To search further: pytest -m hypothesis --hypothesis-profile search
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", UNHURRIED)
settings.register_profile("repeatable", UNHURRIED, derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def models() -> Models:
    return load_models()


def article(text: str, *, title: str | None = None, published: str | None = None) -> Article:
    """Return a plain-text article as the reader makes it."""
    return read_text(
        text, id="test", source="test.txt", title=title, published=date.fromisoformat(published) if published else None
    )


def document_of(text: str, models: Models) -> Document:
    """Return a plain text annotated and read, as the extractors get it."""
    return read(annotate(article(text), models.parser, models.splitter), models.reader)


@pytest.fixture(scope="session")
def analysed(models: Models) -> Callable[..., Analysis]:
    """Return a function from text to its analysis."""
    return lambda text, **meta: analyse(article(text, **meta), models)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of annotated articles, or skip."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the annotated articles (../shared/data) are not beside this checkout")
    return SHARED
