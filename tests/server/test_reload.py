"""SIGHUP replaces the server's processes one after the other; readers are answered all the while."""

import signal
from pathlib import Path

import pytest

from tests.running import ARTICLE, Site, reading, wait_for


def children(parent: int) -> set[int]:
    """The processes started by one."""
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def test_a_reload_replaces_every_process_and_loses_no_request(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    site = Site(tmp_path_factory.mktemp("paper"))
    site.fill()
    with site.serving("--workers", "2", "--no-clock", "--no-worker") as served:
        before = children(served.process.pid)
        assert len(before) == 2
        # A connection that was waiting in a queue when its process closed it: what browsers and nginx do is ask again.
        paths = ("/", ARTICLE, "/recherche/?q=bac")
        with reading(served.get, *paths, again_after=ConnectionError) as seen:
            served.process.send_signal(signal.SIGHUP)
            assert wait_for(lambda: len(now := children(served.process.pid)) == 2 and not now & before)

    assert set(seen) == {200}, seen
    assert "Traceback" not in served.output
