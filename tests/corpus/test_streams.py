from pathlib import Path

import pytest

from framing.corpus.streams import plain_stem, plain_suffix, readable, shown
from framing.errors import CorpusError


@pytest.mark.parametrize(
    ("name", "stem", "suffix"),
    [
        ("a.csv", "a", ".csv"),
        ("a.CSV.GZ", "a", ".csv"),
        ("a.b.txt.zst", "a.b", ".txt"),
        ("a.gz", "a", ""),
        ("a", "a", ""),
    ],
)
def test_names_without_compression(name, stem, suffix):
    assert plain_stem(Path(name)) == stem
    assert plain_suffix(Path(name)) == suffix


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (EOFError(), "ends early"),
        (PermissionError(), "permissions"),
        (FileNotFoundError(), "check the path"),
        (OSError("disk on fire"), "disk on fire"),
    ],
)
def test_system_errors_name_the_file(error, remedy):
    with pytest.raises(CorpusError, match=rf"n\.csv: .*{remedy}"), readable("n.csv"):
        raise error


def test_names_that_are_no_utf8_can_be_written():
    assert shown("caf\udce9.txt").encode() == "caf\ufffd.txt".encode()
    assert shown("a\x1b[31mb\n.txt") == "a\ufffd[31mb\ufffd.txt"
