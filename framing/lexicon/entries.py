"""The entries of a lexicon out of a YAML tree."""

from __future__ import annotations

from collections.abc import Collection

from framing.lexicon.model import ContextRule, Entry, Evidence, Example, Lexicon
from framing.lexicon.nodes import Log, Node, Scalar, Table
from framing.lexicon.patterns import PatternError, forms, is_loose
from framing.lexicon.rules import read_context
from framing.lexicon.values import (
    as_table,
    choice_of,
    choices,
    flag_of,
    known_keys,
    number_of,
    shown,
    text_of,
    texts_of,
)

_REQUIRED = ("id", "pattern")
_OPTIONAL = (
    *("category", "referent", "loading", "register", "inflect", "case"),
    *("anchored", "block", "context", "evidence", "examples", "weight"),
)
_LOADINGS = {"-1": -1, "0": 0, "1": 1, "+1": 1}
_GRADES = ("D", "J")


def read_entries(nodes: tuple[Node, ...], draft: Lexicon, log: Log) -> tuple[Entry, ...]:
    """The entries in file order; categories, referents and references are looked up in the draft."""
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for node in nodes:
        table = as_table(node, "an entry", log)
        if table is None:
            continue
        entry = _Reader(table, draft, log).read()
        if entry.id in lines:
            log.error(
                table.keys["id"],
                "duplicate-id",
                f"id {entry.id!r} is taken by line {lines[entry.id]}: rename one",
            )
        elif entry.id:
            lines[entry.id] = entry.line
        entries.append(entry)
    return tuple(entries)


class _Reader:
    """Reads one entry."""

    def __init__(self, table: Table, draft: Lexicon, log: Log) -> None:
        self._table = table
        self._draft = draft
        self._log = log
        named = table.values.get("id")
        self._id = text_of(named, "the id of an entry", log) if named else ""
        self._where = f"entry {self._id!r}"

    def read(self) -> Entry:
        known_keys(self._table, self._where, self._log, required=_REQUIRED, optional=_OPTIONAL)
        inflect = self._choice("inflect", ("noun", "verb"))
        entry = Entry(
            id=self._id,
            patterns=self._patterns(inflect),
            category=self._known("category", self._draft.categories),
            referent=self._known("referent", self._draft.referents),
            loading=self._loading(),
            register=self._text("register"),
            inflect=inflect,
            exact=bool(self._choice("case", ("exact",))),
            anchored=self._flag("anchored"),
            block=self._flag("block"),
            context=self._context(),
            evidence=self._evidence(),
            examples=self._examples(),
            weight=self._weight(),
            line=self._table.line,
        )
        self._check_together(entry)
        return entry

    def _check_together(self, entry: Entry) -> None:
        has, line = self._table.keys, self._table.line
        if not entry.block and "category" not in has:
            self._log.error(line, "missing-key", f"{self._where} lacks the key 'category'")
        if not entry.block and entry.referent and "loading" not in has:
            self._log.error(line, "missing-key", f"{self._where} has a referent but no 'loading': say -1, 0 or 1")
        if entry.inflect and self._draft.language.split("-")[0] != "en":
            self._log.error(has["inflect"], "bad-inflect", f"{self._where}: inflection is English only: list the forms")
        if entry.anchored and "referent" not in has:
            self._log.error(has["anchored"], "missing-key", f"{self._where} is anchored, but names no referent")
        referent = self._draft.referents.get(entry.referent)
        if entry.anchored and referent and not (referent.anchors or referent.places):
            self._log.error(
                has["anchored"],
                "no-anchors",
                f"{self._where} is anchored, but referent {entry.referent!r} has no anchors",
            )

    def _text(self, key: str) -> str:
        node = self._table.values.get(key)
        return text_of(node, f"{key} of {self._where}", self._log) if node else ""

    def _flag(self, key: str) -> bool:
        node = self._table.values.get(key)
        return flag_of(node, f"{key} of {self._where}", self._log) if node else False

    def _choice(self, key: str, valid: tuple[str, ...]) -> str:
        node = self._table.values.get(key)
        return choice_of(node, f"{key} of {self._where}", valid, self._log) if node else ""

    def _known(self, key: str, valid: Collection[str]) -> str:
        node = self._table.values.get(key)
        if node is None:
            return ""
        return choice_of(node, f"{key} of {self._where}", valid, self._log, code=f"unknown-{key}")

    def _loading(self) -> int:
        node = self._table.values.get("loading")
        if node is None:
            return 0
        if isinstance(node, Scalar) and node.tag == "int" and node.text in _LOADINGS:
            return _LOADINGS[node.text]
        self._log.error(
            node.line,
            "bad-loading",
            f"loading of {self._where} is {shown(node)}; valid: -1 (against), 0 (reference), 1 (in favour)",
        )
        return 0

    def _weight(self) -> float | None:
        node = self._table.values.get("weight")
        if node is None:
            return None
        if isinstance(node, Scalar) and (weight := number_of(node.text)) is not None:
            return weight
        self._log.error(node.line, "bad-value", f"weight of {self._where} is {shown(node)}; give a number")
        return None

    def _patterns(self, inflect: str) -> tuple[str, ...]:
        node = self._table.values.get("pattern")
        good: list[str] = []
        for pattern, line in texts_of(node, f"pattern of {self._where}", self._log) if node else ():
            try:
                base = forms(pattern, inflect)[0]
            except PatternError as error:
                self._log.error(line, error.code, f"{self._where}: {error}")
                continue
            if is_loose(base):
                self._log.warning(
                    line,
                    "loose-pattern",
                    f"{self._where}: {pattern!r} has so few letters that it matches much",
                )
            if pattern in good:
                self._log.error(line, "duplicate-pattern", f"{self._where} lists the pattern {pattern!r} twice")
            good.append(pattern)
        return tuple(good)

    def _context(self) -> tuple[ContextRule, ...]:
        node = self._table.values.get("context")
        return read_context(node, self._where, self._log) if node else ()

    def _evidence(self) -> Evidence | None:
        node = self._table.values.get("evidence")
        where = f"evidence of {self._where}"
        table = as_table(node, where, self._log) if node else None
        if table is None:
            return None
        known_keys(table, where, self._log, required=("grade",), optional=("references", "note"))
        values = table.values
        grade = choice_of(values["grade"], f"grade of {where}", _GRADES, self._log) if "grade" in values else ""
        cited = texts_of(values["references"], f"references of {where}", self._log) if "references" in values else ()
        for name, line in cited:
            if name not in self._draft.references:
                known = choices(self._draft.references)
                self._log.error(line, "unknown-reference", f"{where} cites {name!r}; the header's references: {known}")
        if grade == "D" and not cited:
            self._log.error(table.line, "missing-evidence", f"{where} has grade D (documented) but cites no reference")
        note = text_of(values["note"], f"note of {where}", self._log) if "note" in values else ""
        return Evidence(grade, tuple(name for name, _ in cited), note)

    def _examples(self) -> tuple[Example, ...]:
        node = self._table.values.get("examples")
        where = f"examples of {self._where}"
        table = as_table(node, where, self._log) if node else None
        if table is None:
            return ()
        known_keys(table, where, self._log, optional=("match", "no_match"))
        found: list[Example] = []
        for key in ("match", "no_match"):
            texts = texts_of(table.values[key], f"{key} {where}", self._log) if key in table.values else ()
            found += [Example(text, key == "match", line) for text, line in texts]
        return tuple(found)
