"""A command that runs beside the server for as long as the server does: the clock."""

import logging
import subprocess
import sys
import threading

logger = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds that a companion has for finishing what it is at
PAUSE = 5.0  # seconds before one that broke down is started again


class Companion:
    """Runs ``rotative <arguments>`` in a process of its own and starts it again when it breaks down."""

    def __init__(self, *arguments: str) -> None:
        self.arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(
            target=self._keep_running, name=f"companion {arguments[0]}", daemon=True
        )

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
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._thread.join()

    def _spawn(self) -> subprocess.Popen[bytes]:
        # Without close_fds Python takes posix_spawn. With it, it waits on a pipe for the child to start, and a worker
        # that is forked at that moment inherits the pipe and keeps it open: the wait would never end.
        command = [sys.executable, "-m", "rotative", *self.arguments]
        return subprocess.Popen(command, close_fds=False)  # noqa: S603

    def _keep_running(self) -> None:
        while (process := self._process) is not None:
            status = process.wait()
            if self._stopping.is_set():
                return
            logger.error("rotative %s ended with status %s; starting it again", self.arguments[0], status)
            self._stopping.wait(PAUSE)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._process = self._spawn()
