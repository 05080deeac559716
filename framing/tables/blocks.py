"""Rows of a few articles as Arrow tables, which are small to send, and quick to join and to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from framing.tables.schema import TABLES, Row, schema

if TYPE_CHECKING:
    import pyarrow as pa

Block: TypeAlias = "dict[str, pa.Table]"


def block(found: Iterable[Mapping[str, Sequence[Row]]], models: Sequence[str] = ()) -> Block:
    """The rows of some articles as one Arrow table a table."""
    import pyarrow as pa

    together: dict[str, list[Row]] = {table: [] for table in TABLES}
    for rows in found:
        for table, new in rows.items():
            together[table] += new
    return {table: pa.Table.from_pylist(rows, schema=schema(table, models)) for table, rows in together.items()}


def joined(blocks: Sequence[Block]) -> Block:
    """Several blocks as one, the same whichever way the rows were split."""
    import pyarrow as pa

    return {
        table: pa.concat_tables([each[table] for each in blocks]).unify_dictionaries().combine_chunks()
        for table in TABLES
    }
