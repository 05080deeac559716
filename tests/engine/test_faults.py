"""Real processes that are killed, a disk that is full, files that are damaged: nothing is lost or doubled."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

from framing.annotate import Annotator
from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.batches import Batch
from framing.engine.running import blocks
from framing.engine.unfinished import Unfinished
from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.types import Article

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are a matter of Unix")
ARTICLES = 42
FAST = 0.01


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = random.Random(5)
    path = tmp_path_factory.mktemp("faults") / "c.csv"
    words = "thugs rain mayor said river town boats “we left”".split()
    rows = (f"a{n},Paper {n % 3},2024-05-{n % 28 + 1},{' '.join(rng.choices(words, k=60))}.\n" for n in range(ARTICLES))
    path.write_text("id,outlet,date,text\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def options() -> ScoreOptions:
    return ScoreOptions(lexicons=load_lexicon(sample_lexicon()), batch_size=3)


@pytest.fixture(scope="module")
def whole(corpus: Path) -> dict[str, bytes]:
    """What a run gives that nothing happens to."""
    out = corpus.with_name("whole")
    assert ended(run(corpus, out)) == 0
    return files(out)


def run(corpus: Path, out: Path, workers: int = 1, *flags: str) -> subprocess.Popen[str]:
    command = [sys.executable, Path(__file__).with_name("_run.py"), corpus, out, str(workers), *flags]
    return subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> int:
    """The exit code of a process, once it has one."""
    process.communicate()
    return process.returncode


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def wait_for_parts(out: Path, number: int, process: subprocess.Popen[str]) -> None:
    while Unfinished.beside(out).parts < number and process.poll() is None and not out.exists():
        time.sleep(FAST)


@pytest.mark.parametrize(("workers", "moments"), [(1, (2, 5)), (2, (4,))])
def test_a_killed_run_is_gone_on_with(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path, workers: int, moments: Sequence[int]
) -> None:
    out = tmp_path / "scored"
    for parts in moments:
        process = run(corpus, out, workers, "resume", "hold")
        wait_for_parts(out, parts, process)
        process.kill()
        ended(process)
        assert Unfinished.beside(out).parts >= parts
        assert not out.exists()
    assert ended(run(corpus, out, workers, "resume")) == 0
    assert files(out) == whole
    assert [path.name for path in tmp_path.iterdir()] == ["scored"]


def test_ctrl_c_leaves_what_is_finished(corpus: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "scored"
    process = run(corpus, out, 2, "hold")
    wait_for_parts(out, 1, process)
    process.send_signal(signal.SIGINT)
    ended(process)
    assert Unfinished.beside(out).parts >= 1
    assert ended(run(corpus, out, 1, "resume")) == 0
    assert files(out) == whole


@pytest.fixture(scope="module")
def template(corpus: Path, options: ScoreOptions) -> Path:
    """The folder of a run that was stopped when all partitions were finished."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.modules["framing.engine.score"], "PARTITION", 4)
        patched.setattr(sys.modules["framing.engine.score"], "relate_written", stop)
        with pytest.raises(KeyboardInterrupt):
            score(corpus, corpus.with_name("stopped"), options)
    unfinished = Unfinished.beside(corpus.with_name("stopped"))
    assert unfinished.parts == 11
    return unfinished.place


@pytest.fixture
def stopped(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the scored corpus that such a run was to become."""
    monkeypatch.setattr(sys.modules["framing.engine.score"], "PARTITION", 4)
    shutil.copytree(template, Unfinished.beside(tmp_path / "scored").place)
    return tmp_path / "scored"


def test_a_full_disk_is_told_and_gone_on_with(
    corpus: Path, stopped: Path, whole: dict[str, bytes], options: ScoreOptions
) -> None:
    (Unfinished.beside(stopped).unrelated / "finished" / "3.json").unlink()
    full = run(corpus, stopped, 1, "resume", "full")
    _, told = full.communicate()
    assert full.returncode == 1
    assert "FramingError: cannot write" in told and "File too large; make room there" in told
    assert Unfinished.beside(stopped).parts == 10
    assert files(score(corpus, stopped, replace(options, resume=True)).folder) == whole


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)


DAMAGE = {
    "new/texts/part-00003.parquet": flip,
    "new/hits/part-00003.parquet": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "new/issues/part-00003.parquet": Path.unlink,
    "unrelated/articles/part-00003.parquet": lambda path: shutil.copy(path.with_name("part-00001.parquet"), path),
    "unrelated/finished/3.json": lambda path: path.write_text("{"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_partition_is_scored_again_and_no_other(
    corpus: Path, stopped: Path, whole: dict[str, bytes], options: ScoreOptions, name: str
) -> None:
    DAMAGE[name](Unfinished.beside(stopped).place / name)
    done: list[int] = []
    score(corpus, stopped, replace(options, resume=True, progress=done.append))
    assert len(done) == 2  # batches of the one partition
    assert files(stopped) == whole


def test_a_run_of_other_options_is_not_gone_on_with(corpus: Path, stopped: Path, options: ScoreOptions) -> None:
    with pytest.raises(FramingError, match="had other options; resume it as it was begun"):
        score(corpus, stopped, replace(options, resume=True, limit=40))
    other = stopped.with_name("other.yaml")
    other.write_text(sample_lexicon().read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    with pytest.raises(FramingError, match="had other lexicons"):
        score(corpus, stopped, replace(options, resume=True, lexicons=load_lexicon(other)))
    assert Unfinished.beside(stopped).parts == 11


def test_what_is_done_is_not_done_again(corpus: Path, stopped: Path, options: ScoreOptions) -> None:
    again = replace(options, resume=True)
    first = files(score(corpus, stopped, again).folder)
    done: list[int] = []
    assert files(score(corpus, stopped, replace(again, progress=done.append)).folder) == first
    assert done == []
    with pytest.raises(FramingError, match="holds a scored corpus already"):
        score(corpus, stopped, replace(again, limit=3))


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> type[Annotator]:
    """The class of an annotator that ends its process, in a module that other processes can import."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return import_module("_deadly").Deadly


def rows_of(batches: Iterator[Batch], annotator: Annotator) -> list[tuple[int, str]]:
    return [
        (part, name)
        for part, found in blocks(batches, annotator, 2)
        for name in found["articles"]["article_id"].to_pylist()
    ]


def test_what_a_process_that_dies_had_begun_is_done_by_another(tmp_path: Path, deadly: type[Annotator]) -> None:
    names = ["a", "bad", "b", "c", "d", "e", "f", "g"]
    cut = (Batch(part, [Article(name, body="It rained.")]) for part, name in zip(count(), names))
    assert rows_of(cut, deadly(tmp_path)) == list(enumerate(names))


def test_processes_that_die_again_and_again_are_told(deadly: type[Annotator]) -> None:
    with pytest.raises(FramingError, match="a process died at work 3 times from article bad on.*--workers"):
        rows_of(iter([Batch(0, [Article("bad", body="It rained.")])]), deadly())


def test_workers_end_when_their_parent_is_killed(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "scored"
    process = run(corpus, out, 2, "hold")
    wait_for_parts(out, 1, process)
    children = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    assert children
    process.kill()
    ended(process)
    until = time.monotonic() + 20
    while any(is_running(pid) for pid in children) and time.monotonic() < until:
        time.sleep(FAST)
    assert not [pid for pid in children if is_running(pid)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
