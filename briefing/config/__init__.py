"""What the user wants: the settings of a run, and the sources and the watch-list of the daily edition."""

from __future__ import annotations

from briefing.config.daily import LAYOUTS, Daily, load_daily
from briefing.config.delivery import (
    DeliverySettings,
    Duplex,
    MailSettings,
    PrintSettings,
    Security,
    load_delivery,
)
from briefing.config.settings import FILE_NAME, FORMATS, PAPERS, Config, keys, load_config, parse_formats
from briefing.config.sources import NewsSource, SourceKind, SourceLimits, is_web_address, named_source

__all__ = [
    "FILE_NAME",
    "FORMATS",
    "LAYOUTS",
    "PAPERS",
    "Config",
    "Daily",
    "DeliverySettings",
    "Duplex",
    "MailSettings",
    "NewsSource",
    "PrintSettings",
    "Security",
    "SourceKind",
    "SourceLimits",
    "is_web_address",
    "keys",
    "load_config",
    "load_daily",
    "load_delivery",
    "named_source",
    "parse_formats",
]
