"""Giving on a small phone without scripts: a subscription for somebody else, and one article to a stranger."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.budgets.test_accessibility import AXE, objections
from tests.journeys.test_subscriber import (  # noqa: F401 - two are fixtures
    CHEAP_PHONE,
    PLAN,
    Selling,
    fits,
    phone,
    read_to_the_end,
    selling,
    to_the_checkout,
)
from tests.subscriptions.pages import at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CODE = re.compile(r"\b(?:[2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}\b")


def signs_up(page: "Page", selling: Selling, email: str) -> None:  # noqa: F811
    """From the page that asks who she is to the one that she wanted."""
    page.locator("main .entries a[href*='/inscription/']").click()
    page.locator("[name=email]").fill(email)
    page.locator("main [type=submit]").first.click()
    expect(page.locator("[name=code]")).to_be_visible()  # by then it is sent
    page.locator("[name=code]").fill(selling.code_in_the_mail())
    page.locator("main [type=submit]").first.click()


def is_accessible(page: "Page", open_page: Callable[..., "Page"], *paths: str) -> None:
    """Have axe, which is a script, look at pages as whoever is signed in on ``page`` gets them on a desk."""
    desk = open_page(storage_state=page.context.storage_state())
    origin = re.sub(r"(https?://[^/]+).*", r"\1", page.url)
    axe = AXE.read_text(encoding="utf-8")
    assert {path: objections(desk, axe, f"{origin}{path}") for path in paths} == {path: {} for path in paths}


def test_a_subscription_is_given_from_the_price_list_to_the_code(
    phone: "Page",  # noqa: F811
    selling: Selling,  # noqa: F811
    open_page: Callable[..., "Page"],
) -> None:
    phone.goto(f"{selling.served.address}{at('subscription_plans')}")
    phone.locator(f"main .entries a[href='{at('subscription_give')}']").click()
    signs_up(phone, selling, "nana@example.org")
    assert fits(phone)
    phone.get_by_label(PLAN).check()
    phone.locator("[name=recipient_name]").fill("Fatou")
    phone.locator("[name=recipient_email]").fill("fatou@example.org")
    phone.locator("[name=message]").fill("Pour tes longues soirées.")
    phone.locator("main form [type=submit]").click()
    expect(phone.locator("dl.sum")).to_contain_text("fatou@example.org")
    assert fits(phone)
    phone.locator("[name=way][value=test-till]").check()
    phone.locator("main form:has([name=way]) [type=submit]").click()
    phone.wait_for_url("**/caisse-d-essai/**")
    phone.locator("[name=act][value=pay]").click()

    code = phone.locator(".gift-code").inner_text()
    gift = phone.url.removeprefix(selling.served.address)
    assert CODE.fullmatch(code)
    assert fits(phone)
    phone.locator("main a.button").click()
    expect(phone.locator(".gift-code")).to_have_text(code)
    printed = phone.url.removeprefix(selling.served.address)
    assert fits(phone)
    phone.goto(f"{selling.served.address}{gift}")
    phone.locator("[name=act][value=send]").click()
    expect(phone.get_by_role("status").first).to_be_visible()
    is_accessible(phone, open_page, at("subscription_give"), gift, printed, at("account_subscription"))

    friend = open_page(**CHEAP_PHONE)
    friend.goto(f"{selling.served.address}{selling.article}")
    friend.locator(".wall .ways a[href*='/code/']").click()
    signs_up(friend, selling, "fatou@example.org")
    friend.locator("[name=code]").fill(code.lower())
    friend.locator("main [type=submit]").first.click()
    read_to_the_end(friend, selling)
    phone.goto(f"{selling.served.address}{gift}")
    expect(phone.locator("[name=act]")).to_have_count(0)


def test_an_article_is_given_to_a_stranger(
    phone: "Page",  # noqa: F811
    selling: Selling,  # noqa: F811
    open_page: Callable[..., "Page"],
) -> None:
    to_the_checkout(phone, selling, "kadia@example.org")
    phone.locator("main .entries a[href*='/code/']").click()
    phone.locator("[name=code]").fill(selling.code)
    phone.locator("main [type=submit]").first.click()
    read_to_the_end(phone, selling)

    phone.locator(".give a").click()
    giving = phone.url.removeprefix(selling.served.address)
    phone.locator("main form [type=submit]").click()
    link = phone.locator("#link").input_value()
    assert fits(phone)
    expect(phone.locator("main a.button[href^='https://wa.me/']")).to_be_visible()
    is_accessible(phone, open_page, giving)

    stranger = open_page(**CHEAP_PHONE)
    stranger.goto(link)
    expect(stranger.locator(".article")).to_be_visible()
    expect(stranger.locator("aside.wall a.button")).to_be_visible()
    assert "kadia" not in stranger.content()
    expect(stranger.locator(".give")).to_have_count(0)
    assert fits(stranger)
    stranger.goto(f"{selling.served.address}{selling.article}")
    expect(stranger.locator(".wall .ways")).to_be_visible()
    phone.reload()
    expect(phone.locator("main .entries li").first).to_contain_text(" 1 ")
