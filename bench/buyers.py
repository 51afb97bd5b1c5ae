"""Clients that subscribe as readers do, one reader after the other: with a code from a kiosk, or at the test till.

One in ten sends twice what others send once, as by a double click or a second tab.
"""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

AGAIN = 10  # of so many readers, one sends twice
_COUNTER = re.compile(r'http-equiv="refresh" content="0;url=([^"]+)"')


class NotSoldError(Exception):
    """A page did not answer as it should."""


@dataclass
class Page:
    """What came back: ``leads_to`` where it is a redirect."""

    status: int
    text: str
    leads_to: str

    def field(self, name: str) -> str:
        """Return what a hidden field holds. Raises NotSoldError."""
        return self.found(re.compile(rf'name="{name}" value="([^"]*)"'))

    def found(self, pattern: re.Pattern[str]) -> str:
        """Return what a pattern finds in the page. Raises NotSoldError."""
        if (found := pattern.search(self.text)) is None:
            raise NotSoldError(f"{self.status}, without {pattern.pattern}")
        return unescape(found[1])


@dataclass
class Buyer:
    """A client. ``took``: seconds of each answer; ``waited``: of each purchase; ``bought``: who got a pass by it."""

    port: int
    places: dict[str, str]
    readers: list[dict[str, Any]]
    took: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    bought: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def buy(self) -> None:
        """Have each reader subscribe: by her code where she has one, otherwise at the till."""
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        for number, reader in enumerate(self.readers):
            self._cookies = {self.places["session"]: reader["session"]}
            begun = time.monotonic()
            try:
                self._by_code(reader["code"], number) if reader["code"] else self._at_the_till(number)
            except (NotSoldError, OSError, http.client.HTTPException) as problem:
                self.failed.append(f"{type(problem).__name__}: {problem}")
                self._connection.close()
                continue
            self.waited.append(time.monotonic() - begun)
            self.bought.append(reader["id"])

    def _by_code(self, code: str, number: int) -> None:
        self._ask(self.places["checkout"])
        page = self._ask(self.places["code"])
        for _time in range(1 if number % AGAIN else 2):
            self._ask(self.places["code"], page, code=code, suite="")
        self._need_a_pass()

    def _at_the_till(self, number: int) -> None:
        page = self._ask(self.places["checkout"])
        for _time in range(1 if number % AGAIN else 2):
            opened = self._ask(
                self.places["checkout"], page, token=page.field("token"), suite="", way=self.places["way"]
            )
        counter = self._ask(opened.leads_to).found(_COUNTER)
        paid = self._ask(counter, self._ask(counter), act="pay")
        for _time in range(1 if number % AGAIN else 2):
            self._ask(paid.leads_to)
        self._need_a_pass()

    def _need_a_pass(self) -> None:
        if ".subscribers." not in self._cookies.get(self.places["pass"], ""):
            raise NotSoldError("no subscriber’s pass came")

    def _ask(self, address: str, form: Page | None = None, **fields: str) -> Page:
        """Ask for a page, or send the ``form`` of one, which leads on when it is taken. Raises NotSoldError."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Host": f"localhost:{self.port}", "Cookie": cookies}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": form.field("csrfmiddlewaretoken"), **fields})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        begun = time.monotonic()
        self._connection.request("GET" if form is None else "POST", path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        self.took.append(time.monotonic() - begun)
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        if answer.status != (200 if form is None else 302):
            raise NotSoldError(f"{address} answers {answer.status}")
        return Page(answer.status, text, answer.getheader("Location") or "")


def buy_together(buyers: list[Buyer]) -> float:
    """Have all buy at the same time; return how many seconds it took until the last one had."""
    begun = time.monotonic()
    threads = [threading.Thread(target=buyer.buy) for buyer in buyers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun
