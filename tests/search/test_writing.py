"""The index on disk: changes by several processes, rebuilds, damage."""

import fcntl
import json
import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rotative.search.documents import Document
from rotative.search.engine import Index, IndexBusy, IndexDamaged, IndexOutdated
from tests.search.archive import ARTICLES, NOW, article


def found(index: Index, query: str) -> list[int]:
    return [hit.id for hit in index.search(query, now=NOW).hits]


def test_an_article_is_found_as_soon_as_it_is_put(index: Index) -> None:
    index.put([article(7, 1, "Le barrage")])

    assert found(index, "barrage") == [7]
    assert index.count() == 1


def test_an_article_put_again_takes_its_own_place(index: Index) -> None:
    index.put([article(7, 1, "Le barrage"), article(8, 1, "Le pont")])
    index.put([article(7, 1, "La digue")])

    assert (found(index, "barrage"), found(index, "digue"), index.count()) == ([], [7], 2)


def test_the_last_of_two_versions_put_together_counts(index: Index) -> None:
    index.put([article(7, 1, "Le barrage"), article(7, 1, "La digue")])

    assert (found(index, "barrage"), found(index, "digue"), index.count()) == ([], [7], 1)


def test_a_removed_article_is_gone_and_removing_twice_does_no_harm(index: Index) -> None:
    index.put([article(7, 1, "Le barrage"), article(8, 1, "Le barrage aussi")])
    index.remove([7])
    index.remove([7, 99])

    assert found(index, "barrage") == [8]
    assert index.ids() == {8}


def test_nothing_is_committed_when_reading_the_articles_fails(index: Index) -> None:
    def articles() -> Iterator[Document]:
        yield article(7, 1, "Le barrage")
        raise RuntimeError("the database is gone")

    with pytest.raises(RuntimeError, match="database"):
        index.put(articles())
    with pytest.raises(RuntimeError, match="database"):
        index.rebuild(articles())

    assert index.count() == 0
    index.put([article(8, 1, "Le pont")])
    assert index.count() == 1


def test_many_small_changes_leave_few_pieces(index: Index) -> None:
    for number in range(40):
        index.put([article(number, 1, "Le barrage")])

    with index._shelf.writing(patience=20):
        assert index.count() == 40
        assert index._searcher().num_segments < 16


def test_an_article_written_in_another_process_is_found_here(tmp_path: Path) -> None:
    here, there = Index(tmp_path / "search"), Index(tmp_path / "search")
    assert found(here, "barrage") == []

    there.put([article(7, 1, "Le barrage")])

    assert found(here, "barrage") == [7]


def put_some(path: Path, first: int) -> None:
    index = Index(path, patience=60)
    for number in range(first, first + 10):
        index.put([article(number, 1, "Le barrage")])
        assert number in index.ids()


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "search"
    processes = multiprocessing.get_context("spawn")
    writers = [processes.Process(target=put_some, args=(path, first)) for first in (100, 200)]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert Index(path).ids() == {*range(100, 110), *range(200, 210)}


def test_threads_share_one_index(index: Index) -> None:
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 5):
                index.put([article(number, 1, "Le barrage")])
                index.search("barrage", now=NOW)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert index.count() == 15


