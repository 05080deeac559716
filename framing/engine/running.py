"""The tables of every batch of a corpus, in one process or several."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TypeAlias

from framing.annotate import Annotator
from framing.engine.articles import annotate_safely
from framing.engine.batches import Batch
from framing.errors import FramingError
from framing.tables.blocks import Block, block

Found: TypeAlias = tuple[int, Block]  # the number of a partition, and tables of some of its articles

_DEATHS = 3  # of processes one after the other, with nothing done between


def blocks(batches: Iterable[Batch], annotator: Annotator, workers: int) -> Generator[Found, None, None]:
    """The tables of every batch in order; a bounded number of batches is under way at a time.

    Where a process dies, what it had begun is done again by others. Raises FramingError where they die as well.
    """
    if workers <= 1:
        yield from ((batch.part, annotated(annotator, batch)) for batch in batches)
        return
    processes = _Processes(annotator, workers)
    try:
        for batch in batches:
            processes.submit(batch)
            if len(processes.under_way) > 2 * workers:
                yield processes.oldest()
        while processes.under_way:
            yield processes.oldest()
    finally:
        processes.close()


def annotated(annotator: Annotator, batch: Batch) -> Block:
    """The tables of a batch: the pure function that every engine runs."""
    return block(annotate_safely(annotator, batch.articles), list(annotator.models))


class _Processes:
    """Batches under way in a pool of processes, which is started anew when one of them dies."""

    def __init__(self, annotator: Annotator, workers: int) -> None:
        # spawned, not forked: the writer's threads would be copied in the middle of their work
        self._start: Callable[[], ProcessPoolExecutor] = lambda: ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_start_worker, initargs=(annotator,)
        )
        self._pool = self._start()
        self._deaths = 0
        self.under_way: deque[tuple[Batch, Future[Block]]] = deque()

    def submit(self, batch: Batch) -> None:
        self.under_way.append((batch, self._submitted(batch)))

    def oldest(self) -> Found:
        """What the oldest batch gives, once it does."""
        while True:
            batch, future = self.under_way[0]
            try:
                found = future.result()
            except BrokenProcessPool as error:
                self._begin_again(error)
                continue
            self.under_way.popleft()
            self._deaths = 0
            return batch.part, found

    def close(self) -> None:
        """End the processes; who stops early does not wait for what was planned."""
        self._pool.shutdown(cancel_futures=True)

    def _begin_again(self, error: BrokenProcessPool) -> None:
        self._deaths += 1
        self.close()
        if self._deaths == _DEATHS:
            articles = self.under_way[0][0].articles
            raise FramingError(
                f"a process died at work {_DEATHS} times from article {articles[0].id} on, perhaps for want of memory; "
                "try fewer --workers or a smaller --batch-size"
            ) from error
        self._pool = self._start()
        self.under_way = deque(
            (batch, future if _is_done(future) else self._submitted(batch)) for batch, future in self.under_way
        )

    def _submitted(self, batch: Batch) -> Future[Block]:
        try:
            return self._pool.submit(_work, batch)
        except BrokenProcessPool as error:  # found out when its turn comes
            future: Future[Block] = Future()
            future.set_exception(error)
            return future


def _is_done(future: Future[Block]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


_worker: dict[str, Annotator] = {}  # one Annotator a process, set once when the process starts


def _start_worker(annotator: Annotator) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the first process ends the others
    Thread(target=_end_with_parent, daemon=True).start()
    _worker["annotator"] = annotator
    gc.freeze()  # lexicons and weights stay as long as the process; looking through them again and again takes time


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(batch: Batch) -> Block:
    return annotated(_worker["annotator"], batch)
