"""A YAML tree read as a lexicon: every mistake is noted with its line, and reading goes on."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.lexicon.entries import read_entries
from framing.lexicon.model import Lexicon, Referent
from framing.lexicon.nodes import Items, Log, Node, Table
from framing.lexicon.patterns import PatternError, forms
from framing.lexicon.validated import read_validated
from framing.lexicon.values import as_table, known_keys, text_of, texts_of

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HEADER = ("name", "version", "language", "licence", "citation", "description")
_REQUIRED = (*_HEADER, "categories", "entries")
_OPTIONAL = ("references", "referents", "validated", "imported")


def read_lexicon(root: Node | None, log: Log) -> Lexicon | None:
    """The lexicon in a tree, or None where there is too little of one; `log` gets every mistake.

    The lexicon can be used only if `log.failed` is false.
    """
    table = as_table(root, "a lexicon", log) if root else None
    if table is None:
        if not log.found:
            log.error(1, "empty-file", f"the file is empty; a lexicon has the keys {', '.join(_REQUIRED)}")
        return None
    known_keys(table, "the header", log, required=_REQUIRED, optional=_OPTIONAL)
    header = {key: text_of(table.values[key], key, log) for key in _HEADER if key in table.values}
    _check_form(table, header, log)
    draft = Lexicon(
        name=header.get("name", ""),
        version=header.get("version", ""),
        language=header.get("language", ""),
        licence=header.get("licence", ""),
        citation=header.get("citation", ""),
        description=header.get("description", ""),
        imported=text_of(table.values["imported"], "imported", log) if "imported" in table.values else "",
        entries=(),
        references=_glossary(table, "references", log),
        categories=_glossary(table, "categories", log),
        referents=_referents(table, log),
        lines=_lines(table),
    )
    nodes = table.values.get("entries")
    if nodes is not None and not (isinstance(nodes, Items) and nodes.values):
        log.error(
            nodes.line,
            "wrong-type",
            "entries must be a list of at least one entry, each starting with '- id:'",
        )
    entries = read_entries(nodes.values if isinstance(nodes, Items) else (), draft, log)
    validated = read_validated(table.values["validated"], draft, entries, log) if "validated" in table.values else ()
    return replace(draft, entries=entries, validated=validated)


def _check_form(table: Table, header: dict[str, str], log: Log) -> None:
    rules = {
        "name": (_NAME, "bad-name", "a-z, 0-9 and single hyphens, such as labels-conflict"),
        "version": (_VERSION, "bad-version", "three numbers, such as 1.0.0"),
        "language": (_LANGUAGE, "bad-language", "a language code, such as en"),
    }
    for key, (form, code, example) in rules.items():
        if key in header and not form.fullmatch(header[key]):
            log.error(table.keys[key], code, f"{key} {header[key]!r} must be {example}")


def _glossary(table: Table, key: str, log: Log) -> dict[str, str]:
    if key not in table.values:
        return {}
    glossary = as_table(table.values[key], key, log)
    if glossary is None:
        return {}
    return {name: text_of(node, f"{key} {name!r}", log) for name, node in glossary.values.items()}


def _lines(table: Table) -> dict[str, int]:
    """Where each reference and each category is defined."""
    tables = {key: node for key in ("references", "categories") if isinstance(node := table.values.get(key), Table)}
    return {f"{key}/{name}": line for key, node in tables.items() for name, line in node.keys.items()}


def _referents(table: Table, log: Log) -> dict[str, Referent]:
    if "referents" not in table.values:
        return {}
    listed = as_table(table.values["referents"], "referents", log)
    found: dict[str, Referent] = {}
    for name, node in listed.values.items() if listed else ():
        where = f"referent {name!r}"
        referent = as_table(node, where, log)
        if referent is None:
            found[name] = Referent(name, "")
            continue
        known_keys(referent, where, log, required=("label", "reference"), optional=("anchors", "places", "mirror"))
        values = referent.values
        anchors, places = (_anchors(values.get(key), f"{key} of {where}", log) for key in ("anchors", "places"))
        found[name] = Referent(
            name,
            text_of(values["label"], f"label of {where}", log) if "label" in values else "",
            text_of(values["reference"], f"reference of {where}", log) if "reference" in values else "",
            anchors,
            places,
            text_of(values["mirror"], f"mirror of {where}", log) if "mirror" in values else "",
            listed.keys[name] if listed else 0,
        )
    return found


def _anchors(node: Node | None, where: str, log: Log) -> tuple[str, ...]:
    """The patterns of a list of anchors."""
    found = texts_of(node, where, log) if node is not None else ()
    for anchor, line in found:
        try:
            forms(anchor)
        except PatternError as error:
            log.error(line, error.code, f"{where}: {error}")
    return tuple(anchor for anchor, _ in found)
