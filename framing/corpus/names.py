"""Names of outlets, authors and the like: what cannot be shown is taken out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAMES = ("id", "outlet", "url", "author", "section", "language", "wire")  # the fields that are no text to be measured

_TERMINAL = re.compile(  # sequences that colour, move or retitle a terminal
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\r\n]*(?:\x07|\x1b\\)|\x9b[0-?]*[ -/]*[@-~]"
)
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SHOWN = 60  # characters of a name in a message


def clean_name(name: str) -> str:
    """The name without surrounding white space and control characters; line breaks and tabs become one space.

    >>> clean_name("\\x1b[31mThe\\nGazette\\x07 ")
    'The Gazette'
    """
    if name.isprintable():
        return name.strip()
    spaced = _SPACE.sub(lambda run: " " if _BREAK.search(run[0]) else run[0], _TERMINAL.sub("", name.strip()))
    return _CONTROL.sub("", spaced).strip()


def clean_names(values: Mapping[str, str], columns: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The values of one row with clean names, and a sentence on each name that held control characters."""
    after = {field: clean_name(value) if field in NAMES else value for field, value in values.items()}
    said = [
        f"column {columns[field]!r} ({field}) held control characters or line breaks: {_cut(values[field])!r} is "
        f"read as {_cut(after[field])!r}; remove them from the file"
        for field in NAMES
        if field in values and values[field].strip() != after[field]
    ]
    return after, said


def _cut(value: str) -> str:
    return value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
