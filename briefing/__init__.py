"""Structured summary generator: news articles in, a verbatim, cited one-page briefing out."""

__version__ = "0.1.0"
