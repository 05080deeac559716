"""The explorer served on this computer, or with a token to others."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.explore.app import LOOPBACK, application
from framing.explore.store import Store

if TYPE_CHECKING:
    import uvicorn


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is ready to `run`, the address to open, and whether only this computer can reach it."""

    server: uvicorn.Server
    address: str
    local: bool
    listening: socket.socket

    def run(self) -> None:
        """Answer until Ctrl-C, or until `server.should_exit` is set."""
        with self.listening:
            self.server.run(sockets=[self.listening])


def open_server(folder: str | Path, *, host: str = LOOPBACK[0], port: int = 0) -> Served:
    """A server of the explorer over a scored corpus.

    host: an address of this computer; with any but a loopback one, every address holds a token. port: 0 takes a free
    one. Raises ScoredCorpusError where the folder holds no scored corpus, FramingError where host and port cannot be
    used.
    """
    import uvicorn

    store = Store(folder)
    token = "" if host in LOOPBACK else secrets.token_urlsafe(24)
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", "") or error
        raise FramingError(f"{host}, port {port} cannot be used ({why}); choose another --host or --port") from error
    config = uvicorn.Config(
        application(store, token=token), log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/{token + '/' if token else ''}"
    return Served(uvicorn.Server(config), address, not token, listening)
