"""Saved article pages: what a newsroom has left of an article when its old system is gone."""

from rotative.importers.pages.parsed import PageRefused, ParsedPage
from rotative.importers.pages.reading import read_page

__all__ = ["PageRefused", "ParsedPage", "read_page"]
