"""The hits of a lexicon that were read by hand, out of a YAML tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from framing.lexicon.model import Entry, Lexicon, Validation
from framing.lexicon.nodes import Items, Log, Node, Scalar
from framing.lexicon.values import as_table, known_keys, shown, text_of

_KEYS = ("of", "n", "correct", "corpus", "date")


def read_validated(node: Node, draft: Lexicon, entries: Sequence[Entry], log: Log) -> tuple[Validation, ...]:
    """The records under `validated`; each is of an entry, a referent or a category of the lexicon."""
    if not isinstance(node, Items):
        log.error(node.line, "wrong-type", "validated must be a list of records, each starting with '- of:'")
        return ()
    known = {entry.id for entry in entries} | set(draft.referents) | set(draft.categories)
    found = [record for each in node.values if (record := _read(each, known, log))]
    seen: dict[tuple[str, str, str], Validation] = {}
    for record in found:
        first = seen.setdefault((record.of, record.corpus, record.outlet), record)
        if first is not record:
            message = f"{record.of!r} in the same corpus and outlet stands on line {first.line}: keep the later reading"
            log.error(record.line, "duplicate-id", message)
    return tuple(found)


def _read(node: Node, known: set[str], log: Log) -> Validation | None:
    table = as_table(node, "a record under validated", log)
    if table is None:
        return None
    known_keys(table, "a record under validated", log, required=_KEYS, optional=("outlet",))
    values = table.values
    if any(key not in values for key in _KEYS):
        return None
    of = text_of(values["of"], "of", log)
    where = f"the record of {of!r} under validated"
    if of not in known:
        log.error(values["of"].line, "unknown-entry", f"{where}: no entry, referent or category has that name")
    n, correct = (_count(values[key], f"{key} in {where}", log) for key in ("n", "correct"))
    if n == 0 or correct > n:
        log.error(table.line, "bad-value", f"{where}: {correct} correct of {n}; n is at least 1, and correct at most n")
        return None
    return Validation(
        of,
        n,
        correct,
        text_of(values["corpus"], f"corpus in {where}", log),
        _date(values["date"], where, log),
        text_of(values["outlet"], f"outlet in {where}", log) if "outlet" in values else "",
        table.line,
    )


def _count(node: Node, where: str, log: Log) -> int:
    if isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit():
        return int(node.text)
    log.error(node.line, "bad-value", f"{where} is {shown(node)}; give a whole number of hits")
    return 0


def _date(node: Node, where: str, log: Log) -> str:
    """An ISO date; the one place where YAML may take a value for a date."""
    if isinstance(node, Scalar):
        try:
            return date.fromisoformat(node.text).isoformat()
        except ValueError:
            pass
    log.error(node.line, "bad-value", f"date in {where} is {shown(node)}; give a day such as 2026-01-31")
    return ""
