"""Scored corpora at addresses: made ready here, copied there, whole or not at all."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from framing.cli import group
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.errors import FramingError
from framing.lexicon import load_lexicon

fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")


@pytest.fixture
def options(tmp_path: Path) -> ScoreOptions:
    return ScoreOptions(lexicons=load_lexicon(sample_lexicon()), limit=9, staging=tmp_path)


@pytest.fixture
def memory() -> Iterator[Any]:
    yield fsspec.filesystem("memory")
    fsspec.filesystem("memory").store.clear()


def here(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def there(files: Any, place: str) -> dict[str, bytes]:
    root = files._strip_protocol(place)
    return {path.removeprefix(root + "/"): files.cat_file(path) for path in sorted(files.find(root))}


def test_the_tables_are_those_of_a_run_here(memory: Any, options: ScoreOptions, tmp_path: Path) -> None:
    place = f"memory://{uuid.uuid4()}/scored"
    whole = here(score(sample_corpus(), tmp_path / "own", options).folder)
    memory.pipe(place.replace("scored", "in/sample.csv"), sample_corpus().read_bytes())
    scored = score(sample_corpus(), place, options)
    assert len(scored.articles) == 9
    assert there(memory, place) == whole
    file = f"file://{tmp_path / 'file' / 'scored'}"
    del scored
    assert [path.name for path in tmp_path.iterdir()] == ["own"]  # nothing is left here
    score(sample_corpus(), file, options)
    assert here(tmp_path / "file" / "scored") == whole


def test_what_is_there_is_replaced_only_when_asked(memory: Any, options: ScoreOptions) -> None:
    place = f"memory://{uuid.uuid4()}/scored"
    first = there(memory, place) if score(sample_corpus(), place, options) else {}
    with pytest.raises(FramingError, match="holds a scored corpus already; pass --overwrite"):
        score(sample_corpus(), place, options)
    done: list[int] = []
    score(sample_corpus(), place, replace(options, resume=True, progress=done.append))
    assert (done, there(memory, place)) == ([], first)  # it is there already
    memory.pipe(f"{place}/hits/part-00007.parquet", b"of an older, larger corpus")
    score(sample_corpus(), place, replace(options, overwrite=True))
    assert there(memory, place) == first
    memory.pipe(f"{place}/thesis.txt", b"mine")
    with pytest.raises(FramingError, match=r"holds more than a scored corpus: thesis.txt"):
        score(sample_corpus(), place, replace(options, overwrite=True))


def test_a_copy_that_fails_is_gone_on_with(
    memory: Any, options: ScoreOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, put = f"memory://{uuid.uuid4()}/scored", type(memory).put_file
    whole = here(score(sample_corpus(), tmp_path / "own", options).folder)

    def fail(self: Any, source: str, target: str, **more: Any) -> None:
        if "sentences" in target:
            raise OSError("no space left")
        put(self, source, target, **more)

    with monkeypatch.context() as patched:
        patched.setattr(type(memory), "put_file", fail)
        with pytest.raises(FramingError, match=r"no space left; the tables are ready in .*--resume copies them again"):
            score(sample_corpus(), place, options)
    assert "manifest.json" not in there(memory, place)
    done: list[int] = []
    score(sample_corpus(), place, replace(options, resume=True, progress=done.append))
    assert (done, there(memory, place)) == ([], whole)


def test_the_command_takes_addresses(memory: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = f"memory://{uuid.uuid4()}"
    memory.pipe(f"{place}/sample.csv", sample_corpus().read_bytes())
    arguments = ["score", f"{place}/sample.csv", "-o", f"{place}/scored", "-l", str(sample_lexicon())]
    group([*arguments, "--limit", "5", "--staging", str(tmp_path)], standalone_mode=False)
    assert f"-> {place}/scored" in capsys.readouterr().out
    assert memory.exists(f"{place}/scored/manifest.json")
