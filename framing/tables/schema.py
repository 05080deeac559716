"""Names, columns and types of the tables of a scored corpus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.attribution.voice import VOICES
from framing.types import Zone

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

EXPOSURE_COLUMNS = {(zone, voice): f"words_{zone}_{voice}" for zone in Zone for voice in VOICES}
RELATED = ("wire_basis", "near_duplicate_of", "genre")  # columns of an article that rest on the whole corpus
TABLES = ("articles", "hits", "attributions", "events", "sentences", "issues", "texts")
MANIFEST = "manifest.json"
LEXICONS = "lexicons"  # the folder of their copies
FORMAT = 3  # of the scored corpus, as the manifest names it
PARTITION = 2_000  # articles
IDENTITY = b"framing"  # key of a part's file metadata whose value says which part of which table it is

_COLUMNS = {
    "articles": "article_id:s outlet:c published:d title:s url:s author:s section:c language:c file:c row:i "
    "words:i boilerplate_words:i "
    + " ".join(f"{name}:i" for name in EXPOSURE_COLUMNS.values())
    + " n_sentences:i n_quotations:i n_hits:i n_attributions:i wire:c wire_basis:c duplicate_of:s near_duplicate_of:s "
    "story_id:s genre:c",
    "hits": "article_id:s lexicon:c entry:c category:c referent:c loading:b start:i end:i zone:c voice:c "
    "sentence:i speaker:i negated:t resolved:t candidates:c",
    "attributions": "article_id:s index:i kind:c source_start:i source_end:i cue_start:i cue_end:i content_start:i "
    "content_end:i source_spans:l cue_spans:l content_spans:l source_name:s source_type:c source_number:c "
    "source_office:s source_affiliation:s source_speaks_for:s source_side:c source_mention_start:i "
    "source_mention_end:i naming:c stance:c "
    "stance_class:c cue_tense:c cue_hedged:t cue_negated:t position:f words:i zone:c confidence:f",
    "events": "article_id:s kind:c lemma:c form:c agency:c start:i end:i agent_start:i agent_end:i victim_start:i "
    "victim_end:i instrument_start:i instrument_end:i agent_side:c victim_side:c negated:t hypothetical:t zone:c "
    "voice:c sentence:i speaker:i",
    "sentences": "article_id:s index:i start:i end:i zone:c",
    "issues": "article_id:s code:c message:s start:i end:i file:c row:i",
    "texts": "article_id:s text:s",
}


def schema(table: str, models: Sequence[str] = ()) -> pa.Schema:
    """The Arrow schema of a table; `sentences` has one float column a sentence model, and with any the voice."""
    import pyarrow as pa

    kinds = {
        "s": pa.string(),
        "c": pa.dictionary(pa.int32(), pa.string()),
        "d": pa.date32(),
        "i": pa.int32(),
        "b": pa.int8(),
        "t": pa.bool_(),
        "f": pa.float32(),
        "l": pa.list_(pa.int32()),
    }
    fields = [column.split(":") for column in _COLUMNS[table].split()]
    if table == "sentences":
        fields += [["voice", "c"]] * bool(models) + [[name, "f"] for name in models]
    return pa.schema([(name, kinds[kind]) for name, kind in fields])


def part_name(number: int) -> str:
    """The file name of a table's part, counted from 0."""
    return f"part-{number:05d}.parquet"


def identity(table: str, number: int) -> bytes:
    """What a part says it is, so that one copied over another is noticed."""
    return f"{table} {number}".encode()


def lexicon_name(name: str) -> str:
    """The file name of a lexicon's copy."""
    return f"{name}.yaml"
