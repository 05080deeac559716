"""Lexicons: their format, loading and checking; matching with context rules; resolving generic labels."""

from framing.lexicon.checking import check_lexicon
from framing.lexicon.guides import Ruling, StyleRule, house_style, style_guides
from framing.lexicon.loading import find_lexicon, load_lexicon, load_shipped, shipped_names
from framing.lexicon.matcher import Matcher
from framing.lexicon.model import ContextRule, Entry, Evidence, Example, Lexicon, Problem, Referent, Side, Validation
from framing.lexicon.resolve import Resolution, Resolver, resolve

__all__ = [
    "ContextRule",
    "Entry",
    "Evidence",
    "Example",
    "Lexicon",
    "Matcher",
    "Problem",
    "Referent",
    "Resolution",
    "Resolver",
    "Ruling",
    "Side",
    "StyleRule",
    "Validation",
    "check_lexicon",
    "find_lexicon",
    "house_style",
    "load_lexicon",
    "load_shipped",
    "resolve",
    "shipped_names",
    "style_guides",
]
