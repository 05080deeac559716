"""A read-only page over a scored corpus: passages, filters and articles, each view with an address of its own."""

from framing.explore.app import application
from framing.explore.passages import find
from framing.explore.query import Query, parse_query
from framing.explore.server import Served, open_server
from framing.explore.store import Store

__all__ = ["Query", "Served", "Store", "application", "find", "open_server", "parse_query"]
