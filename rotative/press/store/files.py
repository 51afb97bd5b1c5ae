"""Printed pages as files: `culture/index.html`, with `.gz` and `.br` beside it, laid out as nginx serves them.

Each file is written under another name and renamed, so nobody ever sees half of one. The page's meta is renamed last:
whoever sees the new one finds the new bodies, and sizes and checksums tell when they are those of a newer printing.
A page with headers of its own (`has_common_headers`) has its bodies in `.index.html`, where only the edge finds them.
Pages are not forced to the disk (fsync): after a power cut they are printed again. Withdrawals are: what was taken out
of the paper must not come back.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from rotative.press.addresses import INDEX, file_of
from rotative.press.store.entry import SUFFIXES, Entry, StoreError, read_entry
from rotative.press.store.store import Watch

META = ".meta"
_RETRIES = 5
_PAUSE = 0.002  # seconds between a meta and bodies that do not fit, while another process is renaming them
_TRUSTED = 0.02  # seconds for which what was seen on the disk is not looked at again
Stamp = tuple[int, int, int]


class FileStore:
    """A store in the folder ``root``, made when the first page comes; one folder below it for each audience."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._numbers = count()
        self._changes = [0]  # of this process, in a list that the watches hold

    def put(self, audience: str, entry: Entry) -> None:
        """Store a page in place of the one at its address. Raises StoreError; the old page is then still whole."""
        file = self._file(audience, entry.address)
        bodies, elsewhere = file, _out_of_sight(file)
        if not entry.has_common_headers:
            bodies, elsewhere = elsewhere, bodies
        with _naming(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            waiting: list[tuple[str, str]] = []
            try:
                for name, suffix in SUFFIXES.items():
                    if name in entry.bodies:
                        waiting.append(self._write(f"{bodies}{suffix}", entry.bodies[name]))
                waiting.append(self._write(f"{file}{META}", entry.meta()))
                for written, final in waiting:
                    _date_after(written, final)
                    os.replace(written, final)  # noqa: PTH105
                self._changes[0] += 1
            except OSError:
                _unlink(written for written, _final in waiting)
                raise
            _unlink(f"{bodies}{suffix}" for name, suffix in SUFFIXES.items() if name not in entry.bodies)
            _unlink(f"{elsewhere}{suffix}" for suffix in SUFFIXES.values())

    def get(self, audience: str, address: str) -> Entry | None:
        """Return a page, or None when there is none or what stands there is damaged. Raises StoreError."""
        file = self._file(audience, address)
        for _attempt in range(_RETRIES):
            with _naming(file):
                try:
                    meta = Path(f"{file}{META}").read_bytes()
                except (FileNotFoundError, NotADirectoryError):
                    return None
                entry = read_entry(meta, _read(file)) or read_entry(meta, _read(_out_of_sight(file)))
            if entry is not None:
                # A file system that does not tell case apart would give another address's page.
                return entry if entry.address == address else None
            time.sleep(_PAUSE)
        return None

    def stamp(self, audience: str, address: str) -> Stamp | None:
        """Return what tells one printing of a page from the next, or None where no page stands."""
        return _stamp(f"{self._file(audience, address)}{META}")

    def watch(self, audience: str, address: str) -> Watch | None:
        """Return what tells whether the printing that stands now still does; None where no page stands."""
        path = f"{self._file(audience, address)}{META}"
        seen = _stamp(path)
        return None if seen is None else _watch_of(path, seen, self._changes)

    def remove(self, audience: str, address: str) -> None:
        """Take a page out of the store, for good; one that is not there does no harm. Raises StoreError."""
        file = self._file(audience, address)
        with _naming(file):
            _unlink(f"{file}{suffix}" for suffix in (META, *SUFFIXES.values()))
            self._changes[0] += 1
            _unlink(f"{_out_of_sight(file)}{suffix}" for suffix in SUFFIXES.values())
            with suppress(FileNotFoundError, NotADirectoryError):
                _force_to_disk(file.parent)

    def addresses(self, audience: str) -> Iterator[str]:
        """Yield the address of every page, in no order."""
        top = self.root / audience
        for folder, _folders, names in os.walk(top):
            for name in names:
                if name.endswith(META) and (entry_name := name.removesuffix(META)):
                    inside = Path(folder).relative_to(top).as_posix()
                    inside = "" if inside == "." else f"{inside}/"
                    yield _address_of(inside, entry_name)

    def audiences(self) -> list[str]:
        """Return the audiences that have pages."""
        return (
            sorted(path.name for path in self.root.iterdir() if path.is_dir()) if self.root.is_dir() else []
        )

    def _file(self, audience: str, address: str) -> Path:
        return self.root / audience / file_of(address)

    def _write(self, final: str, data: bytes) -> tuple[str, str]:
        # Names, and no Path for each: there are four files to a page, and pages by the ten thousand.
        folder, slash, name = final.rpartition("/")
        # Begins with a dot: no address leads to it, nginx is told to refuse it.
        written = f"{folder}{slash}.{name}.{os.getpid()}-{next(self._numbers)}"
        try:
            write_whole(written, data)
        except OSError:
            _unlink([written])
            raise
        return written, final


def write_whole(path: str, data: bytes) -> None:
    """Write a file. Raises OSError; then a part of it may be there."""
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(data)


def _out_of_sight(file: Path) -> Path:
    """Return where the bodies of a page stand that nginx must not hand out: it refuses names that begin with a dot."""
    return file.with_name(f".{file.name}")


def _read(file: Path) -> dict[str, bytes]:
    bodies = {}
    for name, suffix in SUFFIXES.items():
        with suppress(FileNotFoundError):
            bodies[name] = Path(f"{file}{suffix}").read_bytes()
    return bodies


def _unlink(paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)  # noqa: PTH108 - a Path for each would be made for nothing


def _date_after(written: str, final: str) -> None:
    """Date a file later than the one it replaces: nginx tells them apart by size and whole seconds."""
    with suppress(FileNotFoundError):
        before, now = int(os.stat(final).st_mtime), os.stat(written).st_mtime  # noqa: PTH116
        if int(now) <= before:
            os.utime(written, (now, before + 1))


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked at each request
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _watch_of(path: str, seen: Stamp, changes: list[int]) -> Watch:
    # Asked at each request, and asking the disk is two thirds of its cost: what others have changed is seen 20 ms
    # later, what this process has changed at once.
    modified, number, size = seen
    stat, clock = os.stat, time.monotonic
    trusted_until, known = clock() + _TRUSTED, changes[0]

    def stands() -> bool:
        nonlocal trusted_until, known
        now = clock()
        if now < trusted_until and changes[0] == known:
            return True
        try:
            found = stat(path)
        except OSError:
            return False
        trusted_until, known = now + _TRUSTED, changes[0]
        return found.st_mtime_ns == modified and found.st_ino == number and found.st_size == size

    return stands


def _address_of(inside: str, name: str) -> str:
    if name != INDEX:
        return f"/{inside}{name}"
    head, slash, tail = inside.rstrip("/").rpartition("/")
    return f"/{head}{slash}?{tail}" if tail.startswith("avant=") else f"/{inside}"


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{error.filename or file}: {error.strerror or error}") from error


def _force_to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
