"""A command that runs beside the server for as long as the server does: the clock, the worker."""

import logging
import multiprocessing
import os
import threading
from contextlib import suppress
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Final

from django.core.management import call_command

logger = logging.getLogger(__name__)

PATIENCE: Final = 10.0  # seconds that a companion has for finishing what it is at
PAUSE: Final = 5.0  # seconds before one that broke down is started again
_fork = multiprocessing.get_context("fork")


class Companion:
    """Runs ``rotative <command>`` in a fork of this process and starts it again when it breaks down.

    A fork begins at once, and shares what this process has loaded: see `family.share`, which must have been called.
    """

    def __init__(self, command: str) -> None:
        self.command = command
        self._process: ForkProcess | None = None
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        # It alone waits for the process: two who do may both miss how it ended.
        self._thread = threading.Thread(target=self._keep_running, name=f"companion {command}", daemon=True)

    def start(self) -> None:
        """Start the process and watch it."""
        self._process = self._spawn()
        self._thread.start()

    def stop(self) -> None:
        """End the process: politely, then not."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is not None:
            process.terminate()
            self._thread.join(PATIENCE)
            if self._thread.is_alive():
                process.kill()
        self._thread.join()

    def _spawn(self) -> ForkProcess:
        process = _fork.Process(
            target=_run, args=(self.command, os.getpid()), name=f"rotative {self.command}"
        )
        process.start()
        return process

    def _keep_running(self) -> None:
        while (process := self._process) is not None:
            process.join()
            # Whoever stops the server may tell its whole group: then this one only ended a moment before it had to.
            if self._stopping.wait(PAUSE):
                return
            with self._lock:
                if self._stopping.is_set():
                    return
                logger.error(
                    "rotative %s ended with status %s; starting it again", self.command, process.exitcode
                )
                self._process = self._spawn()


def _run(command: str, parent: int) -> None:
    with suppress(OSError):  # the name in `top` and `ps -e`; Linux alone has it
        Path("/proc/self/comm").write_text(f"rotative {command}", encoding="ascii")
    call_command(command, parent=parent)
