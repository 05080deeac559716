"""Whether a folder holds a scored corpus as it was written: nothing missing, swapped, cut short or edited."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import ScoredCorpusError
from framing.tables.schema import (
    FORMAT,
    IDENTITY,
    LEXICONS,
    MANIFEST,
    TABLES,
    Row,
    identity,
    lexicon_name,
    part_name,
    schema,
)

if TYPE_CHECKING:
    import pyarrow as pa

REMEDY = "score the corpus again"

# what the manifest must hold, by path
_REQUIRED: dict[str, type] = {
    "inputs": list,
    "lexicons": list,
    "models": list,
    "health": dict,
    "health.warnings": list,
    "health.quotation_marks_missing": list,
    "counts": dict,
    "counts.rows": dict,
    **{f"counts.rows.{table}": int for table in TABLES},
}


def read_manifest(folder: Path) -> Row:
    """The manifest of a scored corpus; ScoredCorpusError where there is none, or it is damaged."""
    path = folder / MANIFEST
    try:
        if not path.is_file():
            what = "is no folder" if not folder.is_dir() else f"holds no {MANIFEST}"
            raise ScoredCorpusError(
                f"{folder} {what}, so it is no scored corpus; make one with `framing score CORPUS -o DIR`"
            )
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScoredCorpusError(f"{path} cannot be read ({error.strerror}); check its permissions") from error
    except (ValueError, RecursionError) as error:
        raise ScoredCorpusError(f"{path} is damaged ({error}); {REMEDY}") from error
    _check_manifest(manifest, path)
    return dict(manifest)


def _check_manifest(manifest: Any, path: Path) -> None:
    if not isinstance(manifest, dict) or "format" not in manifest:
        raise ScoredCorpusError(f"{path} is no manifest of a scored corpus: it has no key 'format'; {REMEDY}")
    if manifest["format"] != FORMAT:
        raise ScoredCorpusError(
            f"{path} has format {manifest['format']!r}, and this version reads format {FORMAT}; {REMEDY}"
        )
    for name, kind in _REQUIRED.items():
        value: Any = manifest
        for key in name.split("."):
            value = value.get(key)
        if not isinstance(value, kind):
            raise ScoredCorpusError(f"{path} is damaged: {name!r} is missing or no {kind.__name__}; {REMEDY}")
    for lexicon in manifest["lexicons"]:
        if not isinstance(lexicon, dict) or not {"name", "sha256"} <= lexicon.keys():
            raise ScoredCorpusError(f"{path} is damaged: a lexicon has no name or checksum; {REMEDY}")


def check_tables(folder: Path, manifest: Row) -> int:
    """The number of parts of every table, once their numbers, columns and rows are those that were written.

    Reads the files' metadata alone. Raises ScoredCorpusError naming the file or table that differs.
    """
    parts = len(list((folder / TABLES[0]).glob("part-*.parquet")))
    names = {part_name(number) for number in range(parts)}
    for table in TABLES:
        place = folder / table
        there = {path.name for path in place.glob("part-*.parquet")}
        if not there or there != names:
            odd = min(there ^ names, default=part_name(0))
            what = "is missing" if odd not in there else f"has no counterpart in {TABLES[0]}"
            raise ScoredCorpusError(f"{place / odd} {what}; {REMEDY}")
        columns = schema(table, manifest["models"])
        rows = sum(_check_part(place / part_name(number), table, number, columns) for number in range(parts))
        check_rows(place, rows, manifest)
    return parts


def check_rows(place: Path, rows: int, manifest: Row) -> None:
    """Raise ScoredCorpusError where a table has not as many rows as the manifest says."""
    written = manifest["counts"]["rows"][place.name]
    if rows != written:
        raise ScoredCorpusError(f"{place} has {rows:,} rows, but {MANIFEST} says {written:,}; {REMEDY}")


def _check_part(path: Path, table: str, number: int, columns: pa.Schema) -> int:
    """The rows of a part, by its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as part:
            found, rows = part.schema_arrow, int(part.metadata.num_rows)
    except (OSError, pa.ArrowException) as error:
        raise ScoredCorpusError(f"{path} is damaged ({error}); {REMEDY}") from error
    if not found.equals(columns, check_metadata=False):
        wanted = {(f.name, str(f.type)) for f in columns}
        differing = sorted({name for name, _ in wanted ^ {(f.name, str(f.type)) for f in found}})
        raise ScoredCorpusError(
            f"{path} has other columns than were written ({', '.join(differing) or 'in another order'}); {REMEDY}"
        )
    if (found.metadata or {}).get(IDENTITY) != identity(table, number):
        raise ScoredCorpusError(f"{path} is not part {number} of {table}, but another file in its place; {REMEDY}")
    return rows


def check_lexicons(folder: Path, manifest: Row) -> None:
    """Raise ScoredCorpusError where the copy of a lexicon is missing or has been edited."""
    for lexicon in manifest["lexicons"]:
        path = folder / LEXICONS / lexicon_name(lexicon["name"])
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            raise ScoredCorpusError(f"{path}, with which the corpus was scored, is missing; {REMEDY}") from None
        except OSError as error:
            raise ScoredCorpusError(f"{path} cannot be read ({error.strerror}); check its permissions") from error
        if found != lexicon["sha256"]:
            raise ScoredCorpusError(
                f"{path} is not as it was when the corpus was scored; to use a changed lexicon, {REMEDY} with it"
            )
