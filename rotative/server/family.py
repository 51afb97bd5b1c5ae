"""The processes that answer: Uvicorn's supervisor with workers that are forks of it, as many as there are cores.

The supervisor replaces one that breaks down or hangs, and at SIGHUP all of them, one after the other, each when the new
one answers. They share one socket, so that no connection that waits in its queue is lost with a worker.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from copy import deepcopy
from typing import Any, Final, cast

import uvicorn
import uvicorn._subprocess
from uvicorn.config import LOGGING_CONFIG
from uvicorn.supervisors import Multiprocess

from rotative.press.edge.lane import IDLE, Lane

PATIENCE: Final = 15  # seconds that requests have for ending when a worker is told to stop
STARTING: Final = 60  # seconds that a worker has for being ready, or for showing that it does not hang


def configuration(host: str, port: int, *, workers: int, access_log: bool) -> uvicorn.Config:
    """Return the server's configuration. Addresses of clients are not taken from headers here: a setting says whose."""
    return uvicorn.Config(
        "rotative.server.application:application",
        host=host,
        port=port,
        workers=workers,
        http=Lane,
        ws="none",
        loop="uvloop",
        lifespan="on",
        interface="asgi3",
        log_config=logging_configuration(),
        access_log=access_log,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=int(IDLE),
        timeout_graceful_shutdown=PATIENCE,
        timeout_worker_healthcheck=STARTING,
    )


def logging_configuration() -> dict[str, Any]:
    """Return Uvicorn's own logging, errors only, with the keys masked that stand in the addresses of its access log."""
    found: dict[str, Any] = deepcopy(LOGGING_CONFIG)
    found["filters"] = {"keys": {"()": "rotative.accounts.masking.Masking"}}
    for handler in found["handlers"].values():
        handler["filters"] = ["keys"]
    # Uvicorn's own writes the address out of the record's arguments, past what has been masked.
    found["formatters"]["access"] = {"format": "%(asctime)s %(message)s"}
    found["loggers"]["uvicorn.error"] = {"level": "ERROR"}
    return found


def share() -> None:
    """Make this process ready for being forked: what it has loaded stays shared with its forks.

    A collection writes to every object that it looks at, and what is written to is copied: 60 MB a process.
    """
    os.register_at_fork(after_in_child=_forget_the_signals)
    gc.collect()
    gc.freeze()


def serve(config: uvicorn.Config) -> None:
    """Answer until SIGTERM or SIGINT, then return when the last request has its answer.

    The processes are forks: they begin in a moment, and share what this one has loaded. Raises SystemExit where nobody
    can listen.
    """
    # Uvicorn would start each anew, which takes seconds, and 80 MB that forks have in common.
    uvicorn._subprocess.spawn = cast("Any", multiprocessing.get_context("fork"))
    Multiprocess(config, [config.bind_socket()]).run()


def end_with(parent: int) -> None:
    """End this process, politely, when ``parent`` is not its parent any more: an orphan would hold the port."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _forget_the_signals() -> None:
    """Let a signal end a fork until it says what else is to be done: the supervisor's queue is not read there."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
