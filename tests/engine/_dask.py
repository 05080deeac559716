"""A Dask scheduler and its workers as processes of their own, for tests to kill."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from distributed import Client

QUICK = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "OMP_NUM_THREADS": "1",
}


class Cluster:
    """One scheduler at a fixed port of this computer, and workers of one thread that are started anew when they die."""

    def __init__(self, folder: Path, extra_path: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._folder, self._path = folder, extra_path
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start_scheduler()

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        self.scheduler = self._started(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--no-dashboard",
            "--dashboard-address",
            "127.0.0.1:0",
        )
        return self.scheduler

    def start_workers(self, number: int) -> None:
        """Each in a command of its own: one that dies while another starts ends all of a command."""
        flags = ("--nthreads", "1", "--no-dashboard", "--local-directory", self._folder)
        for _ in range(number):
            self._started("worker", self.address, *flags)

    def wait_for_workers(self, number: int) -> None:
        """Until so many have come; TimeoutError after a minute."""
        with Client(self.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(number, timeout=60)

    def close(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # what it has started too
            process.wait()

    def _started(self, what: str, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, *map(str, arguments)]
        environment = os.environ | QUICK | {"PYTHONPATH": str(self._path)}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.processes.append(process)
        return process