def test_a_writer_who_waits_too_long_says_so(tmp_path: Path) -> None:
    index = Index(tmp_path / "search", patience=0.05)
    with (tmp_path / "search" / "write.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(IndexBusy, match=r"write\.lock"):
            index.put([article(7, 1, "Le barrage")])

    index.put([article(7, 1, "Le barrage")])
    assert index.count() == 1


def test_a_rebuild_takes_the_place_of_everything_and_leaves_one_folder(index: Index, tmp_path: Path) -> None:
    index.put([article(900, 1, "Le barrage")])

    assert index.rebuild(ARTICLES) == len(ARTICLES)

    assert index.ids() == {article.id for article in ARTICLES}
    assert len([folder for folder in (tmp_path / "search").iterdir() if folder.is_dir()]) == 1


def test_readers_and_writers_go_on_during_a_rebuild(index: Index, tmp_path: Path) -> None:
    index.put([article(1, 1, "Le vieux barrage"), article(2, 1, "Le vieux pont")])
    elsewhere = Index(tmp_path / "search")

    def articles() -> Iterator[Document]:
        yield article(1, 1, "Le barrage")
        yield article(2, 1, "Le pont")
        # The desk corrects one article and withdraws the other, after the rebuild has read them.
        elsewhere.put([article(1, 1, "La digue « nouvelle »"), article(3, 1, "Le puits\nprofond")])
        elsewhere.remove([2])
        assert elsewhere.ids() == {1, 3}
        assert found(elsewhere, "digue") == [1]
        with pytest.raises(IndexBusy):
            elsewhere.rebuild([])
        yield article(4, 1, "La route")

    assert index.rebuild(articles()) == 3

    for reader in (index, elsewhere):
        assert reader.ids() == {1, 3, 4}
        assert (found(reader, "digue"), found(reader, "barrage"), found(reader, "profond")) == ([1], [], [3])


def test_a_reader_never_meets_an_empty_index_while_it_is_rebuilt(index: Index, tmp_path: Path) -> None:
    index.rebuild(ARTICLES)
    counts: set[int] = set()
    done = threading.Event()

    def read() -> None:
        reader = Index(tmp_path / "search")
        while not done.is_set():
            counts.add(reader.search("forage", now=NOW, language="fr").total)

    thread = threading.Thread(target=read)
    thread.start()
    for _ in range(5):
        index.rebuild(ARTICLES)
    done.set()
    thread.join()

    assert counts == {3}


def test_what_a_dead_rebuild_left_is_cleared_by_the_next(index: Index, tmp_path: Path) -> None:
    leftover = tmp_path / "search" / "building-dead"
    leftover.mkdir()

    index.put([article(7, 1, "Le barrage")])
    index.rebuild([article(8, 1, "Le pont")])

    assert not leftover.exists()
    assert index.ids() == {8}


def test_an_index_of_another_format_asks_to_be_rebuilt(index: Index, tmp_path: Path) -> None:
    pointer = tmp_path / "search" / "current.json"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {"format": 0}))

    with pytest.raises(IndexOutdated, match="rotative search rebuild"):
        Index(tmp_path / "search")
    with pytest.raises(IndexOutdated):
        index.put([article(7, 1, "Le barrage")])

    assert Index(tmp_path / "search", check=False).rebuild(ARTICLES) == len(ARTICLES)
    assert Index(tmp_path / "search").count() == len(ARTICLES)


def test_a_first_rebuild_needs_no_index(tmp_path: Path) -> None:
    assert Index(tmp_path / "search", check=False).rebuild(ARTICLES) == len(ARTICLES)


@pytest.mark.parametrize(
    "pattern", ["current.json", "index-*/meta.json", "index-*/*.store", "index-*/*.term"]
)
@pytest.mark.parametrize("damage", ["cut", "emptied", "removed"])
def test_damaged_files_ask_for_a_rebuild_which_mends_them(tmp_path: Path, pattern: str, damage: str) -> None:
    path = tmp_path / "search"
    Index(path).rebuild(ARTICLES)
    for file in path.glob(pattern):
        whole = file.read_bytes()
        file.unlink()
        if damage != "removed":
            file.write_bytes(whole[:20] if damage == "cut" else b"")

    with pytest.raises(IndexDamaged, match="rotative search rebuild"):
        Index(path)

    Index(path, check=False).rebuild(ARTICLES)
    assert Index(path).count() == len(ARTICLES)


def test_an_article_needs_a_known_language_and_a_time_zone() -> None:
    with pytest.raises(ValueError, match="'de'"):
        article(7, 1, "Der Damm", language="de")
    with pytest.raises(ValueError, match="time zone"):
        article(7, 1, "Le barrage", published_at=NOW.replace(tzinfo=None))
