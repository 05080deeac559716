"""The parts of a table while a scored corpus is written: articles read again, columns filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.tables.schema import IDENTITY, identity, part_name
from framing.tables.scored import article_of, read_part
from framing.types import Article

if TYPE_CHECKING:
    import pyarrow as pa


def articles_in(folder: Path, number: int, unrelated: Path | None = None) -> Iterator[Article]:
    """The articles of one part as they were read, in order; their rows are in `unrelated`, if not in `folder`."""
    texts = read_part(folder / "texts" / part_name(number)).column("text").to_pylist()
    frame = read_part((unrelated or folder) / "articles" / part_name(number)).to_pandas(date_as_object=False)
    for row, text in zip(frame.itertuples(), texts, strict=True):
        yield article_of(row, text)


def write_part(path: Path, table: str, number: int, part: pa.Table) -> None:
    """Write a part of a table, with its identity and the checksum of each page; it is there whole or not at all."""
    import pyarrow.parquet as pq

    part = part.replace_schema_metadata({IDENTITY: identity(table, number)})
    begun = path.with_suffix(".begun")
    pq.write_table(part, begun, compression="zstd", use_dictionary=True, write_page_checksum=True)
    begun.replace(path)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def write_whole(path: Path, text: str) -> None:
    """Write a text file that is there whole or not at all."""
    begun = path.with_suffix(".begun")
    begun.write_text(text, encoding="utf-8")
    begun.replace(path)


def with_columns(path: Path, columns: Mapping[str, Sequence[str]]) -> pa.Table:
    """A part with other values in some columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        part = file.read()
    for name, values in columns.items():
        place = part.schema.get_field_index(name)
        part = part.set_column(place, part.schema.field(name), pa.array(values, type=part.schema.field(name).type))
    return part
