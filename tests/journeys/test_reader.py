"""A reader's way through the paper on a phone, without any script."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import SECONDS_TO_SHOW, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
CHEAP_PHONE = {"viewport": PHONE, "java_script_enabled": False}


@pytest.fixture
def phone(served: Served, open_page: Callable[..., "Page"]) -> "Page":
    """The front page on a small phone whose browser runs no scripts."""
    page = open_page(**CHEAP_PHONE)
    page.set_default_timeout(SECONDS_TO_SHOW * 1000)
    page.goto(f"{served.address}/")
    return page


def headline(page: "Page") -> str:
    return page.locator("h1").first.inner_text()


def test_from_the_front_page_through_an_article_to_its_author(phone: "Page") -> None:
    phone.get_by_role("navigation").get_by_role("link", name="Culture").click()
    assert headline(phone) == "Culture"

    phone.locator("main h2 a, main h3 a").first.click()
    read = headline(phone)
    expect(phone.locator("article time[datetime]").first).to_be_visible()

    phone.locator("main a[href^='/auteurs/']").first.click()
    expect(phone.locator("main")).to_contain_text(read)


def test_from_an_article_to_one_that_belongs_to_it(phone: "Page") -> None:
    phone.locator("main h2 a, main h3 a").first.click()
    read = headline(phone)

    phone.get_by_role("region", name=re.compile("Lire aussi")).get_by_role("link").first.click()

    assert headline(phone) != read


def test_searching_and_opening_what_is_found(phone: "Page") -> None:
    phone.get_by_role("banner").get_by_role("link", name=re.compile("echerche")).click()
    phone.get_by_role("searchbox").first.fill("écoles")
    phone.keyboard.press("Enter")
    phone.locator("main mark").first.wait_for()

    phone.locator("main h2 a, main h3 a").first.click()
    phone.locator("article h1").wait_for()


def test_back_through_the_archives(served: Served, phone: "Page") -> None:
    phone.goto(f"{served.address}/politique/")
    phone.locator("main a[href='/politique/archives/']").click()
    phone.locator("main a[href*='/archives/2025/']").first.click()
    phone.wait_for_url(re.compile(r"/archives/2025/"))
    phone.locator("main a[href*='/archives/2025/']").last.click()
    phone.wait_for_url(re.compile(r"/archives/2025/\d\d/"))
    phone.locator("main h2 a, main h3 a").first.click()

    expect(phone.locator("article time[datetime]").first).to_contain_text("2025")


def test_a_wrong_address_leads_on(served: Served, phone: "Page") -> None:
    phone.goto(f"{served.address}/politique/il-n-y-a-rien/")
    phone.get_by_role("searchbox").fill("fleuve")
    phone.keyboard.press("Enter")
    phone.locator("main mark").first.wait_for()

    assert "fleuve" in phone.locator("main").inner_text().lower()
