"""Which reader a file needs."""

from __future__ import annotations

from pathlib import Path

from framing.corpus.columns import ALIASES, count_known
from framing.corpus.decode import decide_encoding
from framing.corpus.delimited import DELIMITERS, DelimitedTable
from framing.corpus.jsonlines import JsonLinesTable
from framing.corpus.options import ReadOptions
from framing.corpus.parquet import ParquetTable
from framing.corpus.records import Table
from framing.corpus.streams import open_bytes, plain_suffix, readable

_BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "jsonl",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
}


def decide_format(path: Path, name: str, options: ReadOptions) -> str:
    """One of the formats: as declared, else by the file's suffix, else by how it begins.

    Raises:
        CorpusError: the file is empty or cannot be read.
    """
    if options.format:
        return options.format
    if found := _BY_SUFFIX.get(plain_suffix(path)):
        return found
    with readable(name):
        with open_bytes(path) as stream:
            head = stream.read(4)
        if head == b"PAR1":
            return "parquet"
        decoding = decide_encoding(name, lambda: open_bytes(path), options.encoding)
        with decoding.text(open_bytes(path)) as text:
            start = text.read(1 << 16).lstrip()
    return _guess_format(start, options)


def _guess_format(start: str, options: ReadOptions) -> str:
    """JSON Lines by the bracket; a table by known columns in the header, or columns asked for; else text."""
    if start.startswith(("{", "[")):
        return "jsonl"
    header = start.splitlines()[0] if start else ""
    asked = options.columns or options.delimiter or any(options.column_for(field) for field in ALIASES)
    known = any(
        mark in header and count_known([name.strip(' "') for name in header.split(mark)]) for mark in DELIMITERS
    )
    return "csv" if asked or known else "txt"


def open_table(path: Path, name: str, options: ReadOptions) -> Table:
    """The reader for a table file.

    Raises:
        CorpusError: the file is empty, binary, damaged, or no table.
    """
    kind = decide_format(path, name, options)
    if kind == "parquet":
        return ParquetTable(path, name)
    if kind == "jsonl":
        return JsonLinesTable(path, name, options)
    return DelimitedTable(path, name, options, "\t" if kind == "tsv" else ",")
