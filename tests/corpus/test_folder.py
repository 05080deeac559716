"""Files and folders that may not be read. The tests may run as root, whom nothing is refused: the system is feigned."""

import errno
import os
from pathlib import Path

import pytest

from framing.corpus import read_corpus
from framing.corpus.folder import list_texts
from framing.errors import CorpusError


@pytest.fixture
def close(monkeypatch):
    """Make files and folders of the given names refuse to be opened or listed."""

    def close(*names):
        def refuse(wanted, plain):
            def opened(path, *args, **kwargs):
                if Path(path).name in names:
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
                return plain(path, *args, **kwargs)

            monkeypatch.setattr(*wanted, opened)

        refuse((Path, "open"), Path.open)
        refuse((os, "scandir"), os.scandir)

    return close


def test_a_file_that_may_not_be_read_is_left_out(write, tmp_path, close):
    for name in "abc":
        write(f"t/{name}.txt", f"Text {name}.")
    close("b.txt")
    corpus = read_corpus(tmp_path / "t")
    assert [a.id for a in corpus] == ["a", "c"]
    (issue,) = [issue for issue in corpus.issues if issue.code == "unreadable-file"]
    assert issue.file == "b.txt"
    assert "permissions" in issue.message
    assert [Path(found.path).name for found in corpus.inputs] == ["a.txt", "c.txt"]
    assert (corpus.rows_read, corpus.rows_refused) == (3, 1)


def test_a_dangling_link_is_left_out(write, tmp_path):
    write("t/a.txt", "Text.")
    (tmp_path / "t" / "b.txt").symlink_to(tmp_path / "nowhere.txt")
    corpus = read_corpus(tmp_path / "t")
    assert [a.id for a in corpus] == ["a"]
    assert "unreadable-file" in [issue.code for issue in corpus.issues]
    assert len(corpus.inputs) == 1


def test_a_sub_folder_that_may_not_be_listed_is_said(write, tmp_path, close):
    write("t/gazette/a.txt", "Text.")
    write("t/herald/b.txt", "Text.")
    close("herald")
    corpus = read_corpus(tmp_path / "t")
    assert [a.id for a in corpus] == ["a"]
    (issue,) = corpus.issues
    assert (issue.code, issue.file) == ("unreadable-folder", "herald")
    assert "its files are left out; check its permissions" in issue.message


def test_a_closed_folder_is_not_called_empty(write, tmp_path, close):
    write("t/a.txt", "Text.")
    close("t")
    with pytest.raises(CorpusError, match="may not be listed.*check its permissions") as caught:
        read_corpus(tmp_path / "t")
    assert "empty" not in str(caught.value)


def test_a_table_that_may_not_be_read(write, close):
    path = write("n.csv", "outlet,text\nA,It rained.\n")
    close("n.csv")
    with pytest.raises(CorpusError, match=r"n\.csv: may not be read; check its permissions"):
        read_corpus(path)


def test_a_path_that_may_not_be_reached(monkeypatch):
    def refuse(path, **_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(CorpusError, match="closed/n.csv: may not be read; check its permissions"):
        read_corpus("closed/n.csv")


def test_hidden_files_and_the_metadata_are_passed_over(write, tmp_path):
    write("a.txt", "Text.")
    write(".b.txt", "Text.")
    aside = write("meta.csv", "filename\na\n")
    assert list_texts(tmp_path, aside) == ([tmp_path / "a.txt"], [])
    assert [issue.code for issue in list_texts(tmp_path)[1]] == ["ignored-files"]
