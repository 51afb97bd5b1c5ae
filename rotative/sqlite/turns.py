"""Whose turn it is to write into a database file, among threads and processes. No Django in here.

SQLite lets one write at a time, and has the others sleep, up to a tenth of a second, and try again: the lock stands
free meanwhile, and whoever comes at the right moment gets it before those who have waited for seconds. Here a thread
waits for the lock of its process, then at the door of the file, then for the turn; the door stays shut until whoever is
in it has the turn, so that no process can take one turn after the other.
"""

import fcntl
import os
import threading
import time
from contextlib import suppress
from typing import Final

_LOOKS_AT_THE_TURN: Final = 0.0005  # seconds between two; one thread of one process at a time
_LOOKS_AT_THE_DOOR: Final = 0.002  # one thread of each other process
_of_this_process: dict[str, threading.Lock] = {}
_dict_lock = threading.Lock()


class Turn:
    """The turns at one file, for one connection. Without a file (a database in memory) for threads alone."""

    def __init__(self, name: str, *, has_file: bool) -> None:
        self._name, self._has_file = name, has_file
        self._files: tuple[int, int] | None = None
        self._lock: threading.Lock | None = None

    @property
    def is_taken(self) -> bool:
        """Whether it is this connection's turn."""
        return self._lock is not None

    def take(self, seconds: float) -> bool:
        """Wait for the turn, so long at most; whether it came. The turn of a process that ends is free."""
        deadline = time.monotonic() + seconds
        with _dict_lock:
            lock = _of_this_process.setdefault(self._name, threading.Lock())
        if not lock.acquire(timeout=seconds):
            return False
        try:
            if self._has_file and not self._take_file(deadline):
                lock.release()
                return False
        except BaseException:
            lock.release()
            raise
        self._lock = lock
        return True

    def give(self) -> None:
        """Give the turn to whoever waits; nothing when it is not this connection's."""
        lock, self._lock = self._lock, None
        if lock is None:
            return
        if self._files is not None:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)
        lock.release()

    def close(self) -> None:
        """Give the turn back and close the files."""
        self.give()
        files, self._files = self._files, None
        for file in files or ():
            os.close(file)

    def _take_file(self, deadline: float) -> bool:
        if self._files is None:
            self._files = _open(f"{self._name}-door"), _open(f"{self._name}-turn")
        door, turn = self._files
        if not _lock_file(door, deadline, _LOOKS_AT_THE_DOOR):
            return False
        try:
            return _lock_file(turn, deadline, _LOOKS_AT_THE_TURN)
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)


def _open(path: str) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock_file(file: int, deadline: float, pause: float) -> bool:
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)


def _begin_anew() -> None:
    """In a fork nobody has a turn: the threads that had them are the parent's."""
    global _dict_lock
    _of_this_process.clear()
    _dict_lock = threading.Lock()


os.register_at_fork(after_in_child=_begin_anew)
