"""The scored corpus on disk: Arrow schemas, Annotation -> rows, and a folder of Parquet tables.

`DIR/<table>/part-00000.parquet` and so on, with `DIR/manifest.json` and a copy of every lexicon in
`DIR/lexicons/`. A partition is a fixed number of articles, so the tables depend on neither batch size nor
worker count.
"""

from framing.tables.rows import issue_row, rows
from framing.tables.schema import EXPOSURE_COLUMNS, LEXICONS, MANIFEST, PARTITION, TABLES, Row, schema
from framing.tables.scored import ScoredCorpus
from framing.tables.writer import ScoredCorpusWriter

__all__ = [
    "EXPOSURE_COLUMNS",
    "LEXICONS",
    "MANIFEST",
    "PARTITION",
    "TABLES",
    "Row",
    "ScoredCorpus",
    "ScoredCorpusWriter",
    "issue_row",
    "rows",
    "schema",
]
