import pytest

from framing.corpus.opening import decide_format
from framing.corpus.options import ReadOptions


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", "x", "csv"),
        ("a.TSV.gz", "x", "tsv"),
        ("a.ndjson", "x", "jsonl"),
        ("a.pq", "x", "parquet"),
        ("a", "PAR1", "parquet"),
        ("a", '\n {"text": 1}', "jsonl"),
        ("a", "outlet;text\nA;B\n", "csv"),
        ("a", '"Outlet", "Text"\nA,B\n', "csv"),
        ("a.dat", "mood\tother\n", "txt"),
        ("a", "Rain, wind; snow\tfell on the text, and stayed.", "txt"),
    ],
)
def test_format_by_suffix_then_by_content(write, name, content, kind):
    assert decide_format(write(name, content), name, ReadOptions()) == kind


def test_declared_format_and_named_columns(write):
    path = write("a", "mood\tother\n")
    assert decide_format(path, "a", ReadOptions(text_column="mood")) == "csv"
    assert decide_format(path, "a", ReadOptions(format="jsonl")) == "jsonl"
