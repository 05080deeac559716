"""YAML as a tree in which every value knows its line; what the format does not allow is a problem.

Built from the parser's events, not from loaded objects: that keeps lines and repeated keys, reads "NO" as
it is written, never follows an alias (no bomb can go off) and constructs nothing but text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from framing.lexicon.model import Problem

_DEEPEST = 12
_NON_PRINTABLE = yaml.reader.Reader.NON_PRINTABLE


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written; `tag` is what YAML takes it for: str, bool, int, float, null, timestamp …."""

    text: str
    tag: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    values: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `keys` gives the line of each key. Of a repeated key the first value is kept."""

    values: dict[str, Node]
    keys: dict[str, int]
    line: int


Node = Scalar | Items | Table


@dataclass(slots=True)
class Log:
    """Problems as they are found: (line, severity, code, message)."""

    found: list[tuple[int, str, str, str]] = field(default_factory=list)

    def error(self, line: int, code: str, message: str) -> None:
        """Note a mistake that makes the lexicon unusable."""
        self.found.append((line, "error", code, message))

    def warning(self, line: int, code: str, message: str) -> None:
        """Note something that is allowed but probably not meant."""
        self.found.append((line, "warning", code, message))

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(severity == "error" for _, severity, _, _ in self.found)

    def problems(self, file: str) -> list[Problem]:
        """What was found, in line order, as problems of that file."""
        return sorted(Problem(file, *found) for found in self.found)


def read_tree(text: str, log: Log) -> Node | None:
    """The first document of the YAML text, or None where it cannot be read; why goes to `log`."""
    unprintable = _NON_PRINTABLE.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        log.error(line, "yaml-syntax", f"the character U+{ord(unprintable[0]):04X} is not allowed: delete it")
        return None
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(yaml.parse(text, Loader=loader), log).document()
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        log.error(mark.line + 1 if mark else 1, "yaml-syntax", _explain(error))
    except _TooDeepError as error:
        log.error(error.line, "yaml-nesting", f"nested more than {_DEEPEST} deep: a lexicon needs far less")
    return None


def _explain(error: yaml.MarkedYAMLError) -> str:
    what = " ".join(part for part in (error.problem, error.context) if part)
    if "\\t" in what or "\t" in what:
        return f"{what}: indent with spaces, not tabs"
    if "alias" in what or "anchor" in what:
        return f'{what}: a pattern that starts with * or & must be quoted, such as "*phobe"'
    return f"{what}: YAML cannot be read from here on (often a missing quote, colon or indent)"


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Turns parser events into nodes."""

    def __init__(self, events: Iterator[Any], log: Log) -> None:
        self._events = events
        self._log = log
        self._resolver: Any = yaml.resolver.Resolver()  # untyped in the stubs

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            first: Any = next(self._events)
            if root is None:
                root = self._node(first, 0)
                continue
            line = first.start_mark.line + 1
            self._log.error(line, "yaml-documents", "a second document starts here: one file, one lexicon")
            break
        return root

    def _node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        if depth > _DEEPEST:
            raise _TooDeepError(line)
        if getattr(event, "anchor", None):
            kind = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            mark = "*" if kind == "alias" else "&"
            self._log.error(
                line,
                "yaml-alias",
                f"YAML {kind} {mark}{event.anchor} is not allowed: if it is a pattern, quote it",
            )
        if isinstance(event, yaml.AliasEvent):
            return Scalar("*" + str(event.anchor), "str", line)
        self._refuse_tag(event, line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(line, depth)
        return self._table(line, depth)

    def _refuse_tag(self, event: Any, line: int) -> None:
        if event.tag and event.tag != "!":
            self._log.error(line, "yaml-tag", f"YAML tag {event.tag} is not allowed: delete it, or quote the value")

    def _scalar(self, event: Any, line: int) -> Scalar:
        tag = "str" if event.tag else self._resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        return Scalar(event.value, str(tag).rsplit(":", 1)[-1], line)

    def _items(self, line: int, depth: int) -> Items:
        values = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._node(event, depth + 1))
        return Items(tuple(values), line)

    def _table(self, line: int, depth: int) -> Table:
        values: dict[str, Node] = {}
        keys: dict[str, int] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._log.error(key.line, "yaml-key", "a key must be a word, not a list or mapping")
            elif key.text in values:
                self._log.error(
                    key.line,
                    "duplicate-key",
                    f"key {key.text!r} stands here and on line {keys[key.text]}: keep one",
                )
            else:
                values[key.text] = value
                keys[key.text] = key.line
        return Table(values, keys, line)
