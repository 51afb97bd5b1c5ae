"""The back office as somebody at a desk uses it: the hands of the editors' journeys."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rotative.demo.newsroom import PASSWORD
from tests.browsing import Served

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Locator, Page, Route

CHOICE = ".modal [data-chooser-modal-choice]"
CHOSEN_ARTICLE = "a.choose-page"
BLOCKS = "#body-root > [data-streamfield-stream-container] >"
BLOCK = f"{BLOCKS} [data-streamfield-child]"
ADD_BLOCK = f"{BLOCKS} div > .c-sf-add-button"


def number_in(address: str | None) -> str:
    """Return the number of the page that an address of the back office is about."""
    found = re.search(r"/pages/(\d+)/", address or "")
    return found[1] if found else ""


class Desk:
    """A back office that somebody has entered."""

    def __init__(self, newspaper: Served, page: "Page", email: str) -> None:
        self.page = page
        self.root = f"{newspaper.address}/redaction/"
        page.goto(self.root)
        page.locator("[name=username]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[type=submit]").first.click()
        page.wait_for_url("**/redaction/")

    def open_new_article(self, section: str) -> None:
        """Begin from the desk's first page, in the section of the French edition."""
        self.page.goto(self.root)
        self.page.locator("#write-section").get_by_role("link", name=section, exact=True).first.click()

    def fill(self, name: str, text: str) -> None:
        self.page.locator(f"[name='{name}']:visible").fill(text)

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def choose(self, button: str, entry: str = "", within: "Locator | None" = None) -> None:
        """Open the last chooser with this button, and take the entry with this name, or the first."""
        self._open_chooser((within or self.page.locator("main")).get_by_role("button", name=button).last)
        entries = self.page.locator(CHOICE)
        (entries.filter(has_text=entry) if entry else entries).first.click()
        self.page.locator(".modal").wait_for(state="detached")

    def _open_chooser(self, button: "Locator") -> None:
        """Press a chooser's button, and once more where nothing happens: one that was just added may not listen yet."""
        button.click()
        if not self._opens():
            button.click()

    def _opens(self) -> bool:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if self.page.locator(".modal").count():
                return True
            self.page.wait_for_timeout(50)
        return False

    def choose_article(self, words: str, within: "Locator | None" = None) -> str:
        """Open the last chooser of articles, look for these words, take the first article and return its headline."""
        buttons = (within or self.page.locator("main")).get_by_role("button", name="Choisissez une page")
        self._open_chooser(buttons.last)
        self.page.locator(".modal [name=q]").fill(words)
        found = self.page.locator(f".modal .listing {CHOSEN_ARTICLE}").filter(has_text=words).first
        headline = found.inner_text()
        found.click()
        self.page.locator(".modal").wait_for(state="detached")
        return headline

    def add_row(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()

    def add_block(self, name: str) -> "Locator":
        """Put a block at the end of the text, and return where it stands."""
        self.page.locator(ADD_BLOCK).last.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        return self.page.locator(BLOCK).last

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name="Plus d'actions").click()
        self.page.get_by_role("button", name=button, exact=True).click()

    def done(self) -> str:
        """Wait until the back office says that it has done it, and return the number of the page it names."""
        self.page.locator(".messages .success").wait_for()
        link = self.page.locator(".messages a[href*='/edit/']").first
        return number_in(link.get_attribute("href")) if link.count() else ""

    def withdraw(self, number: str) -> None:
        self.page.goto(f"{self.root}pages/{number}/unpublish/")
        self.page.locator("form [type=submit]").last.click()
        self.done()

    @contextmanager
    def answers_to_autosave_are_late(self) -> Iterator["LateAnswers"]:
        """Within, the newspaper saves by itself but its answers are held back until they are let through."""
        late = LateAnswers(self.page)
        self.page.route("**/redaction/pages/**", late.hold)
        yield late
        self.page.unroute("**/redaction/pages/**", late.hold)


class LateAnswers:
    """A slow line between the newspaper and the browser, for what the editor saves by itself."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.held: list[tuple[Route, APIResponse]] = []
        self.is_slow = True

    def hold(self, route: "Route") -> None:
        if route.request.headers.get("accept") != "application/json" or not self.is_slow:
            route.continue_()
        else:
            self.held.append((route, route.fetch()))

    def wait(self) -> None:
        """Wait until the newspaper has saved something; the browser does not know it yet."""
        for _tenth_of_a_second in range(200):
            if self.held:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("nothing was saved by itself")

    def let_through(self) -> None:
        self.is_slow = False
        for route, answer in self.held:
            route.fulfill(response=answer)
