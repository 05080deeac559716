"""Lexicons from the files of other tools, and back: LIWC, quanteda, tables, plain lists."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from framing.errors import LexiconError
from framing.lexicon.exchange.convert import UNVALIDATED, Header, counted, from_lexicon, to_yaml
from framing.lexicon.exchange.decoding import decode
from framing.lexicon.exchange.liwc import read_dic, unheld_by_dic, write_dic
from framing.lexicon.exchange.plain import read_list, unheld_by_list, write_list
from framing.lexicon.exchange.quanteda import read_quanteda, unheld_by_quanteda, write_quanteda
from framing.lexicon.exchange.table import (
    read_csv,
    read_dicx,
    unheld_by_csv,
    unheld_by_dicx,
    write_csv,
    write_dicx,
)
from framing.lexicon.exchange.terms import Term, TermList
from framing.lexicon.loading import read_bytes
from framing.lexicon.model import Lexicon, Problem
from framing.lexicon.nodes import Log

__all__ = ["FORMATS", "Provenance", "Term", "TermList", "export_lexicon", "format_of", "import_lexicon", "read_terms"]


@dataclass(frozen=True, slots=True)
class _Format:
    suffixes: tuple[str, ...]
    read: Callable[[str, Log], TermList]
    write: Callable[[TermList], str]
    unheld: Callable[[Term], str]
    descriptions: bool = False  # of categories
    categories: bool = True
    empty: bool = True  # categories without terms


FORMATS = {
    "liwc": _Format((".dic",), read_dic, write_dic, unheld_by_dic, descriptions=True),
    "dicx": _Format((".dicx",), read_dicx, write_dicx, unheld_by_dicx),
    "quanteda": _Format((".yml", ".yaml"), read_quanteda, write_quanteda, unheld_by_quanteda),
    "csv": _Format((".csv", ".tsv"), read_csv, write_csv, unheld_by_csv, empty=False),
    "list": _Format((".txt",), read_list, write_list, unheld_by_list, categories=False, empty=False),
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of an imported lexicon; what is "" is filled with what can be said without knowing."""

    name: str = ""
    version: str = "0.1.0"
    language: str = "en"
    licence: str = ""
    citation: str = ""
    description: str = ""


def format_of(path: Path, given: str = "") -> str:
    """The format given, else the one that the name of the file tells; LexiconError where it tells none."""
    if given:
        return given
    found = next((name for name, each in FORMATS.items() if path.suffix.lower() in each.suffixes), "")
    if not found:
        endings = ", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
        raise LexiconError(f"{path}: the name does not tell the format; give --format, or one of the endings {endings}")
    return found


def read_terms(
    path: str | Path, format_name: str = "", *, encoding: str = "", category: str = ""
) -> tuple[TermList | None, list[Problem]]:
    """The terms of a file of another tool, as far as they can be read, and every problem with its line.

    A plain list has one category: the one given, else the name of the file.
    """
    path = Path(path)
    log = Log()
    form = FORMATS[format_of(path, format_name)]
    data = read_bytes(path, log)
    text = decode(data, log, encoding) if data is not None else None
    terms = None
    if text is not None and form.categories:
        terms = form.read(text, log)
    elif text is not None:
        terms = read_list(text, log, category or path.stem)
    return terms, log.problems(str(path))


def import_lexicon(
    path: str | Path,
    format_name: str = "",
    *,
    provenance: Provenance | None = None,
    encoding: str = "",
    category: str = "",
    skip: bool = False,
) -> tuple[str, list[Problem]]:
    """The text of a lexicon file made of a file of another tool, and what was found on the way.

    It says that it is UNVALIDATED. Raises LexiconError with all errors, one a line, unless `skip` allows what they
    name to be left out; a file without a single term is always an error.
    """
    path = Path(path)
    terms, problems = read_terms(path, format_name, encoding=encoding, category=category)
    errors = [problem for problem in problems if problem.severity == "error"]
    if terms is None or not terms.terms or (errors and not skip):
        lines = [str(error) for error in errors]
        if terms and terms.terms:
            lines.append(f"{path}: mend these lines, or pass --skip to leave out what they name")
        raise LexiconError("\n".join(lines))
    return to_yaml(terms, _header(path, format_of(path, format_name), provenance or Provenance())), problems


def _header(path: Path, format_name: str, given: Provenance) -> Header:
    name = given.name or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "imported"
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Header(
        name,
        given.version,
        given.language,
        given.licence or "not stated: ask the authors before you pass it on",
        given.citation or f"{path.name}, authors not stated.",
        given.description or f"{UNVALIDATED}: imported from {path.name} as it stands.",
        f"{path.name} ({format_name}), SHA-256 {sha256}",
    )


def export_lexicon(lexicon: Lexicon, format_name: str) -> tuple[str, list[str]]:
    """The lexicon in the format of another tool, and what that cannot hold, in sentences.

    Raises LexiconError where it can hold none of its terms.
    """
    form = FORMATS[format_name]
    terms, lost = from_lexicon(lexicon)
    kept: list[Term] = []
    unheld: dict[str, list[str]] = {}
    for term in terms.terms:
        why = form.unheld(term)
        if why:
            unheld.setdefault(why, []).append(f"{term.category}.{term.word}")
        if not why or why == "a weight":
            kept.append(replace(term, weight=None) if why else term)
    for why, names in unheld.items():
        lost.append(counted(f"terms {'written without' if why == 'a weight' else 'left out for'} {why}", names))
    if not kept:
        raise LexiconError(f"{lexicon.name}: {format_name} can hold none of its terms: " + "; ".join(lost))
    lost += _lost_categories(terms, {term.category for term in kept}, form)
    return form.write(TermList(terms.categories, tuple(kept))), lost


def _lost_categories(terms: TermList, used: set[str], form: _Format) -> list[str]:
    lost = []
    described = [name for name, text in terms.categories.items() if text]
    if described and not form.descriptions:
        lost.append(counted("categories written without what they stand for", described))
    empty = [name for name in terms.categories if name not in used]
    if empty and not form.empty:
        lost.append(counted("categories without terms left out", empty))
    if not form.categories:
        lost.append(counted("categories written as one list without a name", sorted(used)))
    return lost
