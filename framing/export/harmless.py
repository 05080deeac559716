"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula.

    A sign alone, or one before a digit, stays: it is a number's.

    >>> harmless('=HYPERLINK("http://x")')
    '\\'=HYPERLINK("http://x")'
    >>> harmless("-0.12 (-0.30 to 0.06)")
    '-0.12 (-0.30 to 0.06)'
    """
    begun = cell.lstrip(" ")
    if not begun.startswith(_BEGINS) or _is_figure(begun):
        return cell
    return f"'{cell}"


def _is_figure(text: str) -> bool:
    """Whether a sign begins a figure: nothing but digits, points, brackets and the words between bounds."""
    rest = text[1:].replace(" to ", " ").replace("%", "")
    return text[0] in "+-" and bool(rest) and rest[0].isdigit() and set(rest) <= set("0123456789.,+-() []*")
