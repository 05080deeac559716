"""Corpora: reading articles from tables and text files, and saying what is wrong with them."""

from __future__ import annotations

from framing.corpus.audit import CharacterAudit, character_audit
from framing.corpus.clean import clean
from framing.corpus.corpus import Corpus, read_corpus
from framing.corpus.health import outlets_without_marks, warnings_of
from framing.corpus.options import ReadOptions
from framing.corpus.streams import InputFile

__all__ = [
    "CharacterAudit",
    "Corpus",
    "InputFile",
    "ReadOptions",
    "character_audit",
    "clean",
    "outlets_without_marks",
    "read_corpus",
    "warnings_of",
]
