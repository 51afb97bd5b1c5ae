"""A moderator works through the queue by the keyboard alone; and, in a browser that runs no script, by the buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import Served
from tests.budgets.test_accessibility import RUN_AXE, WIDTHS
from tests.budgets.test_accessibility import axe as axe
from tests.journeys.newsroom import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MODERATOR = "moderation@demo.localhost"
CHIEF = "chef@demo.localhost"


def card_in_focus(page: "Page") -> str:
    return str(page.evaluate("document.activeElement.closest('[data-card]')?.id ?? ''"))


def test_by_the_keyboard_alone(served_for_editing: Served, open_page: Callable[..., "Page"]) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    desk = Desk(served_for_editing, page, MODERATOR)
    page.goto(f"{desk.root}discussion/file/review/")
    waiting = page.locator("[data-card]").count()
    assert waiting >= 3
    first, second = (page.locator("[data-card]").nth(place).get_attribute("id") for place in (0, 1))

    page.keyboard.press("?")
    assert page.locator("#mod-keys").get_attribute("open") is not None
    page.keyboard.press("j")
    assert card_in_focus(page) == first
    page.keyboard.press("j")
    assert card_in_focus(page) == second
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.locator(".messages .success").wait_for()
    expect(page.locator("[data-card]")).to_have_count(waiting - 1)
    assert card_in_focus(page) == second

    page.keyboard.press("u")
    page.locator(f"#{first}").wait_for()
    expect(page.locator("[data-card]")).to_have_count(waiting)
    assert card_in_focus(page) == first

    page.keyboard.press("r")
    page.keyboard.press("Tab")
    page.keyboard.type("Sans adresse, s’il vous plaît : j k a d.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".messages .success").wait_for()
    page.keyboard.press("c")
    page.locator("#mod-thread").wait_for()
    page.goto(f"{desk.root}discussion/journal/")
    expect(page.locator("main")).to_contain_text("Sans adresse, s’il vous plaît : j k a d.")


def test_without_a_script(served_for_editing: Served, open_page: Callable[..., "Page"]) -> None:
    page = open_page(viewport={"width": 360, "height": 800}, locale="fr-FR", java_script_enabled=False)
    desk = Desk(served_for_editing, page, MODERATOR)
    page.goto(f"{desk.root}discussion/file/reported/")
    reported = page.locator("[data-card]").count()
    assert reported >= 1

    page.locator("[data-card] [value=dismiss]").first.click()
    expect(page.locator("[data-card]")).to_have_count(reported - 1)
    page.locator(".mod-last button").click()
    expect(page.locator("[data-card]")).to_have_count(reported)

    page.goto(f"{desk.root}discussion/file/unmoderated/")
    page.locator("details:has(#mod-many) > summary").click()
    for tick in page.locator("[data-tick]").all()[:2]:
        tick.check()
    page.locator("#mod-many [value=approve]").click()
    expect(page.locator(".messages")).to_contain_text("2")

    with page.expect_navigation():
        page.locator("[data-card] [value=feature]").first.click()
    page.goto(f"{desk.root}discussion/journal/?act=featured")
    assert page.locator("tbody tr").count() >= 1


@pytest.mark.parametrize(
    "path",
    [
        "file/review/",
        "file/reported/",
        "file/all/",
        "articles/",
        "statistiques/",
        "journal/",
        "regles/salle/",
        "regles/mots/",
        "regles/essayer/",
    ],
)
def test_every_page_is_for_everybody_and_for_a_phone(
    path: str, served_for_editing: Served, open_page: Callable[..., "Page"], axe: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    desk = Desk(served_for_editing, page, CHIEF)
    page.goto(f"{desk.root}discussion/{path}")
    page.evaluate(axe)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than {width} pixels by {wide}"
        result = page.evaluate(RUN_AXE)
        # The editor of formatted texts is Wagtail's, here as everywhere.
        assert [found for found in result["violations"] if "Draft" not in found] == [], path
