"""The tables of every batch of a corpus, worked out on a Dask cluster (extra `dask`)."""

from __future__ import annotations

import ctypes
import gc
from collections import deque
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, suppress
from importlib.metadata import version
from threading import Lock
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from distributed import CancelledError, Client, KilledWorker, LocalCluster, Reschedule, WorkerPlugin, get_worker
from distributed.comm.core import CommClosedError

from framing.annotate import Annotator
from framing.engine.batches import Batch
from framing.engine.running import Found, annotated
from framing.errors import FramingError
from framing.tables.blocks import Block

PATIENCE = 60.0  # seconds that a scheduler may be away
DROUGHT = 600.0  # seconds that it may be without a worker, since some clusters start them when there is work
_LOOK = 5.0  # seconds between two looks at whether there are workers
_AHEAD = 64  # batches under way at least, so that a cluster that adapts sees work for more workers
_DEEP = 3  # batches under way a thread of the cluster
_COUNTED = 32  # batches between two counts of its threads
_EVERY = 0.2  # seconds between two looks at whether it is back
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of malloc.h
_LIBRARIES = ("news-framing", "numpy", "pyarrow")  # those that make the tables


def on_cluster(
    batches: Iterable[Batch], annotator: Annotator, scheduler: str, workers: int
) -> Generator[Found, None, None]:
    """The tables of every batch in order, from the workers of the cluster at the address `scheduler`.

    Without an address, from `workers` processes on this computer. The annotator is shipped once a worker. A bounded
    number of batches is under way at a time; each is kept here until its tables have come, so that neither a worker nor
    a scheduler that dies loses one. Raises FramingError where the scheduler stays away or has no workers, where workers
    die again and again at one batch, and where they have other versions of what makes the tables.
    """
    cluster = _Cluster(_Shipped(annotator), scheduler, workers)
    try:
        cluster.connect()
        for batch in batches:
            cluster.submit(batch)
            while len(cluster.under_way) > cluster.room():
                yield cluster.oldest()
        while cluster.under_way:
            yield cluster.oldest()
    finally:
        cluster.close()


class _Shipped(WorkerPlugin):
    """The annotator, as each worker has it: sent when the worker is first met, and again when it is started anew."""

    def __init__(self, annotator: Annotator) -> None:
        self.name = f"framing-{uuid4()}"
        self.annotator = annotator
        self.versions = _versions()

    def setup(self, worker: Any) -> None:
        """Called on the worker, before its first batch."""
        self.lock = Lock()  # one batch at a time, however many threads the worker has
        gc.freeze()  # lexicons and weights stay as long as the process
        _keep_memory()

    def mismatch(self) -> str:
        """How the libraries here differ from those where the run was started, "" where they do not."""
        here = _versions()
        return ", ".join(
            f"{name} {here[name]} instead of {wanted}" for name, wanted in self.versions.items() if here[name] != wanted
        )


