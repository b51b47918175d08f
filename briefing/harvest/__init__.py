"""The declared sources -> articles: feeds and the pages they link to, folders, mail; and how each source did."""

from __future__ import annotations

from briefing.harvest.opml import expand_sources
from briefing.harvest.records import Harvest, HarvestHealth, HealthStatus
from briefing.harvest.run import harvest_sources
from briefing.harvest.source import harvest_source

__all__ = ["Harvest", "HarvestHealth", "HealthStatus", "expand_sources", "harvest_source", "harvest_sources"]
