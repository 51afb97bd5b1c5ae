"""Workers as an operator runs them: one that is killed loses nothing, two that start at once do not do it twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.moulds import ROOT, ask
from tests.running import PATIENCE, Site, wait_for

PAGES = 60
_MANY = f"""
import django; django.setup()
from tests.factories import make_article
from rotative.press.publishing import all_at_the_end
from rotative.sections.models import SectionPage
politics = SectionPage.objects.get(slug="politique", locale__language_code="fr")
with all_at_the_end():
    for number in range({PAGES}):
        make_article(politics, f"Le bac repart {{number}}")
"""
_BEGIN = """
import django; django.setup()
from django.utils import timezone
from rotative.press.release import begin_release
print(begin_release(timezone.now(), {stamp!r}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A newspaper with some articles, everything printed."""
    site = Site(tmp_path_factory.mktemp("paper"))
    site.fill()
    site.run_python(_MANY)
    site.run("press", "print", *(f"/politique/le-bac-repart-{number}/" for number in range(PAGES)))
    site.run("worker", "--once")
    return site


def test_a_worker_killed_while_it_prints_loses_nothing(site: Site) -> None:
    count = ask(site.home, "SELECT COUNT(*) FROM press_printedpage")[0][0]
    assert count > PAGES
    site.run_python(_BEGIN.format(stamp="another release"))
    # The release that the worker would begin by itself is this one: only what is marked already is printed.
    ask(
        site.home,
        "UPDATE press_printedpage SET stale_since = '2026-01-01 00:00:00' WHERE stale_since IS NULL",
    )

    worker = site.start("worker")
    try:
        printing = (
            "SELECT COUNT(*) FROM press_printedpage WHERE stale_since NOT NULL AND claimed_until NOT NULL"
        )
        assert wait_for(lambda: ask(site.home, printing)[0][0] > 0)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.communicate()
    left = ask(site.home, "SELECT address FROM press_printedpage WHERE stale_since NOT NULL")
    assert left

    # Two minutes later its pages are anybody's.
    ask(
        site.home,
        "UPDATE press_printedpage SET claimed_until = '2026-01-01 00:00:00' WHERE claimed_until NOT NULL",
    )
    site.run("worker", "--once")

    assert ask(site.home, "SELECT address FROM press_printedpage WHERE stale_since NOT NULL") == []
    assert ask(site.home, "SELECT COUNT(*) FROM press_printedpage")[0][0] == count
    assert f"{count} pages, all as a fresh rendering gives them." in site.run("press", "verify")


def test_a_process_puts_pages_together_before_it_has_rendered_any(site: Site) -> None:
    site.run_python(
        "import django; django.setup()\n"
        "from rotative.paper.models import Paper\n"
        "paper = Paper.objects.get()\n"
        "paper.motto = 'Le fleuve et ses rives'\n"
        "paper.save()"
    )

    site.run("worker", "--once")

    page = site.home / "pages" / "public" / "politique" / "le-bac-repart-1" / "index.html"
    assert "Le fleuve et ses rives" in page.read_text()


def test_two_processes_that_start_with_a_new_release_mark_the_pages_once(site: Site) -> None:
    count = ask(site.home, "SELECT COUNT(*) FROM press_printedpage")[0][0]
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", _BEGIN.format(stamp="the release of both")],
            env=site.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(3)
    ]

    marked = [int(process.communicate()[0]) for process in starting]

    assert sorted(marked) == [0, 0, count]


def test_a_worker_begins_its_release_and_the_next_of_it_finds_nothing_to_do(site: Site) -> None:
    ask(site.home, "UPDATE press_edition SET release = 'an older one'")
    before = _printed(site)

    site.run("worker", "--once")
    after = _printed(site)
    site.run("worker", "--once")

    assert after.keys() == before.keys()
    assert all(after[address] != before[address] for address in before)
    assert _printed(site) == after
    assert ask(site.home, "SELECT release FROM press_edition")[0][0] != "an older one"


def test_a_worker_of_an_older_release_prints_nothing_more(site: Site) -> None:
    waiting = "SELECT COUNT(*) FROM press_printedpage WHERE stale_since NOT NULL"
    ask(site.home, "UPDATE press_edition SET release = 'an older one'")
    worker = site.start("worker")
    try:
        assert wait_for(lambda: ask(site.home, "SELECT release FROM press_edition")[0][0] != "an older one")
        own = ask(site.home, "SELECT release FROM press_edition")[0][0]
        assert wait_for(lambda: ask(site.home, waiting)[0][0] == 0)
        marked = int(site.run_python(_BEGIN.format(stamp="a newer one")))
        time.sleep(3)  # six turns of a worker with something to do
        left = ask(site.home, waiting)[0][0]
    finally:
        worker.terminate()
        output, _nothing = worker.communicate(timeout=PATIENCE)

    # It may have had a batch in hand.
    assert left >= marked - 25
    assert "a newer release prints this paper" in output
    ask(site.home, "UPDATE press_edition SET release = ?", own)
    site.run("worker", "--once")


def _printed(site: Site) -> dict[str, float]:
    """When each page was stored."""
    folder = site.home / "pages" / "public"
    return {str(path): path.stat().st_mtime_ns for path in Path(folder).rglob("*.meta")}
