"""The pages of the discussions keep the same promises as all others: valid, accessible, strict, nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import Served
from tests.budgets.test_accessibility import axe, objections
from tests.budgets.test_html import check
from tests.budgets.test_reading import sideways
from tests.journeys.talking import Talking, talking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

__all__ = ["axe"]
PAGES = (
    "discussion",
    "oldest",
    "useful",
    "newsroom",
    "thread",
    "write",
    "answer",
    "ask",
    "report",
    "mine",
    "name",
    "settings",
    "person",
    "house rules",
    "unsubscribe",
)


@pytest.fixture(scope="module")
def talk(demo_home: Any, served: Served, tmp_path_factory: Any) -> Iterator[Talking]:
    """A newspaper in which it is talked."""
    with talking(demo_home, tmp_path_factory.mktemp("talking") / "demo") as talk:
        yield talk


@pytest.fixture(scope="module")
def subscriber(talk: Talking, chromium: "Browser") -> Iterator["Page"]:
    """A subscriber's window."""
    page = talk.page_of(chromium, "Kadia")
    yield page
    page.context.close()


def test_every_page_is_known(talk: Talking) -> None:
    assert talk.pages.keys() == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    name: str, talk: Talking, subscriber: "Page", axe: str
) -> None:
    assert objections(subscriber, axe, talk.pages[name]) == {}
    assert {width: sideways(subscriber, width) for width in (320, 360, 1280)} == {320: 0, 360: 0, 1280: 0}


def test_axe_finds_nothing_at_the_gate(talk: Talking, open_page: Callable[..., "Page"], axe: str) -> None:
    page = open_page()

    assert objections(page, axe, talk.room) == {}
    expect(page.locator("article.contribution")).to_have_count(0)


def test_axe_finds_nothing_in_a_form_that_is_opened_in_its_place(
    talk: Talking, subscriber: "Page", axe: str
) -> None:
    from tests.budgets.test_accessibility import RUN_AXE

    subscriber.goto(talk.room)
    subscriber.set_viewport_size({"width": 360, "height": 740})
    subscriber.locator("a[data-act=answer]").first.click()
    subscriber.locator(".panel textarea").fill("x" * 1900)
    subscriber.locator(".panel .left:not(:empty)").wait_for()
    subscriber.evaluate(axe)

    assert subscriber.evaluate(RUN_AXE)["violations"] == []
    assert subscriber.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_page_is_valid_html(talk: Talking, subscriber: "Page", tmp_path: Path) -> None:
    for number, address in enumerate([*talk.pages.values(), talk.room]):
        answer = subscriber.context.request.get(address)
        assert answer.status == 200, address
        (tmp_path / f"{number}.html").write_bytes(answer.body())
    (tmp_path / "gate.html").write_bytes(talk.served.get(talk.room.removeprefix(talk.served.address)).body)

    messages = check(tmp_path)

    assert {f"{m['message']} … {m.get('extract', '')[:120]}" for m in messages} == set()


def test_what_can_be_touched_is_large_enough(talk: Talking, subscriber: "Page") -> None:
    subscriber.set_viewport_size({"width": 360, "height": 740})
    subscriber.goto(talk.room)
    heights = subscriber.eval_on_selector_all(
        ".acts a, .orders a, .choice a, summary", "all => all.map(one => one.getBoundingClientRect().height)"
    )

    assert len(heights) > 20
    assert min(height for height in heights if height) >= 44
