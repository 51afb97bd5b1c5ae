"""Where the index stands on disk, who may write it, and how a new one takes its place.

`current.json` names the folder in use; it is replaced in one step, so a reader finds the old index or the new
one, never half.
"""

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import TextAnalyzerBuilder, Tokenizer

from rotative.search.documents import FORMAT, Document, schema

REMEDY = "Run “rotative search rebuild”."

# A change: an article to put, or the id of one to remove.
Change = Document | int


class SearchIndexError(Exception):
    """The search index cannot be used now."""


# They are named by what is the matter; “Error” stands in the family's name.
class IndexOutdated(SearchIndexError):
    """The index was written by a version of Rotative with another format."""


class IndexDamaged(SearchIndexError):
    """Files of the index are missing or cannot be read."""


class IndexBusy(SearchIndexError):
    """Somebody else went on writing for longer than we were ready to wait."""


@contextmanager
def naming_damage(path: Path) -> Iterator[None]:
    """Turns whatever the engine raises into IndexDamaged (or IndexBusy), which say what to do."""
    try:
        yield
    except SearchIndexError:
        raise
    except BaseException as error:
        # A Rust panic arrives as a BaseException of a class that cannot be imported.
        panicked = type(error).__name__ == "PanicException"
        if not panicked and not isinstance(error, (ValueError, OSError, KeyError)):
            raise
        if "LockBusy" in str(error):
            raise IndexBusy(f"Another process writes the search index in {path}.") from error
        raise IndexDamaged(f"The search index in {path} is damaged ({error}). {REMEDY}") from error


class Shelf:
    """The index's place: `current.json`, the folder it names, two locks, and at times a building site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "current.json"

    def prepare(self) -> None:
        """Makes an empty index where there was none at all; what stands there is left as it is."""
        self.path.mkdir(parents=True, exist_ok=True)
        with self._locked("write.lock", patience=10):
            if not self._pointer.exists() and not self._folders():
                folder = self.new_folder()
                tantivy.Index(schema(), path=str(folder))
                self._point_to(folder)

    def current(self) -> Path:
        """The folder in use. Raises IndexOutdated, IndexDamaged."""
        with naming_damage(self.path):
            pointer = json.loads(self._pointer.read_text())
            written, folder = int(pointer["format"]), self.path / str(pointer["folder"])
        if written != FORMAT:
            raise IndexOutdated(
                f"The search index in {self.path} has format {written}, not {FORMAT}. {REMEDY}"
            )
        return folder

    def open(self, folder: Path) -> tantivy.Index:
        """The index in `folder`, read on demand. Raises IndexDamaged."""
        with naming_damage(self.path):
            index = tantivy.Index.open(str(folder))
            index.register_tokenizer("terms", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
            index.config_reader("manual")
            index.reload()
            return index

    def mark(self) -> tuple[int, int]:
        """Changes whenever another folder takes the place of the current one."""
        return stamp(self._pointer)

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Alone with the index, threads and processes alike; raises IndexBusy after `patience` seconds."""
        with self._locked("write.lock", patience):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[Path]:
        """A new folder to build in. Leftovers of dead rebuilds go first. Raises IndexBusy during another."""
        self.path.mkdir(parents=True, exist_ok=True)
        with self._locked("rebuild.lock", patience=0):
            for leftover in self.path.glob("building-*"):
                shutil.rmtree(leftover)
            site = self.path / f"building-{uuid.uuid4().hex}"
            (site / "index").mkdir(parents=True)
            try:
                yield site
            finally:
                shutil.rmtree(site, ignore_errors=True)

    def note(self, changes: Iterable[Change]) -> bool:
        """Writes `changes` down for a rebuild that is going on, which may have read those articles already.

        Called while `writing`. Gives whether there is such a rebuild.
        """
        try:
            with self._locked("rebuild.lock", patience=0):
                return False
        except IndexBusy:
            sites = list(self.path.glob("building-*"))
        for site in sites:
            with (site / "changes.jsonl").open("a", encoding="utf-8") as journal:
                for change in changes:
                    journal.write((change.as_json() if isinstance(change, Document) else str(change)) + "\n")
        return bool(sites)

    def noted(self, site: Path) -> Iterator[Change]:
        """The changes written down since the rebuild began."""
        journal = site / "changes.jsonl"
        if journal.exists():
            with journal.open(encoding="utf-8") as lines:
                for line in lines:
                    yield (Document.from_json(line) if line.startswith("{") else int(line))

    def install(self, site: Path) -> None:
        """Puts the finished index of `site` in use and removes the old one. Called while `writing`."""
        old = self._folders()
        folder = self.path / f"index-{uuid.uuid4().hex}"
        (site / "index").rename(folder)
        self._point_to(folder)
        # Readers in the old index keep its files open; they look at the pointer before their next search.
        for replaced in old:
            shutil.rmtree(replaced, ignore_errors=True)

    def new_folder(self) -> Path:
        folder = self.path / f"index-{uuid.uuid4().hex}"
        folder.mkdir()
        return folder

    def _folders(self) -> list[Path]:
        return list(self.path.glob("index-*"))

    def _point_to(self, folder: Path) -> None:
        draft = self._pointer.with_suffix(".new")
        with draft.open("w") as file:
            json.dump({"format": FORMAT, "folder": folder.name}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)

    @contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[None]:
        # The system lets go of such a lock when its process dies: there is no stale lock to clean up.
        with (self.path / name).open("a") as file:
            deadline, pause = time.monotonic() + patience, 0.005
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise IndexBusy(f"{self.path / name} stayed locked for {patience:g} s.") from None
                    time.sleep(pause)
                    pause = min(pause * 1.5, 0.25)
            yield


def stamp(file: Path) -> tuple[int, int]:
    """Changes when `file` is replaced; (0, 0) when there is none."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)
