"""Values as a notebook shows them: small HTML tables, everything escaped and kept from turning the text around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

ROWS = 10  # of a table, the rest is counted


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, notes: Sequence[str] = ()) -> str:
    """A title, at most `ROWS` rows under `head`, how many more there are, and notes, as HTML."""
    found = iter(rows)
    shown = list(islice(found, ROWS))
    more = sum(1 for _ in found)
    lines = [f"<tr>{''.join(f'<th>{cell(name)}</th>' for name in head)}</tr>"] if shown else []
    lines += [f"<tr>{''.join(f'<td>{cell(value)}</td>' for value in row)}</tr>" for row in shown]
    below = [*([f"and {more:,} more"] if more else []), *notes]
    return (
        f"<div><p><strong>{cell(title)}</strong></p><table>{''.join(lines)}</table>"
        f"{''.join(f'<p><small>{cell(note)}</small></p>' for note in below)}</div>"
    )


def cell(value: object) -> str:
    """A value as text that is no mark-up; numbers with three significant digits behind the point at most."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"<bdi>{escape(str(value))}</bdi>"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3g}"
