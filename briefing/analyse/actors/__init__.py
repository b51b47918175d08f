"""Who acts or speaks: names, descriptions and pronouns gathered into actors with their roles."""

from __future__ import annotations

from briefing.analyse.actors.find import find_actors
from briefing.analyse.actors.rate import rate_actors

__all__ = ["find_actors", "rate_actors"]
