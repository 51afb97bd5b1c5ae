"""The search index of a newspaper: what is published, found by its words, the relevant and fresh first.

One folder on disk, any number of readers and writers in any number of processes; no server.
"""

import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import tantivy
from tantivy import Query

from rotative.search.analysis import Language
from rotative.search.documents import Document, card_of, read_card, schema
from rotative.search.likeness import Related, related
from rotative.search.matching import Filters, matching
from rotative.search.query import parse
from rotative.search.results import LARGEST_PAGE, Hit, Results, best_of, hit_of, page_of
from rotative.search.shelf import (
    Change,
    IndexBusy,
    IndexDamaged,
    IndexOutdated,
    SearchIndexError,
    Shelf,
    naming_damage,
    stamp,
)
from rotative.search.spelling import suggestion
from rotative.search.writing import MERGED_FROM, REBUILD_MEMORY, commit, merge

__all__ = [
    "Document",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexOutdated",
    "Related",
    "Results",
    "SearchIndexError",
]


class Index:
    """The index in the folder `path`, created empty when there is none.

    Safe to share among threads; every call sees what any process has committed before. `patience` is how many
    seconds a change waits for other writers before it raises IndexBusy. With `check=False` nothing is opened
    yet, which is how an outdated or damaged index is rebuilt.

    Raises IndexOutdated, IndexDamaged.
    """

    def __init__(self, path: Path, *, patience: float = 30.0, check: bool = True) -> None:
        self._shelf = Shelf(Path(path))
        self._patience = patience
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._mark = self._committed = (0, 0)
        self._meta = Path()
        self._schema = schema()
        if check:
            self._shelf.prepare()
            self._searcher()

    def put(self, documents: Iterable[Document]) -> None:
        """Adds `documents`, each in place of the one with its id; committed on return. Raises IndexBusy."""
        self._apply(list(documents))

    def remove(self, ids: Iterable[int]) -> None:
        """Takes these articles out; ids that are not there do no harm. Raises IndexBusy."""
        self._apply(list(ids))

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Builds a new index of `documents` beside the old one, then puts it there; gives their number.

        Readers find the old index until then. What others put or remove meanwhile is repeated in the new one,
        so `documents` should be read lazily, from now on. Raises IndexBusy during another rebuild.
        """
        with self._shelf.rebuilding() as site:
            folder = site / "index"
            tantivy.Index(schema(), path=str(folder))
            index = self._shelf.open(folder)
            commit(index, folder, documents, memory=REBUILD_MEMORY, threads=0)()
            with self._shelf.writing(self._patience):
                commit(index, folder, self._shelf.noted(site))()
                index.reload()
                count = index.searcher().num_docs
                self._shelf.install(site)
        return count

    def count(self) -> int:
        """How many articles can be found."""
        return self._searcher().num_docs

    def ids(self) -> set[int]:
        """Every article's id, to compare with what is published."""
        searcher = self._searcher()
        with naming_damage(self._shelf.path):
            found = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
            return {
                int(value or 0)
                for value in searcher.fast_field_values("id", [address for _, address in found])
            }

    def search(
        self,
        query: str,
        *,
        now: datetime,
        language: Language | None = None,
        section_id: int | None = None,
        author_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        page: int = 1,
        size: int = 20,
    ) -> Results:
        """Finds what a reader typed, whatever it is; see `query` for what it may contain.

        `since` is included, `until` is not; both and `now` are aware. `page` counts from 1, `size` up to 100.
        Raises IndexOutdated, IndexDamaged, never anything because of `query`.
        """
        started = time.perf_counter()
        request, filters = parse(query), Filters(language, section_id, author_id, since, until)
        wanted = matching(self._schema, request, filters)
        size = min(max(size, 1), LARGEST_PAGE)
        total, relaxed, meant, hits = 0, False, None, list[Hit]()
        searcher = self._searcher()
        with naming_damage(self._shelf.path):
            if wanted:
                total, best = best_of(searcher, wanted)
                if not total:
                    meant = suggestion(searcher, self._schema, request, filters.languages)
                    wanted = matching(self._schema, request, filters, relaxed=True) or wanted
                    total, best = best_of(searcher, wanted)
                    relaxed = total > 0
                ranked = page_of(searcher, wanted, best, total, (max(page, 1) - 1) * size, size, now)
                hits = [hit_of(searcher, request, *found) for found in ranked]
        return Results(total, hits, (time.perf_counter() - started) * 1000, relaxed, meant)

    def more_like(self, article: int | Document, *, now: datetime, count: int = 20) -> list[Related]:
        """Up to `count` (id, score) of articles in the same language that continue this one, best first.

        `article` is an id, or a Document that may not be in the index yet; an unknown id gives nothing.
        """
        searcher = self._searcher()
        with naming_damage(self._shelf.path):
            if isinstance(article, Document):
                own_id, card = article.id, card_of(article)
            else:
                own_id = article
                found = searcher.search(Query.term_query(self._schema, "id", own_id), limit=1).hits
                if not found:
                    return []
                card = read_card(searcher.doc(found[0][1]))
            return related(
                searcher,
                self._schema,
                card,
                lambda found_id: found_id == own_id,
                count,
                now,
            )

    def _apply(self, changes: list[Change]) -> None:
        if not changes:
            return
        with ExitStack() as held:
            held.enter_context(self._shelf.writing(self._patience))
            rebuilding = self._shelf.note(changes)
            try:
                index = self._shelf.open(self._shelf.current())
            except (IndexOutdated, IndexDamaged):
                if rebuilding:
                    return
                raise
            merging = commit(index, self._shelf.path, changes)
            if index.searcher().num_segments + 1 < MERGED_FROM:
                merging()
            else:
                # That may read thousands of articles again: the next writer waits for it, not who publishes.
                rest = (merging, self._shelf.path, held.pop_all())
                threading.Thread(target=merge, args=rest, name="search-merging").start()

    def _searcher(self) -> tantivy.Searcher:
        """A view of what is committed now; opens and reloads only what has changed since the last one."""
        with self._lock:
            for _ in range(5):
                mark = self._shelf.mark()
                try:
                    return self._current(mark).searcher()
                except IndexDamaged:
                    # A rebuild may have taken the folder away under our feet.
                    if mark == self._shelf.mark():
                        raise
            raise IndexBusy(f"The search index in {self._shelf.path} is replaced without pause.")

    def _current(self, mark: tuple[int, int]) -> tantivy.Index:
        if self._index is None or mark != self._mark:
            folder = self._shelf.current()
            self._meta = folder / "meta.json"
            self._committed = stamp(self._meta)
            self._index, self._mark = self._shelf.open(folder), mark
        elif (committed := stamp(self._meta)) != self._committed:
            with naming_damage(self._shelf.path):
                self._index.reload()
            self._committed = committed
        return self._index
