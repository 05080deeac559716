"""quanteda dictionaries in YAML: categories, nested or not, each with a list of glob patterns."""

from __future__ import annotations

import json

from framing.lexicon.exchange.terms import Draft, Term, TermList
from framing.lexicon.nodes import Items, Log, Node, Scalar, Table, read_tree
from framing.lexicon.values import TRAPS

_NEST = "."  # between the names of a nested category, as quanteda flattens them


def read_quanteda(text: str, log: Log) -> TermList:
    """The terms of a quanteda dictionary; a category within another is "outer.inner"."""
    draft = Draft(log)
    root = read_tree(text, log)
    if isinstance(root, Table):
        for name, node in root.values.items():
            _read(node, name, root.keys[name], draft)
    elif root is not None:
        log.error(root.line, "wrong-type", "a quanteda dictionary is a mapping of 'category: [words]' lines")
    return draft.finish()


def _read(node: Node, name: str, line: int, draft: Draft) -> None:
    """What stands under a category: words, lists of them, further categories."""
    if isinstance(node, Table):
        for inner, child in node.values.items():
            _read(child, f"{name}{_NEST}{inner}", node.keys[inner], draft)
        return
    category = draft.category(name, line)
    for item in node.values if isinstance(node, Items) else (node,):
        if isinstance(item, Scalar):
            _read_word(item, category, draft)
        else:
            _read(item, name, item.line, draft)


def _read_word(word: Scalar, category: str, draft: Draft) -> None:
    if not word.text:
        return  # nothing behind the category or the dash
    if word.tag != "str":
        taken = TRAPS.get(word.tag, "nothing")
        message = f"YAML takes {word.text} for {taken}: read as the word {word.text!r}; other tools may not"
        draft.log.warning(word.line, f"yaml-{word.tag}", message)
    draft.term(Term(word.text, category, line=word.line))


def write_quanteda(terms: TermList) -> str:
    """The terms as a flat quanteda dictionary, every word quoted."""
    lines = []
    for name in terms.categories:
        words = [term.word for term in terms.terms if term.category == name]
        lines.append(f"{_quoted(name)}:" + ("" if words else " []"))
        lines += [f"  - {_quoted(word)}" for word in words]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def unheld_by_quanteda(term: Term) -> str:
    """What of the term a quanteda dictionary cannot hold; "" where it holds all."""
    if term.before_of is not None:
        return "a condition on the word after"
    return "" if term.weight is None else "a weight"
