"""The engine on Dask: the same bytes as one process gives, whatever dies."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate import Annotator
from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.batches import Batch
from framing.engine.unfinished import Unfinished
from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.types import Article

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are a matter of Unix")
HERE = Path(__file__).parent
ARTICLES = 60


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = random.Random(8)
    path = tmp_path_factory.mktemp("dask") / "c.csv"
    words = "thugs rain mayor said river town boats “we left”".split()
    rows = (f"a{n},Paper {n % 3},2024-05-{n % 28 + 1},{' '.join(rng.choices(words, k=60))}.\n" for n in range(ARTICLES))
    path.write_text("id,outlet,date,text\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module", autouse=True)
def small_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.modules["framing.engine.score"], "PARTITION", 4)
        yield


@pytest.fixture(scope="module")
def options() -> ScoreOptions:
    return ScoreOptions(lexicons=load_lexicon(sample_lexicon()), batch_size=3)


@pytest.fixture(scope="module")
def serial(corpus: Path, options: ScoreOptions) -> dict[str, bytes]:
    return scored_files(corpus, options)


def scored_files(corpus: Path, options: ScoreOptions) -> dict[str, bytes]:
    scored = score(corpus, None, options)  # its folder lives as long as the value
    return files(scored.folder)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def tools() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(HERE))
        yield patched


@pytest.fixture
def cluster(tools: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[object]:
    started = import_module("_dask").Cluster(tmp_path / "workers", HERE)
    started.start_workers(2)
    started.wait_for_workers(2)
    yield started
    started.close()


def test_processes_of_this_computer_give_the_same_bytes(
    corpus: Path, serial: dict[str, bytes], options: ScoreOptions
) -> None:
    assert scored_files(corpus, replace(options, engine="dask", workers=2)) == serial


@pytest.fixture(scope="module", params=[1, 3])
def within(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a cluster within this process, of some workers."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=request.param, threads_per_worker=2, processes=False, dashboard_address=":0", protocol="tcp"
    ) as started:
        yield started.scheduler_address


def test_neither_batches_nor_workers_change_a_byte(
    corpus: Path, serial: dict[str, bytes], options: ScoreOptions, within: str
) -> None:
    @settings(max_examples=3, deadline=None)
    @given(size=st.integers(1, 70))
    def check(size: int) -> None:
        spread = replace(options, engine="dask", scheduler=within, batch_size=size)
        assert scored_files(corpus, spread) == serial

    check()


def test_a_worker_that_is_killed_loses_nothing(cluster, tools: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from framing.engine.cluster import on_cluster

    names = ["a", "bad", "b", "c", "d", "e"]
    cut = (Batch(part, [Article(name, body="It rained.")]) for part, name in zip(count(), names))
    found = on_cluster(cut, import_module("_deadly").Deadly(tmp_path), cluster.address, 1)
    rows = [(part, name) for part, new in found for name in new["articles"]["article_id"].to_pylist()]
    assert rows == list(enumerate(names))
    assert (tmp_path / "bad").exists()  # it did die


def test_workers_that_die_again_and_again_are_told(cluster, tools: pytest.MonkeyPatch) -> None:
    from framing.engine.cluster import on_cluster

    batch = Batch(0, [Article("bad", body="It rained.")])
    with pytest.raises(FramingError, match="workers died again and again at the articles from bad on.*--memory-limit"):
        list(on_cluster(iter([batch]), import_module("_deadly").Deadly(), cluster.address, 1))


def test_a_scheduler_without_workers_is_told(tools: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As where each has ended for good: nothing waits for ever."""
    from framing.engine import cluster as engine

    idle = import_module("_dask").Cluster(tmp_path / "workers", HERE)
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(engine, "DROUGHT", 0.5)
            patched.setattr(engine, "_LOOK", 0.2)
            with pytest.raises(FramingError, match=f"{idle.address} has had no worker for 0 seconds; start some"):
                list(
                    engine.on_cluster(
                        iter([Batch(0, [Article("a", body="It rained.")])]), Annotator([]), idle.address, 1
                    )
                )
    finally:
        idle.close()


def test_a_scheduler_that_is_killed_and_started_anew_loses_nothing(
    cluster, corpus: Path, serial: dict[str, bytes], options: ScoreOptions
) -> None:
    killed: list[int] = []

    def restart() -> None:
        cluster.scheduler.kill()
        cluster.scheduler.wait()
        cluster.start_scheduler()
        cluster.start_workers(1)

    def progress(done: int) -> None:
        if not killed:
            killed.append(done)
            thread.start()
            thread.join()

    thread = threading.Thread(target=restart)
    spread = replace(options, engine="dask", scheduler=cluster.address, batch_size=2, progress=progress)
    assert scored_files(corpus, spread) == serial
    assert killed[0] < ARTICLES


def test_a_driver_that_is_killed_is_gone_on_with(
    cluster, corpus: Path, serial: dict[str, bytes], options: ScoreOptions, tmp_path: Path
) -> None:
    out = tmp_path / "scored"
    command = [sys.executable, HERE / "_run.py", corpus, out, "1", "dask", cluster.address]
    process = subprocess.Popen([*map(str, command)])
    while Unfinished.beside(out).parts < 2 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert Unfinished.beside(out).parts >= 2
    again = replace(options, engine="dask", scheduler=cluster.address, resume=True)
    assert files(score(corpus, out, again).folder) == serial


def test_what_is_missing_is_told(corpus: Path, options: ScoreOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.engine.cluster.PATIENCE", 0.3)
    with pytest.raises(FramingError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9 .*--resume goes on"):
        score(corpus, None, replace(options, engine="dask", scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(FramingError, match="a scheduler .*pass --engine dask"):
        score(corpus, None, replace(options, scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(FramingError, match="no engine 'spark'; there are processes, dask"):
        score(corpus, None, replace(options, engine="spark"))
    monkeypatch.setattr(sys.modules["framing.engine.score"], "find_spec", lambda _name: None)
    with pytest.raises(FramingError, match=r"needs its extra: run `pip install '.\[dask\]'`"):
        score(corpus, None, replace(options, engine="dask"))


def test_a_worker_with_other_libraries_is_refused(within: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from framing.engine import cluster

    with monkeypatch.context() as patched:
        patched.setattr(cluster, "_versions", iter([{"numpy": "1.0"}] + [{"numpy": "2.0"}] * 9).__next__)
        batches = iter([Batch(0, [Article("a", body="It rained.")])])
        with pytest.raises(FramingError, match="a Dask worker has numpy 2.0 instead of 1.0"):
            list(cluster.on_cluster(batches, Annotator([]), within, 1))