class _Cluster:
    """Batches under way on a cluster, handed out again where its scheduler is started anew."""

    def __init__(self, shipped: _Shipped, scheduler: str, workers: int) -> None:
        self._shipped, self._scheduler, self._workers = shipped, scheduler, workers
        self._open = ExitStack()
        self._client: Any = None
        self._room, self._asked = _AHEAD, 0
        self._seen = monotonic()  # when there was a worker last
        self.under_way: deque[tuple[Batch, Any]] = deque()

    def connect(self) -> None:
        """Find the scheduler and give it what its workers need."""
        try:
            client: Any = Client  # which is typed in part
            self._client = client(self._scheduler or self._local(), timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise self._gone(_line(error)) from None
        self._client.register_plugin(self._shipped)

    def submit(self, batch: Batch) -> None:
        """Hand out a batch."""
        if self._connected.status != "running":
            self._begin_again()
        self.under_way.append((batch, self._submitted(batch)))

    def room(self) -> int:
        """How many batches may be under way."""
        self._asked += 1
        if self._asked % _COUNTED == 0:
            with suppress(OSError, TimeoutError):  # it is away: the next result tells
                self._room = max(_AHEAD, _DEEP * sum(self._connected.nthreads().values()))
        return self._room

    def oldest(self) -> Found:
        """What the oldest batch gives, once it does."""
        while True:
            batch, future = self.under_way[0]
            try:
                found: Block | str = future.result(timeout=_LOOK)
            except TimeoutError:
                if future.status == "error":  # it is the work that says so
                    raise
                self._look_for_workers()
                continue
            except KilledWorker as error:
                raise FramingError(
                    f"workers died again and again at the articles from {batch.articles[0].id} on, perhaps for want of "
                    "memory; give workers more (--memory-limit of dask worker), or try a smaller --batch-size"
                ) from error
            except (CancelledError, CommClosedError):
                self._begin_again()
                continue
            if isinstance(found, str):
                raise FramingError(
                    f"a Dask worker has {found}, which may change the tables; install the same versions there"
                )
            self.under_way.popleft()
            self._seen = monotonic()
            return batch.part, found

    def close(self) -> None:
        """Leave the cluster as it was found; who stops early does not wait for what was planned."""
        if self._client:
            with suppress(Exception):
                self._client.cancel([future for _, future in self.under_way])
                self._client.unregister_worker_plugin(self._shipped.name)
            with suppress(Exception):
                self._client.close(timeout=5)
            self._client = None
        self._open.close()

    def _local(self) -> Any:
        local: Any = LocalCluster
        cluster = local(
            n_workers=self._workers,
            threads_per_worker=1,
            dashboard_address=":0",  # any free port: two runs at once would both take the usual one
            scheduler_kwargs={"dashboard": False},
        )
        self._open.callback(cluster.close)
        return cluster

    def _begin_again(self) -> None:
        """The scheduler was lost, and with it all that it knew: wait for it, and hand out anew."""
        client = self._connected
        while client.status == "connecting":
            sleep(_EVERY)
        if client.status != "running":
            raise self._gone(f"waited {PATIENCE:.0f} seconds")
        client.register_plugin(self._shipped)
        self.under_way = deque((batch, self._submitted(batch)) for batch, _ in self.under_way)

    def _look_for_workers(self) -> None:
        """Raises FramingError where there have been none for long: Dask itself would wait for ever."""
        with suppress(OSError, TimeoutError):  # it is away: the next result tells
            if self._connected.nthreads():
                self._seen = monotonic()
        if monotonic() - self._seen > DROUGHT:
            raise FramingError(
                f"the Dask scheduler {self._scheduler} has had no worker for {DROUGHT:.0f} seconds; start some, e.g. "
                "dask worker ADDRESS, see in their logs why they stopped; --resume goes on with what is finished"
            )

    def _submitted(self, batch: Batch) -> Any:
        return self._connected.submit(_work, self._shipped.name, batch, pure=False, key=f"framing-{uuid4()}")

    @property
    def _connected(self) -> Any:
        assert self._client is not None  # noqa: S101 - a programming error, not an input
        return self._client

    def _gone(self, why: str) -> FramingError:
        return FramingError(
            f"no Dask scheduler answers at {self._scheduler} ({why}); check the address, e.g. tcp://host:8786, and "
            "that it runs; --resume goes on with what is finished"
        )


def _work(name: str, batch: Batch) -> Block | str:
    """The tables of a batch, or how the worker differs from the others."""
    shipped: Any = get_worker().plugins.get(name)
    if shipped is None:  # on its way still
        raise Reschedule
    wrong: str = shipped.mismatch()
    if wrong:
        return wrong
    with shipped.lock:
        found: Block = annotated(shipped.annotator, batch)
        return found


def _keep_memory() -> None:
    """Let glibc keep what is freed: Dask has it given back at once, which makes the work take half as long again."""
    with suppress(OSError, AttributeError, TypeError):  # other systems have no such thing
        adjust = ctypes.CDLL(None).mallopt
        adjust(_M_TRIM_THRESHOLD, 1 << 28)
        adjust(_M_MMAP_THRESHOLD, 1 << 25)  # bytes; the largest that it takes


def _versions() -> Mapping[str, str]:
    return {name: version(name) for name in _LIBRARIES}


def _line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
