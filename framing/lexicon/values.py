"""Single values out of a YAML tree, with the traps of YAML explained."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from math import isfinite

from framing.lexicon.nodes import Items, Log, Node, Scalar, Table

TRAPS = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "merge": "a merge key",
    "value": "a default key",
}


def choices(values: Collection[str]) -> str:
    """The valid choices as one string, the first twenty of many."""
    listed = list(values)
    more = f" … ({len(listed)} in all)" if len(listed) > 20 else ""
    return (", ".join(listed[:20]) or "none") + more


def shown(node: Node) -> str:
    """A value as a message shows it."""
    return repr(node.text) if isinstance(node, Scalar) else "a list or mapping"


def as_table(node: Node, where: str, log: Log) -> Table | None:
    """The node if it is a mapping; otherwise None and a problem."""
    if isinstance(node, Table):
        return node
    log.error(node.line, "wrong-type", f"{where} must be a mapping of 'key: value' lines")
    return None


def known_keys(
    table: Table, where: str, log: Log, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> None:
    """Note keys that are unknown, with the nearest valid one, and required keys that are missing."""
    valid = (*required, *optional)
    for key, line in table.keys.items():
        if key not in valid:
            near = get_close_matches(key, valid, 1)
            hint = f", did you mean {near[0]!r}" if near else ""
            log.error(line, "unknown-key", f"{where} has no key {key!r}{hint}; valid: {choices(valid)}")
    for key in required:
        if key not in table.values:
            log.error(table.line, "missing-key", f"{where} lacks the key {key!r}")


def text_of(node: Node, where: str, log: Log) -> str:
    """The text of a value; "" and a problem where it is none, or YAML takes it for something else."""
    if not isinstance(node, Scalar):
        log.error(node.line, "wrong-type", f"{where} must be a text, not a list or mapping")
        return ""
    if node.tag == "null" or not node.text.strip():
        log.error(node.line, "empty-value", f"{where} is empty: give a text or delete the key")
        return ""
    if node.tag in TRAPS:
        log.error(
            node.line,
            f"yaml-{node.tag}",
            f'{where}: YAML reads {node.text} as {TRAPS[node.tag]}, not as text: quote it as "{node.text}"',
        )
    return node.text


def texts_of(node: Node, where: str, log: Log) -> tuple[tuple[str, int], ...]:
    """The texts of a value that is one text or a list of texts, each with its line; blanks left out."""
    nodes = node.values if isinstance(node, Items) else (node,)
    if not nodes:
        log.error(node.line, "empty-value", f"{where} is an empty list: fill it or delete the key")
    texts = [(text_of(item, where, log), item.line) for item in nodes]
    return tuple((text, line) for text, line in texts if text)


def number_of(text: str) -> float | None:
    """The finite number that a text spells, None where it spells none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def flag_of(node: Node, where: str, log: Log) -> bool:
    """The value of a yes/no key; False and a problem for anything but true and false."""
    if isinstance(node, Scalar) and node.text in {"true", "false"} and node.tag == "bool":
        return node.text == "true"
    log.error(node.line, "wrong-type", f"{where} must be true or false")
    return False


def choice_of(node: Node, where: str, valid: Collection[str], log: Log, *, code: str = "bad-value") -> str:
    """The value if it is one of the valid texts; "" and a problem otherwise."""
    if isinstance(node, Scalar) and node.text in valid:
        return node.text
    log.error(node.line, code, f"{where} is {shown(node)}; valid: {choices(valid)}")
    return ""
