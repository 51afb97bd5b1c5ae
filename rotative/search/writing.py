"""Commits changes to the index, and merges the small pieces that commits leave behind."""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from rotative.search.documents import Document, entry
from rotative.search.shelf import Change, SearchIndexError, naming_damage

# The smallest memory the engine takes for a writer is 15 MB; a rebuild writes larger pieces, faster.
WRITER_MEMORY = 15_000_000
REBUILD_MEMORY = 128_000_000
# The engine merges pieces of similar size when there are eight of them.
MERGED_FROM = 8

logger = logging.getLogger(__name__)


def commit(
    index: tantivy.Index,
    path: Path,
    changes: Iterable[Change],
    memory: int = WRITER_MEMORY,
    threads: int = 1,
) -> Callable[[], None]:
    """Commits `changes`, in their order, all or none. `threads`: 0 for as many as there are cores.

    Gives what is left to call once: it waits for pieces to be merged and lets go of the writer.
    Raises IndexBusy, IndexDamaged, and whatever reading `changes` raises.
    """
    with naming_damage(path):
        writer = index.writer(memory, threads)
    try:
        for change in changes:
            writer.delete_documents_by_term("id", change.id if isinstance(change, Document) else change)
            if isinstance(change, Document):
                writer.add_document(entry(change))
        with naming_damage(path):
            writer.commit()
    except BaseException:
        writer.rollback()
        writer.wait_merging_threads()
        raise
    return writer.wait_merging_threads


def merge(merging: Callable[[], None], path: Path, held: AbstractContextManager[object]) -> None:
    """Finishes a commit in a thread of its own; the lock that `held` stands for is free afterwards."""
    with held:
        try:
            with naming_damage(path):
                merging()
        except SearchIndexError:
            # Nothing is lost: the pieces stay as they are until the next change.
            logger.warning("search: merging the index failed", exc_info=True)
